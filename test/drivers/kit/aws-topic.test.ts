import { beforeAll, describe, expect, it } from "vitest";
import type { ReceiptRequest } from "../../../src/drivers/driver";
import { receiptsOfTopic, receiptTopic } from "../../../src/drivers/kit/aws-topic";
import { callback, fakeProvider } from "../fake-provider";
import { certificateUrl, createTopic, subscribeUrl, topicArn } from "../sns-topic";

const readEvent = (event: unknown) =>
	event === undefined ? null : ({ providerMessageId: JSON.stringify(event), status: "sent", detail: null } as const);
const receipts = receiptsOfTopic(readEvent);
const settings = { config: { receiptTopic: topicArn } };

let topic: Awaited<ReturnType<typeof createTopic>>;
beforeAll(async () => {
	topic = await createTopic();
});

describe("a message of the account's topic", () => {
	it.each([1, 2] as const)("is genuine when SNS signed it by version %i", async (version) => {
		const signing = await createTopic(version);
		for (const message of [
			await signing.notify({ id: 1 }),
			await signing.notify({ id: 1 }, { Subject: "Amazon SES Email Event Notification" }),
			await signing.askToConfirm(),
			await signing.askToConfirm({ Type: "UnsubscribeConfirmation" }),
		]) {
			const { io, requests } = fakeProvider(signing.certificate());
			expect(await receipts.isGenuine(message, settings, io)).toBe(true);
			expect(requests).toMatchObject([{ method: "GET", url: certificateUrl }]);
		}
	});

	it.each<[string, Record<string, string>]>([
		["text", { Message: '{"id":2}' }],
		["subject", { Subject: "another" }],
		["time", { Timestamp: "2026-11-23T05:00:00.000Z" }],
		["id", { MessageId: "another" }],
		["signature", { Signature: btoa("x".repeat(256)) }],
		["type", { Type: "UnsubscribeConfirmation" }],
		["version", { SignatureVersion: "2" }],
	])("isn't genuine with another %s", async (_what, changes) => {
		const { io } = fakeProvider(topic.certificate());
		expect(await receipts.isGenuine(await topic.notify({ id: 1 }, {}, changes), settings, io)).toBe(false);
	});

	it("isn't genuine when another key than the certificate's signed it", async () => {
		const { io } = fakeProvider((await createTopic()).certificate());
		expect(await receipts.isGenuine(await topic.notify({ id: 1 }), settings, io)).toBe(false);
	});

	it("isn't genuine when SNS has no such certificate", async () => {
		const { io } = fakeProvider(new Response("<Error/>", { status: 403 }));
		expect(await receipts.isGenuine(await topic.notify({ id: 1 }), settings, io)).toBe(false);
	});

	it.each([
		["a server error", new Response("", { status: 500 })],
		["no connection", new Error("connection refused")],
		["a connection that broke", new Error("Network connection lost.")],
	])("can't be judged when %s is all that SNS has for its certificate", async (_what, reaction) => {
		const { io } = fakeProvider(reaction);
		const judged = receipts.isGenuine(await topic.notify({ id: 1 }), settings, io);
		await expect(judged).rejects.toMatchObject({ name: "DeliveryError" });
	});
});

describe("a message that isn't the topic's", () => {
	it.each<[string, () => Promise<ReceiptRequest> | ReceiptRequest]>([
		["of another topic of the same owner", () => topic.notify({ id: 1 }, { TopicArn: `${topicArn}2` })],
		[
			"of another owner's topic",
			() => topic.askToConfirm({ TopicArn: topicArn.replace("123456789012", "210987654321") }),
		],
		["with a certificate from elsewhere", () => topic.notify({}, { SigningCertURL: "https://sns.evil.example/a.pem" })],
		[
			"with a certificate from a bucket",
			() => topic.notify({}, { SigningCertURL: "https://s3.eu-west-1.amazonaws.com/a.pem" }),
		],
		[
			"that leads us elsewhere",
			() => topic.askToConfirm({ SubscribeURL: "https://10.0.0.8/?Action=ConfirmSubscription" }),
		],
		[
			"that leads us to a host like SNS's",
			() => topic.askToConfirm({ SubscribeURL: "https://sns.eu-west-1.amazonaws.com.evil.example/" }),
		],
		["without an envelope", () => callback({ eventType: "Delivery" })],
		["that is no JSON", () => callback("{")],
	])("is refused before anybody is asked: %s", async (_what, message) => {
		const { io, requests } = fakeProvider();
		expect(await receipts.isGenuine(await message(), settings, io)).toBe(false);
		expect(requests).toEqual([]);
	});

	it("is every message, for an account that names no topic", async () => {
		const { io, requests } = fakeProvider();
		expect(await receipts.isGenuine(await topic.notify({ id: 1 }), { config: {} }, io)).toBe(false);
		expect(requests).toEqual([]);
	});
});

describe("a subscription", () => {
	it("is confirmed where SNS says", async () => {
		const { io, requests } = fakeProvider(new Response("<ConfirmSubscriptionResponse/>"));
		const message = await topic.askToConfirm();
		await receipts.confirm(message, io);
		expect(requests).toMatchObject([{ method: "GET", url: subscribeUrl }]);
		expect(receipts.parse(message)).toEqual([]);
	});

	it.each([400, 403, 500, 302])("stays open when SNS answers %i", async (status) => {
		const { io } = fakeProvider(new Response("", { status }));
		await expect(receipts.confirm(await topic.askToConfirm(), io)).rejects.toMatchObject({ name: "DeliveryError" });
	});

	it("isn't taken up again by a message that somebody ended it", async () => {
		const { io, requests } = fakeProvider();
		const message = await topic.askToConfirm({ Type: "UnsubscribeConfirmation" });
		await receipts.confirm(message, io);
		await receipts.confirm(await topic.notify({ id: 1 }), io);
		expect(requests).toEqual([]);
		expect(receipts.parse(message)).toEqual([]);
	});
});

describe("a notification", () => {
	it("says what its event says", async () => {
		expect(receipts.parse(await topic.notify({ id: 1 }))).toEqual([
			{ providerMessageId: '{"id":1}', status: "sent", detail: null },
		]);
	});

	it("says nothing when its message is a sentence", async () => {
		const message = await topic.notify("Successfully validated SNS topic for Amazon SES event publishing.");
		expect(receipts.parse(message)).toEqual([]);
	});
});

describe("the field for the topic", () => {
	it.each([
		[topicArn, true],
		["arn:aws-us-gov:sns:us-gov-west-1:123456789012:tessera", true],
		["arn:aws:sns:eu-west-1:123456789012:tessera.fifo", false],
		[`${topicArn}:a1b2c3d4-subscription`, false],
		["arn:aws:sqs:eu-west-1:123456789012:tessera", false],
		["tessera", false],
	])("takes %s: %s", (arn, isTaken) => {
		expect(receiptTopic.safeParse(arn).success).toBe(isTaken);
	});
});
