import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BreakerState, closedBreaker } from "../../src/providers/breaker";
import { orderOf, shareOf, totalBudgetMs } from "../../src/providers/failover";

const now = 1_800_000_000_000;

describe("the order of accounts", () => {
	const breakerOf = ({ breaker }: { breaker: BreakerState }) => breaker;
	const closed = { id: "a", breaker: closedBreaker };
	const open = { id: "b", breaker: { failures: 5, openUntil: now + 1 } };
	const halfOpen = { id: "c", breaker: { failures: 5, openUntil: now } };

	it("leaves out an account whose breaker is open, and keeps an account whose breaker is half-open", () => {
		expect(orderOf([open, halfOpen, closed], breakerOf, now).map(({ id }) => id)).toEqual(["c", "a"]);
	});

	it("has all accounts when all breakers are open", () => {
		expect(orderOf([open], breakerOf, now)).toEqual([open]);
	});
});

describe("the shares of the time", () => {
	it("give every provider its share, and never more than the time left", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 10 }), fc.array(fc.integer({ min: 0, max: 2_600 })), (providers, used) => {
				let elapsed = 0;
				for (let index = 0; index < providers; index++) {
					const share = shareOf(elapsed, providers - index);
					if (share === null) return true;
					if (elapsed + share > totalBudgetMs) return false;
					elapsed += Math.min(share, used[index] ?? share);
				}
				return true;
			}),
		);
	});

	it("halve the time between two providers, and end when too little time is left", () => {
		expect(shareOf(0, 2)).toBe(1_250);
		expect(shareOf(1_250, 1)).toBe(1_250);
		expect(shareOf(2_300, 1)).toBeNull();
	});
});
