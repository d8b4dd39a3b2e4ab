import { describe, expect, it } from "vitest";
import { because, causeOnWire, causeText, reason, writtenCause } from "../../src/errors/cause";

describe("a cause", () => {
	it("is a sentence in each language, without its field", () => {
		const cause = { ...because("code-digits", { digits: 6 }), field: "passCode" };
		expect(causeText(cause, "en")).toBe("A code of this factor has 6 digits.");
		expect(causeText(cause, "ja")).toBe("コードは 6 桁です。");
		expect(causeOnWire(cause)).toBe("passCode: A code of this factor has 6 digits.");
	});

	it("lists what it names as the language does", () => {
		const all = because("account-channel", { driver: "Acme", channels: ["SMS", "CALL"] });
		expect(causeText(all, "en")).toBe("Acme sends by SMS, CALL only.");
		expect(causeText(all, "ja")).toBe("Acme で送信できるのは SMS、CALL だけです。");
		const any = because("account-of-other-channel", { channels: { anyOf: ["SMS", "CALL"] } });
		expect(causeText(any, "en")).toBe("This account doesn't send by SMS or CALL.");
		expect(causeText(any, "ja")).toBe("このアカウントは SMS または CALL では送信できません。");
	});

	it("takes values as they are, even if they look like a name in braces", () => {
		const cause = because("filter-comparison", { field: "{operator} $& $1", operator: "{field}" });
		expect(causeText(cause, "en")).toBe(`"{operator} $& $1" doesn't take this "{field}" comparison.`);
	});

	it("is a library's own words on the wire, and ours on a page", () => {
		const cause = { ...because("too-short", { minimum: 5 }), field: "login", libraryText: "Too small" };
		expect(causeOnWire(cause)).toBe("login: Too small");
		expect(causeText(cause, "en")).toBe("The text must have at least 5 characters.");
	});

	it("comes back from the message of a schema", () => {
		expect(writtenCause(reason("locale-format"))).toEqual({ reason: "locale-format" });
		expect(writtenCause(reason("starts-with", { prefix: "re_" }))).toEqual({
			reason: "starts-with",
			params: { prefix: "re_" },
		});
		expect(writtenCause("Invalid input: expected string")).toBeNull();
	});

	it("is refused by the compiler without the values that its sentence names", () => {
		// @ts-expect-error: a digit count is missing
		because("code-digits");
		// @ts-expect-error: the sentence names no limit
		because("code-digits", { limit: 6 });
		// @ts-expect-error: the sentence names nothing
		because("premium", { digits: 6 });
		// @ts-expect-error: there is no such reason
		because("no-reason");
	});
});
