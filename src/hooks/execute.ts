// Trying a hook out: an administrator's own request through its channel, and the service's own answer back.
import type { Ctx } from "../context";
import { ApiError } from "../errors";
import { postToHook } from "./call";
import type { HookExecutionInput } from "./schema";
import { getHook } from "./service";
import { toTarget } from "./target";
import { readTelephonyAnswer } from "./telephony-answer";

/**
 * Sends the body as it is, through an active or an inactive hook, and returns the answer when it keeps to the contract;
 * one that says FAILED or holds an `error` does. Counts in no metric: it is a test, as in Okta.
 * Throws 400 E0000001, with what was wrong as its cause, for every other answer and for none.
 */
export async function executeHook(ctx: Ctx, id: string, body: HookExecutionInput): Promise<unknown> {
	const answer = await postToHook(ctx, toTarget(ctx, await getHook(ctx, id)), body);
	const verdict = answer.ok ? readTelephonyAnswer(answer.status, answer.contentType, answer.text) : answer;
	const keepsToContract = verdict.ok || verdict.reason === "failed" || verdict.reason === "error-object";
	if (answer.ok && keepsToContract) return JSON.parse(answer.text);
	throw new ApiError("E0000001", { detail: "inlineHook", causes: verdict.ok ? [] : [verdict.summary] });
}
