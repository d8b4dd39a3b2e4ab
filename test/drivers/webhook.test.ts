import { describe, expect, it } from "vitest";
import { isGenuineStandardWebhook, standardWebhookHeaders } from "../../src/drivers/signatures/standard-webhooks";
import { webhookDriver } from "../../src/drivers/webhook";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";

const signingSecret = `whsec_${btoa("s".repeat(32))}`;
const url = "https://carrier.example.com/otp";
const callbackUrl = "https://otp.test/receipts/webhook";
const settings = account(webhookDriver, { config: { url }, secrets: { signingSecret }, callbackUrl });

const commands = (...value: object[]) => ({ commands: [{ type: "com.okta.telephony.action", value }] });
const answer = (value: object) => jsonAnswer(200, commands(value));

describe("sending by webhook", () => {
	it("posts a telephony hook's request, signed as Standard Webhooks say", async () => {
		const { io, requests } = fakeProvider(answer({ status: "SUCCESSFUL", provider: "ACME", transactionId: "tx-1" }));
		const accepted = await webhookDriver.send(io, message(), settings);
		expect(accepted).toEqual({ providerMessageId: "tx-1", status: "sent" });
		const request = requests[0]!;
		expect([request.method, request.url]).toEqual(["POST", url]);
		expect(request.headers).toMatchObject({
			accept: "application/json",
			"content-type": "application/json",
			"webhook-id": "dlv0TESTTESTTESTTEST",
			"webhook-timestamp": String(now / 1000),
		});
		const signed = { headers: new Headers(request.headers), body: request.body, secret: signingSecret, nowMs: now };
		expect(await isGenuineStandardWebhook(signed)).toBe(true);
		expect(JSON.parse(request.body)).toEqual({
			eventId: "dlv0TESTTESTTESTTEST",
			eventTime: "2026-11-22T05:00:00.000Z",
			eventType: "com.okta.telephony.provider",
			eventTypeVersion: "1.0",
			contentType: "application/json",
			cloudEventVersion: "0.1",
			source: "/api/v1/deliveries/dlv0TESTTESTTESTTEST",
			requestType: "com.okta.user.telephony.mfa-verification",
			receiptUrl: callbackUrl,
			data: {
				context: {
					request: {
						id: "dlv0TESTTESTTESTTEST",
						method: "GET",
						url: { value: "/api/v1/deliveries/dlv0TESTTESTTESTTEST" },
						ipAddress: "127.0.0.1",
					},
				},
				userProfile: { login: "", userId: "" },
				messageProfile: {
					msgTemplate: "Your code is 493817.",
					phoneNumber: "+4520123456",
					otpExpires: "2026-11-22T05:05:00.000Z",
					deliveryChannel: "SMS",
					otpCode: "493817",
					locale: "EN-US",
				},
			},
		});
	});

	it("says which messages are calls, and leaves out where receipts go when there is no such place", async () => {
		const { io, requests } = fakeProvider(answer({ status: "PENDING" }));
		const silent = account(webhookDriver, { config: { url }, secrets: { signingSecret } });
		const call = message({ channel: "CALL", locale: "ja", extension: "9,12#" });
		const accepted = await webhookDriver.send(io, call, silent);
		expect(accepted).toEqual({ providerMessageId: "dlv0TESTTESTTESTTEST", status: "queued" });
		const body = JSON.parse(requests[0]?.body ?? "");
		expect(body.data.messageProfile).toMatchObject({ deliveryChannel: "VOICE CALL", locale: "JA-JP" });
		expect(body.phoneExtension).toBe("9,12#");
		expect(body).not.toHaveProperty("receiptUrl");
	});

	it.each(["493817", "tx-4520123456"])(
		"names a message itself whose service's id quotes it: %s",
		async (transactionId) => {
			const { io } = fakeProvider(answer({ status: "SUCCESSFUL", transactionId }));
			const accepted = await webhookDriver.send(io, message(), settings);
			expect(accepted).toEqual({ providerMessageId: "dlv0TESTTESTTESTTEST", status: "sent" });
		},
	);

	const error = { error: { errorSummary: "+4520123456 is no number", errorCauses: [] } };
	it.each([
		["FAILED", answer({ status: "FAILED", transactionId: "tx-1" }), "temporary"],
		["an error object", jsonAnswer(200, error), "temporary"],
		["an error object beside a success", jsonAnswer(200, { ...error, ...commands({ status: "PENDING" }) }), "unknown"],
		["an error object with 400", jsonAnswer(400, error), "permanent"],
		["401", jsonAnswer(401, {}), "misconfigured"],
		["429", jsonAnswer(429, {}), "temporary"],
		["500", jsonAnswer(500, {}), "unknown"],
		["503", new Response("busy", { status: 503 }), "temporary"],
		["202 without a body", new Response(null, { status: 202 }), "unknown"],
		["a redirect", new Response(null, { status: 307, headers: { location: "http://10.0.0.1/" } }), "misconfigured"],
		["another status word", answer({ status: "SUCCESS" }), "unknown"],
		["no commands", jsonAnswer(200, { commands: [] }), "unknown"],
		["no JSON", new Response("sent"), "unknown"],
		["a refused connection", new Error("connection refused"), "temporary"],
		["a connection that broke", new Error("Network connection lost."), "unknown"],
	])("tells failures apart: %s", async (_what, reaction, kind) => {
		const { io } = fakeProvider(reaction);
		expect(await refusal(webhookDriver, io, message(), settings)).toEqual([kind, null]);
	});

	it.each([
		"http://carrier.example.com/otp",
		"https://user:secret@carrier.example.com/",
		"https://10.0.0.1/otp",
		"https://[::1]/otp",
		"http://127.0.0.1:9000/otp",
		"https://169.254.169.254/latest/meta-data",
	])("never calls %s", async (unsafe) => {
		const { io, requests } = fakeProvider();
		const other = account(webhookDriver, { config: { url: unsafe }, secrets: { signingSecret } });
		expect(await refusal(webhookDriver, io, message(), other)).toEqual(["misconfigured", null]);
		expect(requests).toEqual([]);
	});

	it("calls this machine itself in development", async () => {
		const { io, requests } = fakeProvider(answer({ status: "SUCCESSFUL" }));
		const local = account(webhookDriver, { config: { url: "http://127.0.0.1:9000/otp" }, secrets: { signingSecret } });
		await webhookDriver.send({ ...io, isDevelopment: true }, message(), local);
		expect(requests[0]?.url).toBe("http://127.0.0.1:9000/otp");
	});

	it.each(["whsec_", "whsec_c2hvcnQ=", "plain text of thirty-two characters"])("takes no secret like %s", (secret) => {
		expect(webhookDriver.secrets.safeParse({ signingSecret: secret }).success).toBe(false);
	});
});

