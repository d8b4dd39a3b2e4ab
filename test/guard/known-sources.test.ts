import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KnownSources, lockedFor, mostFailures, withFailureOf, withSource } from "../../src/guard/known-sources";
import { change, code, newGuard, now } from "./token-guard";

const wrong = "999999";
const dayMs = 86_400_000;

/** A guard whose user has given a right code in each of these browsers, at the default time one second before now. */
async function knowing(...hashes: string[]) {
	const guard = await newGuard();
	let counter = 0;
	const give = async (newSourceHash: string, at = now - 1_000) => {
		const asked = guard.attempt({ code: code(counter++), newSourceHash, now: at });
		return guard.stub().attempt(asked, await guard.lesson(guard.epoch));
	};
	for (const hash of hashes) expect(await give(hash)).toEqual({ result: "accepted", isNowKnown: true });
	const guess = async (sourceHash?: string, at = now) =>
		(await guard.stub().attempt(guard.attempt({ code: wrong, sourceHash, now: at }))).result;
	const storm = async (times: number, sourceHash?: string, at = now) => {
		const results = await Promise.all(Array.from({ length: times }, () => guess(sourceHash, at)));
		return results.filter((result) => result === "wrong").length;
	};
	const state = () =>
		runInDurableObject(guard.stub(), (_, { storage }) =>
			JSON.parse(String([...storage.sql.exec("SELECT value FROM kept WHERE id = 0")][0]?.value)),
		);
	return { ...guard, give, guess, storm, state, next: () => code(counter++) };
}

describe("a known source", () => {
	it("has five failures of its own beside everybody else's five, in parallel too", async () => {
		const { storm, attempt, stub, next } = await knowing("mine");
		expect(await storm(50)).toBe(5);
		expect(await storm(50, "mine")).toBe(5);
		for (const sourceHash of ["mine", undefined]) {
			const locked = await stub().attempt(attempt({ code: next(), sourceHash }));
			expect(locked).toEqual({ result: "locked", retryAfterSeconds: 300 });
		}
	});

	it("goes on while strangers have used up theirs, also after a restart", async () => {
		const { storm, attempt, stub, next } = await knowing("mine");
		expect(await storm(50)).toBe(5);
		await abortAllDurableObjects();
		expect(await stub().attempt(attempt({ code: next(), sourceHash: "mine" }))).toEqual({ result: "accepted" });
		expect(await storm(1)).toBe(0);
	});

	it("is nobody's whose token is made up, somebody else's, or empty", async () => {
		const { storm } = await knowing("mine");
		await knowing("theirs");
		expect(await storm(20, "theirs")).toBe(5);
		for (const hash of ["made up", "", "min"]) expect(await storm(3, hash), hash).toBe(0);
	});

	it("is one of three at the most, and the oldest one goes", async () => {
		const { storm, state } = await knowing("a", "b", "c", "d");
		expect((await state()).knownSources.given.map(([hash]: [string]) => hash)).toEqual(["b", "c", "d"]);
		expect(await storm(5)).toBe(5);
		expect(await storm(5, "a")).toBe(0);
		expect(await Promise.all([storm(20, "b"), storm(20, "c"), storm(20, "d")])).toEqual([5, 5, 5]);
	});

	it("ends after ninety days, to the millisecond", async () => {
		const { storm, give } = await knowing();
		await give("mine", now - 90 * dayMs + 1);
		await storm(5);
		expect(await storm(1, "mine")).toBe(1);
		expect(await storm(1, "mine", now + 1)).toBe(0);
	});

	it("ends with every reset, and its failures stay", async () => {
		for (const factorId of [null, "another"]) {
			const { storm, stub, state, lesson, attempt } = await knowing("mine");
			await storm(2, "mine");
			await stub().hold({ ...change, factorId, endsCodes: true }, now);
			await stub().release({ id: change.id, factorId });
			expect((await state()).knownSources).toEqual({
				given: [],
				failures: [
					["mine", now],
					["mine", now],
				],
			});
			const taught = await lesson((await state()).epoch);
			await stub().attempt(attempt({ code: wrong, sourceHash: "mine" }), taught);
			expect(await storm(20, "mine")).toBe(4);
		}
	});

	it("stays when its user merely changes, and goes when it is forgotten", async () => {
		const { stub, state } = await knowing("mine");
		await stub().hold({ ...change, factorId: null }, now);
		expect((await state()).knownSources.given).toHaveLength(1);
		await stub().forgetSources();
		expect((await state()).knownSources.given).toEqual([]);
	});

	it("is cleared by an unlock with the others", async () => {
		const { stub, storm } = await knowing("mine");
		await storm(5, "mine");
		expect(await stub().lockStatus(now)).toMatchObject({ failures: 5, lockedUntil: null });
		await stub().unlock({ id: "u", by: "help-desk", now });
		expect(await storm(9, "mine")).toBe(5);
	});

	it("counts in the row of failures as all others do", async () => {
		const { stub, storm } = await knowing("a", "b", "c");
		for (const hash of [undefined, "a", "b", "c"]) expect(await storm(9, hash)).toBe(5);
		expect((await stub().lockStatus(now)).inARow[0]).toMatchObject({ failures: 20, pausedUntil: now + 1_800_000 });
		expect(await storm(5, "a", now + 300_000)).toBe(0);
	});
});

