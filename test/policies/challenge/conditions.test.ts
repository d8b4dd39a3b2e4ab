import { describe, expect, it } from "vitest";
import * as z from "zod";
import {
	type ConditionUse,
	ConditionUse as ConditionUseSchema,
	conditionOf,
	conditions,
} from "../../../src/policies/challenge/conditions";
import type { Facts } from "../../../src/policies/challenge/facts";
import { type ListContent, listsOf } from "../../../src/policies/challenge/lists/matching";

const lists = listsOf(
	new Map<string, ListContent>([
		["countries", { kind: "COUNTRIES", values: ["KP", "JP"] }],
		["addresses", { kind: "ADDRESSES", values: ["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"] }],
		["asns", { kind: "ASNS", values: ["64496"] }],
		["agents", { kind: "USER_AGENTS", values: ["BadBot", "curl/"] }],
		["devices", { kind: "DEVICES", values: ["hash"] }],
		["users", { kind: "USERS", values: ["00u1", "ada@example.com"] }],
	]),
);

/** At 2026-11-27 it is Friday, 21:30 in Tokyo and 12:30 in UTC. */
const friday = Date.UTC(2026, 10, 27, 12, 30);
const tokyo = { now: friday, timeZone: "Asia/Tokyo" };

const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148";
const desk = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";

type Example = [id: string, parameters: Record<string, unknown>, isTrue: Facts, isFalse: Facts];

const examples: Example[] = [
	["user-account-status", {}, { accountStatus: "ACTIVE" }, { accountStatus: "SUSPENDED" }],
	["user-in-group", { groupId: "g1" }, { groupIds: ["g0", "g1"] }, { groupIds: [] }],
	["user-in-list", { listId: "users" }, { userId: "00u1" }, { userId: "00u2", login: "eve@example.com" }],
	["user-in-list", { listId: "users" }, { userId: "00u9", login: "ada@example.com" }, { userId: "00u" }],
	[
		"user-otp-failures",
		{ challengeType: "ChallengeSMS" },
		{ otpFailures: { ChallengeSMS: 3 } },
		{ otpFailures: { ChallengeSMS: 2, ChallengeEmail: 9 } },
	],
	["user-question-failures", { failures: 1 }, { questionFailures: 1 }, { questionFailures: 0 }],
	["user-question-status", {}, { hasQuestions: true }, { hasQuestions: false }],
	["user-image-assigned", {}, { hasImage: true }, { hasImage: false }],
	["user-information-registered", {}, { hasRequiredInfo: true }, { hasRequiredInfo: false }],
	["user-opted-out", {}, { isOptedOut: true }, { isOptedOut: false }],
	["user-contact-unverified", {}, { hasUnverifiedContact: true }, { hasUnverifiedContact: false }],
	[
		"user-action-count",
		{ action: "BLOCK", seconds: 60, moreThan: 2 },
		{ counts: { "actions BLOCK any 60": 3 } },
		{ counts: { "actions BLOCK any 60": 2, "actions BLOCK any 300": 9 } },
	],
	["user-velocity", {}, { velocity: 501 }, { velocity: 500 }],
	["user-velocity", {}, { velocity: 501, isDeviceOfLastSignIn: false }, { velocity: 501, isDeviceOfLastSignIn: true }],
	[
		"session-value-in-list",
		{ key: "AvailableChallengeTypes", value: "ChallengeSMS" },
		{ availableTypes: ["ChallengeSMS"] },
		{ availableTypes: ["ChallengeEmail"] },
	],
	[
		"session-value-in-list",
		{ key: "RequiredChallengeInfo", value: "mobile" },
		{ requiredInfo: ["mobile", "terms"] },
		{ requiredInfo: [], availableTypes: ["ChallengeSMS"] },
	],
	["session-risk-class", {}, { riskClass: "HIGH" }, { riskClass: "MODERATE" }],
	["session-application", { applicationId: "0oa1" }, { applicationId: "0oa1" }, { applicationId: "0oa2" }],
	["session-time-of-day", { from: "21:30", to: "21:31" }, tokyo, { ...tokyo, timeZone: "UTC" }],
	["session-time-of-day", { from: "22:00", to: "06:00" }, { ...tokyo, now: friday + 7_200_000 }, tokyo],
	["session-time-of-day", { from: "00:00", to: "23:59", days: ["FRI"] }, tokyo, { ...tokyo, now: friday + 14_400_000 }],
	["device-user-agent-contains", { text: "firefox" }, { userAgent: desk }, { userAgent: phone }],
	["device-user-agent-in-list", { listId: "agents" }, { userAgent: "badbot 1.0" }, { userAgent: desk }],
	["device-mobile-browser", {}, { userAgent: phone }, { userAgent: desk }],
	["device-new-for-user", {}, { isNewDevice: true }, { isNewDevice: false }],
	["device-registered", {}, { isRegisteredDevice: true }, { isRegisteredDevice: false }],
	["device-in-list", { listId: "devices" }, { device: "hash" }, { device: "other" }],
	[
		"device-user-count",
		{ seconds: 60, users: 2 },
		{ counts: { "users-of-device 60": 2 } },
		{ counts: { "users-of-device 60": 1 } },
	],
	["location-country-in-list", { listId: "countries" }, { country: "JP" }, { country: "DE" }],
	["location-address-in-list", { listId: "addresses" }, { ipAddress: "203.0.113.255" }, { ipAddress: "203.0.114.0" }],
	["location-address-in-list", { listId: "addresses" }, { ipAddress: "2001:DB8::1" }, { ipAddress: "2001:db9::1" }],
	["location-address-in-list", { listId: "addresses" }, { ipAddress: "::ffff:198.51.100.7" }, { ipAddress: "::1" }],
	["location-asn-in-list", { listId: "asns" }, { asn: 64_496 }, { asn: 64_497 }],
	[
		"location-address-user-count",
		{ seconds: 3600 },
		{ counts: { "users-of-address 3600": 10 } },
		{ counts: { "users-of-address 3600": 9 } },
	],
];

const use = (condition: string, parameters: Record<string, unknown>): ConditionUse =>
	ConditionUseSchema.parse({ condition, parameters });

const answer = ({ condition, parameters }: ConditionUse, facts: Facts) =>
	conditionOf({ condition }).prepare(parameters, lists)(facts);

describe("conditions", () => {
	it.each(examples)("%s %j is true, false and unknown", (id, parameters, isTrue, isFalse) => {
		const used = use(id, parameters);
		expect(answer(used, isTrue)).toBe(true);
		expect(answer(used, isFalse)).toBe(false);
		expect(answer(used, {})).toBeNull();
	});

	it("of all kinds have an example, an id of their own, and titles for a form", () => {
		const shown = new Set([...examples.map(([id]) => id), "always", "system-evaluate-policy"]);
		expect(conditions.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
		expect(new Set(conditions.map(({ id }) => id)).size).toBe(conditions.length);
		for (const { parameters } of conditions) {
			const { properties = {} } = z.toJSONSchema(parameters, { io: "input" });
			for (const field of Object.values(properties)) expect(field).toHaveProperty("title");
		}
	});

	it("that need no fact are always true", () => {
		expect(answer(use("always", {}), {})).toBe(true);
		expect(answer(use("system-evaluate-policy", { policyId: "p" }), {})).toBe(true);
	});

	it("don't take a failure of one challenge type for unknown because of another", () => {
		const used = use("user-otp-failures", { challengeType: "ChallengeIM" });
		expect(answer(used, { otpFailures: { ChallengeSMS: 5 } })).toBeNull();
	});
});
