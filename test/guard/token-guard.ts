// A guard that knows a token or an answer, and what a test asks of it.
import { env } from "cloudflare:test";
import { toBase64Url } from "../../src/crypto/bytes";
import { readEnv } from "../../src/env";
import { answerHash, sealSecret } from "../../src/guard/secret";
import type { Attempt, KnownFactor, Lesson, Method } from "../../src/guard/types";
import { hotpSync } from "../../src/otp/hotp-sync";
import { unique } from "../support/world";

export const { sealKeys, lookupKey } = readEnv(env);
export const bytes = new TextEncoder().encode("12345678901234567890");
export const hotp: Method = { kind: "hotp", algorithm: "SHA-1", digits: 6, lookAhead: 10, firstCounter: 0 };
export const code = (counter: number) => hotpSync(bytes, counter, 6, "SHA-1");
const asker = {
	requestId: "req1",
	requestUri: "/verify",
	apiTokenId: "00T1",
	ipAddress: "203.0.113.9",
	userAgent: null,
};
export const now = Date.now();
export const change = { id: "hld1", endsCodes: false };

async function known(userId: string, id: string, method: Method = hotp): Promise<KnownFactor> {
	const secret = method.kind === "answer" ? await answerHash(lookupKey, id, "Mayonnaise") : toBase64Url(bytes);
	return {
		id,
		status: "ACTIVE",
		authenticatorId: null,
		name: "Token",
		challengeType: "ChallengeToken",
		method,
		sealedSecret: await sealSecret(sealKeys, userId, id, secret),
	};
}

export async function newGuard(method: Method = hotp) {
	const userId = unique("user");
	const factorId = unique("factor");
	const stub = () => env.GUARD.get(env.GUARD.idFromName(userId));
	const attempt = (input: Partial<Attempt>): Attempt => ({
		id: unique("attempt"),
		generation: 0,
		purpose: "verify",
		factorId,
		code: "",
		now,
		asker,
		...input,
	});
	const lesson = async (epoch: number, id = factorId, change: Partial<KnownFactor> = {}): Promise<Lesson> => ({
		epoch,
		subject: { id: userId, login: `${userId}@example.com`, displayName: "Ada" },
		factor: { ...(await known(userId, id, method)), ...change },
	});
	const first = await stub().attempt(attempt({ code: "000000" }));
	if (first.result !== "unknown") throw new Error("a new guard knows nothing");
	return { userId, factorId, stub, attempt, lesson, epoch: first.epoch };
}
