import { describe, expect, it } from "vitest";
import { amazonSmsVoiceDriver } from "../../src/drivers/amazon-sms-voice";
import { account, fakeProvider, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";
import { createTopic } from "./sns-topic";

const settings = (config: Record<string, unknown> = {}) =>
	account(amazonSmsVoiceDriver, {
		config: { region: "eu-west-1", ...config },
		secrets: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
	});

const taken = () => jsonAnswer(200, { MessageId: "d3m5s7" });

describe("AWS End User Messaging", () => {
	it("sends a text message", async () => {
		const { io, requests } = fakeProvider(taken());
		expect(
			await amazonSmsVoiceDriver.send(
				io,
				message(),
				settings({ originationIdentity: "pool-1", configurationSet: "tessera", protectConfiguration: "protect-1" }),
			),
		).toEqual({ providerMessageId: "d3m5s7", status: "queued" });
		const [request] = requests;
		expect([request?.method, request?.url]).toEqual(["POST", "https://sms-voice.eu-west-1.amazonaws.com/"]);
		expect(request?.headers).toMatchObject({
			"content-type": "application/x-amz-json-1.0",
			"x-amz-target": "PinpointSMSVoiceV2.SendTextMessage",
		});
		expect(request?.headers.authorization).toContain("/eu-west-1/sms-voice/aws4_request, ");
		expect(JSON.parse(request?.body ?? "")).toEqual({
			DestinationPhoneNumber: "+4520123456",
			OriginationIdentity: "pool-1",
			MessageBody: "Your code is 493817.",
			MessageType: "TRANSACTIONAL",
			TimeToLive: 300,
			ConfigurationSetName: "tessera",
			ProtectConfigurationId: "protect-1",
			Context: { deliveryId: "dlv0TESTTESTTESTTEST" },
		});
	});

	it.each([
		["en", "JOANNA"],
		["en-GB", "AMY"],
		["EN-US", "JOANNA"],
		["ja", "MIZUKI"],
		["zh-Hans-CN", "ZHIYU"],
		["fi", "JOANNA"],
	])("has a call in %s spoken by %s", async (locale, voice) => {
		const { io, requests } = fakeProvider(taken());
		const call = message({ channel: "CALL", locale, expiresAt: now + 1_000 });
		await amazonSmsVoiceDriver.send(io, call, settings({ originationIdentity: "+12025550123" }));
		expect(requests[0]?.headers["x-amz-target"]).toBe("PinpointSMSVoiceV2.SendVoiceMessage");
		expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
			DestinationPhoneNumber: "+4520123456",
			OriginationIdentity: "+12025550123",
			MessageBody: "Your code is 493817.",
			MessageBodyTextType: "TEXT",
			VoiceId: voice,
			TimeToLive: 5,
			Context: { deliveryId: "dlv0TESTTESTTESTTEST" },
		});
	});

	it("calls nobody behind an extension, which it can't dial", async () => {
		const { io, requests } = fakeProvider();
		const call = message({ channel: "CALL", extension: "12" });
		const account = settings({ originationIdentity: "+12025550123" });
		expect(await refusal(amazonSmsVoiceDriver, io, call, account)).toEqual(["permanent", null]);
		expect(requests).toEqual([]);
	});

	it("asks for an identity before it calls anybody", async () => {
		const { io, requests } = fakeProvider();
		const call = message({ channel: "CALL" });
		expect(await refusal(amazonSmsVoiceDriver, io, call, settings())).toEqual(["misconfigured", null]);
		expect(requests).toEqual([]);
	});

	it.each([
		["ServiceQuotaExceededException", "DAILY_DESTINATION_CALL_LIMIT", "permanent"],
		["ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE", "misconfigured"],
		["ValidationException", "SENDER_ID_NOT_REGISTERED", "misconfigured"],
		["ValidationException", "SENDER_ID_NOT_SUPPORTED", "misconfigured"],
		["ValidationException", "SENDER_ID_REQUIRES_REGISTRATION", "misconfigured"],
		["ValidationException", "INVALID_ARN", "misconfigured"],
		["ValidationException", "RESOURCE_NOT_ACCESSIBLE", "misconfigured"],
		["ValidationException", "CHANNEL_NOT_ENABLED", "misconfigured"],
		["ValidationException", "VOICE_CAPABILITY_NOT_AVAILABLE", "misconfigured"],
		["ValidationException", "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY", "permanent"],
	])("takes the reason of a %s, %s, for %s", async (code, reason, kind) => {
		const { io } = fakeProvider(jsonAnswer(400, { __type: code, Reason: reason, Message: "to +4520123456" }));
		expect(await refusal(amazonSmsVoiceDriver, io, message(), settings())).toEqual([kind, reason]);
	});

	it.each([
		[400, { __type: "ThrottlingException" }, "temporary", "ThrottlingException"],
		[400, { __type: "AccessDeniedException" }, "misconfigured", "AccessDeniedException"],
		[400, { __type: "UnrecognizedClientException" }, "misconfigured", "UnrecognizedClientException"],
		[400, { __type: "ResourceNotFoundException", ResourceType: "pool" }, "misconfigured", "ResourceNotFoundException"],
		[
			400,
			{ __type: "ServiceQuotaExceededException", Reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT" },
			"misconfigured",
			"MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
		],
		[
			400,
			{ __type: "ConflictException", Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT", ResourceId: "+4520123456" },
			"permanent",
			"DESTINATION_PHONE_NUMBER_OPTED_OUT",
		],
		[400, { __type: "ConflictException", Reason: "RESOURCE_NOT_ACTIVE" }, "misconfigured", "RESOURCE_NOT_ACTIVE"],
		[400, { __type: "ValidationException", Reason: "INVALID_PARAMETER" }, "permanent", "INVALID_PARAMETER"],
		[500, { __type: "InternalServerException" }, "unknown", "InternalServerException"],
		[200, {}, "unknown", null],
	])("takes %i %j for %s", async (status, body, kind, code) => {
		const { io } = fakeProvider(jsonAnswer(status, { ...body, Message: "to +4520123456: 493817" }));
		expect(await refusal(amazonSmsVoiceDriver, io, message(), settings())).toEqual([kind, code]);
	});
});

describe("the receipts of AWS End User Messaging", () => {
	const topic = createTopic();
	const event = (eventType: string, changes = {}) => ({
		eventType,
		isFinal: false,
		messageId: "d3m5s7",
		destinationPhoneNumber: "+4520123456",
		context: { deliveryId: "dlv0TESTTESTTESTTEST" },
		...changes,
	});

	it.each([
		["TEXT_QUEUED", false, "queued"],
		["TEXT_PENDING", false, "queued"],
		["TEXT_SUCCESSFUL", false, "sent"],
		["TEXT_SUCCESSFUL", true, "delivered"],
		["TEXT_DELIVERED", true, "delivered"],
		["TEXT_UNREACHABLE", true, "undelivered"],
		["TEXT_CARRIER_UNREACHABLE", false, "undelivered"],
		["TEXT_BLOCKED", true, "undelivered"],
		["TEXT_CARRIER_BLOCKED", true, "undelivered"],
		["TEXT_SPAM", true, "undelivered"],
		["TEXT_TTL_EXPIRED", true, "undelivered"],
		["TEXT_INVALID", true, "failed"],
		["TEXT_INVALID_MESSAGE", true, "failed"],
		["TEXT_PROTECT_BLOCKED", true, "failed"],
		["TEXT_UNKNOWN", true, "unknown"],
		["VOICE_INITIATED", false, "queued"],
		["VOICE_RINGING", false, "sent"],
		["VOICE_ANSWERED", false, "sent"],
		["VOICE_COMPLETED", true, "delivered"],
		["VOICE_BUSY", true, "undelivered"],
		["VOICE_NO_ANSWER", true, "undelivered"],
		["VOICE_TTL_EXPIRED", true, "undelivered"],
		["VOICE_FAILED", true, "failed"],
	])("say where the message is: %s, the last: %s", async (eventType, isFinal, status) => {
		const request = await (await topic).notify(event(eventType, { isFinal }));
		expect(amazonSmsVoiceDriver.receipts?.parse(request)).toEqual([
			{ providerMessageId: "d3m5s7", status, detail: eventType },
		]);
	});

	it.each([
		event("REGISTRATION_STATUS_CHANGE"),
		event("TEXT_"),
		event("TEXT_constructor"),
		event("TEXT_DELIVERED", { messageId: undefined }),
		{ messageId: "d3m5s7" },
		[],
	])("say nothing in %j", async (other) => {
		expect(amazonSmsVoiceDriver.receipts?.parse(await (await topic).notify(other))).toEqual([]);
	});
});
