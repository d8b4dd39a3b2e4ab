// Slack messages to one person, in the conversation between the app and that person. A channel with others in it is never
// written to: a code there would be everybody's.
import * as z from "zod";
import { type DriverIo, driver } from "./driver";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";
import { escapeSlack } from "./kit/escape";
import { bearer, kindOfStatus, postJson } from "./kit/http";

const Secrets = z.object({
	botToken: z
		.string()
		.regex(/^xoxb-[\w-]+$/, "starts with xoxb-")
		.meta({ title: "Bot token", description: "Of an app with the scopes chat:write and im:write" }),
});

const Refused = z.object({ ok: z.literal(false), error: z.string() });
const Opened = z.object({ ok: z.literal(true), channel: z.object({ id: z.string() }) });
const Posted = z.object({ ok: z.literal(true), ts: z.string().min(1).max(100) });

/** What isn't here is about this person or message: `user_not_found`, `user_disabled`, `msg_too_long`. */
const kinds = new Map<string, DeliveryErrorKind>([
	...(["ratelimited", "rate_limited", "request_timeout", "service_unavailable", "team_added_to_org"] as const).map(
		(word) => [word, "temporary"] as const,
	),
	// Slack says of these two that a part of the work may have been done.
	...(["internal_error", "fatal_error"] as const).map((word) => [word, "unknown"] as const),
	...(
		[
			"access_denied",
			"accesslimited",
			"account_inactive",
			"ekm_access_denied",
			"enterprise_is_restricted",
			"invalid_auth",
			"missing_scope",
			"no_permission",
			"not_allowed_token_type",
			"not_authed",
			"org_login_required",
			"team_access_not_granted",
			"token_expired",
			"token_revoked",
			"two_factor_setup_required",
		] as const
	).map((word) => [word, "misconfigured"] as const),
]);

export const slackDriver = driver({
	id: "slack",
	title: "Slack",
	channels: ["IM"],
	config: z.object({}),
	secrets: Secrets,

	async send(io, message, { secrets }) {
		// A user's ID: what names a channel (C…, G…) must not slip through.
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

/** The conversation with a person. Nothing has been sent yet, so a lost answer here is no unknown outcome. */
async function openConversation(io: DriverIo, user: string, token: string): Promise<string> {
	try {
		return (await callSlack(io, "conversations.open", token, Opened, { users: user })).channel.id;
	} catch (error) {
		if (!(error instanceof DeliveryError) || error.kind !== "unknown") throw error;
		throw new DeliveryError("temporary", error.message, error.providerCode);
	}
}

/** Slack answers a refusal with 200 and `ok: false`; other statuses come from what stands in front of it. */
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
	const word = Refused.safeParse(answer.json).data?.error;
	if (word !== undefined) {
		throw new DeliveryError(kinds.get(word) ?? "permanent", "Slack refused the message", word);
	}
	const kind = answer.status === 200 ? "unknown" : kindOfStatus(answer.status);
	throw new DeliveryError(kind, "Slack's answer can't be read", String(answer.status));
}
