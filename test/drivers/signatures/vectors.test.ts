// Every published or generated case of every provider's signature, valid and forged, against our checks.

import { AwsV4Signer } from "aws4fetch";
import { describe, expect, it } from "vitest";
import { isGenuineSnsMessage } from "../../../src/drivers/signatures/aws-sns";
import { isGenuineLineWebhook } from "../../../src/drivers/signatures/line";
import { isGenuineMailgunWebhook } from "../../../src/drivers/signatures/mailgun";
import { isGenuineMessageBirdRequest } from "../../../src/drivers/signatures/messagebird";
import { isGenuineMetaWebhook } from "../../../src/drivers/signatures/meta";
import { isGenuinePlivoRequest } from "../../../src/drivers/signatures/plivo";
import { isGenuineSendGridEvent } from "../../../src/drivers/signatures/sendgrid";
import { isGenuineSinchCallback } from "../../../src/drivers/signatures/sinch";
import { isGenuineSlackRequest } from "../../../src/drivers/signatures/slack";
import { isGenuineStandardWebhook } from "../../../src/drivers/signatures/standard-webhooks";
import { isGenuineTelegramReport } from "../../../src/drivers/signatures/telegram-gateway";
import { isGenuineTelesignCallback } from "../../../src/drivers/signatures/telesign";
import { isGenuineTelnyxWebhook } from "../../../src/drivers/signatures/telnyx";
import { isGenuineTwilioRequest } from "../../../src/drivers/signatures/twilio";
import { isGenuineVonageWebhook } from "../../../src/drivers/signatures/vonage-jwt";
import { isGenuineVonageSms, type VonageSignatureMethod } from "../../../src/drivers/signatures/vonage-sms";
import vectors from "../../vectors/signatures.json";
import { formOf, type SignatureCase } from "./cases";

const cases = vectors as unknown as SignatureCase[];

/** The time at which a case was signed, as its own fields tell. */
function signedAtMs({ header, params, timestamp }: SignatureCase): number {
	const headers = new Headers(header);
	const seconds =
		["telnyx-timestamp", "svix-timestamp", "x-slack-request-timestamp", "x-request-timestamp"]
			.map((name) => headers.get(name))
			.find((value) => value !== null) ??
		params?.timestamp ??
		timestamp;
	if (seconds !== undefined && /^\d+$/.test(String(seconds))) return Number(seconds) * 1000;
	const token = headers.get("authorization")?.split(".")[1];
	if (token?.startsWith("ey")) return JSON.parse(atob(token)).iat * 1000;
	return Date.parse(timestamp ?? headers.get("x-timestamp") ?? "1970-01-01");
}

function check(of: SignatureCase): Promise<boolean> {
	const request = {
		method: of.method ?? "POST",
		url: of.url ?? `https://otp.example.com${of.path ?? "/"}`,
		headers: new Headers(of.header),
		body: of.params ? formOf(of.params) : typeof of.body === "string" ? of.body : (of.payload ?? ""),
	};
	const nowMs = signedAtMs(of);
	const secret = of.signatureSecret ?? of.secret ?? "";
	switch (of.provider) {
		case "twilio":
			return isGenuineTwilioRequest({ ...request, authToken: of.authToken ?? "" });
		case "vonage": {
			const method = /\((\w+)\)$/.exec(of.scheme)?.[1] as VonageSignatureMethod | undefined;
			if (!method) return isGenuineVonageWebhook({ ...request, secret, nowMs });
			return isGenuineVonageSms({ params: new URLSearchParams(request.body), secret, method, nowMs });
		}
		case "plivo":
			return isGenuinePlivoRequest({ ...request, authToken: of.authToken ?? "" });
		case "telnyx":
			return isGenuineTelnyxWebhook({ ...request, publicKey: of.publicKey ?? "", nowMs });
		case "messagebird":
			request.headers.set("messagebird-signature-jwt", of.token ?? "");
			return isGenuineMessageBirdRequest({ ...request, signingKey: secret, nowMs });
		case "telesign":
			return isGenuineTelesignCallback({ ...request, customerId: of.customerId ?? "", apiKey: of.apiKey ?? "" });
		case "sinch":
			request.headers.set("content-type", of.contentType ?? "");
			return isGenuineSinchCallback({
				...request,
				applicationKey: of.applicationKey ?? "",
				applicationSecret: of.applicationSecret ?? "",
				nowMs,
			});
		case "sendgrid":
			return isGenuineSendGridEvent({ ...request, publicKey: of.publicKey ?? "" });
		case "svix/standard-webhooks (Resend, new Bird)":
			return isGenuineStandardWebhook({ ...request, secret, nowMs });
		case "line":
			return isGenuineLineWebhook({ ...request, channelSecret: of.channelSecret ?? "" });
		case "slack":
			return isGenuineSlackRequest({ ...request, signingSecret: of.signingSecret ?? "", nowMs });
		case "meta/whatsapp":
			return isGenuineMetaWebhook({ ...request, appSecret: of.appSecret ?? "" });
		case "telegram-gateway":
			return isGenuineTelegramReport({ ...request, token: of.token ?? "", nowMs });
		case "mailgun": {
			const { timestamp, token, signature, signingKey = "" } = of;
			return isGenuineMailgunWebhook({
				body: JSON.stringify({ signature: { timestamp, token, signature } }),
				signingKey,
				nowMs,
			});
		}
		case "aws":
			if (of.scheme.startsWith("SNS")) {
				return isGenuineSnsMessage({ body: JSON.stringify(of.body), certificatePem: of.certificatePem ?? "" });
			}
			return signsAsAws(of);
		default:
			throw new Error(`no check for ${of.provider}`);
	}
}

/** Requests to AWS are signed by aws4fetch, not checked: its signature must be the one of AWS's own library. */
async function signsAsAws(of: SignatureCase): Promise<boolean> {
	const signed = await new AwsV4Signer({
		method: of.method ?? "POST",
		url: of.url ?? "",
		headers: of.requestHeaders ?? {},
		body: String(of.body),
		accessKeyId: of.accessKeyId ?? "",
		secretAccessKey: of.secretAccessKey ?? "",
		service: of.service ?? "",
		region: of.region ?? "",
		datetime: of.date ?? "",
		allHeaders: true,
	}).sign();
	return signed.headers.get("authorization") === of.authorization;
}

describe("signature vectors", () => {
	it("are all here", () => {
		expect(cases).toHaveLength(105);
	});

	it.each(cases.map((of) => [of.valid ? "accepts" : "refuses", of.provider, of.scheme, of.name, of] as const))(
		"%s %s, %s: %s",
		async (_verb, _provider, _scheme, _name, of) => {
			expect(await check(of)).toBe(of.valid);
		},
	);
});