describe("a new source", () => {
	it("is made by a right code alone", async () => {
		const { stub, attempt, state } = await knowing("mine");
		const guess = await stub().attempt(attempt({ code: wrong, newSourceHash: "theirs" }));
		expect(guess).toEqual({ result: "wrong" });
		expect((await state()).knownSources.given).toHaveLength(1);
	});

	it("isn't made where the browser bears a known one, nor by an answer to a question", async () => {
		const { stub, attempt, state, next } = await knowing("mine");
		const again = attempt({ code: next(), sourceHash: "mine", newSourceHash: "other" });
		expect(await stub().attempt(again)).toEqual({ result: "accepted", isNowKnown: false });
		expect((await state()).knownSources.given.map(([hash]: [string]) => hash)).toEqual(["mine"]);
		const asked = await newGuard({ kind: "answer" });
		const answer = asked.attempt({ code: "Mayonnaise", isAnswer: true, newSourceHash: "mine" });
		expect(await asked.stub().attempt(answer, await asked.lesson(asked.epoch))).toMatchObject({ isNowKnown: false });
	});

	it("is the first one's when the same attempt comes again with another token", async () => {
		const { stub, attempt, next } = await knowing("mine");
		const first = attempt({ code: next(), newSourceHash: "one" });
		expect(await stub().attempt(first)).toEqual({ result: "accepted", isNowKnown: true });
		expect(await stub().attempt(first)).toEqual({ result: "accepted", isNowKnown: true });
		const other = { ...first, newSourceHash: "other" };
		expect(await stub().attempt(other)).toEqual({ result: "accepted", isNowKnown: false });
	});
});

const events = fc.array(
	fc.record({
		pauseMs: fc.integer({ min: 0, max: 90_000 }),
		source: fc.constantFrom(undefined, "a", "b", "c", "d", "e"),
		isRight: fc.boolean(),
	}),
	{ maxLength: 200 },
);

it("never are more than twenty failures judged in five minutes, whichever sources come and go", () => {
	fc.assert(
		fc.property(events, (tried) => {
			let state: { failures: number[]; knownSources?: KnownSources } = { failures: [] };
			let at = now;
			const judged: number[] = [];
			for (const { pauseMs, source, isRight } of tried) {
				at += pauseMs;
				if (lockedFor(state, source, at) !== null) continue;
				if (isRight && source) state = { ...state, knownSources: withSource(state, source, undefined, at) };
				if (isRight) continue;
				judged.push(at);
				({ counted: state } = withFailureOf(state, source, at));
				expect(judged.filter((one) => one > at - 300_000).length).toBeLessThanOrEqual(mostFailures);
			}
		}),
	);
});
