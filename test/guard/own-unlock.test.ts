import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Attempt, KnownFactor } from "../../src/guard/types";
import { unique } from "../support/world";
import { code, newGuard, now } from "./token-guard";

const wrong = "999999";
const minuteMs = 60_000;

interface Wanted {
	one?: Partial<KnownFactor>;
	other?: Partial<KnownFactor>;
}

/** A user with two tokens. `fail` gives wrong codes of `one`. `unlock` is an attempt by `other`. */
async function twoTokens(wanted: Wanted = {}) {
	const { factorId: one, stub, attempt, lesson, epoch } = await newGuard();
	const other = unique("other");
	// A malformed code teaches, and counts nothing.
	for (const [id, change] of [[one, wanted.one] as const, [other, wanted.other] as const]) {
		await stub().attempt(attempt({ factorId: id, code: "1" }), await lesson(epoch, id, change));
	}
	let counter = 0;
	const fail = async (times: number, at = now, factorId = one, isUnlock = false) => {
		const asked = () => stub().attempt(attempt({ factorId, code: wrong, now: at, isUnlock }));
		const results = await Promise.all(Array.from({ length: times }, asked));
		return results.filter(({ result }) => result === "wrong").length;
	};
	const unlock = (at = now, change: Partial<Attempt> = {}) =>
		stub().attempt(attempt({ factorId: other, code: code(counter++), now: at, isUnlock: true, ...change }));
	const events = () =>
		runInDurableObject(stub(), (_, { storage }) =>
			[...storage.sql.exec("SELECT value FROM kept ORDER BY id")].map(({ value }) => String(value)).join(),
		);
	return { one, other, stub, attempt, fail, unlock, events };
}

const locked = expect.objectContaining({ result: "locked" });
const accepted = { result: "accepted" };

describe("a user who is locked", () => {
	it("is unlocked by a right code of another authenticator, and the row of failures stays", async () => {
		const { fail, unlock, stub, events } = await twoTokens();
		expect(await fail(50)).toBe(5);
		expect(await unlock()).toEqual(accepted);
		expect(await stub().lockStatus(now)).toMatchObject({ failures: 0, lockedUntil: null, inARow: [{ failures: 5 }] });
		expect((await events()).match(/user\.account\.unlock"/g)).toHaveLength(1);
		expect(await fail(50)).toBe(5);
	});

	it("isn't by a code that doesn't want to unlock, nor by the authenticator that failed", async () => {
		const { fail, unlock, one } = await twoTokens();
		await fail(5);
		expect(await unlock(now, { isUnlock: false })).toEqual(locked);
		expect(await unlock(now, { factorId: one })).toEqual(locked);
		const same = await twoTokens({ one: { authenticatorId: "aut1" }, other: { authenticatorId: "aut1" } });
		await same.fail(5);
		expect(await same.unlock()).toEqual(locked);
		const counted = await twoTokens({ one: { countedAs: "ChallengeSMS" }, other: { countedAs: "ChallengeEmail" } });
		await counted.fail(5);
		expect(await counted.unlock()).toEqual(accepted);
	});

	it("isn't by an authenticator that failed and was right afterwards, as long as its failure counts", async () => {
		const { fail, unlock, other } = await twoTokens();
		await fail(2, now, other);
		expect(await unlock(now, { isUnlock: false })).toEqual(accepted);
		await fail(3);
		expect(await unlock()).toEqual(locked);
	});

	it("isn't by an answer to a question", async () => {
		const { fail, unlock } = await twoTokens({ other: { method: { kind: "answer" } } });
		await fail(5);
		expect(await unlock(now, { code: "Mayonnaise", isAnswer: true })).toEqual(locked);
	});

	it("has one wrong code of another authenticator judged, also of fifty at once", async () => {
		const { fail, unlock, other } = await twoTokens();
		await fail(5);
		expect(await fail(50, now, other, true)).toBe(1);
		expect(await unlock()).toEqual(locked);
	});

	it("is unlocked once by one code of fifty requests", async () => {
		const { fail, unlock, stub, events, other, attempt } = await twoTokens();
		await fail(5);
		await unlock(now, { code: "1" });
		const right = () => stub().attempt(attempt({ factorId: other, code: code(1), isUnlock: true }));
		const results = await Promise.all(Array.from({ length: 50 }, right));
		expect(results.filter(({ result }) => result === "accepted")).toHaveLength(1);
		expect((await events()).match(/user\.account\.unlock"/g)).toHaveLength(1);
	});

	it("is sent a code of another authenticator, and none of the one that failed", async () => {
		const sent = {
			method: { kind: "sent", shape: { length: 6, alphabet: "0123456789" } },
			sealedSecret: null,
		} as const;
		const { fail, stub, other, one } = await twoTokens({ other: sent });
		await fail(5);
		const issue = (id: string, isUnlock: boolean) =>
			stub().issueCode({
				purpose: "verify",
				holder: { kind: "factor", id },
				generation: 0,
				now,
				inactiveAuthenticatorIds: [],
				codeHash: "h",
				shape: sent.method.shape,
				expiresAt: now + 1,
				deliveryId: unique("dlv"),
				isUnlock,
			});
		expect(await issue(other, false)).toEqual(locked);
		expect(await issue(one, true)).toEqual(locked);
		expect(await issue(other, true)).toMatchObject({ result: "issued" });
	});
});

describe("the caps", () => {
	it("hold: three unlocks an hour, and twenty failures judged from five minutes before the first one", async () => {
		const { fail, unlock } = await twoTokens();
		let judged = 0;
		for (let turn = 0; turn < 20; turn++) {
			judged += await fail(10, now + turn);
			await unlock(now + turn);
		}
		expect(judged).toBe(20);
		const hour = now + 60 * minuteMs;
		expect(await fail(1, hour - 1)).toBe(0);
		expect(await fail(1, hour + 3 * minuteMs)).toBe(1);
	});

	it("hold for unlocks by oneself and by the help desk together", async () => {
		const { fail, unlock, stub } = await twoTokens();
		for (const id of ["u1", "u2", "u3"]) {
			await fail(1);
			await stub().unlock({ id, by: "help-desk", now });
		}
		await fail(5);
		expect(await unlock()).toEqual(locked);
	});

	it("hold for a user without failures: nothing is cleared, and no unlock is used up", async () => {
		const { fail, unlock } = await twoTokens();
		for (let turn = 0; turn < 5; turn++) expect(await unlock()).toEqual(accepted);
		await fail(5);
		expect(await unlock()).toEqual(accepted);
	});
});
