import { describe, expect, it } from "vitest";
import { amazonSnsDriver } from "../../src/drivers/amazon-sns";
import { account, fakeProvider, refusal } from "./fake-provider";
import { message } from "./message";
import { createTopic } from "./sns-topic";

const secrets = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const settings = (config: Record<string, unknown> = {}) =>
	account(amazonSnsDriver, { config: { region: "eu-west-1", ...config }, secrets });

const taken = () =>
	new Response(
		'<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>94f20ce6-13c5-43a0-9a9e-ca52d816e90b</MessageId></PublishResult></PublishResponse>',
	);
const refused = (status: number, code: string) =>
	new Response(
		`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>Not to +4520123456, code 493817</Message></Error></ErrorResponse>`,
		{ status },
	);

describe("Amazon SNS", () => {
	it("publishes to the number as a transactional message", async () => {
		const { io, requests } = fakeProvider(taken());
		expect(await amazonSnsDriver.send(io, message(), settings())).toEqual({
			providerMessageId: "94f20ce6-13c5-43a0-9a9e-ca52d816e90b",
			status: "queued",
		});
		const [request] = requests;
		expect([request?.method, request?.url]).toEqual(["POST", "https://sns.eu-west-1.amazonaws.com/"]);
		expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded; charset=utf-8");
		expect(request?.headers.authorization).toMatch(
			/^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/20261122\/eu-west-1\/sns\/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$/,
		);
		expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
			Action: "Publish",
			Version: "2010-03-31",
			PhoneNumber: "+4520123456",
			Message: "Your code is 493817.",
			"MessageAttributes.entry.1.Name": "AWS.SNS.SMS.SMSType",
			"MessageAttributes.entry.1.Value.DataType": "String",
			"MessageAttributes.entry.1.Value.StringValue": "Transactional",
		});
	});

	it("numbers the attributes that are set one after the other", async () => {
		const { io, requests } = fakeProvider(taken());
		await amazonSnsDriver.send(io, message(), settings({ senderId: "Example", maxPriceUsd: "0.50" }));
		const form = new URLSearchParams(requests[0]?.body);
		const attribute = (index: number) =>
			["Name", "Value.DataType", "Value.StringValue"].map((part) =>
				form.get(`MessageAttributes.entry.${index}.${part}`),
			);
		expect(attribute(2)).toEqual(["AWS.SNS.SMS.SenderID", "String", "Example"]);
		expect(attribute(3)).toEqual(["AWS.SNS.SMS.MaxPrice", "Number", "0.50"]);
		expect(attribute(4)).toEqual([null, null, null]);
	});

	it.each([
		[400, "InvalidParameter", "permanent"],
		[400, "OptedOut", "permanent"],
		[400, "Throttling", "temporary"],
		[403, "AuthorizationError", "misconfigured"],
		[403, "SignatureDoesNotMatch", "misconfigured"],
		[500, "InternalError", "unknown"],
	])("takes %i %s for %s", async (status, code, kind) => {
		const { io } = fakeProvider(refused(status, code));
		expect(await refusal(amazonSnsDriver, io, message(), settings())).toEqual([kind, code]);
	});

	it("leaves it open what an answer means that holds no id", async () => {
		const { io } = fakeProvider(new Response("<html>Your code is 493817.</html>"));
		expect(await refusal(amazonSnsDriver, io, message(), settings())).toEqual(["unknown", null]);
	});

	it.each(["localhost", "eu-west-1.evil.test/", "EU-WEST-1", ""])("has no region %j", (region) => {
		expect(() => settings({ region })).toThrow();
	});
});

describe("the receipts of Amazon SNS", () => {
	const topic = createTopic();
	const line = (status: string, providerResponse?: string) => ({
		notification: { messageId: "94f20ce6", timestamp: "2026-11-22 05:00:00.558" },
		delivery: { destination: "+4520123456", smsType: "Transactional", providerResponse, dwellTimeMs: 599 },
		status,
	});

	it.each([
		["SUCCESS", "Message has been accepted by phone carrier", "delivered", "SUCCESS"],
		["SUCCESS", "Message has been accepted by phone", "delivered", "SUCCESS"],
		[
			"FAILURE",
			"Phone is currently unreachable/unavailable",
			"undelivered",
			"Phone is currently unreachable/unavailable",
		],
		["FAILURE", "Invalid phone number", "failed", "Invalid phone number"],
		["FAILURE", "Phone number is opted out", "failed", "Phone number is opted out"],
		["FAILURE", "No route to +4520123456", "undelivered", "FAILURE"],
		["FAILURE", "constructor", "undelivered", "FAILURE"],
		["FAILURE", undefined, "undelivered", "FAILURE"],
	])("are lines of the log: %s, %j", async (word, response, status, detail) => {
		const request = await (await topic).notify(line(word, response));
		expect(amazonSnsDriver.receipts?.parse(request)).toEqual([{ providerMessageId: "94f20ce6", status, detail }]);
	});

	it.each([line("PENDING"), { status: "SUCCESS" }, "CWL CONTROL MESSAGE: Checking health", null])(
		"say nothing in %j",
		async (other) => {
			expect(amazonSnsDriver.receipts?.parse(await (await topic).notify(other))).toEqual([]);
		},
	);
});
