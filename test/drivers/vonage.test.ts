import { beforeAll, describe, expect, it } from "vitest";
import { fromBase64, utf8 } from "../../src/crypto/bytes";
import { vonageDriver } from "../../src/drivers/vonage";
import vectors from "../vectors/signatures.json";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";
import { formOf, type SignatureCase } from "./signatures/cases";

const cases = (vectors as unknown as SignatureCase[]).filter(({ provider }) => provider === "vonage");
const applicationId = "aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab";
const callbackUrl = "https://otp.test/receipts/vonage";
const config = { apiKey: "abcd1234", from: "+447700900001", applicationId };
const secrets = { apiSecret: "api-secret-text", signatureSecret: "signature-secret-text" };
const settings = account(vonageDriver, { config, secrets, callbackUrl });

const part = (status: string, id?: string) => ({ status, "message-id": id, "error-text": "To +4520123456 is wrong" });
const answer = (...messages: object[]) => jsonAnswer(200, { "message-count": String(messages.length), messages });

describe("text messages by Vonage", () => {
	it("are posted as the SMS API wants them", async () => {
		const { io, requests } = fakeProvider(answer(part("0", "0A0000001234567B")));
		const accepted = await vonageDriver.send(io, message(), settings);
		expect(accepted).toEqual({ providerMessageId: "0A0000001234567B", status: "queued" });
		expect(requests[0]).toMatchObject({
			method: "POST",
			url: "https://rest.nexmo.com/sms/json",
			headers: { "content-type": "application/x-www-form-urlencoded" },
		});
		expect([...new URLSearchParams(requests[0]?.body)]).toEqual([
			["api_key", "abcd1234"],
			["api_secret", "api-secret-text"],
			["from", "447700900001"],
			["to", "4520123456"],
			["text", "Your code is 493817."],
			["type", "text"],
			["ttl", "300000"],
			["client-ref", "dlv0TESTTESTTESTTEST"],
			["status-report-req", "true"],
			["callback", callbackUrl],
		]);
	});

	it.each([
		["447700900001", true],
		["+447700900001", true],
		["Example 24", true],
		["   ", false],
		["R&D", false],
		["Twelve chars", false],
	])("have %j for a sender: %s", (from, isSender) => {
		expect(vonageDriver.config.safeParse({ ...config, from }).success).toBe(isSender);
	});

	it("go as Unicode when GSM-7 can't write them, and live for 20 seconds at least", async () => {
		const { io, requests } = fakeProvider(answer(part("0", "1")));
		await vonageDriver.send(io, message({ text: "確認コードは 493817 です", expiresAt: now + 1_000 }), settings);
		const form = new URLSearchParams(requests[0]?.body);
		expect([form.get("type"), form.get("ttl")]).toEqual(["unicode", "20000"]);
	});

	it("ask for no receipts that couldn't be checked", async () => {
		const { io, requests } = fakeProvider(answer(part("0", "1")));
		const unsigned = account(vonageDriver, { config, secrets: { apiSecret: "s" }, callbackUrl });
		await vonageDriver.send(io, message(), unsigned);
		const form = new URLSearchParams(requests[0]?.body);
		expect([form.has("callback"), form.has("status-report-req")]).toEqual([false, false]);
	});

	it.each([
		["1", "temporary"],
		["4", "misconfigured"],
		["5", "unknown"],
		["6", "permanent"],
		["7", "permanent"],
		["9", "misconfigured"],
		["10", "temporary"],
		["15", "misconfigured"],
		["29", "permanent"],
		["99", "permanent"],
	])("are refused under HTTP 200: status %s is %s", async (status, kind) => {
		const { io } = fakeProvider(answer(part(status)));
		expect(await refusal(vonageDriver, io, message(), settings)).toEqual([kind, status]);
	});

	it("have an unknown outcome when one part was taken and another refused", async () => {
		const { io } = fakeProvider(answer(part("0", "1"), part("1")));
		expect(await refusal(vonageDriver, io, message(), settings)).toEqual(["unknown", "1"]);
	});

	it.each([
		["no parts", answer(), "unknown"],
		["no JSON", new Response("ok"), "unknown"],
		["a connection that broke", new Error("Network connection lost."), "unknown"],
		["an error page", new Response("<html>", { status: 502 }), "unknown"],
		["429", new Response("", { status: 429 }), "temporary"],
		["401", new Response("", { status: 401 }), "misconfigured"],
	])("tell %s apart", async (_what, reaction, kind) => {
		const { io } = fakeProvider(reaction);
		expect(await refusal(vonageDriver, io, message(), settings)).toEqual([kind, null]);
	});
});

