import { describe, expect, it } from "vitest";
import { twilioDriver } from "../../src/drivers/twilio";
import vectors from "../vectors/signatures.json";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";
import { formOf, type SignatureCase } from "./signatures/cases";

const accountSid = `AC${"a".repeat(32)}`;
const apiKeySid = `SK${"b".repeat(32)}`;
const messagingServiceSid = `MG${"c".repeat(32)}`;
const callbackUrl = "https://otp.test/receipts/twilio";
const config = { accountSid, from: "+15005550006" };
const secrets = { authToken: "0123456789abcdef0123456789abcdef" };
const settings = account(twilioDriver, { config, secrets, callbackUrl });

const taken = () => jsonAnswer(201, { sid: "SM123", status: "queued", error_code: null });
const refused = (status: number, code: number) =>
	jsonAnswer(status, { code, message: "The 'To' number +4520123456 is not valid", more_info: "https://…", status });

describe("sending by Twilio", () => {
	it("posts a text message as Twilio's API wants it", async () => {
		const { io, requests } = fakeProvider(taken());
		const accepted = await twilioDriver.send(io, message(), settings);
		expect(accepted).toEqual({ providerMessageId: "SM123", status: "queued" });
		const [request] = requests;
		expect(request?.method).toBe("POST");
		expect(request?.url).toBe(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`);
		expect(request?.headers).toEqual({
			authorization: `Basic ${btoa(`${accountSid}:${secrets.authToken}`)}`,
			"content-type": "application/x-www-form-urlencoded",
		});
		expect([...new URLSearchParams(request?.body)]).toEqual([
			["To", "+4520123456"],
			["Body", "Your code is 493817."],
			["From", "+15005550006"],
			["ValidityPeriod", "300"],
			["StatusCallback", callbackUrl],
		]);
	});

	it("lets a messaging service choose the sender, and asks for no receipts without an address for them", async () => {
		const { io, requests } = fakeProvider(taken());
		const other = account(twilioDriver, { config: { ...config, messagingServiceSid }, secrets });
		await twilioDriver.send(io, message(), other);
		const form = new URLSearchParams(requests[0]?.body);
		expect(form.get("MessagingServiceSid")).toBe(messagingServiceSid);
		expect([form.has("From"), form.has("StatusCallback")]).toEqual([false, false]);
	});

	it("signs in with the API key where there is one", async () => {
		const { io, requests } = fakeProvider(taken());
		const other = account(twilioDriver, {
			config: { ...config, apiKeySid },
			secrets: { ...secrets, apiKeySecret: "keysecret" },
		});
		await twilioDriver.send(io, message(), other);
		expect(requests[0]?.headers.authorization).toBe(`Basic ${btoa(`${apiKeySid}:keysecret`)}`);
	});

	it.each([
		[now - 1, "1"],
		[now + 11 * 3_600_000, "36000"],
	])("keeps the validity within what Twilio takes", async (expiresAt, seconds) => {
		const { io, requests } = fakeProvider(taken());
		await twilioDriver.send(io, message({ expiresAt }), settings);
		expect(new URLSearchParams(requests[0]?.body).get("ValidityPeriod")).toBe(seconds);
	});

	it("says the words of a call in the request itself, in the listener's language and as nothing but text", async () => {
		const { io, requests } = fakeProvider(jsonAnswer(201, { sid: "CA123", status: "queued" }));
		const text = "コードは 4、9 です & <Hangup/>";
		const accepted = await twilioDriver.send(io, message({ channel: "CALL", locale: "ja", text }), settings);
		expect(accepted).toEqual({ providerMessageId: "CA123", status: "queued" });
		expect(requests[0]?.url).toBe(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Calls.json`);
		expect([...new URLSearchParams(requests[0]?.body)]).toEqual([
			["To", "+4520123456"],
			["From", "+15005550006"],
			["Twiml", '<Response><Say language="ja-JP">コードは 4、9 です &amp; &lt;Hangup/&gt;</Say></Response>'],
			["StatusCallback", callbackUrl],
			["StatusCallbackEvent", "ringing"],
			["StatusCallbackEvent", "answered"],
			["StatusCallbackEvent", "completed"],
		]);
	});

	it.each([
		["no", "nb-NO"],
		["nb_NO", "nb-NO"],
		["zh-Hant", "zh-TW"],
		["ar", "arb"],
		["es-CO", "es-ES"],
		["eu", "en-US"],
		["nn-NO", "en-US"],
	])("has a call to a listener of %s spoken in %s", async (locale, language) => {
		const { io, requests } = fakeProvider(jsonAnswer(201, { sid: "CA123", status: "queued" }));
		await twilioDriver.send(io, message({ channel: "CALL", locale }), settings);
		expect(new URLSearchParams(requests[0]?.body).get("Twiml")).toContain(`<Say language="${language}">`);
	});

	it("dials an extension a second after the number has answered", async () => {
		const { io, requests } = fakeProvider(jsonAnswer(201, { sid: "CA123", status: "queued" }));
		await twilioDriver.send(io, message({ channel: "CALL", extension: "9,12#" }), settings);
		expect(new URLSearchParams(requests[0]?.body).get("SendDigits")).toBe("ww9wwww12#");
	});

	it.each([
		[400, 21211, "permanent"],
		[403, 21408, "permanent"],
		[400, 21610, "permanent"],
		[400, 21614, "permanent"],
		[400, 21212, "misconfigured"],
		[400, 21606, "misconfigured"],
		[401, 20003, "misconfigured"],
		[404, 20404, "misconfigured"],
		[400, 21611, "temporary"],
		[429, 20429, "temporary"],
		[500, 20500, "unknown"],
	])("takes %i with code %i for %s", async (status, code, kind) => {
		const { io } = fakeProvider(refused(status, code));
		expect(await refusal(twilioDriver, io, message(), settings)).toEqual([kind, String(code)]);
	});

	it.each([
		["an error page", new Response("<html>502</html>", { status: 502 }), "unknown"],
		["a refused connection", new Error("connection refused"), "temporary"],
		["a connection that broke", new Error("Network connection lost."), "unknown"],
		["a success without a SID", jsonAnswer(201, {}), "unknown"],
		["a success that isn't JSON", new Response("ok", { status: 201 }), "unknown"],
		["a redirect", new Response(null, { status: 302, headers: { location: "https://evil.example" } }), "misconfigured"],
	])("tells %s apart", async (_what, reaction, kind) => {
		const { io } = fakeProvider(reaction);
		expect(await refusal(twilioDriver, io, message(), settings)).toEqual([kind, null]);
	});

	it.each([["+15005550006"], ["12345"], ["R&D Example"], ["Ex-am_ple+"], ["24x7 Help"], ["B & B"], ["a"]])(
		"sends from %j",
		async (from) => {
			const { io, requests } = fakeProvider(taken());
			await twilioDriver.send(io, message(), account(twilioDriver, { config: { accountSid, from }, secrets }));
			expect(new URLSearchParams(requests[0]?.body).get("From")).toBe(from);
		},
	);

	it.each(["12345678901", "+1 202 5550", "& + -", "", "Twelve chars", "Exämple", "a.b", "Ex\nample", "+"])(
		"has no sender %j",
		(from) => {
			expect(twilioDriver.config.safeParse({ accountSid, from }).success).toBe(false);
		},
	);

	it("is misconfigured without a sender, and with half an API key, and asks nobody", async () => {
		const { io, requests } = fakeProvider();
		const senderless = account(twilioDriver, { config: { accountSid }, secrets });
		expect(await refusal(twilioDriver, io, message(), senderless)).toEqual(["misconfigured", null]);
		const serviceOnly = account(twilioDriver, { config: { accountSid, messagingServiceSid }, secrets });
		expect(await refusal(twilioDriver, io, message({ channel: "CALL" }), serviceOnly)).toEqual(["misconfigured", null]);
		const halfKey = account(twilioDriver, { config: { ...config, apiKeySid }, secrets });
		expect(await refusal(twilioDriver, io, message(), halfKey)).toEqual(["misconfigured", null]);
		expect(requests).toEqual([]);
	});
});

