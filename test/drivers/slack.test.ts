import { describe, expect, it } from "vitest";
import { slackDriver } from "../../src/drivers/slack";
import { account, fakeProvider, jsonAnswer, refusal } from "./fake-provider";
import { message } from "./message";

const chat = message({ channel: "IM", destination: "U012ABCDEF" });
const settings = account(slackDriver, { secrets: { botToken: "xoxb-1-abc" } });
const opened = () => jsonAnswer(200, { ok: true, channel: { id: "D069C7QFK" } });
const refused = (error: string) => jsonAnswer(200, { ok: false, error });

describe("Slack", () => {
	it("opens the conversation with the person and writes there", async () => {
		const { io, requests } = fakeProvider(opened(), jsonAnswer(200, { ok: true, ts: "1503435956.000247" }));
		const text = "<https://x.test|Your> code & *493817*";
		expect(await slackDriver.send(io, { ...chat, text }, settings)).toEqual({
			providerMessageId: "1503435956.000247",
			status: "sent",
		});
		const headers = { authorization: "Bearer xoxb-1-abc", "content-type": "application/json; charset=utf-8" };
		expect(requests).toEqual([
			{
				method: "POST",
				url: "https://slack.com/api/conversations.open",
				headers,
				body: JSON.stringify({ users: "U012ABCDEF" }),
			},
			{
				method: "POST",
				url: "https://slack.com/api/chat.postMessage",
				headers,
				body: JSON.stringify({
					channel: "D069C7QFK",
					text: "&lt;https://x.test|Your&gt; code &amp; *493817*",
					mrkdwn: false,
					unfurl_links: false,
					unfurl_media: false,
				}),
			},
		]);
	});

	it.each(["C012ABCDEF", "G012ABCDEF", "#general", "U012ABCDEF,U999999999", "u012abcdef"])(
		"writes to nobody called %s: it is no single person",
		async (destination) => {
			const { io, requests } = fakeProvider();
			expect(await refusal(slackDriver, io, { ...chat, destination }, settings)).toEqual(["permanent", null]);
			expect(requests).toEqual([]);
		},
	);

	it.each([
		["user_not_found", "permanent"],
		["user_disabled", "permanent"],
		["invalid_auth", "misconfigured"],
		["missing_scope", "misconfigured"],
		["account_inactive", "misconfigured"],
		["ratelimited", "temporary"],
		["internal_error", "temporary"],
	])("takes %s when it opens the conversation for %s, for nothing has been sent", async (word, kind) => {
		const { io } = fakeProvider(refused(word));
		expect(await refusal(slackDriver, io, chat, settings)).toEqual([kind, word]);
	});

	it.each([
		["channel_not_found", "permanent"],
		["msg_too_long", "permanent"],
		["token_revoked", "misconfigured"],
		["ratelimited", "temporary"],
		["internal_error", "unknown"],
		["fatal_error", "unknown"],
	])("takes %s when it writes for %s", async (word, kind) => {
		const { io } = fakeProvider(opened(), refused(word));
		expect(await refusal(slackDriver, io, chat, settings)).toEqual([kind, word]);
	});

	it.each([
		[429, "temporary"],
		[503, "temporary"],
		[502, "unknown"],
		[200, "unknown"],
	])("takes an answer of %i that isn't Slack's for %s", async (status, kind) => {
		const { io } = fakeProvider(opened(), new Response("U012ABCDEF", { status }));
		expect(await refusal(slackDriver, io, chat, settings)).toEqual([kind, String(status)]);
	});

	it("knows that nothing was sent when the conversation never opened", async () => {
		const { io, timeOut } = fakeProvider(() => {
			timeOut();
			throw new DOMException("aborted", "AbortError");
		});
		expect(await refusal(slackDriver, io, chat, settings)).toEqual(["temporary", null]);
	});
});
