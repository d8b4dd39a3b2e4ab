import { describe, expect, it } from "vitest";
import { lineDriver } from "../../src/drivers/line";
import { account, fakeProvider, jsonAnswer, refusal } from "./fake-provider";
import { message } from "./message";

const chat = message({ channel: "IM", destination: "U4af4980629a1b2c3d4e5f60718293a4b" });
const settings = account(lineDriver, { secrets: { channelAccessToken: "channel/access+token=" } });
const taken = () => jsonAnswer(200, { sentMessages: [{ id: "461230966842064897", quoteToken: "q" }] });

describe("LINE", () => {
	it("pushes the text to the person", async () => {
		const { io, requests } = fakeProvider(taken());
		expect(await lineDriver.send(io, chat, settings)).toEqual({
			providerMessageId: "461230966842064897",
			status: "sent",
		});
		expect(requests[0]).toMatchObject({
			method: "POST",
			url: "https://api.line.me/v2/bot/message/push",
			headers: { authorization: "Bearer channel/access+token=", "content-type": "application/json" },
			body: JSON.stringify({ to: chat.destination, messages: [{ type: "text", text: "Your code is 493817." }] }),
		});
	});

	it("repeats a message under the same retry key, a UUID, and another one under another", async () => {
		const { io, requests } = fakeProvider(taken(), taken(), taken());
		await lineDriver.send(io, chat, settings);
		await lineDriver.send(io, chat, settings);
		await lineDriver.send(io, { ...chat, id: "dlv1TESTTESTTESTTEST" }, settings);
		const keys = requests.map((request) => request.headers["x-line-retry-key"]);
		expect(keys[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		expect(keys[1]).toBe(keys[0]);
		expect(keys[2]).not.toBe(keys[0]);
	});

	it("takes a conflict for success when LINE has accepted the message before", async () => {
		const accepted = { "x-line-accepted-request-id": "39c1" };
		const { io } = fakeProvider(
			jsonAnswer(409, { message: "Already accepted", sentMessages: [{ id: "461" }] }, accepted),
			jsonAnswer(409, { message: "Already accepted" }, accepted),
		);
		expect(await lineDriver.send(io, chat, settings)).toEqual({ providerMessageId: "461", status: "sent" });
		expect(await lineDriver.send(io, chat, settings)).toEqual({ providerMessageId: null, status: "sent" });
	});

	it.each([
		[400, "The property, 'to', in the request body is invalid", "permanent"],
		[401, "Authentication failed", "misconfigured"],
		[403, "Not available for your account", "misconfigured"],
		[409, "Conflict", "permanent"],
		[429, "The API rate limit has been exceeded", "temporary"],
		[429, "You have reached your monthly limit.", "misconfigured"],
		[500, "Internal", "unknown"],
	])("takes %i (%s) for %s", async (status, text, kind) => {
		const { io } = fakeProvider(jsonAnswer(status, { message: `${text} ${chat.destination}` }));
		expect(await refusal(lineDriver, io, chat, settings)).toEqual([kind, String(status)]);
	});
});
