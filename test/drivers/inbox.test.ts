import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { inboxDriver } from "../../src/drivers/inbox";
import { channels } from "../../src/messages/message";
import { account, fakeProvider, refusal } from "./fake-provider";
import { message, now } from "./message";

const settings = account(inboxDriver, {});
const development = () => ({ ...fakeProvider().io, isDevelopment: true });
const kept = () => env.DB.prepare("SELECT * FROM inbox_messages ORDER BY seq").all();

describe("the development inbox as a provider", () => {
	it("keeps a message of every channel and calls it delivered", async () => {
		for (const channel of channels) {
			const accepted = await inboxDriver.send(development(), message({ channel, destination: channel }), settings);
			expect(accepted).toEqual({ providerMessageId: expect.stringMatching(/^inbox-\d+$/), status: "delivered" });
		}
		const { results } = await kept();
		expect(results.map((row) => row.channel)).toEqual([...channels]);
		expect(results[0]).toMatchObject({
			delivery_id: "dlv0TESTTESTTESTTEST",
			destination: "SMS",
			locale: "en",
			subject: null,
			text: "Your code is 493817.",
			code: "493817",
			received_at: now,
		});
	});

	it("refuses to exist outside development and keeps nothing there", async () => {
		const before = (await kept()).results.length;
		expect(inboxDriver.isDevelopmentOnly).toBe(true);
		const io = { ...development(), isDevelopment: false };
		expect(await refusal(inboxDriver, io, message(), settings)).toEqual(["misconfigured", null]);
		expect((await kept()).results).toHaveLength(before);
	});
});
