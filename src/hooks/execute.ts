// Trying a hook out: sends an administrator's own request through its channel, and returns the service's own answer.
import type { Ctx } from "../context";
import { ApiError } from "../errors";
import { postToHook } from "./call";
import type { HookExecutionInput } from "./schema";
import { getHook } from "./service";
import { toTarget } from "./target";
import { readTelephonyAnswer } from "./telephony-answer";

/**
 * Sends the body as it is, through an active or an inactive hook, and returns an answer that keeps to the contract. An
 * answer with FAILED or with an `error` keeps to it too. As in Okta, this is a test, so it counts in no metric.
 * Throws 400 E0000001 with the mistake as its cause, for any other answer and for no answer.
 */
export async function executeHook(ctx: Ctx, id: string, body: HookExecutionInput): Promise<Record<string, unknown>> {
	const answer = await postToHook(ctx, toTarget(ctx, await getHook(ctx, id)), body);
	const verdict = answer.ok ? readTelephonyAnswer(answer.status, answer.contentType, answer.text) : answer;
	const keepsToContract = verdict.ok || verdict.reason === "failed" || verdict.reason === "error-object";
	if (answer.ok && keepsToContract) return JSON.parse(answer.text);
	throw new ApiError("E0000001", { subject: "inlineHook", causes: verdict.ok ? [] : [verdict.cause] });
}
