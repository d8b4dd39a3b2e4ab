// What the vectors don't hold: stale signatures, missing and broken headers, changed bodies, keys of the wrong kind.

import { describe, expect, it } from "vitest";
import { isGenuineSnsMessage, readSnsMessage } from "../../../src/drivers/signatures/aws-sns";
import { isGenuineMetaWebhook } from "../../../src/drivers/signatures/meta";
import { isGenuineSendGridEvent } from "../../../src/drivers/signatures/sendgrid";
import { isGenuineStandardWebhook, standardWebhookHeaders } from "../../../src/drivers/signatures/standard-webhooks";
import { isGenuineTelegramReport } from "../../../src/drivers/signatures/telegram-gateway";
import { isGenuineTelnyxWebhook } from "../../../src/drivers/signatures/telnyx";
import { isGenuineTwilioRequest } from "../../../src/drivers/signatures/twilio";
import { isGenuineVonageSms, isGenuineVonageWebhook } from "../../../src/drivers/signatures/vonage";
import vectors from "../../vectors/signatures.json";
import { formOf, type SignatureCase } from "./cases";

const cases = vectors as unknown as SignatureCase[];

/** A valid case with the fields that its provider fills. */
function validCase(provider: string, scheme = "") {
	const found = cases.find((of) => of.valid && of.provider.startsWith(provider) && of.scheme.startsWith(scheme));
	if (!found) throw new Error(`no case of ${provider}`);
	const body = found.params ? formOf(found.params) : typeof found.body === "string" ? found.body : "";
	return { ...found, headers: new Headers(found.header), body };
}

/** Each scheme with a time in it: its check at a given time, and the second at which it was signed. */
const timed: [scheme: string, signedAt: number, (nowMs: number) => Promise<boolean>][] = [
	["telnyx", 1795323600, (nowMs) => isGenuineTelnyxWebhook({ publicKey: "", ...validCase("telnyx"), nowMs })],
	["svix", 1614265330, (nowMs) => isGenuineStandardWebhook({ secret: "", ...validCase("svix"), nowMs })],
	["telegram", 1795323600, (nowMs) => isGenuineTelegramReport({ token: "", ...validCase("telegram"), nowMs })],
	[
		"vonage jwt",
		1795323600,
		(nowMs) => {
			const of = validCase("vonage", "Authorization");
			return isGenuineVonageWebhook({ ...of, secret: of.signatureSecret ?? "", nowMs });
		},
	],
	[
		"vonage sms",
		1385047698,
		(nowMs) => {
			const of = validCase("vonage", "SMS API sig parameter (sha256)");
			const params = new URLSearchParams(of.body);
			return isGenuineVonageSms({ params, secret: of.signatureSecret ?? "", method: "sha256", nowMs });
		},
	],
];

describe("a signature with a time in it", () => {
	it.each(timed)("is good for five minutes either way: %s", async (_scheme, signedAt, isGenuineAt) => {
		expect(await isGenuineAt((signedAt + 300) * 1000)).toBe(true);
		expect(await isGenuineAt((signedAt + 301) * 1000)).toBe(false);
		expect(await isGenuineAt((signedAt - 300) * 1000)).toBe(true);
		expect(await isGenuineAt((signedAt - 301) * 1000)).toBe(false);
	});
});

describe("a request without headers", () => {
	const request = { method: "POST", url: "https://otp.test/", headers: new Headers(), body: "", nowMs: 0 };
	const { publicKey = "" } = validCase("sendgrid");
	const telnyxKey = validCase("telnyx").publicKey ?? "";
	it.each([
		["twilio", isGenuineTwilioRequest({ ...request, authToken: "a" })],
		["vonage", isGenuineVonageWebhook({ ...request, secret: "a" })],
		["telnyx", isGenuineTelnyxWebhook({ ...request, publicKey: telnyxKey })],
		["standard webhooks", isGenuineStandardWebhook({ ...request, secret: "whsec_AAAA" })],
		["sendgrid", isGenuineSendGridEvent({ ...request, publicKey })],
		["meta", isGenuineMetaWebhook({ ...request, appSecret: "a" })],
		["telegram", isGenuineTelegramReport({ ...request, token: "a" })],
	])("is refused: %s", async (_provider, verdict) => {
		expect(await verdict).toBe(false);
	});
});

