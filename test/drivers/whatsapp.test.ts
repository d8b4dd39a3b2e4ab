import { describe, expect, it } from "vitest";
import { toHex, utf8 } from "../../src/crypto/bytes";
import { whatsappDriver } from "../../src/drivers/whatsapp";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";

const chat = message({ channel: "IM" });
const settings = (config: Record<string, unknown> = {}, secrets: Record<string, unknown> = {}) =>
	account(whatsappDriver, {
		config: { phoneNumberId: "106540352242922", templateName: "sign_in_code", ...config },
		secrets: { accessToken: "EAAJB1tOkEn", ...secrets },
	});

const taken = () =>
	jsonAnswer(200, {
		messaging_product: "whatsapp",
		contacts: [{ input: "+4520123456", wa_id: "4520123456" }],
		messages: [{ id: "wamid.HBgK", message_status: "accepted" }],
	});

const notification = (...statuses: unknown[]) => ({
	object: "whatsapp_business_account",
	entry: [{ id: "1", changes: [{ field: "messages", value: { messaging_product: "whatsapp", statuses } }] }],
});

const parse = (body: unknown) => whatsappDriver.receipts?.parse(callback(body));

describe("WhatsApp", () => {
	it("fills the code into the template twice: into its text and into its button", async () => {
		const { io, requests } = fakeProvider(taken());
		expect(await whatsappDriver.send(io, chat, settings())).toEqual({
			providerMessageId: "wamid.HBgK",
			status: "queued",
		});
		const [request] = requests;
		expect(request).toMatchObject({
			method: "POST",
			url: "https://graph.facebook.com/v23.0/106540352242922/messages",
			headers: { authorization: "Bearer EAAJB1tOkEn", "content-type": "application/json" },
		});
		const code = { type: "text", text: "493817" };
		expect(JSON.parse(request?.body ?? "")).toEqual({
			messaging_product: "whatsapp",
			recipient_type: "individual",
			to: "+4520123456",
			type: "template",
			template: {
				name: "sign_in_code",
				language: { code: "en", policy: "deterministic" },
				components: [
					{ type: "body", parameters: [code] },
					{ type: "button", sub_type: "url", index: "0", parameters: [code] },
				],
			},
		});
	});

	it.each([
		["pt-BR", "pt_BR"],
		["pt-PT", "pt_BR"],
		["ja", "ja"],
		["en-GB", "en_US"],
		["da", "en_US"],
	])("takes for the locale %s the template in %s", async (locale, language) => {
		const { io, requests } = fakeProvider(taken());
		await whatsappDriver.send(io, { ...chat, locale }, settings({ templateLanguages: "en_US, ja,pt_BR" }));
		expect(JSON.parse(requests[0]?.body ?? "").template.language.code).toBe(language);
	});

	it("doesn't try a code that no template takes", async () => {
		const { io, requests } = fakeProvider();
		const long = { ...chat, code: "1234567890123456" };
		expect(await refusal(whatsappDriver, io, long, settings())).toEqual(["permanent", null]);
		expect(requests).toEqual([]);
	});

	it.each([
		[400, 130429, "temporary"],
		[400, 131056, "temporary"],
		[500, 131016, "temporary"],
		[503, 133004, "temporary"],
		[400, 131026, "permanent"],
		[400, 131047, "permanent"],
		[400, 100, "permanent"],
		[401, 190, "misconfigured"],
		[403, 200, "misconfigured"],
		[404, 132001, "misconfigured"],
		[400, 133010, "misconfigured"],
		[400, 132000, "misconfigured"],
		[400, 999999, "permanent"],
		[500, 999999, "unknown"],
		[400, 131000, "unknown"],
		[500, 1, "unknown"],
	])("takes %i with %i for %s", async (status, code, kind) => {
		const error = { message: "(#1) no 4520123456", type: "OAuthException", code, fbtrace_id: "A1" };
		const { io } = fakeProvider(jsonAnswer(status, { error }));
		expect(await refusal(whatsappDriver, io, chat, settings())).toEqual([kind, String(code)]);
	});

	it("leaves it open what an answer means that names no message", async () => {
		const { io } = fakeProvider(jsonAnswer(200, { messages: [] }));
		expect(await refusal(whatsappDriver, io, chat, settings())).toEqual(["unknown", null]);
	});

	it("believes notifications that the app's secret has signed, and no others", async () => {
		const isGenuine = whatsappDriver.receipts!.isGenuine;
		const body = JSON.stringify(notification());
		const key = await crypto.subtle.importKey("raw", utf8("app-secret"), { name: "HMAC", hash: "SHA-256" }, false, [
			"sign",
		]);
		const signature = toHex(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(body))));
		const request = callback(body, { "X-Hub-Signature-256": `sha256=${signature}` });
		const known = settings({}, { appSecret: "app-secret" });
		expect(await isGenuine(request, known, ioAt(now))).toBe(true);
		expect(await isGenuine({ ...request, body: `${body} ` }, known, ioAt(now))).toBe(false);
		expect(await isGenuine(request, settings({}, { appSecret: "other" }), ioAt(now))).toBe(false);
		expect(await isGenuine(request, settings(), ioAt(now))).toBe(false);
	});

	it("answers Meta's question for the address only when the verify token fits", () => {
		const challenge = whatsappDriver.receipts!.challenge!;
		const ask = (token: string, method = "GET") => ({
			...callback(""),
			method,
			url: `https://otp.test/r?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`,
		});
		const known = settings({}, { verifyToken: "our-word" });
		expect(challenge(ask("our-word"), known)).toBe("1158201444");
		expect(challenge(ask("their-word"), known)).toBeNull();
		expect(challenge(ask("our-word", "POST"), known)).toBeNull();
		expect(challenge(ask(""), settings())).toBeNull();
		expect(challenge(callback(notification()), known)).toBeNull();
	});

	it("reads every status of a notification", () => {
		const fact = (status: string, more: Record<string, unknown> = {}) => ({
			id: `wamid.${status}`,
			status,
			timestamp: "1795323600",
			recipient_id: "4520123456",
			...more,
		});
		expect(
			parse(
				notification(
					fact("sent"),
					fact("delivered"),
					fact("read"),
					fact("failed", { errors: [{ code: 131026, title: "not to 4520123456" }] }),
					fact("deleted"),
					{ status: "sent" },
				),
			),
		).toEqual([
			{ providerMessageId: "wamid.sent", status: "sent", detail: "sent" },
			{ providerMessageId: "wamid.delivered", status: "delivered", detail: "delivered" },
			{ providerMessageId: "wamid.read", status: "delivered", detail: "read" },
			{ providerMessageId: "wamid.failed", status: "failed", detail: "131026" },
		]);
	});

	it.each([notification(), { entry: [{ changes: [{ value: { messages: [{}] } }] }] }, { entry: 1 }, null, "not JSON"])(
		"reads nothing in %j",
		(body) => {
			expect(parse(body)).toEqual([]);
		},
	);
});
