// What the API says, to the letter. `wire-words.json` has the words that clients have been reading. A new reason gets
// its words there, too.
import { describe, expect, it } from "vitest";
import { ApiError, errorBody } from "../../src/errors";
import type { Cause } from "../../src/errors/cause";
import { errorWords } from "../../src/errors/cause";
import type { ErrorCode } from "../../src/errors/codes";
import { values } from "../../src/errors/words/en/values";
import type { Reason } from "../../src/errors/words/shape";
import wireWords from "./wire-words.json";

/** The API says zod's own words for these, and only pages say ours. */
const onPagesOnly = new Set<string>(Object.keys(values).filter((reason) => !(reason in wireWords.causes)));

const sentences = Object.entries(wireWords.causes).flatMap(([reason, examples]) =>
	examples.map((example: { sentence: string; params?: unknown }): [string, Reason, Cause["params"]] => [
		example.sentence,
		reason as Reason,
		example.params as Cause["params"],
	]),
);

describe("on the wire", () => {
	it.each(Object.entries(wireWords.summaries))("the summary of %s is %j", (code, summary) => {
		expect(new ApiError(code as ErrorCode, { subject: "x.y" }).message).toBe(summary);
	});

	it.each(sentences)("%j is what %s says", (sentence, reason, params) => {
		const said = (cause: Cause) => errorBody(new ApiError("E0000001", { causes: [cause] }), "").errorCauses;
		expect(said({ reason, params })).toEqual([{ errorSummary: sentence }]);
		expect(said({ reason, params, field: "a.b" })).toEqual([{ errorSummary: `a.b: ${sentence}` }]);
	});

	it("no code and no reason goes without a word to compare", () => {
		expect(Object.keys(wireWords.summaries)).toEqual(Object.keys(errorWords.en.summaries));
		const compared = Object.keys(errorWords.en.reasons).filter((reason) => !onPagesOnly.has(reason));
		expect(compared.toSorted()).toEqual(Object.keys(wireWords.causes).toSorted());
	});
});
