import { describe, expect, it } from "vitest";
import {
	newEventId,
	requestFacts,
	type TelephonyFacts,
	TelephonyRequest,
	telephonyRequest,
} from "../../src/hooks/telephony";

const facts: TelephonyFacts = {
	eventId: "uS5871kJThSsU8qlA1LTcg",
	nowMs: Date.parse("2026-11-22T10:20:30.456Z"),
	source: "https://otp.test/api/v1/inlineHooks/calz6lVQA77AwFeEe0g3",
	request: {
		id: "reqRgSk8IBBRhuo0YdlE",
		method: "POST",
		path: "/api/v1/users/x/factors/y/verify",
		ipAddress: "192.0.2.7",
	},
	user: { id: "00uyxxSknGtK8022w0g3", login: "ada@example.com", firstName: "Ada", lastName: null },
	message: {
		channel: "SMS",
		purpose: "verification",
		destination: "+15551234567",
		code: "012345",
		text: "Your code is 012345",
		locale: "en",
		expiresAt: Date.parse("2026-11-22T10:25:30.456Z"),
	},
};

const received = (messageProfile: Record<string, unknown>) => {
	const request = telephonyRequest(facts);
	const profile = { ...request.data.messageProfile, ...messageProfile };
	return TelephonyRequest.safeParse({ ...request, data: { ...request.data, messageProfile: profile } });
};

describe("a telephony hook's request", () => {
	it("is Okta's, field by field and in order", () => {
		const request = telephonyRequest(facts);
		expect(JSON.stringify(request)).toBe(
			JSON.stringify({
				eventId: "uS5871kJThSsU8qlA1LTcg",
				eventTime: "2026-11-22T10:20:30.000Z",
				eventType: "com.okta.telephony.provider",
				eventTypeVersion: "1.0",
				contentType: "application/json",
				cloudEventVersion: "0.1",
				source: "https://otp.test/api/v1/inlineHooks/calz6lVQA77AwFeEe0g3",
				requestType: "com.okta.user.telephony.mfa-verification",
				data: {
					context: {
						request: {
							id: "reqRgSk8IBBRhuo0YdlE",
							method: "POST",
							url: { value: "/api/v1/users/x/factors/y/verify" },
							ipAddress: "192.0.2.7",
						},
					},
					userProfile: {
						firstName: "Ada",
						login: "ada@example.com",
						userId: "00uyxxSknGtK8022w0g3",
					},
					messageProfile: {
						msgTemplate: "Your code is 012345",
						phoneNumber: "+15551234567",
						otpExpires: "2026-11-22T10:25:30.456Z",
						deliveryChannel: "SMS",
						otpCode: "012345",
						locale: "EN-US",
					},
				},
			}),
		);
	});

	it.each([
		[undefined, "VOICE CALL"],
		[null, "VOICE CALL"],
		["Voice", "Voice"],
		["CALL", "CALL"],
	])("with the hook's word %j says %s for a call, and SMS for an SMS", (callWord, word) => {
		const channelOf = (channel: "SMS" | "CALL") =>
			telephonyRequest({ ...facts, callWord, message: { ...facts.message, channel } }).data.messageProfile
				.deliveryChannel;
		expect([channelOf("CALL"), channelOf("SMS")]).toEqual([word, "SMS"]);
	});

	it.each([
		["Ada", "Lima", { firstName: "Ada", lastName: "Lima" }],
		[null, "Lima", { lastName: "Lima" }],
		[null, null, {}],
		["", null, { firstName: "" }],
	])("has the names %j and %j of a user as texts, and leaves out what isn't known", (firstName, lastName, names) => {
		const request = telephonyRequest({ ...facts, user: { ...facts.user, firstName, lastName } });
		expect(request.data.userProfile).toStrictEqual({ ...names, login: "ada@example.com", userId: facts.user.id });
	});

	it.each([
		["203.0.113.9", "198.51.100.7", "203.0.113.9"],
		[null, "198.51.100.7", "198.51.100.7"],
		[null, "2001:db8::7", "2001:db8::7"],
		[null, null, "127.0.0.1"],
	])("has the end user's address %j, else the caller's %j: %s", (endUser, caller, told) => {
		const asked = { requestId: "req1", requestUri: "/x", client: { ipAddress: caller } };
		expect(requestFacts(asked, endUser)).toEqual({ id: "req1", method: "POST", path: "/x", ipAddress: told });
	});

	it("has an event id of 22 base64url characters, never the same", () => {
		const ids = new Set(Array.from({ length: 1_000 }, newEventId));
		expect(ids.size).toBe(1_000);
		for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/);
	});

	it.each([
		["en", "EN-US"],
		["en-GB", "EN-GB"],
		["ja", "JA-JP"],
		["ja_JP", "JA-JP"],
		["pt", "PT-BR"],
		["pt_PT", "PT-PT"],
		["zh-Hant", "ZH-TW"],
		["EN-US", "EN-US"],
		["", "EN-US"],
		["not a locale", "EN-US"],
	])("writes the locale %j as %s", (locale, expected) => {
		const { data } = telephonyRequest({ ...facts, message: { ...facts.message, locale } });
		expect(data.messageProfile.locale).toBe(expected);
	});

	it("is read back as it was made", () => {
		expect(received({}).data?.data.messageProfile).toEqual({
			msgTemplate: "Your code is 012345",
			phoneNumber: "+15551234567",
			otpExpires: "2026-11-22T10:25:30.456Z",
			deliveryChannel: "SMS",
			otpCode: "012345",
			locale: "EN-US",
		});
	});

	it("is read without requestType, context, user and expiry", () => {
		const { eventId, eventType } = telephonyRequest(facts);
		const messageProfile = { phoneNumber: "9876543210", otpCode: "11111", deliveryChannel: "SMS", otpExpires: "soon" };
		const read = TelephonyRequest.parse({ eventId, eventType, data: { messageProfile } });
		const data = { userProfile: null, messageProfile: { ...messageProfile, otpExpires: null } };
		expect(read).toEqual({ eventId, eventType, requestType: null, data });
	});

	it("is read with a number and a code that are JSON numbers", () => {
		expect(received({ phoneNumber: 9876543210, otpCode: 11111 }).data?.data.messageProfile).toMatchObject({
			phoneNumber: "9876543210",
			otpCode: "11111",
		});
	});

	it.each([
		["SMS", "SMS"],
		["sms", "SMS"],
		["VOICE CALL", "CALL"],
		["voice call", "CALL"],
		["voice", "CALL"],
		["CALL", "CALL"],
	])("is read with the channel %s", (word, channel) => {
		expect(received({ deliveryChannel: word }).data?.data.messageProfile.deliveryChannel).toBe(channel);
	});

	it.each([
		["phoneNumber", undefined],
		["phoneNumber", ""],
		["phoneNumber", 1.5],
		["phoneNumber", -1],
		["phoneNumber", ["+1"]],
		["phoneNumber", "1".repeat(51)],
		["otpCode", undefined],
		["otpCode", ""],
		["otpCode", { code: 1 }],
		["otpCode", "1".repeat(21)],
		["deliveryChannel", undefined],
		["deliveryChannel", "PIGEON"],
	])("is refused with %s = %j", (field, value) => {
		expect(received({ [field]: value }).success).toBe(false);
	});
});
