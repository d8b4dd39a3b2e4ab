import { describe, expect, it } from "vitest";
import { newEventId, type TelephonyFacts, TelephonyRequest, telephonyRequest } from "../../src/hooks/telephony";

const facts: TelephonyFacts = {
	eventId: "uS5871kJThSsU8qlA1LTcg",
	nowMs: Date.parse("2026-11-22T10:20:30.456Z"),
	source: "https://otp.test/api/v1/inlineHooks/calz6lVQA77AwFeEe0g3",
	request: { id: "reqRgSk8IBBRhuo0YdlE", method: "POST", path: "/api/v1/users/x/factors/y/verify", ipAddress: null },
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
							ipAddress: null,
						},
					},
					userProfile: {
						firstName: "Ada",
						lastName: null,
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

	it("says VOICE CALL for a call", () => {
		const request = telephonyRequest({ ...facts, message: { ...facts.message, channel: "CALL" } });
		expect(request.data.messageProfile.deliveryChannel).toBe("VOICE CALL");
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
		expect(read).toEqual({ eventId, eventType, data: { messageProfile: { ...messageProfile, otpExpires: null } } });
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
