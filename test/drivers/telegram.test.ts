import { describe, expect, it } from "vitest";
import { telegramDriver } from "../../src/drivers/telegram";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";

describe("Telegram Gateway", () => {
	const token = "AAEtelegramgatewaytoken";
	const chat = message({ channel: "IM" });
	const settings = (config: Record<string, unknown> = {}, callbackUrl?: string) =>
		account(telegramDriver, { config, secrets: { token }, callbackUrl });
	const taken = () =>
		jsonAnswer(200, {
			ok: true,
			result: { request_id: "1234567890", phone_number: "+4520123456", request_cost: 0.01 },
		});

	it("sends the code to the phone number", async () => {
		const { io, requests } = fakeProvider(taken());
		expect(
			await telegramDriver.send(
				io,
				chat,
				settings({ senderUsername: "@example_codes" }, "https://otp.test/receipts/acc1"),
			),
		).toEqual({ providerMessageId: "1234567890", status: "sent" });
		const [request] = requests;
		expect(request).toMatchObject({
			method: "POST",
			url: "https://gatewayapi.telegram.org/sendVerificationMessage",
			headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
		});
		expect(JSON.parse(request?.body ?? "")).toEqual({
			phone_number: "+4520123456",
			code: "493817",
			ttl: 300,
			payload: "dlv0TESTTESTTESTTEST",
			sender_username: "example_codes",
			callback_url: "https://otp.test/receipts/acc1",
		});
	});

	it.each([
		[10_000, 30],
		[7_200_000, 3_600],
	])("asks for a life of %i ms within what Telegram takes", async (lifeMs, ttl) => {
		const { io, requests } = fakeProvider(taken());
		await telegramDriver.send(io, { ...chat, expiresAt: now + lifeMs }, settings());
		expect(JSON.parse(requests[0]?.body ?? "").ttl).toBe(ttl);
	});

	it.each(["123", "123456789", "12ab56"])("doesn't try the code %s, which Telegram wouldn't take", async (code) => {
		const { io, requests } = fakeProvider();
		expect(await refusal(telegramDriver, io, { ...chat, code }, settings())).toEqual(["permanent", null]);
		expect(requests).toEqual([]);
	});

	it.each([
		["ACCESS_TOKEN_INVALID", "misconfigured"],
		["BALANCE_NOT_ENOUGH", "misconfigured"],
		["SENDER_NOT_VERIFIED", "misconfigured"],
		["PHONE_NUMBER_INVALID", "permanent"],
		["PHONE_NUMBER_NOT_AVAILABLE", "permanent"],
		["FLOOD_WAIT_30", "temporary"],
		["INTERNAL_ERROR", "unknown"],
	])("takes %s for %s", async (error, kind) => {
		const { io } = fakeProvider(jsonAnswer(200, { ok: false, error }));
		expect(await refusal(telegramDriver, io, chat, settings())).toEqual([kind, error]);
	});

	it.each([
		[200, "unknown"],
		[502, "unknown"],
	])("takes an answer of %i that can't be read for %s", async (status, kind) => {
		const { io } = fakeProvider(new Response("<html>", { status }));
		expect(await refusal(telegramDriver, io, chat, settings())).toEqual([kind, String(status)]);
	});

	it("believes reports that its token has signed, and no others", async () => {
		const isGenuine = telegramDriver.receipts!.isGenuine;
		const request = callback(
			'{"request_id":"123","phone_number":"+4520123456","request_cost":0.01,"delivery_status":{"status":"delivered","updated_at":1795323600}}',
			{
				"X-Request-Timestamp": "1795323600",
				"X-Request-Signature": "15de5ec89ebcd9123040156ef24ee55e73cf4bf8b551f9a816b79c043d85635f",
			},
		);
		expect(await isGenuine(request, settings(), ioAt(now))).toBe(true);
		expect(
			await isGenuine({ ...request, body: request.body.replace("delivered", "expired") }, settings(), ioAt(now)),
		).toBe(false);
		expect(await isGenuine(request, settings(), ioAt(now + 3_600_000))).toBe(false);
		expect(await isGenuine(request, settings({ mode: "bot" }), ioAt(now))).toBe(false);
	});

	it.each([
		["sent", "sent"],
		["delivered", "delivered"],
		["read", "delivered"],
		["expired", "undelivered"],
		["revoked", "undelivered"],
	])("reads %s as %s", (word, status) => {
		const body = { request_id: "123", phone_number: "+4520123456", delivery_status: { status: word } };
		expect(telegramDriver.receipts?.parse(callback(body))).toEqual([
			{ providerMessageId: "123", status, detail: word },
		]);
	});

	it.each([{ request_id: "123" }, { request_id: "123", delivery_status: { status: "toString" } }, [[]], "not JSON"])(
		"reads nothing in %j",
		(body) => {
			expect(telegramDriver.receipts?.parse(callback(body))).toEqual([]);
		},
	);
});

describe("a Telegram bot", () => {
	const token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
	const chat = message({ channel: "IM", destination: "987654321" });
	const settings = account(telegramDriver, { config: { mode: "bot" }, secrets: { token } });

	it("writes into the chat, without a preview and not to be forwarded", async () => {
		const { io, requests } = fakeProvider(
			jsonAnswer(200, { ok: true, result: { message_id: 42, chat: { id: 987654321 } } }),
		);
		expect(await telegramDriver.send(io, chat, settings)).toEqual({ providerMessageId: "42", status: "sent" });
		expect(requests).toEqual([
			{
				method: "POST",
				url: `https://api.telegram.org/bot${token}/sendMessage`,
				headers: { "content-type": "application/json" },
				body: JSON.stringify({
					chat_id: "987654321",
					text: "Your code is 493817.",
					link_preview_options: { is_disabled: true },
					protect_content: true,
				}),
			},
		]);
	});

	it.each([
		[400, "permanent"],
		[401, "misconfigured"],
		[403, "permanent"],
		[404, "misconfigured"],
		[429, "temporary"],
		[502, "unknown"],
	])("takes %i for %s", async (error_code, kind) => {
		const answer = { ok: false, error_code, description: `Not to 987654321 (${token})` };
		const { io } = fakeProvider(jsonAnswer(error_code, answer));
		expect(await refusal(telegramDriver, io, chat, settings)).toEqual([kind, String(error_code)]);
	});

	it("keeps the token out of the error when the connection fails", async () => {
		const { io } = fakeProvider(new Error(`fetch failed: https://api.telegram.org/bot${token}/sendMessage`));
		expect(await refusal(telegramDriver, io, chat, settings)).toEqual(["unknown", null]);
	});
});