describe("Twilio's receipts", () => {
	const cases = vectors as unknown as SignatureCase[];
	const delivered = cases.find(({ name }) => name === "message status delivered")!;
	const request = (changes: Record<string, string> = {}) => ({
		...callback(formOf({ ...delivered.params, ...changes }), delivered.header),
		url: delivered.url!,
	});

	it("are genuine when the account's auth token signed them", async () => {
		expect(await twilioDriver.receipts?.isGenuine(request(), settings, ioAt(now))).toBe(true);
		expect(await twilioDriver.receipts?.isGenuine(request({ MessageStatus: "failed" }), settings, ioAt(now))).toBe(
			false,
		);
	});

	it.each([
		[{ MessageSid: "SM1", MessageStatus: "delivered" }, "delivered", "delivered"],
		[{ MessageSid: "SM1", MessageStatus: "sent" }, "sent", "sent"],
		[{ MessageSid: "SM1", MessageStatus: "undelivered", ErrorCode: "30003" }, "undelivered", "30003"],
		[{ MessageSid: "SM1", MessageStatus: "failed", ErrorCode: "30008" }, "failed", "30008"],
		[{ CallSid: "SM1", CallStatus: "in-progress" }, "sent", "in-progress"],
		[{ CallSid: "SM1", CallStatus: "completed" }, "delivered", "completed"],
		[{ CallSid: "SM1", CallStatus: "no-answer" }, "undelivered", "no-answer"],
	])("say where the message is: %o", (params, status, detail) => {
		const receipts = twilioDriver.receipts?.parse(callback(formOf({ ...params, To: "+4520123456" })));
		expect(receipts).toEqual([{ providerMessageId: "SM1", status, detail }]);
	});

	it.each(["", "MessageSid=SM1", "MessageStatus=delivered", "MessageSid=SM1&MessageStatus=constructor", "{}"])(
		"say nothing in %j",
		(body) => {
			expect(twilioDriver.receipts?.parse(callback(body))).toEqual([]);
		},
	);
});
