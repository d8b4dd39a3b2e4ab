import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	cachedMs,
	isPublished,
	type KeyInTime,
	publishedBeforeMs,
	resultLifeMs,
	rotationOf,
} from "../../../src/transactions/keys/rotation";

const dayMs = 86_400_000;

/** Does what is due, as D1 does it: one key at most signs, and one at most is next. */
function rotated(keys: readonly KeyInTime[], now: number, isUrgent = false): KeyInTime[] {
	const { changes, missing } = rotationOf(keys, now, { isUrgent });
	let after = [...keys];
	for (const { kid, from, to } of changes) {
		expect(after.find((key) => key.kid === kid)?.state).toBe(from);
		after = after.map((key) => (key.kid === kid ? { ...key, state: to, stateSince: now } : key));
		expectOneOfEach(after);
	}
	for (const state of missing) after.push({ kid: `${now} ${after.length}`, state, stateSince: now });
	expectOneOfEach(after);
	return after;
}

function expectOneOfEach(keys: readonly KeyInTime[]) {
	for (const state of ["NEXT", "CURRENT"]) expect(keys.filter((key) => key.state === state).length).toBeLessThan(2);
}

const current = (keys: readonly KeyInTime[]) => keys.find(({ state }) => state === "CURRENT")!.kid;
const published = (keys: readonly KeyInTime[]) => keys.filter(isPublished).map(({ kid }) => kid);

/** How long passes between two rotations: some run late, some twice. */
const pauses = fc.array(fc.oneof(fc.integer({ min: 0, max: 2 * dayMs }), fc.integer({ min: 0, max: 10_000 })), {
	minLength: 20,
	maxLength: 300,
});

describe("a rotation", () => {
	it("begins with a key that signs and a key that comes after it", () => {
		expect(rotated([], 0).map(({ state }) => state)).toEqual(["CURRENT", "NEXT"]);
	});

	it("changes the key after ninety days, however often it runs", () => {
		let keys = rotated([], 0);
		const first = current(keys);
		for (let hour = 1; hour < 90 * 24; hour++) keys = rotated(keys, hour * 3_600_000);
		expect(current(keys)).toBe(first);
		keys = rotated(keys, 90 * dayMs);
		expect(current(keys)).not.toBe(first);
		expect(published(keys)).toContain(first);
	});

	it("never lets a verification fail, whoever keeps the published keys as long as is allowed", () => {
		fc.assert(
			fc.property(pauses, (times) => {
				let now = 0;
				let keys = rotated([], now);
				/** Since when each key has been published. */
				const since = new Map(published(keys).map((kid) => [kid, 0]));
				for (const pause of times) {
					const signedBy = current(keys);
					now += pause;
					const before = keys;
					keys = rotated(keys, now);
					for (const kid of published(keys)) if (!since.has(kid)) since.set(kid, now);
					// What was signed just now is verified until it expires, by keys read just now or a while ago.
					expect(published(keys)).toContain(signedBy);
					if (current(keys) !== signedBy) {
						expect(now - since.get(current(keys))!).toBeGreaterThanOrEqual(publishedBeforeMs);
						expect(publishedBeforeMs).toBeGreaterThan(cachedMs);
					}
					for (const { kid, state, stateSince } of before) {
						if (state !== "RETIRING" || published(keys).includes(kid)) continue;
						expect(now - stateSince).toBeGreaterThan(resultLifeMs + cachedMs);
					}
				}
			}),
		);
	});

	it("that is urgent ends the key at once, and the published next one signs", () => {
		const keys = rotated([], 0);
		const next = keys.find(({ state }) => state === "NEXT")!.kid;
		const urgent = rotated(keys, 1, true);
		expect(urgent.map(({ state }) => state)).toEqual(["REMOVED", "CURRENT", "NEXT"]);
		expect(current(urgent)).toBe(next);
	});
});