describe("a webhook's receipts", () => {
	const body = JSON.stringify(
		commands(
			{ status: "SUCCESSFUL", transactionId: "tx-1" },
			{ status: "FAILED", transactionId: "tx-2", transactionMetadata: "to +4520123456" },
			{ status: "PENDING", transactionId: 3 },
			{ status: "SUCCESSFUL" },
		),
	);

	it("are genuine when the account's secret signed them", async () => {
		const headers = await standardWebhookHeaders({ id: "r1", body, secret: signingSecret, nowMs: now });
		const isGenuine = (text: string, nowMs: number) =>
			webhookDriver.receipts?.isGenuine(callback(text, headers), settings, ioAt(nowMs));
		expect(await isGenuine(body, now)).toBe(true);
		expect(await isGenuine(`${body} `, now)).toBe(false);
		expect(await isGenuine(body, now + 301_000)).toBe(false);
		expect(await webhookDriver.receipts?.isGenuine(callback(body), settings, ioAt(now))).toBe(false);
	});

	it("have the shape of the answer, and tell of the messages that they name", () => {
		expect(webhookDriver.receipts?.parse(callback(body))).toEqual([
			{ providerMessageId: "tx-1", status: "delivered", detail: "SUCCESSFUL" },
			{ providerMessageId: "tx-2", status: "failed", detail: "FAILED" },
			{ providerMessageId: "3", status: "sent", detail: "PENDING" },
		]);
	});

	it.each(["", "{}", JSON.stringify(commands({ status: "SUCCESS", transactionId: "tx-1" }))])(
		"say nothing in %j",
		(text) => {
			expect(webhookDriver.receipts?.parse(callback(text))).toEqual([]);
		},
	);
});
