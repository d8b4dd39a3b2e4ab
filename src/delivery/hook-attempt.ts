// The active telephony hook as one try among others: called in Okta's words, its answer a fact for the timeline.
import type { Ctx } from "../context";
import { type ApiError, hookFailed, hookTimedOut, hookUnreadable } from "../errors";
import { callHook, type HookOutcome } from "../hooks/call";
import { withoutEcho } from "../hooks/echo";
import type { HookTarget } from "../hooks/target";
import { newEventId, telephonyRequest } from "../hooks/telephony";
import { hookPath } from "../hooks/view";
import type { Message } from "../messages/message";
import type { Attempt } from "../providers/try";
import type { SendRequest } from "./send-request";

export interface HookAttempt {
	attempt: Attempt;
	outcome: HookOutcome;
}

/** Has the hook deliver an SMS or a call. */
export async function attemptHook(
	ctx: Ctx,
	hook: HookTarget,
	message: Message & { channel: "SMS" | "CALL" },
	user: NonNullable<SendRequest["user"]>,
	ipAddress: string | null,
): Promise<HookAttempt> {
	const startedAt = ctx.now();
	const answered = await callHook(
		ctx,
		hook,
		telephonyRequest({
			eventId: newEventId(),
			nowMs: startedAt,
			source: ctx.env.publicOrigin + hookPath(hook.id),
			requestType: message.requestType,
			request: { id: ctx.requestId, method: "POST", path: ctx.requestUri, ipAddress },
			user,
			message: { ...message, phoneNumber: message.destination },
		}),
	);
	const quotable = { code: message.code, phoneNumber: message.destination };
	const outcome = answered.ok ? withoutEcho(answered, quotable) : answered;
	return { attempt: { ...factsOf(outcome), accountId: null, hookId: hook.id, startedAt }, outcome };
}

function factsOf(outcome: HookOutcome): Omit<Attempt, "accountId" | "hookId" | "startedAt"> {
	const { durationMs } = outcome;
	if (outcome.ok) {
		return {
			provider: outcome.provider ?? "hook",
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
		provider: "hook",
		result,
		kind: outcome.reason,
		providerCode: null,
		providerMessageId: null,
		status: result,
		durationMs,
	};
}

/** What the caller is told when the hook was the only way. */
export function hookError(outcome: Exclude<HookOutcome, { ok: true }>): ApiError {
	if (outcome.reason === "timeout") return hookTimedOut();
	const isRefusal = outcome.reason === "failed" || outcome.reason === "error-object";
	return isRefusal ? hookFailed(outcome.summary) : hookUnreadable(outcome.summary);
}
