// Every published or generated case of every provider's signature, valid and forged, against our checks.

import { AwsV4Signer } from "aws4fetch";
import { describe, expect, it } from "vitest";
import { isGenuineSnsMessage, readSnsMessage } from "../../../src/drivers/signatures/aws-sns";
import { isGenuineMetaWebhook } from "../../../src/drivers/signatures/meta";
import { isGenuineSendGridEvent } from "../../../src/drivers/signatures/sendgrid";
import { isGenuineStandardWebhook } from "../../../src/drivers/signatures/standard-webhooks";
import { isGenuineTelegramReport } from "../../../src/drivers/signatures/telegram-gateway";
import { isGenuineTelnyxWebhook } from "../../../src/drivers/signatures/telnyx";
import { isGenuineTwilioRequest } from "../../../src/drivers/signatures/twilio";
import {
	isGenuineVonageSms,
	isGenuineVonageWebhook,
	type VonageSignatureMethod,
} from "../../../src/drivers/signatures/vonage";
import vectors from "../../vectors/signatures.json";
import { formOf, type SignatureCase } from "./cases";

const allCases = vectors as unknown as SignatureCase[];

/** Their callbacks reach no driver yet. The cases wait here as data until a driver brings the check along. */
const withoutDriver = ["line", "mailgun", "messagebird", "plivo", "sinch", "slack", "telesign"];

const cases = allCases.filter(({ provider }) => !withoutDriver.includes(provider));

/** The time at which a case was signed, as its own fields tell. */
function signedAtMs({ header, params }: SignatureCase): number {
	const headers = new Headers(header);
	const seconds =
		["telnyx-timestamp", "svix-timestamp", "x-request-timestamp"]
			.map((name) => headers.get(name))
			.find((value) => value !== null) ?? params?.timestamp;
	if (seconds !== undefined) return Number(seconds) * 1000;
	const token = headers.get("authorization")?.split(".")[1];
	return token === undefined ? 0 : JSON.parse(atob(token)).iat * 1000;
}

function check(of: SignatureCase): Promise<boolean> {
	const request = {
		method: of.method ?? "POST",
		url: of.url ?? "https://otp.example.com/",
		headers: new Headers(of.header),
		body: of.params ? formOf(of.params) : typeof of.body === "string" ? of.body : "",
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
		case "telnyx":
			return isGenuineTelnyxWebhook({ ...request, publicKey: of.publicKey ?? "", nowMs });
		case "sendgrid":
			return isGenuineSendGridEvent({ ...request, publicKey: of.publicKey ?? "" });
		case "svix/standard-webhooks (Resend, new Bird)":
			return isGenuineStandardWebhook({ ...request, secret, nowMs });
		case "meta/whatsapp":
			return isGenuineMetaWebhook({ ...request, appSecret: of.appSecret ?? "" });
		case "telegram-gateway":
			return isGenuineTelegramReport({ ...request, token: of.token ?? "", nowMs });
		case "aws":
			return of.scheme.startsWith("SNS") ? isGenuineSns(of) : signsAsAws(of);
		default:
			throw new Error(`no check for ${of.provider}`);
	}
}

async function isGenuineSns({ body, certificatePem = "" }: SignatureCase): Promise<boolean> {
	const message = readSnsMessage(JSON.stringify(body));
	return message !== null && isGenuineSnsMessage(message, certificatePem);
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
		expect(allCases).toHaveLength(105);
		expect(cases).toHaveLength(52);
	});

	it.each(cases.map((of) => [of.valid ? "accepts" : "refuses", of.provider, of.scheme, of.name, of] as const))(
		"%s %s, %s: %s",
		async (_verb, _provider, _scheme, _name, of) => {
			expect(await check(of)).toBe(of.valid);
		},
	);
});
