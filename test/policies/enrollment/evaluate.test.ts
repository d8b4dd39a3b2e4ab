import { describe, expect, it } from "vitest";
import { ruleFor, settingOf, strongestOf } from "../../../src/policies/enrollment/evaluate";

describe("the setting of an authenticator", () => {
	it("is NOT_ALLOWED when the policy doesn't name the authenticator", () => {
		const offered = new Map([["autA", "REQUIRED" as const]]);
		expect([settingOf(offered, "autA"), settingOf(offered, "autB")]).toEqual(["REQUIRED", "NOT_ALLOWED"]);
	});

	it("is the strongest where several serve one kind of factor", () => {
		expect(strongestOf([])).toBe("NOT_ALLOWED");
		expect(strongestOf(["NOT_ALLOWED", "OPTIONAL"])).toBe("OPTIONAL");
		expect(strongestOf(["REQUIRED", "OPTIONAL", "NOT_ALLOWED"])).toBe("REQUIRED");
	});
});

describe("the rule for a user", () => {
	const rule = (id: string, status: "ACTIVE" | "INACTIVE", ...excludedUserIds: string[]) => ({
		id,
		status,
		excludedUserIds,
	});

	it("is the first active one that doesn't leave the user out", () => {
		const rules = [rule("off", "INACTIVE"), rule("others", "ACTIVE", "ana"), rule("a", "ACTIVE"), rule("b", "ACTIVE")];
		expect(ruleFor(rules, "ana")?.id).toBe("a");
		expect(ruleFor(rules, "ben")?.id).toBe("others");
		expect(ruleFor(rules.slice(0, 2), "ana")).toBeNull();
		expect(ruleFor([], "ana")).toBeNull();
	});
});
