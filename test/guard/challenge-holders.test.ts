import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Attempt, Holder, Lesson } from "../../src/guard/types";
import { unique } from "../support/world";
import { expiresAt, newGuard, now, sentFactor, storedText } from "./sent-guard";

const minute = 60_000;

/** A guard, and transactions that challenge its user by a code. */
async function newChallenges() {
	const guard = await newGuard();
	const challenge = (type = "ChallengeSMS", neededUntil = expiresAt) => {
		const id = `${unique("trx")}/${type}`;
		const holder: Holder = { kind: "challenge", id };
		const { sealedAddress: _, ...factor } = sentFactor(id, { name: type, challengeType: type, countedAs: type });
		const lesson: Lesson = { ...guard.lesson, factor: { ...factor, neededUntil } };
		return {
			id,
			issue: (code: string, change: object = {}) => guard.issue(code, { holder, ...change }, lesson),
			verify: (code: string, attempt: Partial<Attempt> = {}) =>
				guard.verify(code, { factorId: id, ...attempt }, lesson),
		};
	};
	return { ...guard, challenge };
}

describe("the code of a challenge", () => {
	it("is taken without an address, and accepted once", async () => {
		const { challenge } = await newChallenges();
		const { issue, verify } = challenge();
		expect(await issue("271828")).toEqual({ result: "issued", isReplacing: false });
		await abortAllDurableObjects();
		expect(await verify("271828")).toEqual({ result: "accepted", deliveryId: "dlv-271828" });
		expect(await verify("271828")).toEqual({ result: "wrong" });
	});

	it("is wrong in another transaction, and as another type of its own transaction", async () => {
		const { challenge } = await newChallenges();
		const [first, second, mail] = [challenge(), challenge(), challenge("ChallengeEmail")];
		await first.issue("271828");
		await second.issue("314159");
		await mail.issue("161803");
		expect(await second.verify("271828")).toEqual({ result: "wrong" });
		expect(await mail.verify("271828")).toEqual({ result: "wrong" });
		expect((await first.verify("271828")).result).toBe("accepted");
		expect((await second.verify("314159")).result).toBe("accepted");
	});

	it("counts until it expires, also when it was sent again", async () => {
		const { challenge } = await newChallenges();
		const { issue, verify } = challenge();
		await issue("271828");
		const again = { deliveryId: "dlv-again", now: now + minute };
		expect((await issue("271828", again)).result).toBe("issued");
		expect(await verify("271828", { now: expiresAt })).toEqual({ result: "expired" });
		expect((await verify("271828", { now: expiresAt - 1 })).result).toBe("accepted");
	});

	it("goes on counting when a second message with it is taken back", async () => {
		const { stub, challenge } = await newChallenges();
		const { id, issue, verify } = challenge();
		await issue("271828");
		await issue("271828", { deliveryId: "dlv-again", now: now + minute });
		await stub().withdrawCode(id, "dlv-again");
		expect((await verify("271828", { now: now + minute })).result).toBe("accepted");
	});

	it("is accepted once of 200 at once", async () => {
		const { challenge } = await newChallenges();
		const { issue, verify } = challenge();
		await issue("271828");
		const verdicts = await Promise.all(Array.from({ length: 200 }, () => verify("271828")));
		expect(verdicts.filter(({ result }) => result === "accepted")).toHaveLength(1);
	});

	it("is dead when its user may not sign in any more", async () => {
		const { stub, challenge } = await newChallenges();
		const { issue, verify } = challenge();
		await issue("271828");
		await stub().hold({ id: "hld1", factorId: null, endsCodes: true }, now);
		expect((await verify("271828")).result).toBe("unknown");
	});
});

describe("wrong codes of challenges", () => {
	it("are counted in a row by type, whichever transaction they are of", async () => {
		const { stub, challenge } = await newChallenges();
		for (let failure = 0; failure < 20; failure++) {
			const at = { now: now + failure * 80_000 };
			const { issue, verify } = challenge("ChallengeSMS", expiresAt + 1_000 * minute);
			await issue("271828", { ...at, expiresAt: at.now + 300_000 });
			expect(await verify("999999", at)).toEqual({ result: "wrong" });
		}
		const at = { now: now + 20 * 80_000 };
		expect((await challenge().issue("271828", at)).result).toBe("locked");
		expect((await challenge("ChallengeEmail").issue("314159", at)).result).toBe("issued");
		const { inARow } = await stub().lockStatus(at.now);
		expect(inARow).toMatchObject([{ factorId: "ChallengeSMS", failures: 20 }]);
		expect(await stub().policyFailures(0x7fffffff, at.now)).toEqual({ ChallengeSMS: 20 });
	});

	it("lock the user after five, and a right code ends the row of its type", async () => {
		const { stub, challenge } = await newChallenges();
		const [one, other] = [challenge(), challenge("ChallengeEmail")];
		await one.issue("271828");
		await other.issue("314159");
		for (const wrong of [one, other, one, other]) expect((await wrong.verify("999999")).result).toBe("wrong");
		expect((await one.verify("271828")).result).toBe("accepted");
		expect((await stub().lockStatus(now)).inARow.map(({ factorId }) => factorId)).toEqual(["ChallengeEmail"]);
		expect((await other.verify("999999")).result).toBe("wrong");
		expect((await other.verify("314159")).result).toBe("locked");
	});
});

describe("what the guard keeps of challenges", () => {
	it("is forgotten once nobody needs it, when the next challenge comes", async () => {
		const { stub, challenge } = await newChallenges();
		const [old, next] = [challenge(), challenge("ChallengeEmail", expiresAt + minute)];
		await old.issue("271828");
		expect(await storedText(stub())).toContain(old.id);
		await next.issue("314159", { now: expiresAt, expiresAt: expiresAt + minute });
		const known = await runInDurableObject(stub(), (_, state) =>
			String([...state.storage.sql.exec("SELECT value FROM kept WHERE id = 1")][0]?.value),
		);
		expect([known.includes(old.id), known.includes(next.id)]).toEqual([false, true]);
	});

	it("holds no code", async () => {
		const { stub, challenge } = await newChallenges();
		await challenge().issue("271828");
		expect(await storedText(stub())).not.toContain('"271828"');
	});
});