describe("a signature of another form", () => {
	const forms = ["", "AAAA", "not base64!", "=", btoa("x".repeat(63)), btoa("x".repeat(65)), "v1,", "a.b.c", ".."];
	/** The check of a request that is fresh and complete but for the header, which is the given text. */
	const checks: [scheme: string, header: string, (headers: Headers) => Promise<boolean>][] = [
		[
			"telnyx",
			"telnyx-signature-ed25519",
			(headers) => isGenuineTelnyxWebhook({ publicKey: "", ...validCase("telnyx"), headers, nowMs: 1795323600_000 }),
		],
		[
			"sendgrid",
			"x-twilio-email-event-webhook-signature",
			(headers) => isGenuineSendGridEvent({ publicKey: "", ...validCase("sendgrid"), headers }),
		],
		[
			"svix",
			"svix-signature",
			(headers) => isGenuineStandardWebhook({ secret: "", ...validCase("svix"), headers, nowMs: 1614265330_000 }),
		],
		[
			"telegram",
			"x-request-signature",
			(headers) => isGenuineTelegramReport({ token: "", ...validCase("telegram"), headers, nowMs: 1795323600_000 }),
		],
		[
			"meta",
			"x-hub-signature-256",
			(headers) => isGenuineMetaWebhook({ appSecret: "", ...validCase("meta"), headers }),
		],
		[
			"vonage",
			"authorization",
			(headers) =>
				isGenuineVonageWebhook({
					...validCase("vonage", "Authorization"),
					secret: "s",
					headers,
					nowMs: 1795323600_000,
				}),
		],
	];
	const headersOf = { vonage: "Authorization" } as Record<string, string>;

	it.each(checks)("is refused: %s", async (scheme, header, isGenuine) => {
		const { headers } = validCase(scheme, headersOf[scheme]);
		for (const form of forms) {
			headers.set(header, header === "authorization" ? `Bearer ${form}` : form);
			expect(await isGenuine(headers), form).toBe(false);
		}
		headers.delete(header);
		expect(await isGenuine(headers)).toBe(false);
	});
});

describe("a changed body", () => {
	const changed = (provider: string) => {
		const of = validCase(provider);
		return { ...of, body: `${of.body} ` };
	};
	it("is refused by every scheme whose vectors have no such case", async () => {
		expect(await isGenuineMetaWebhook({ appSecret: "", ...changed("meta") })).toBe(false);
		expect(await isGenuineStandardWebhook({ secret: "", ...changed("svix"), nowMs: 1614265330000 })).toBe(false);
		expect(await isGenuineTelegramReport({ token: "", ...changed("telegram"), nowMs: 1795323600000 })).toBe(false);
	});
});

describe("SendGrid's signature", () => {
	it.each(["", "AAAA", "not base64!", "MAA=", "MAMCAQE=", "MEUCIQD////w==", btoa("0\x84\xff\xff\xff\xff")])(
		"is refused when it isn't DER of two numbers: %j",
		async (signature) => {
			const { publicKey = "", headers, body } = validCase("sendgrid");
			headers.set("x-twilio-email-event-webhook-signature", signature);
			expect(await isGenuineSendGridEvent({ publicKey, headers, body })).toBe(false);
		},
	);
});

describe("an SNS message", () => {
	const of = cases.find(({ scheme }) => scheme === "SNS notification SignatureVersion 2");
	const message = of?.body as Record<string, string>;
	const check = async (changes: Record<string, string>) => {
		const changed = readSnsMessage(JSON.stringify({ ...message, ...changes }));
		return changed !== null && isGenuineSnsMessage(changed, of?.certificatePem ?? "");
	};

	it("is refused when a signed field was changed, or its signature is another version's", async () => {
		expect(await check({})).toBe(true);
		expect(await check({ Message: "{}" })).toBe(false);
		expect(await check({ Subject: "other" })).toBe(false);
		expect(await check({ SignatureVersion: "1" })).toBe(false);
		expect(await check({ SignatureVersion: "3" })).toBe(false);
		for (const Signature of ["", "AAAA", "not base64!"]) expect(await check({ Signature })).toBe(false);
		expect(await check({ Type: "SubscriptionConfirmation" })).toBe(false);
	});

	it.each([
		"http://sns.eu-west-1.amazonaws.com/a.pem",
		"https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
		"https://evil.example/sns.eu-west-1.amazonaws.com/a.pem",
		"https://s3.eu-west-1.amazonaws.com/bucket/a.pem",
	])("is refused when its certificate lies elsewhere: %s", async (SigningCertURL) => {
		expect(await check({ SigningCertURL })).toBe(false);
	});
});

describe("Standard Webhooks", () => {
	const secret = `whsec_${btoa("k".repeat(32))}`;
	const nowMs = 1795323600_999;

	it("accepts what we sign, under both names of the headers", async () => {
		const made = await standardWebhookHeaders({ id: "msg_1", body: "{}", secret, nowMs });
		expect(made["webhook-timestamp"]).toBe("1795323600");
		expect(await isGenuineStandardWebhook({ headers: new Headers(made), body: "{}", secret, nowMs })).toBe(true);
		const svix = Object.entries(made).map(([name, value]) => [name.replace("webhook", "svix"), value]);
		const headers = new Headers(Object.fromEntries(svix));
		expect(await isGenuineStandardWebhook({ headers, body: "{}", secret, nowMs })).toBe(true);
	});

	it("signs the id and the time, too", async () => {
		const made = await standardWebhookHeaders({ id: "msg_1", body: "{}", secret, nowMs });
		for (const [name, value] of [
			["webhook-id", "msg_2"],
			["webhook-timestamp", "1795323601"],
		] as const) {
			const headers = new Headers({ ...made, [name]: value });
			expect(await isGenuineStandardWebhook({ headers, body: "{}", secret, nowMs })).toBe(false);
		}
	});

	it("doesn't take an asymmetric signature for its own", async () => {
		const made = await standardWebhookHeaders({ id: "msg_1", body: "{}", secret, nowMs });
		const headers = new Headers({
			...made,
			"webhook-signature": made["webhook-signature"]?.replace("v1,", "v1a,") ?? "",
		});
		expect(await isGenuineStandardWebhook({ headers, body: "{}", secret, nowMs })).toBe(false);
	});
});
