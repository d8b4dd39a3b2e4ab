// A guard that knows a factor whose codes are sent, and what a test asks of it.
import { env, runInDurableObject } from "cloudflare:test";
import { readEnv } from "../../src/env";
import { sentCodeHash } from "../../src/guard/secret";
import type { Attempt, CodeShape, Holder, KnownFactor, Lesson, NewCode } from "../../src/guard/types";
import { unique } from "../support/world";

export const { lookupKey } = readEnv(env);
export const now = Date.now();
export const expiresAt = now + 300_000;
export const sealedAddress = "v1.test.iv.envelope";
export const issued = { result: "issued", sealedAddress, isReplacing: false };
export const inactiveAuthenticatorIds: readonly string[] = [];
export const asker = {
	requestId: "req1",
	requestUri: "/verify",
	apiTokenId: "00T1",
	ipAddress: null,
	userAgent: null,
};
export const sixDigits: CodeShape = { length: 6, alphabet: "0123456789" };
/** What every attempt has of its own. */
export const fresh = () => ({ id: unique("attempt"), generation: 0 });
export const holderOf = (id: string): Holder => ({ kind: "factor", id });

export const sentFactor = (id: string, change: Partial<KnownFactor> = {}): KnownFactor => ({
	id,
	status: "ACTIVE",
	authenticatorId: null,
	name: "OKTA",
	challengeType: "ChallengeSMS",
	method: { kind: "sent", shape: sixDigits },
	sealedSecret: null,
	sealedAddress,
	...change,
});

/** A guard, with `issue(code)` and `verify(code)` on its first factor. It still has to be given `lesson`. */
export async function newGuard(change: Partial<KnownFactor> = {}) {
	const userId = unique("user");
	const factorId = unique("sms");
	const stub = () => env.GUARD.get(env.GUARD.idFromName(userId));
	const verify = (code: string, attempt: Partial<Attempt> = {}, lesson?: Lesson) =>
		stub().attempt({ ...fresh(), purpose: "verify", factorId, code, now, asker, ...attempt }, lesson);
	const issue = async (code: string, issue: Partial<NewCode> = {}, lesson?: Lesson) => {
		const holder = issue.holder ?? holderOf(factorId);
		const newCode: NewCode = {
			purpose: "verify",
			holder,
			codeHash: await sentCodeHash(lookupKey, holder.id, code),
			shape: sixDigits,
			expiresAt,
			deliveryId: `dlv-${code}`,
			now,
			inactiveAuthenticatorIds,
			generation: 0,
		};
		return stub().issueCode({ ...newCode, ...issue }, lesson);
	};
	const first = await issue("000000");
	if (first.result !== "unknown") throw new Error("a new guard knows nothing");
	const subject = { id: userId, login: `${userId}@example.com`, displayName: "Ada" };
	const lesson: Lesson = { epoch: first.epoch, subject, factor: sentFactor(factorId, change) };
	return { stub, factorId, verify, issue, lesson };
}

/** Everything that the guard has stored, as text. */
export async function storedText(stub: DurableObjectStub): Promise<string> {
	return runInDurableObject(stub, (_, state) => JSON.stringify([...state.storage.sql.exec("SELECT * FROM kept")]));
}
