// What people write to an account's sender, as each provider brings it. Real sessions of SMPP are in their own file.
import { describe, expect, it } from "vitest";
import { drivers } from "../../src/drivers";
import type { Reply } from "../../src/drivers/driver";
import { callback } from "./fake-provider";
import { createTopic } from "./sns-topic";

const repliesOf = (id: string) => drivers.find((driver) => driver.id === id)!.replies!;
const parsed = (id: string, request: Parameters<NonNullable<ReturnType<typeof repliesOf>["parse"]>>[0]): Reply[] =>
	repliesOf(id).parse!(request);
const form = (fields: Record<string, string>) => callback(new URLSearchParams(fields).toString());

const at = Date.parse("2026-11-27T09:30:00Z");

describe("a reply", () => {
	it("comes from Twilio as a form, with the service of the number", () => {
		const fields = { SmsStatus: "received", From: "+819012345678", To: "+12025550123", Body: "Stop" };
		const reply = { from: "+819012345678", to: ["+12025550123"], text: "Stop", writtenAt: null, isAnswered: false };
		expect(parsed("twilio", form(fields))).toEqual([reply]);
		const ofService = { ...fields, MessagingServiceSid: "MG1", OptOutType: "STOP" };
		expect(parsed("twilio", form(ofService))).toEqual([
			{ ...reply, to: ["+12025550123", "MG1"], text: "STOP", isAnswered: true },
		]);
		expect(parsed("twilio", form({ ...fields, SmsStatus: "sent" }))).toEqual([]);
	});

	it("comes from Vonage as form, query or JSON, by either of its APIs", () => {
		const reply = { from: "819012345678", to: ["12025550123"], text: "STOP", writtenAt: at };
		const bySms = {
			msisdn: "819012345678",
			to: "12025550123",
			text: "STOP",
			messageId: "1",
			timestamp: "1795771801",
			"message-timestamp": "2026-11-27 09:30:00",
		};
		const query = { ...callback(""), method: "GET", url: `https://otp.test/receipts/1?${new URLSearchParams(bySms)}` };
		const byMessages = {
			from: "819012345678",
			to: "12025550123",
			text: "STOP",
			message_uuid: "1",
			timestamp: "2026-11-27T09:30:00.000Z",
		};
		for (const request of [form(bySms), query, callback(bySms), callback(byMessages)]) {
			expect(parsed("vonage", request)).toEqual([reply]);
		}
		expect(parsed("vonage", form({ ...bySms, status: "delivered" }))).toEqual([]);
	});

	it("comes from Telnyx as an event, with the profile of the number", () => {
		const payload = {
			from: { phone_number: "+819012345678" },
			to: [{ phone_number: "+12025550123" }],
			text: "STOP",
			messaging_profile_id: "74ac943a-4c7d-4f4e-8f5c-9f2f4b0c0a11",
			received_at: "2026-11-27T09:30:00.000+00:00",
		};
		const event = (type: string) => callback({ data: { event_type: type, payload } });
		expect(parsed("telnyx", event("message.received"))).toEqual([
			{ from: "+819012345678", to: ["+12025550123", payload.messaging_profile_id], text: "STOP", writtenAt: at },
		]);
		expect(parsed("telnyx", event("message.finalized"))).toEqual([]);
	});

	it.each(["amazon-sns", "amazon-sms-voice"])("comes to %s through its topic", async (id) => {
		const { notify, askToConfirm } = await createTopic();
		const written = { originationNumber: "+819012345678", destinationNumber: "+12025550123", messageBody: "STOP" };
		const request = await notify({ ...written, inboundMessageId: "1" }, { Timestamp: "2026-11-27T09:30:00.000Z" });
		expect(parsed(id, request)).toEqual([{ from: "+819012345678", to: ["+12025550123"], text: "STOP", writtenAt: at }]);
		expect(parsed(id, await notify({ eventType: "TEXT_DELIVERED", messageId: "1" }))).toEqual([]);
		expect(parsed(id, await askToConfirm())).toEqual([]);
	});

	it.each(["twilio", "vonage", "telnyx", "amazon-sns"])("is nothing that %s can't have written", (id) => {
		for (const body of ["", "{}", "[]", "null", "SmsStatus=received", "text=STOP", '{"data":null}', "%00=%00"]) {
			expect(parsed(id, callback(body)), body).toEqual([]);
		}
	});

	it("is believed of settings that the driver has", () => {
		for (const { replies, config } of drivers) {
			for (const field of replies?.senderFields ?? []) expect(Object.keys(config.shape)).toContain(field);
		}
	});
});
