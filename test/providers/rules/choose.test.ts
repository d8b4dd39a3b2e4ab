import { describe, expect, it } from "vitest";
import { firstMatch, type RuleConditions, type RuleSubject } from "../../../src/providers/rules/choose";

const subject = (changes: Partial<RuleSubject> = {}): RuleSubject => ({
	channel: "SMS",
	country: "JP",
	originCountry: "DK",
	purpose: "verification",
	...changes,
});

const rule = (id: string, changes: Partial<RuleConditions> = {}) => ({
	id,
	channels: [],
	destinationCountries: [],
	originCountries: [],
	purposes: [],
	accountIds: ["sms"],
	...changes,
});

const channels = new Map([
	["sms", ["SMS"]],
	["mail", ["EMAIL"]],
] as const);

const match = (rules: ReturnType<typeof rule>[], changes?: Partial<RuleSubject>) =>
	firstMatch(rules, subject(changes), (id) => channels.get(id as "sms"))?.id;

describe("the rule for a message", () => {
	it("is the first one that matches", () => {
		expect(match([rule("a", { channels: ["CALL"] }), rule("b"), rule("c")])).toBe("b");
		expect(match([rule("c"), rule("b")])).toBe("c");
		expect(match([])).toBeUndefined();
	});

	it.each<[string, Partial<RuleConditions>, Partial<RuleSubject>]>([
		["channel", { channels: ["SMS", "CALL"] }, { channel: "EMAIL" }],
		["destination", { destinationCountries: ["JP"] }, { country: "US" }],
		["destination, where it is unknown", { destinationCountries: ["JP"] }, { country: null }],
		["origin", { originCountries: ["DK", "SE"] }, { originCountry: "RU" }],
		["origin, where it is unknown", { originCountries: ["DK"] }, { originCountry: null }],
		["purpose", { purposes: ["verification"] }, { purpose: "unlock" }],
	])("depends on the %s", (_, conditions, changes) => {
		expect(match([rule("a", conditions)])).toBe("a");
		expect(match([rule("a", conditions)], changes)).toBeUndefined();
	});

	it("is only a rule all of whose conditions the message meets", () => {
		const both = rule("a", { destinationCountries: ["JP"], originCountries: ["DK"] });
		expect(match([both])).toBe("a");
		expect(match([both], { originCountry: "SE" })).toBeUndefined();
	});

	it("applies to its providers' channels when it names no channels", () => {
		expect(match([rule("mail", { accountIds: ["mail"] }), rule("sms")])).toBe("sms");
		expect(match([rule("mail", { accountIds: ["mail"] })], { channel: "EMAIL" })).toBe("mail");
	});

	it("may have a provider that this isolate doesn't know yet", () => {
		expect(match([rule("a", { accountIds: ["new"] })])).toBe("a");
	});
});
