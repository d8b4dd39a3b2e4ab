import { describe, expect, it } from "vitest";
import {
	ApiError,
	apiErrorIn,
	errorBody,
	invalid,
	isUnavailable,
	notFound,
	summaryText,
	unavailable,
} from "../../src/errors";
import { because } from "../../src/errors/cause";

describe("an error", () => {
	it("has its subject in its summary, in each language", () => {
		const error = notFound("User", "00u1");
		expect(error.message).toBe("Not found: Resource not found: 00u1 (User)");
		expect(summaryText(error, "ja")).toBe("見つかりませんでした: 00u1 (User)");
	});

	it("translates a summary that repeats its cause", () => {
		const cause = because("email-not-own");
		const error = new ApiError("E0000001", { subject: cause, causes: [cause] });
		expect(error.message).toBe("Api validation failed: Only verified primary or secondary email can be enrolled.");
		expect(summaryText(error, "ja")).toMatch(/^入力内容を確認してください: 登録できるのは/);
	});

	it("of a service that can't answer is a 503 that says when to come back", () => {
		const { status, headers } = unavailable(3);
		expect([status, headers]).toEqual([503, { "Retry-After": "3" }]);
	});

	it("is Okta's body on the wire, in English", () => {
		expect(errorBody(invalid("passCode", "code-digits", { digits: 6 }), "oae1")).toEqual({
			errorCode: "E0000001",
			errorSummary: "Api validation failed: passCode",
			errorLink: "E0000001",
			errorId: "oae1",
			errorCauses: [{ errorSummary: "passCode: A code of this factor has 6 digits." }],
		});
	});

	it("is found as the cause of another error", () => {
		const error = unavailable(5);
		expect(apiErrorIn(new Error("a", { cause: new Error("b", { cause: error }) }))).toBe(error);
		for (const other of [new Error("a", { cause: "b" }), "a", null, undefined]) expect(apiErrorIn(other)).toBeNull();
		const wrapped = [error, new Error("a", { cause: error }), notFound("User", "1")];
		expect(wrapped.map(isUnavailable)).toEqual([true, true, false]);
	});
});