describe("calls by Vonage", () => {
	let publicKey: CryptoKey;
	let caller: typeof settings;
	const call = message({ channel: "CALL", text: "Your code is 4, 9 & <break/>" });

	beforeAll(async () => {
		const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
		const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
		const made = await crypto.subtle.generateKey({ ...algorithm, ...size }, true, ["sign", "verify"]);
		const pair = made as CryptoKeyPair;
		publicKey = pair.publicKey;
		const der = new Uint8Array((await crypto.subtle.exportKey("pkcs8", pair.privateKey)) as ArrayBuffer);
		const lines = btoa(String.fromCharCode(...der)).match(/.{1,64}/g) ?? [];
		const privateKey = ["-----BEGIN PRIVATE KEY-----", ...lines, "-----END PRIVATE KEY-----", ""].join("\n");
		caller = account(vonageDriver, { config, secrets: { ...secrets, privateKey }, callbackUrl });
	});

	it("are placed with the words in the request and a token of the application", async () => {
		const { io, requests } = fakeProvider(jsonAnswer(201, { uuid: "63f61863", status: "started" }));
		const accepted = await vonageDriver.send(io, call, caller);
		expect(accepted).toEqual({ providerMessageId: "63f61863", status: "queued" });
		expect(requests[0]).toMatchObject({ method: "POST", url: "https://api.nexmo.com/v1/calls" });
		expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
			to: [{ type: "phone", number: "4520123456" }],
			from: { type: "phone", number: "447700900001" },
			ncco: [{ action: "talk", text: "<speak>Your code is 4, 9 &amp; &lt;break/&gt;</speak>", language: "en-US" }],
			event_url: [callbackUrl],
			event_method: "POST",
		});
		const [header = "", payload = "", signature = ""] = requests[0]?.headers.authorization?.slice(7).split(".") ?? [];
		expect(JSON.parse(atob(header))).toEqual({ alg: "RS256", typ: "JWT" });
		const iat = now / 1000;
		expect(JSON.parse(atob(payload))).toEqual({ application_id: applicationId, iat, exp: iat + 60, jti: call.id });
		const signed = utf8(`${header}.${payload}`);
		expect(await crypto.subtle.verify("RSASSA-PKCS1-v1_5", publicKey, fromBase64(signature), signed)).toBe(true);
	});

	it.each([
		["zh", "cmn-CN"],
		["zh-TW", "cmn-TW"],
		["ar-EG", "ar"],
		["no", "nb-NO"],
		["ja", "ja-JP"],
		["en-SG", "en-US"],
		["mr", "en-US"],
		["sw-KE", "en-US"],
	])("to a listener of %s are spoken in %s", async (locale, language) => {
		const { io, requests } = fakeProvider(jsonAnswer(201, { uuid: "63f61863", status: "started" }));
		await vonageDriver.send(io, { ...call, locale }, caller);
		expect(JSON.parse(requests[0]?.body ?? "").ncco[0].language).toBe(language);
	});

	it("dial an extension a second after the number has answered", async () => {
		const { io, requests } = fakeProvider(jsonAnswer(201, { uuid: "63f61863", status: "started" }));
		await vonageDriver.send(io, { ...call, extension: "9,12#" }, caller);
		const { to } = JSON.parse(requests[0]?.body ?? "");
		expect(to).toEqual([{ type: "phone", number: "4520123456", dtmfAnswer: "pp9pppp12#" }]);
	});

	it.each([
		[401, "misconfigured"],
		[400, "permanent"],
		[429, "temporary"],
		[500, "unknown"],
		[201, "unknown"],
	])("fail with %i as %s", async (status, kind) => {
		const { io } = fakeProvider(jsonAnswer(status, { title: "Bad", detail: "+4520123456" }));
		expect(await refusal(vonageDriver, io, call, caller)).toEqual([kind, null]);
	});

	it("are misconfigured without a private key, or with one that can't be read", async () => {
		const { io, requests } = fakeProvider();
		expect(await refusal(vonageDriver, io, call, settings)).toEqual(["misconfigured", null]);
		const privateKey = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
		const broken = account(vonageDriver, { config, secrets: { ...secrets, privateKey } });
		expect(await refusal(vonageDriver, io, call, broken)).toEqual(["misconfigured", null]);
		expect(requests).toEqual([]);
	});
});

