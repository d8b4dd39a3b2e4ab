// The active telephony hook as one of the tries: called in Okta's words, and its answer becomes a row of the timeline.
import type { Ctx } from "../context";
import { type ApiError, hookFailed, hookTimedOut, hookUnreadable } from "../errors";
import { callHook, type HookOutcome } from "../hooks/call";
import { withoutEcho } from "../hooks/echo";
import type { HookTarget } from "../hooks/target";
import { newEventId, requestFacts, type TelephonyChannel, telephonyRequest } from "../hooks/telephony";
import { hookPath } from "../hooks/view";
import { wantedLanguages } from "../languages";
import type { Message } from "../messages/message";
import type { SendRequest } from "../messages/send-request";
import type { Try } from "../providers/try";

export interface HookTry {
	made: Try;
	outcome: HookOutcome;
}

/**
 * Whether a hook may deliver the message. Okta's request has no place for an extension, and the person who answers the
 * main number must not hear the code. A hook needs a user; a message of another system has none.
 */
export const isForHooks = ({ user, channel, extension }: SendRequest): boolean =>
	user !== null && isTelephony(channel) && extension === undefined;

const isTelephony = (channel: Message["channel"]): channel is TelephonyChannel =>
	channel === "SMS" || channel === "CALL";

/** Calls the hook to deliver an SMS or a call. */
export async function tryHook(
	ctx: Ctx,
	hook: HookTarget,
	message: Message,
	{ user, acceptLanguage, ipAddress }: SendRequest,
): Promise<HookTry> {
	const { channel } = message;
	if (user === null || !isTelephony(channel)) throw new Error("not for a hook");
	const startedAt = ctx.now();
	const answered = await callHook(
		ctx,
		hook,
		telephonyRequest({
			eventId: newEventId(),
			nowMs: startedAt,
			source: ctx.env.publicOrigin + hookPath(hook.id),
			request: requestFacts(ctx, ipAddress),
			user,
			// The text may be in another language, because not every language has one.
			message: { ...message, channel, locale: user.locale ?? wantedLanguages(acceptLanguage)[0] ?? message.locale },
			callWord: hook.callWord,
		}),
	);
	const quotable = { code: message.code, phoneNumber: message.destination };
	const outcome = answered.ok ? withoutEcho(answered, quotable) : answered;
	return { made: { ...factsOf(outcome), accountId: null, hookId: hook.id, startedAt }, outcome };
}

function factsOf(outcome: HookOutcome): Omit<Try, "accountId" | "hookId" | "startedAt"> {
	const { durationMs } = outcome;
	if (outcome.ok) {
		return {
			providerName: outcome.provider ?? "hook",
			result: "accepted",
			kind: null,
			providerCode: null,
			providerMessageId: outcome.transactionId,
			status: outcome.status === "SUCCESSFUL" ? "sent" : "queued",
			durationMs,
		};
	}
	const result = outcome.isCertain ? "failed" : "unknown";
	return {
		providerName: "hook",
		result,
		kind: outcome.reason,
		providerCode: null,
		providerMessageId: null,
		status: result,
		durationMs,
	};
}

/** The error that the caller gets when the hook was the only way. */
export function hookError(outcome: Exclude<HookOutcome, { ok: true }>): ApiError {
	if (outcome.reason === "timeout") return hookTimedOut();
	const isRefusal = outcome.reason === "failed" || outcome.reason === "error-object";
	return isRefusal ? hookFailed(outcome.cause) : hookUnreadable(outcome.cause);
}
