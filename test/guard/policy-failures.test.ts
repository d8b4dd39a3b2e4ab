import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { toBase64Url } from "../../src/crypto/bytes";
import { countFailures, withWrongCode } from "../../src/guard/policy-failures";
import { sealSecret } from "../../src/guard/secret";
import type { Attempt } from "../../src/guard/types";
import { bytes, change, code, newGuard, now, sealKeys } from "./token-guard";

const minute = 60_000;
const lockDuration = 30 * minute;

/** A guard with a token and a factor of another type. Both take the codes of the same secret. */
async function newTwoFactorGuard() {
	const guard = await newGuard();
	const { stub, attempt, lesson, epoch, factorId } = guard;
	await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
	const taught = await lesson(epoch);
	const smsId = `${factorId}-sms`;
	const sealedSecret = await sealSecret(sealKeys, taught.subject.id, smsId, toBase64Url(bytes));
	const factor = { ...taught.factor, id: smsId, challengeType: "ChallengeSMS", sealedSecret };
	await stub().attempt(attempt({ factorId: smsId, code: code(0) }), { ...taught, factor });
	const ask = (which: "token" | "sms", typed: string, more: Partial<Attempt> = {}) =>
		stub().attempt(attempt({ factorId: which === "sms" ? smsId : factorId, code: typed, ...more }));
	const failures = (at = now) => stub().policyFailures(lockDuration, at);
	return { ...guard, smsId, ask, failures };
}

describe("the failures that policies count", () => {
	it("are exactly the judged wrong codes of each type, with 50 of two types at once", async () => {
		const { ask, failures, stub } = await newTwoFactorGuard();
		const counted = { ChallengeToken: 0, ChallengeSMS: 0 };
		for (let round = 0; round < 3; round++) {
			const at = now + round * 6 * minute;
			const verdicts = await Promise.all(
				Array.from({ length: 50 }, async (_, index) => {
					const which = index % 2 ? "sms" : "token";
					return { which, ...(await ask(which, "000000", { now: at })) };
				}),
			);
			for (const { which, result } of verdicts) {
				if (result === "wrong") counted[which === "sms" ? "ChallengeSMS" : "ChallengeToken"] += 1;
			}
			expect(verdicts.filter(({ result }) => result === "locked")).toHaveLength(45);
			expect({ ChallengeToken: 0, ChallengeSMS: 0, ...(await failures(at)) }).toEqual(counted);
		}
		await abortAllDurableObjects();
		expect(await stub().policyFailures(lockDuration, now + 12 * minute)).toEqual(
			Object.fromEntries(Object.entries(counted).filter(([, count]) => count > 0)),
		);
	});

	it("end with a right code of their type, and not with one of another type", async () => {
		const { ask, failures } = await newTwoFactorGuard();
		for (const which of ["token", "token", "sms"] as const) await ask(which, "000000");
		expect(await failures()).toEqual({ ChallengeToken: 2, ChallengeSMS: 1 });
		expect((await ask("sms", code(1))).result).toBe("accepted");
		expect(await failures()).toEqual({ ChallengeToken: 2 });
		expect((await ask("token", code(1))).result).toBe("accepted");
		expect(await failures()).toEqual({});
	});

	it("have no code that was used before, that was refused, or that came twice under one id", async () => {
		const { ask, failures } = await newTwoFactorGuard();
		expect((await ask("token", code(0))).result).toBe("replayed");
		expect((await ask("token", "1")).result).toBe("unfit");
		for (let turn = 0; turn < 2; turn++) await ask("token", "000000", { id: "one" });
		expect(await failures()).toEqual({ ChallengeToken: 1 });
	});

	it.each(["administrator", "help-desk"] as const)("end with an unlock by the %s", async (by) => {
		const { ask, failures, stub } = await newTwoFactorGuard();
		await ask("token", "000000");
		await stub().unlock({ id: "u", by, now: now + 10 * minute });
		expect(await failures(now + 10 * minute)).toEqual({});
	});

	it("end with the removal of their factor, and stay when another factor goes or the user changes", async () => {
		const { ask, failures, stub, factorId, smsId } = await newTwoFactorGuard();
		await ask("token", "000000");
		await ask("sms", "000000");
		await stub().hold({ ...change, factorId: null }, now);
		await stub().release({ ...change, factorId: null });
		await stub().erase([smsId], ["ChallengeSMS"], now);
		expect(await failures()).toEqual({ ChallengeToken: 1 });
		await stub().erase([factorId], [], now);
		expect(await failures()).toEqual({ ChallengeToken: 1 });
	});

	it("are none of a factor that no policy asks about, or that is being activated", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		const taught = await lesson(epoch);
		const own = { ...taught, factor: { ...taught.factor, challengeType: null } };
		expect((await stub().attempt(attempt({ code: "000000" }), own)).result).toBe("wrong");
		const pending = { ...taught, factor: { ...taught.factor, id: "pending", status: "PENDING_ACTIVATION" as const } };
		pending.factor.sealedSecret = await sealSecret(sealKeys, taught.subject.id, "pending", toBase64Url(bytes));
		const activating = attempt({ purpose: "activate", factorId: "pending", code: "000000" });
		expect((await stub().attempt(activating, pending)).result).toBe("wrong");
		expect(await stub().policyFailures(lockDuration, now)).toEqual({});
	});

	it("are counted for a factor that an earlier version has learned, once it is learned again", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().attempt(attempt({ code: code(0) }), await lesson(epoch));
		await runInDurableObject(stub(), (_, { storage: { sql } }) => {
			sql.exec("UPDATE kept SET value = json_remove(value, '$.factors[0].challengeType') WHERE id = 1");
			sql.exec("UPDATE kept SET value = json_remove(value, '$.policyFailures') WHERE id = 0");
		});
		await abortAllDurableObjects();
		expect(await stub().policyFailures(lockDuration, now)).toEqual({});
		expect((await stub().attempt(attempt({ code: "000000" }))).result).toBe("unknown");
		await stub().attempt(attempt({ code: "000000" }), await lesson(epoch));
		expect(await stub().policyFailures(lockDuration, now)).toEqual({ ChallengeToken: 1 });
	});
});

describe("the time after which failures end", () => {
	it.each([
		[[0, 10], 10, 1_000, 2],
		[[0, 10], 1_009, 1_000, 2],
		[[0, 10], 1_010, 1_000, 0],
		[[0, 1_000], 1_000, 1_000, 1],
		[[0, 999], 1_000, 1_000, 2],
		[[0, 2_000, 2_001], 2_001, 1_000, 2],
		[[0, 2_000, 2_001], 2_001, 5_000, 3],
		[[5, 0], 5, 1_000, 2],
	])("of failures at %j is counted, at %i, by a policy set's own %i ms: %i", (times, at, duration, expected) => {
		expect(countFailures({ type: times }, duration, at)).toEqual({ type: expected });
	});

	it("is counted for a hundred failures at the most, whatever comes", () => {
		let failures = {};
		for (let index = 0; index < 150; index++) failures = withWrongCode(failures, "type", index);
		expect(countFailures(failures, 1_000, 150)).toEqual({ type: 100 });
	});

	it("count for ever, where no time ends them", () => {
		const failures = { ChallengeSMS: [now, now + 60 * minute, now + 600 * minute] };
		const late = now + 60 * 24 * 60 * minute;
		expect(countFailures(failures, 0, late)).toEqual({ ChallengeSMS: 3 });
		expect(countFailures(failures, 60_000, late)).toEqual({ ChallengeSMS: 0 });
	});
});
