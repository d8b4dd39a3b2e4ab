// Requests that an Okta org's telephony hook sends, and the settings that let them in.
import { newEventId } from "../../src/hooks/telephony";
import type { World } from "../support/world";

export const settingsPath = "/api/v1/okta-receiver";
export const path = "/hooks/okta/telephony";
export const secret = "Bearer the-secret-of-the-org";
export const code = "049381";

let number = 2_000;
export function nextNumber(): string {
	number += 1;
	return `+1415555${number}`;
}

interface Profile {
	phoneNumber?: string;
	deliveryChannel?: string;
	msgTemplate?: string | null;
	locale?: string;
	otpCode?: unknown;
	otpExpires?: unknown;
}

/** These are the members of a request captured from a real org. */
export const oktaRequest = (profile: Profile = {}, eventId = newEventId()) => ({
	eventId,
	eventTime: "2026-11-22T05:00:00.000Z",
	eventType: "com.okta.telephony.provider",
	eventTypeVersion: "1.0",
	contentType: "application/json",
	cloudEventVersion: "0.1",
	source: "https://org.okta.example/api/v1/inlineHooks/calz6lVQA77AwFeEe0g3",
	requestType: "com.okta.user.telephony.mfa-verification",
	data: {
		context: { request: { id: "reqRgSk8IBBRhuo0YdlEDTmUw", method: "POST", url: { value: "/api" }, ipAddress: null } },
		userProfile: { firstName: "Ada", lastName: "L", login: "ada@example.com", userId: "00uyxxSknGtK8022w0g3" },
		messageProfile: {
			msgTemplate: `(HOOK) Your code is ${code}`,
			phoneNumber: nextNumber(),
			otpExpires: new Date(Date.now() + 300_000).toISOString(),
			deliveryChannel: "SMS",
			otpCode: code,
			locale: "EN-US",
			...profile,
		},
	},
});

export const ask = (world: World, body: unknown, given: string | null = secret) =>
	world.call("POST", path, body, { token: null, headers: given === null ? {} : { authorization: given } });

export const enable = (world: World, changes: Record<string, unknown> = {}) =>
	world.call("PUT", settingsPath, { enabled: true, headerName: "Authorization", secret, ...changes });

/** The messages to a number in the development inbox. */
export const inboxOf = async (world: World, to: string) =>
	(await world.call("GET", `/dev/inbox.json?to=${encodeURIComponent(to)}`)).body;

/** What an org tells of a code that somebody has entered, as far as we read it. */
export const verifiedEvent = (now: number) => ({
	uuid: "2d050e48-fc0a-11ea-bbf6-1d98632c66b8",
	published: new Date(now).toISOString(),
	eventType: "user.authentication.auth_via_mfa",
	outcome: { result: "SUCCESS" },
	actor: { id: "00uyxxSknGtK8022w0g3", type: "User" },
	debugContext: { debugData: { factor: "SMS_FACTOR" } },
});
