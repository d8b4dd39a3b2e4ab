import { describe, expect, it } from "vitest";
import { amazonSesDriver } from "../../src/drivers/amazon-ses";
import { account, fakeProvider, jsonAnswer, refusal } from "./fake-provider";
import { message } from "./message";
import { createTopic } from "./sns-topic";

const email = message({
	channel: "EMAIL",
	destination: "ada@example.org",
	subject: "Dein Code für Zürich",
	text: "Your code is 493817.\n",
});

const settings = (config: Record<string, unknown> = {}) =>
	account(amazonSesDriver, {
		config: { region: "eu-west-1", fromAddress: "no-reply@example.com", ...config },
		secrets: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
	});

describe("Amazon SES", () => {
	it("sends plain text in UTF-8", async () => {
		const { io, requests } = fakeProvider(jsonAnswer(200, { MessageId: "0102-abc" }));
		expect(
			await amazonSesDriver.send(io, email, settings({ fromName: "Example", configurationSet: "tessera" })),
		).toEqual({ providerMessageId: "0102-abc", status: "queued" });
		const [request] = requests;
		expect([request?.method, request?.url]).toEqual([
			"POST",
			"https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails",
		]);
		expect(request?.headers["content-type"]).toBe("application/json");
		expect(request?.headers.authorization).toContain("/eu-west-1/ses/aws4_request, ");
		expect(JSON.parse(request?.body ?? "")).toEqual({
			FromEmailAddress: '"Example" <no-reply@example.com>',
			Destination: { ToAddresses: ["ada@example.org"] },
			Content: {
				Simple: {
					Subject: { Data: "Dein Code für Zürich", Charset: "UTF-8" },
					Body: { Text: { Data: "Your code is 493817.\n", Charset: "UTF-8" } },
				},
			},
			ConfigurationSetName: "tessera",
			EmailTags: [{ Name: "delivery", Value: "dlv0TESTTESTTESTTEST" }],
		});
	});

	it.each([
		[400, "MessageRejected", "Email content is bad.", "permanent"],
		[400, "MessageRejected", "Email address is not verified: ada@example.org", "misconfigured"],
		[400, "MailFromDomainNotVerifiedException", "", "misconfigured"],
		[400, "AccountSuspendedException", "", "misconfigured"],
		[400, "SendingPausedException", "", "misconfigured"],
		[400, "BadRequestException", "ada@example.org", "permanent"],
		[429, "TooManyRequestsException", "", "temporary"],
		[400, "LimitExceededException", "", "temporary"],
		[404, "NotFoundException", "", "misconfigured"],
	])("takes %i %s (%j) for %s", async (status, code, text, kind) => {
		const { io } = fakeProvider(jsonAnswer(status, { message: text }, { "x-amzn-errortype": code }));
		expect(await refusal(amazonSesDriver, io, email, settings())).toEqual([kind, code]);
	});
});

describe("the receipts of Amazon SES", () => {
	const topic = createTopic();
	const mail = { messageId: "0102-abc", destination: ["ada@example.org"] };
	const bounce = (bounceType: string, bounceSubType: string) => ({
		bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: "ada@example.org" }] },
	});

	it.each([
		[{ eventType: "Send" }, "sent", "Send"],
		[{ eventType: "Delivery", delivery: { recipients: ["ada@example.org"] } }, "delivered", "Delivery"],
		[{ notificationType: "Delivery" }, "delivered", "Delivery"],
		[{ eventType: "DeliveryDelay", deliveryDelay: { delayType: "MailboxFull" } }, "sent", "DeliveryDelay"],
		[{ eventType: "Bounce", ...bounce("Permanent", "General") }, "undelivered", "Permanent.General"],
		[{ notificationType: "Bounce", ...bounce("Transient", "MailboxFull") }, "undelivered", "Transient.MailboxFull"],
		[{ eventType: "Reject", reject: { reason: "Bad content" } }, "failed", "Reject"],
		[{ eventType: "Rendering Failure" }, "failed", "Rendering Failure"],
	])("say where the mail is: %j", async (event, status, detail) => {
		const request = await (await topic).notify({ ...event, mail });
		expect(amazonSesDriver.receipts?.parse(request)).toEqual([{ providerMessageId: "0102-abc", status, detail }]);
	});

	it.each([
		{ eventType: "Open", mail },
		{ eventType: "Complaint", mail },
		{ eventType: "valueOf", mail },
		{ eventType: "Delivery" },
		{ mail },
		"Successfully validated SNS topic for Amazon SES event publishing.",
	])("say nothing in %j", async (event) => {
		expect(amazonSesDriver.receipts?.parse(await (await topic).notify(event))).toEqual([]);
	});
});
