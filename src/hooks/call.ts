// Calling a hook's service: once, within the time that Okta gives, and without following redirects.
import type { Ctx } from "../context";
import { because } from "../errors/cause";
import { readBounded } from "../net/read-bounded";
import { checkHookUrl } from "../net/url-check";
import type { HookTarget } from "./target";
import type { TelephonyPayload } from "./telephony";
import {
	type HookFailure,
	hookFailure,
	maxAnswerBytes,
	readTelephonyAnswer,
	type TelephonyVerdict,
} from "./telephony-answer";

/** From the first byte sent to the last byte read. */
const budgetMs = 3_000;

/** An answer, whatever is in it. */
interface HookAnswer {
	ok: true;
	status: number;
	contentType: string | null;
	/** If the body is too large, only its beginning, which is longer than the limit. */
	text: string;
}

export type HookOutcome = TelephonyVerdict & { durationMs: number };

/**
 * Has a message delivered by a hook. As in Okta, it never tries twice, because the service may have sent the message
 * the first time. It never throws for what the service does.
 */
export async function callHook(ctx: Ctx, hook: HookTarget, payload: TelephonyPayload): Promise<HookOutcome> {
	const startedAt = ctx.now();
	const answer = await postToHook(ctx, hook, payload);
	const verdict = answer.ok ? readTelephonyAnswer(answer.status, answer.contentType, answer.text) : answer;
	return { ...verdict, durationMs: Math.max(0, ctx.now() - startedAt) };
}

/** Sends a JSON body through the hook's channel. The URL is checked again, by the rules of today. Never throws. */
export async function postToHook(ctx: Ctx, hook: HookTarget, body: unknown): Promise<HookAnswer | HookFailure> {
	const url = checkHookUrl(hook.uri, { allowLoopback: ctx.env.isDevelopment });
	if (!url.ok) return hookFailure("url", url.cause, true);
	// The secret can't be opened once the key that sealed it has left the configuration.
	const secret = await hook.openSecret().catch(() => null);
	if (secret === null) return hookFailure("secret", because("hook-secret-lost"), true);
	const headers = new Headers(hook.headers.map(({ key, value }): [string, string] => [key, value]));
	headers.set(hook.authKey, secret);
	headers.set("Accept", "application/json");
	headers.set("Content-Type", "application/json");
	const signal = AbortSignal.timeout(budgetMs);
	try {
		const response = await ctx.fetch(hook.uri, {
			method: "POST",
			headers,
			body: JSON.stringify(body),
			redirect: "manual",
			signal,
		});
		return {
			ok: true,
			status: response.status,
			contentType: response.headers.get("content-type"),
			text: (await readBounded(response.body, maxAnswerBytes)).text,
		};
	} catch {
		return signal.aborted
			? hookFailure("timeout", because("hook-timeout", { seconds: budgetMs / 1000 }))
			: hookFailure("unreachable", because("hook-unreachable"));
	}
}
