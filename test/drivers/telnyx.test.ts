import { describe, expect, it } from "vitest";
import { telnyxDriver } from "../../src/drivers/telnyx";
import vectors from "../vectors/signatures.json";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";
import type { SignatureCase } from "./signatures/cases";

const cases = (vectors as unknown as SignatureCase[]).filter(({ provider }) => provider === "telnyx");
const publicKey = cases[0]?.publicKey;
const messagingProfileId = "40017f5b-e8aa-4e5b-8f4d-3a1f2f5d6f0a";
const callbackUrl = "https://otp.test/receipts/telnyx";
const secrets = { apiKey: "KEY0123456789ABCDEF_secret" };
const config = { from: "+12025550123", messagingProfileId, publicKey };
const settings = account(telnyxDriver, { config, secrets, callbackUrl });

const taken = () => jsonAnswer(200, { data: { id: "40385f64", to: [{ status: "queued" }], parts: 1 } });

describe("sending by Telnyx", () => {
	it.each([
		["+12025550123", true],
		["12345", true],
		["24x7 Help", true],
		["12345678901", false],
		["    ", false],
		["R&D", false],
		["Ex-ample", false],
		["Twelve chars", false],
	])("has %j for a sender: %s", (from, isSender) => {
		expect(telnyxDriver.config.safeParse({ ...config, from }).success).toBe(isSender);
	});

	it("posts a text message as Telnyx's API wants it", async () => {
		const { io, requests } = fakeProvider(taken());
		const accepted = await telnyxDriver.send(io, message(), settings);
		expect(accepted).toEqual({ providerMessageId: "40385f64", status: "queued" });
		expect(requests).toEqual([
			{
				method: "POST",
				url: "https://api.telnyx.com/v2/messages",
				headers: { authorization: `Bearer ${secrets.apiKey}`, "content-type": "application/json" },
				body: expect.any(String),
			},
		]);
		expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
			from: "+12025550123",
			messaging_profile_id: messagingProfileId,
			to: "+4520123456",
			text: "Your code is 493817.",
			webhook_url: callbackUrl,
			use_profile_webhooks: false,
		});
	});

	it.each([
		["no address for them", { config, secrets }],
		["no key to check them by", { config: { ...config, publicKey: undefined }, secrets, callbackUrl }],
	])("asks for no receipts with %s", async (_what, given) => {
		const { io, requests } = fakeProvider(taken());
		await telnyxDriver.send(io, message(), account(telnyxDriver, given));
		expect(JSON.parse(requests[0]?.body ?? "")).not.toHaveProperty("webhook_url");
	});

	it.each([
		[401, "10009", "misconfigured"],
		[404, "10005", "misconfigured"],
		[400, "40300", "permanent"],
		[400, "40305", "misconfigured"],
		[400, "40310", "permanent"],
		[400, "40318", "temporary"],
		[429, "10011", "temporary"],
		[500, "10007", "unknown"],
	])("takes %i with code %s for %s", async (status, code, kind) => {
		const detail = "The 'to' address +4520123456 is invalid";
		const { io } = fakeProvider(jsonAnswer(status, { errors: [{ code, title: "Invalid", detail }] }));
		expect(await refusal(telnyxDriver, io, message(), settings)).toEqual([kind, code]);
	});

	it.each([
		["an error page", new Response("<html>", { status: 503 }), "temporary"],
		["a connection that broke", new Error("Network connection lost."), "unknown"],
		["a success without an id", jsonAnswer(200, { data: {} }), "unknown"],
	])("tells %s apart", async (_what, reaction, kind) => {
		const { io } = fakeProvider(reaction);
		expect(await refusal(telnyxDriver, io, message(), settings)).toEqual([kind, null]);
	});
});

describe("Telnyx's receipts", () => {
	it.each(cases.map((of) => [of.name, of] as const))(
		"are checked by the account's public key: %s",
		async (_name, of) => {
			const request = callback(of.body, of.header);
			const nowMs = 1795323600_000;
			expect(await telnyxDriver.receipts?.isGenuine(request, settings, ioAt(nowMs))).toBe(of.valid);
			const keyless = account(telnyxDriver, { config: { ...config, publicKey: undefined }, secrets });
			expect(await telnyxDriver.receipts?.isGenuine(request, keyless, ioAt(nowMs))).toBe(false);
			expect(await telnyxDriver.receipts?.isGenuine(request, settings, ioAt(now + 600_000))).toBe(false);
		},
	);

	const event = (eventType: string, status: string, errors: { code: string }[] = []) =>
		callback({
			data: {
				event_type: eventType,
				payload: { id: "40385f64", to: [{ phone_number: "+4520123456", status }], errors },
			},
		});

	it.each([
		["message.sent", "sent", [], "sent", "sent"],
		["message.finalized", "delivered", [], "delivered", "delivered"],
		["message.finalized", "delivery_failed", [{ code: "40008" }], "undelivered", "40008"],
		["message.finalized", "sending_failed", [{ code: "40002" }], "failed", "40002"],
		["message.finalized", "delivery_unconfirmed", [], "unknown", "delivery_unconfirmed"],
	])("say where the message is: %s %s", (eventType, word, errors, status, detail) => {
		const receipts = telnyxDriver.receipts?.parse(event(eventType, word, errors));
		expect(receipts).toEqual([{ providerMessageId: "40385f64", status, detail }]);
	});

	it.each([
		event("message.received", "delivered"),
		event("message.sent", "toString"),
		callback("{"),
		callback({ data: null }),
	])("say nothing in other events: %#", (request) => {
		expect(telnyxDriver.receipts?.parse(request)).toEqual([]);
	});
});
