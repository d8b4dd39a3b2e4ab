import { describe, expect, it } from "vitest";
import { firstMatch, type RouteQuery, type Rule } from "../../../src/providers/rules/choose";

const query = (changes: Partial<RouteQuery> = {}): RouteQuery => ({
	channel: "SMS",
	destinationCountry: "JP",
	originCountry: "DK",
	requestType: "com.okta.user.telephony.mfa-verification",
	...changes,
});

const rule = (id: string, changes: Partial<Rule> = {}) => ({
	id,
	channels: [],
	destinationCountries: [],
	originCountries: [],
	requestTypes: [],
	providers: ["sms"],
	...changes,
});

const channels = new Map([
	["sms", ["SMS"]],
	["mail", ["EMAIL"]],
] as const);

const match = (rules: ReturnType<typeof rule>[], changes?: Partial<RouteQuery>) =>
	firstMatch(rules, query(changes), (id) => channels.get(id as "sms"))?.id;

describe("the rule for a message", () => {
	it("is the first one that matches", () => {
		expect(match([rule("a", { channels: ["CALL"] }), rule("b"), rule("c")])).toBe("b");
		expect(match([rule("c"), rule("b")])).toBe("c");
		expect(match([])).toBeUndefined();
	});

	it.each<[string, Partial<Rule>, Partial<RouteQuery>]>([
		["channel", { channels: ["SMS", "CALL"] }, { channel: "EMAIL" }],
		["destination", { destinationCountries: ["JP"] }, { destinationCountry: "US" }],
		["destination, where it is unknown", { destinationCountries: ["JP"] }, { destinationCountry: null }],
		["origin", { originCountries: ["DK", "SE"] }, { originCountry: "RU" }],
		["origin, where it is unknown", { originCountries: ["DK"] }, { originCountry: null }],
		[
			"request type",
			{ requestTypes: ["com.okta.user.telephony.mfa-verification"] },
			{ requestType: "com.okta.user.telephony.account-unlock" },
		],
	])("depends on the %s", (_, conditions, changes) => {
		expect(match([rule("a", conditions)])).toBe("a");
		expect(match([rule("a", conditions)], changes)).toBeUndefined();
	});

	it("meets all of its conditions", () => {
		const both = rule("a", { destinationCountries: ["JP"], originCountries: ["DK"] });
		expect(match([both])).toBe("a");
		expect(match([both], { originCountry: "SE" })).toBeUndefined();
	});

	it("is about its providers' channels when it names none", () => {
		expect(match([rule("mail", { providers: ["mail"] }), rule("sms")])).toBe("sms");
		expect(match([rule("mail", { providers: ["mail"] })], { channel: "EMAIL" })).toBe("mail");
	});

	it("may have a provider that isn't known here yet", () => {
		expect(match([rule("a", { providers: ["new"] })])).toBe("a");
	});
});
