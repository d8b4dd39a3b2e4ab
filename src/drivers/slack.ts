// Sends Slack messages to one person, in the conversation between the app and this person.
// A channel with other people never gets a message, because everybody there would read the code.
import * as z from "zod";
import { reason } from "../errors/cause";
import { type DriverIo, driver } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { escapeSlack } from "./kit/escape";
import { bearer, kindOfStatus, postJson } from "./kit/http";

const Secrets = z.object({
	botToken: z
		.string()
		.regex(/^xoxb-[\w-]+$/, reason("starts-with", { prefix: "xoxb-" }))
		.meta({ title: "Bot token", description: "Of an app with the scopes chat:write and im:write" }),
});

const ErrorAnswer = z.object({ ok: z.literal(false), error: z.string() });
const Opened = z.object({ ok: z.literal(true), channel: z.object({ id: z.string() }) });
const Posted = z.object({ ok: z.literal(true), ts: z.string().min(1).max(100) });

/**
 * What the words mean. A word that isn't here is about this person or message: `user_not_found`, `msg_too_long`.
 * Source: docs.slack.dev, errors of chat.postMessage and conversations.open.
 */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		access_denied: "misconfigured", // the app may not use what the request names
		accesslimited: "misconfigured", // the method is not allowed from this network
		account_inactive: "misconfigured", // the token's user or workspace was deleted
		ekm_access_denied: "misconfigured", // administrators have suspended posting
		enterprise_is_restricted: "misconfigured", // an Enterprise may not call the method
		fatal_error: "unknown", // Slack says that a part of the work may have been done
		internal_error: "unknown", // Slack says that a part of the work may have been done
		invalid_auth: "misconfigured", // a wrong token, or an address that may not use it
		missing_scope: "misconfigured", // the app lacks chat:write or im:write
		no_permission: "misconfigured", // the token lacks a permission
		not_allowed_token_type: "misconfigured", // not a bot's token
		not_authed: "misconfigured", // no token
		org_login_required: "misconfigured", // the workspace is moving to an Enterprise organization
		rate_limited: "temporary", // the app has posted too many messages
		ratelimited: "temporary", // too many requests
		request_timeout: "temporary", // the request came incomplete
		service_unavailable: "temporary", // Slack is unavailable
		team_access_not_granted: "misconfigured", // the token is not good for this workspace
		team_added_to_org: "temporary", // the workspace is moving; calls fail now and then until it has
		token_expired: "misconfigured", // the token has expired
		token_revoked: "misconfigured", // the token was withdrawn
		two_factor_setup_required: "misconfigured", // the token's user must set up a second factor
	}),
);

export const slackDriver = driver({
	id: "slack",
	title: "Slack",
	channels: ["IM"],
	config: z.object({}),
	secrets: Secrets,

	async send(io, message, { secrets }) {
		// The ID of a user. The ID of a channel (C…, G…) must not slip through.
		if (!/^[UW][A-Z0-9]{2,30}$/.test(message.destination)) {
			throw new DeliveryError("permanent", "the destination is not a Slack user ID");
		}
		const channel = await openConversation(io, message.destination, secrets.botToken);
		const { ts } = await callSlack(io, "chat.postMessage", secrets.botToken, Posted, {
			channel,
			text: escapeSlack(message.text),
			mrkdwn: false,
			unfurl_links: false,
			unfurl_media: false,
		});
		return { providerMessageId: ts, status: "sent" };
	},
});

/** Opens the conversation with a person. Nothing has been sent yet, so a lost answer is temporary, not unknown. */
async function openConversation(io: DriverIo, user: string, token: string): Promise<string> {
	try {
		return (await callSlack(io, "conversations.open", token, Opened, { users: user })).channel.id;
	} catch (error) {
		if (!(error instanceof DeliveryError) || error.kind !== "unknown") throw error;
		throw new DeliveryError("temporary", error.message, error.providerCode);
	}
}

/** Slack answers a refusal with 200 and `ok: false`. Other statuses come from servers in front of Slack. */
async function callSlack<Answer extends z.ZodType>(
	io: DriverIo,
	method: string,
	token: string,
	schema: Answer,
	body: Record<string, unknown>,
): Promise<z.infer<Answer>> {
	// Without the charset Slack answers with a warning.
	const headers = { ...bearer(token), "content-type": "application/json; charset=utf-8" };
	const answer = await postJson(io, `https://slack.com/api/${method}`, headers, body);
	const done = schema.safeParse(answer.json);
	if (done.success) return done.data;
	const word = ErrorAnswer.safeParse(answer.json).data?.error;
	if (word !== undefined) {
		throw new DeliveryError(failureKinds.get(word) ?? "permanent", "Slack refused the message", word);
	}
	const kind = answer.status === 200 ? "unknown" : kindOfStatus(answer.status);
	throw new DeliveryError(kind, "Slack's answer can't be read", String(answer.status));
}
