// Receipts of Amazon's services, from the subscription of their topic to the status of a delivery.
import { expect, it } from "vitest";
import type { ReceiptRequest } from "../../../src/drivers/driver";
import { certificateUrl, createTopic, subscribeUrl, topicArn } from "../../drivers/sns-topic";
import { createWorld, unique } from "../../support/world";
import { nextCountry } from "../sends";
import { receiptEvents, send } from "./reports";

const secrets = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

/** A message that AWS took, and a topic that has never heard of us. */
async function createSent() {
	const topic = await createTopic();
	const messageId = unique("aws");
	const asked: string[] = [];
	const network = { isUp: true };
	const fetch = async (input: RequestInfo | URL) => {
		const url = String(input);
		if (url.startsWith("https://sms-voice.")) return Response.json({ MessageId: messageId });
		asked.push(url);
		if (!network.isUp) throw new Error("connection refused");
		return url === certificateUrl ? topic.certificate() : new Response("<ConfirmSubscriptionResponse/>");
	};
	const world = await createWorld({ fetch: fetch as typeof globalThis.fetch });
	const account = await world.call("POST", "/api/v1/provider-accounts", {
		name: unique("aws"),
		driver: "amazon-sms-voice",
		config: { region: "eu-west-1", receiptTopic: topicArn },
		secrets,
	});
	expect(account.status, JSON.stringify(account.body)).toBe(200);
	const country = nextCountry();
	const route = { name: unique("route"), conditions: { originCountries: [country] }, providers: [account.body.id] };
	expect((await world.call("POST", "/api/v1/delivery-routes", route)).status).toBe(200);
	const { id } = await send(world, country);
	const post = async (request: ReceiptRequest) =>
		world.call("POST", `/receipts/${account.body.id}`, undefined, {
			token: null,
			rawBody: request.body,
			headers: { "content-type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": "Notification" },
		});
	const status = async () => (await world.call("GET", `/api/v1/deliveries/${id}`)).body.status;
	return { topic, messageId, asked, network, id, post, status };
}

it("a subscription is confirmed, and then receipts move the delivery on", async () => {
	const { topic, messageId, asked, id, post, status } = await createSent();
	expect((await post(await topic.askToConfirm())).status).toBe(200);
	expect(asked).toEqual([certificateUrl, subscribeUrl]);
	expect(await status()).toBe("queued");
	const delivered = await post(await topic.notify({ eventType: "TEXT_DELIVERED", messageId, isFinal: true }));
	expect([delivered.status, delivered.body]).toEqual([200, ""]);
	expect(await status()).toBe("delivered");
	expect(await receiptEvents(id)).toMatchObject([
		{ debugContext: { debugData: { provider: "amazon-sms-voice", providerStatus: "TEXT_DELIVERED" } } },
	]);
});

it("another owner's topic is neither confirmed nor believed, and nobody is asked about it", async () => {
	const { topic, messageId, asked, post, status } = await createSent();
	const other = { TopicArn: topicArn.replace("123456789012", "210987654321") };
	for (const request of [
		await topic.askToConfirm(other),
		await topic.notify({ eventType: "TEXT_DELIVERED", messageId, isFinal: true }, other),
	]) {
		expect((await post(request)).status).toBe(401);
	}
	expect(asked).toEqual([]);
	expect(await status()).toBe("queued");
});

it("a changed receipt is refused, and a subscription without a genuine signature isn't confirmed", async () => {
	const { topic, messageId, asked, post, status } = await createSent();
	const unsent = { eventType: "TEXT_SPAM", messageId };
	const forged = JSON.stringify({ ...unsent, eventType: "TEXT_DELIVERED" });
	expect((await post(await topic.notify(unsent, {}, { Message: forged }))).status).toBe(401);
	expect((await post(await topic.askToConfirm({}, { Token: "another" }))).status).toBe(401);
	expect(asked).toEqual([certificateUrl, certificateUrl]);
	expect(await status()).toBe("queued");
});

it("SNS is told to come again while its certificate or its confirmation is out of reach", async () => {
	const { topic, messageId, network, post, status } = await createSent();
	network.isUp = false;
	const receipt = await topic.notify({ eventType: "TEXT_DELIVERED", messageId, isFinal: true });
	for (const request of [receipt, await topic.askToConfirm()]) {
		const answer = await post(request);
		expect([answer.status, answer.body.errorCode]).toEqual([503, "E0000010"]);
	}
	network.isUp = true;
	expect((await post(receipt)).status).toBe(200);
	expect(await status()).toBe("delivered");
});
