// The ratios of the bench: medians of the rounds' own ratios.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { medianOf, ratiosOf } from "../../bench/ratios.mjs";

/** The rates of a row, by rounds. */
const windows = (...rounds) =>
	rounds.flatMap((rates, round) => rates.map((perSecond) => ({ round, perSecond, p50: 1, p99: 1 })));

/** All rows that are compared, with the same rate, and these instead. */
function samples(own) {
	const names = [
		...["verify, right code@1", "DO call, the same row upserted@1", "verify, right code@32"],
		...["DO call, the same row upserted@32", "verify, right code, log shipping@32", "verify, guard evicted@32"],
		...["bare guard, evicted@32", "verify, guard never asked@32", "bare guard, never asked@32"],
		...["verify, wrong code@32", "bare guard, warm@32", "codes by web-crypto", "codes by noble"],
		...["send a code by a provider@1", "the bare steps of a send@1", "send a code by a provider@32"],
		...["the bare steps of a send@32", "bare fetch to that provider@32"],
		...["decide, dry run@32", "the bare steps of a decision@32", "evaluate 10 policies of 50 rules"],
		...["a plain loop over 500 comparisons", "evaluate them, with trace"],
		...["verify among 100,000 users@32", "verify among 1,000 users@32"],
	];
	return new Map([...names.map((name) => [name, windows([100], [100], [100])]), ...Object.entries(own)]);
}

describe("the ratios of the bench", () => {
	it("are medians of the rounds' ratios, and not ratios of medians", () => {
		const rows = samples({
			"verify, right code@32": windows([50], [80], [300]),
			"DO call, the same row upserted@32": windows([100], [200], [400]),
		});
		// Of the medians it would be 80 / 200.
		assert.equal(ratiosOf(rows)["verify/do-upsert@32"], 0.5);
	});

	it("take the mean of a round's windows, also where the rows have unequal numbers of them", () => {
		const rows = samples({
			"verify, right code, log shipping@32": windows([60], [90]),
			"DO call, the same row upserted@32": windows([100, 140], [80, 100]),
		});
		assert.equal(ratiosOf(rows)["verify+log/do-upsert@32"], 0.75);
	});

	it("keep their names", () => {
		assert.deepEqual(Object.keys(ratiosOf(samples({}))), [
			"verify/do-upsert@32",
			"verify+log/do-upsert@32",
			"verify/do-upsert@1",
			"verify evicted/bare",
			"verify first/bare",
			"wrong code/bare",
			"web-crypto/noble codes",
			"send/its bare steps@1",
			"send/its bare steps@32",
			"send/bare fetch@32",
			"100k/1k users",
		]);
	});

	it("stand on a median that is between the two numbers in the middle", () => {
		assert.equal(medianOf([3, 1, 2]), 2);
		assert.equal(medianOf([4, 1, 2, 10]), 3);
	});
});