describe("Vonage's receipts", () => {
	const signedBy = (of: SignatureCase, signatureMethod?: string) =>
		account(vonageDriver, {
			config: { ...config, signatureMethod },
			secrets: { ...secrets, signatureSecret: of.signatureSecret },
		});

	const smsCases = cases.filter(({ params }) => params !== undefined);
	it.each(smsCases.map((of) => [of.scheme, of.valid, of] as const))(
		"of text messages come as query, form or JSON, signed by %s: %s",
		async (scheme, valid, of) => {
			const params = of.params as Record<string, string>;
			const form = formOf(params);
			const nowMs = Number(params.timestamp) * 1000;
			const method = /\((\w+)\)/.exec(scheme)?.[1];
			const asked = { ...callback(""), method: "GET", url: `${callbackUrl}?${form}` };
			for (const request of [callback(form), callback(params), asked]) {
				expect(await vonageDriver.receipts?.isGenuine(request, signedBy(of, method), ioAt(nowMs))).toBe(valid);
			}
			const other = method === "sha1" ? "sha512" : "sha1";
			expect(await vonageDriver.receipts?.isGenuine(callback(form), signedBy(of, other), ioAt(nowMs))).toBe(false);
		},
	);

	const callCases = cases.filter(({ header }) => header?.Authorization !== undefined);
	it.each(callCases.map((of) => [of.name, of] as const))("of calls carry a token: %s", async (_name, of) => {
		const request = callback(of.body, of.header);
		expect(await vonageDriver.receipts?.isGenuine(request, signedBy(of), ioAt(1795323600_000))).toBe(of.valid);
	});

	it("are never genuine without a secret to check them by", async () => {
		const unsigned = account(vonageDriver, { config, secrets: { apiSecret: "s" } });
		for (const of of cases) {
			const request = callback(of.params ? formOf(of.params) : of.body, of.header);
			expect(await vonageDriver.receipts?.isGenuine(request, unsigned, ioAt(1795323600_000))).toBe(false);
		}
	});

	it("are refused when they hold what is no text", async () => {
		const forged = callback({
			messageId: "0A",
			status: "delivered",
			to: { toString: 1 },
			timestamp: String(now / 1000),
		});
		expect(await vonageDriver.receipts?.isGenuine(forged, settings, ioAt(now))).toBe(false);
	});

	it.each([
		[callback("messageId=0A&status=delivered&err-code=0&msisdn=4520123456"), "0A", "delivered", "0"],
		[callback("messageId=0A&status=delivered&err-code=0&client-ref=dlv0TEST"), "0A", "delivered", "0"],
		[callback("messageId=0A&status=rejected&err-code=5"), "0A", "undelivered", "5"],
		[callback({ messageId: "0A", status: "buffered", "err-code": "0" }), "0A", "sent", "0"],
		[callback({ uuid: "63f6", status: "answered", to: "4520123456" }), "63f6", "sent", "answered"],
		[callback({ uuid: "63f6", status: "completed", price: 0.01 }), "63f6", "delivered", "completed"],
		[callback({ uuid: "63f6", status: "unanswered" }), "63f6", "undelivered", "unanswered"],
	])("say where the message is: %#", (request, providerMessageId, status, detail) => {
		expect(vonageDriver.receipts?.parse(request)).toEqual([{ providerMessageId, status, detail }]);
	});

	it("of a part never say that the whole of a long text was delivered", async () => {
		const { io, requests } = fakeProvider(answer(part("0", "0A"), part("0", "0B")));
		const accepted = await vonageDriver.send(io, message({ text: "x".repeat(161) }), settings);
		expect(accepted.providerMessageId).toBe("0A");
		const clientRef = new URLSearchParams(requests[0]?.body).get("client-ref");
		expect(clientRef).toBe("dlv0TESTTESTTESTTEST-2");
		const statusOf = (word: string) =>
			vonageDriver.receipts?.parse(callback(`messageId=0A&status=${word}&err-code=0&client-ref=${clientRef}`))[0]
				?.status;
		expect(["accepted", "delivered", "failed"].map(statusOf)).toEqual(["sent", "sent", "failed"]);
	});

	it.each(["", "[]", "status=delivered", "messageId=0A&status=valueOf"])("say nothing in %j", (body) => {
		expect(vonageDriver.receipts?.parse(callback(body))).toEqual([]);
	});
});
