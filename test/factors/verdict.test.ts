import { describe, expect, it } from "vitest";
import { errorBody } from "../../src/errors";
import { verdictError } from "../../src/factors/verdict";

describe("the answer to a malformed code", () => {
	it.each([
		[6, true, "passCode: A code of this factor has 6 digits."],
		[8, false, "passCode: A code of this factor has 8 characters."],
	])("names the length %i, and digits where nothing else is allowed", (length, isNumeric, errorSummary) => {
		const error = verdictError({ result: "unfit", reason: "malformed", length, isNumeric }, false);
		expect(error.status).toBe(400);
		expect(errorBody(error, "oae1")).toMatchObject({ errorCode: "E0000001", errorCauses: [{ errorSummary }] });
	});
});
