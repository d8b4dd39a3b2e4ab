// Trying a hook out: sends an administrator's own request through its channel, and returns the service's own answer.
import type { Ctx } from "../context";
import { ApiError } from "../errors";
import { postToHook } from "./call";
import { withoutEcho } from "./echo";
import { type HookExecutionInput, TextMembers } from "./schema";
import { getHook } from "./service";
import { toTarget } from "./target";
import { readTelephonyAnswer, type TelephonyVerdict } from "./telephony-answer";

/** What a service answered to a trial, and what a real call would have made of it. */
export interface HookTrial {
	/** Null where none came. */
	answer: { status: number; contentType: string | null; text: string } | null;
	/** Without what quotes the code or the number, as for a real message. */
	verdict: TelephonyVerdict;
	durationMs: number;
}

/** Sends the body as it is, through an active or an inactive hook. As in Okta, this test counts in no metric. */
export async function tryHook(ctx: Ctx, id: string, body: HookExecutionInput): Promise<HookTrial> {
	const target = toTarget(ctx, await getHook(ctx, id));
	const startedAt = ctx.now();
	const answer = await postToHook(ctx, target, body);
	const durationMs = Math.max(0, ctx.now() - startedAt);
	if (!answer.ok) return { answer: null, verdict: answer, durationMs };
	const verdict = readTelephonyAnswer(answer.status, answer.contentType, answer.text);
	return { answer, verdict: verdict.ok ? withoutEcho(verdict, messageOf(body)) : verdict, durationMs };
}

function messageOf(body: HookExecutionInput) {
	const { otpCode = "", phoneNumber = "" } = TextMembers.safeParse(body).data?.data?.messageProfile ?? {};
	return { code: otpCode, phoneNumber };
}

/**
 * The same for a program, which gets an answer that keeps to the contract. An answer with FAILED or with an `error`
 * keeps to it too. Throws 400 E0000001 with the mistake as its cause, for any other answer and for no answer.
 */
export async function executeHook(ctx: Ctx, id: string, body: HookExecutionInput): Promise<Record<string, unknown>> {
	const { answer, verdict } = await tryHook(ctx, id, body);
	const keepsToContract = verdict.ok || verdict.reason === "failed" || verdict.reason === "error-object";
	if (answer !== null && keepsToContract) return JSON.parse(answer.text);
	throw new ApiError("E0000001", { subject: "inlineHook", causes: verdict.ok ? [] : [verdict.cause] });
}
