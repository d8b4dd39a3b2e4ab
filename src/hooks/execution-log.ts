// A hook's call in the System Log, in Okta's words: `executed` if no answer was read, else `response.processed`.
import type { Ctx } from "../context";
import { causeText } from "../errors/cause";
import { factStatement } from "../log/write";
import { hookParty } from "./service";
import { telephonyHookType } from "./telephony";
import type { HookFailureReason, TelephonyVerdict } from "./telephony-answer";

const answered: ReadonlySet<HookFailureReason> = new Set([
	"too-large",
	"not-json",
	"malformed",
	"failed",
	"error-object",
]);

/** Returns the statement that logs a call. It writes nothing when it is made a second time. */
export function logExecution(ctx: Ctx, hook: { id: string; name: string }, verdict: TelephonyVerdict) {
	return factStatement(ctx, {
		eventType: verdict.ok || answered.has(verdict.reason) ? "inline_hook.response.processed" : "inline_hook.executed",
		target: [hookParty(hook)],
		outcome: verdict.ok ? { result: "SUCCESS" } : { result: "FAILURE", reason: verdict.reason },
		debugData: {
			inlineHookType: telephonyHookType,
			inlineHook: hook.id,
			...(verdict.ok ? { status: verdict.status } : { errorMessage: causeText(verdict.cause, "en") }),
		},
	});
}
