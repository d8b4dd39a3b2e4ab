import { describe, expect, it } from "vitest";
import { awsFailure, callAws } from "../../../src/drivers/kit/aws";
import { fakeProvider } from "../fake-provider";

const secrets = { accessKeyId: "AKIDEXAMPLEAKIDEXAMP", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const vendorsExample = { ...secrets, accessKeyId: "AKIDEXAMPLE" };

const answer = (status: number, text: string, headers: Record<string, string> = {}) => {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {}
	return { status, headers: new Headers(headers), text, json };
};

describe("requests to AWS", () => {
	// Signatures made by @smithy/signature-v4 for the same requests.
	it.each<Parameters<typeof callAws>[2] & { signedHeaders: string; signature: string }>([
		{
			region: "eu-west-1",
			service: "sns",
			url: "https://sns.eu-west-1.amazonaws.com/",
			headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
			body: "Action=Publish&Version=2010-03-31&PhoneNumber=%2B4520123456&Message=Your%20code%20is%20123456&MessageAttributes.entry.1.Name=AWS.SNS.SMS.SMSType&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=Transactional",
			signedHeaders: "content-type;host;x-amz-date",
			signature: "44ac1d6f7c4af6dd0e75bc9cd4053a2ab72ac8a93ebe517ad5c31d3970e57eab",
		},
		{
			region: "eu-west-1",
			service: "ses",
			url: "https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails",
			headers: { "content-type": "application/json" },
			body: '{"FromEmailAddress":"a@example.com","Destination":{"ToAddresses":["b@example.com"]},"Content":{"Simple":{"Subject":{"Data":"Kode"},"Body":{"Text":{"Data":"123456"}}}}}',
			signedHeaders: "content-type;host;x-amz-date",
			signature: "a2bfd10eba9b51f4dc1318aec97a6be3e7781b6584e748385722600d1be8a5fc",
		},
		{
			region: "eu-west-1",
			service: "sms-voice",
			url: "https://sms-voice.eu-west-1.amazonaws.com/",
			headers: {
				"content-type": "application/x-amz-json-1.0",
				"x-amz-target": "PinpointSMSVoiceV2.SendTextMessage",
			},
			body: '{"DestinationPhoneNumber":"+4520123456","MessageBody":"123456","MessageType":"TRANSACTIONAL"}',
			signedHeaders: "content-type;host;x-amz-date;x-amz-target",
			signature: "5d1dff0fb76a793cfe2376443abbbee3edf25af98675c127e1aadcd24f981af6",
		},
	])("are signed for $service as the vendor's SDK signs them", async ({ signedHeaders, signature, ...request }) => {
		const { io, requests } = fakeProvider(new Response("{}"));
		await callAws(io, vendorsExample, request);
		expect(requests[0]).toEqual({
			method: "POST",
			url: request.url,
			headers: {
				...request.headers,
				"x-amz-date": "20261122T050000Z",
				authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/eu-west-1/${request.service}/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`,
			},
			body: request.body,
		});
	});
});

describe("refusals by AWS", () => {
	it.each([
		[
			"XML",
			answer(400, "<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>"),
			"temporary",
			"Throttling",
		],
		["JSON", answer(400, '{"__type":"com.amazonaws.x#ThrottlingException"}'), "temporary", "ThrottlingException"],
		[
			"a header",
			answer(400, "{}", { "x-amzn-errortype": "ExpiredTokenException:http://internal.amazon.com/" }),
			"misconfigured",
			"ExpiredTokenException",
		],
		["the status alone", answer(503, "<html>"), "temporary", null],
		["a sentence instead of a code", answer(400, '{"__type":"Number +4520123456 is bad"}'), "permanent", null],
	])("are told by %s", (_where, given, kind, code) => {
		const { kind: found, providerCode } = awsFailure(given);
		expect([found, providerCode]).toEqual([kind, code]);
	});

	it("go by the service's reason before its code", () => {
		const kinds = new Map([
			["ConflictException", "misconfigured"],
			["OPTED_OUT", "permanent"],
		] as const);
		const failure = awsFailure(answer(409, '{"__type":"ConflictException","Reason":"OPTED_OUT"}'), kinds);
		expect([failure.kind, failure.providerCode]).toEqual(["permanent", "OPTED_OUT"]);
	});
});
