import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Engine, engines, riskClassOf, Tally } from "../../../src/policies/challenge/score";

const of = (...pairs: [score: number, weight: number][]) => pairs.map(([score, weight]) => ({ score, weight }));

function scoreOf(engine: Engine, elements: readonly { score: number; weight: number }[]): number {
	const tally = new Tally(engine);
	for (const { score, weight } of elements) tally.add(score, weight);
	return tally.score();
}

describe("scores", () => {
	it.each([
		["AVERAGE", 567],
		["MAXIMUM", 1000],
		["MINIMUM", 200],
		["WEIGHTED_AVERAGE", 417],
		["WEIGHTED_MAXIMUM", 1000],
		["WEIGHTED_MINIMUM", 0],
		["AGGREGATE", 1000],
	] as const)("%s of the printed vector is %i", (engine, expected) => {
		expect(scoreOf(engine, of([1000, 100], [500, 50], [200, 0]))).toBe(expected);
	});

	it.each([
		["AVERAGE", of([1, 100], [2, 100]), 2],
		["AVERAGE", of([0, 100], [1, 100], [0, 100]), 0],
		["WEIGHTED_AVERAGE", of([50, 1]), 1],
		["WEIGHTED_AVERAGE", of([49, 1]), 0],
		["WEIGHTED_MAXIMUM", of([333, 50], [100, 100]), 167],
		["WEIGHTED_MAXIMUM", of([1000, 10], [200, 100]), 200],
		["WEIGHTED_MINIMUM", of([1000, 10], [200, 100]), 100],
		["AGGREGATE", of([300, 0], [400, 0]), 700],
		["MAXIMUM", of([10, 0], [20, 0]), 20],
	] as const)("%s of %j is %i: halves go up, and only weighted engines weigh", (engine, elements, expected) => {
		expect(scoreOf(engine, elements)).toBe(expected);
	});

	it("of nothing are 0, and always whole numbers from 0 to 1000", () => {
		for (const engine of engines) expect(scoreOf(engine, [])).toBe(0);
		const element = fc.record({ score: fc.integer({ min: 0, max: 1000 }), weight: fc.integer({ min: 0, max: 100 }) });
		fc.assert(
			fc.property(fc.constantFrom(...engines), fc.array(element), (engine, elements) => {
				const score = scoreOf(engine, elements);
				expect(Number.isInteger(score) && score >= 0 && score <= 1000).toBe(true);
			}),
		);
	});

	it("have classes", () => {
		expect([0, 400, 401, 700, 701, 1000].map(riskClassOf)).toEqual([
			"LOW",
			"LOW",
			"MODERATE",
			"MODERATE",
			"HIGH",
			"HIGH",
		]);
	});
});
