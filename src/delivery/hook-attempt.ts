// The active telephony hook as one try among others: called in Okta's words, its answer a fact for the timeline.
import type { Ctx } from "../context";
import { type ApiError, hookFailed, hookTimedOut, hookUnreadable } from "../errors";
import { callHook, type HookOutcome } from "../hooks/call";
import type { HookTarget } from "../hooks/target";
import { newEventId, telephonyRequest } from "../hooks/telephony";
import type { HookFailureReason } from "../hooks/telephony-answer";
import { hookPath } from "../hooks/view";
import type { Attempt } from "./attempt";
import type { Message } from "./message";
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
	const outcome = await callHook(
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
	const isUnknown = !certainFailures.has(outcome.reason);
	return {
		provider: "hook",
		result: isUnknown ? "unknown" : "failed",
		kind: outcome.reason,
		providerCode: null,
		providerMessageId: null,
		status: isUnknown ? "unknown" : "failed",
		durationMs,
	};
}

/** After these nothing was sent; after any other the service may have sent the message and only failed to say so. */
const certainFailures: ReadonlySet<HookFailureReason> = new Set([
	"url",
	"redirect",
	"status",
	"failed",
	"error-object",
]);

/** What the caller is told when the hook was the only way. */
export function hookError(outcome: Exclude<HookOutcome, { ok: true }>): ApiError {
	if (outcome.reason === "timeout") return hookTimedOut();
	const isRefusal = outcome.reason === "failed" || outcome.reason === "error-object";
	return isRefusal ? hookFailed(outcome.summary) : hookUnreadable(outcome.summary);
}
