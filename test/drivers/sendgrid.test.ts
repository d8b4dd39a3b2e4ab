import { describe, expect, it } from "vitest";
import { sendgridDriver } from "../../src/drivers/sendgrid";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";

const email = message({ channel: "EMAIL", destination: "ada@example.org", subject: "Your code" });
const settings = (config: Record<string, unknown> = {}) =>
	account(sendgridDriver, {
		config: { fromAddress: "no-reply@example.com", fromName: "Example", ...config },
		secrets: { apiKey: "SG.aaaa.bbbb-cc" },
	});

/** The vendor's own test case. */
const signedEvent = {
	publicKey:
		"MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==",
	headers: {
		"X-Twilio-Email-Event-Webhook-Signature":
			"MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
		"X-Twilio-Email-Event-Webhook-Timestamp": "1600112502",
	},
	body: '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n',
};

const parse = (body: unknown) => sendgridDriver.receipts?.parse(callback(body));

describe("SendGrid", () => {
	it("sends plain text without tracking", async () => {
		const { io, requests } = fakeProvider(new Response(null, { status: 202, headers: { "X-Message-Id": "LRzXl_A" } }));
		expect(await sendgridDriver.send(io, email, settings())).toEqual({
			providerMessageId: "LRzXl_A",
			status: "queued",
		});
		const [request] = requests;
		expect(request).toMatchObject({
			method: "POST",
			url: "https://api.sendgrid.com/v3/mail/send",
			headers: { authorization: "Bearer SG.aaaa.bbbb-cc", "content-type": "application/json" },
		});
		expect(JSON.parse(request?.body ?? "")).toEqual({
			personalizations: [{ to: [{ email: "ada@example.org" }] }],
			from: { email: "no-reply@example.com", name: "Example" },
			subject: "Your code",
			content: [{ type: "text/plain", value: "Your code is 493817." }],
			tracking_settings: {
				click_tracking: { enable: false, enable_text: false },
				open_tracking: { enable: false },
			},
		});
	});

	it("sends from Europe where the account is there", async () => {
		const { io, requests } = fakeProvider(new Response(null, { status: 202 }));
		const accepted = await sendgridDriver.send(io, email, settings({ region: "eu" }));
		expect(accepted.providerMessageId).toBeNull();
		expect(requests[0]?.url).toBe("https://api.eu.sendgrid.com/v3/mail/send");
	});

	it.each([
		[400, "personalizations.0.to.0.email", "permanent"],
		[400, "from.email", "misconfigured"],
		[400, null, "permanent"],
		[401, null, "misconfigured"],
		[403, "from", "misconfigured"],
		[413, null, "permanent"],
		[429, null, "temporary"],
		[503, null, "temporary"],
		[200, null, "misconfigured"],
	])("takes %i about %s for %s", async (status, field, kind) => {
		const { io } = fakeProvider(jsonAnswer(status, { errors: [{ message: "ada@example.org: 493817", field }] }));
		expect(await refusal(sendgridDriver, io, email, settings())).toEqual([kind, field]);
	});

	it("believes events that its key has signed, and no others", async () => {
		const isGenuine = sendgridDriver.receipts!.isGenuine;
		const request = callback(signedEvent.body, signedEvent.headers);
		const known = settings({ webhookPublicKey: signedEvent.publicKey });
		expect(await isGenuine(request, known, ioAt(now))).toBe(true);
		expect(await isGenuine({ ...request, body: request.body.trim() }, known, ioAt(now))).toBe(false);
		expect(await isGenuine(callback(signedEvent.body), known, ioAt(now))).toBe(false);
		expect(await isGenuine(request, settings(), ioAt(now))).toBe(false);
	});

	it("finds the id of the send in that of the event", () => {
		expect(parse(signedEvent.body)).toEqual([
			{ providerMessageId: "LRzXl_NHStOGhQ4kofSm_A", status: "failed", detail: "dropped" },
		]);
	});

	it("reads every event of a batch and passes over what says nothing of a delivery", () => {
		const event = (name: string, more: Record<string, unknown> = {}) => ({
			email: "ada@example.org",
			event: name,
			sg_message_id: `${name}.filter0001`,
			...more,
		});
		expect(
			parse([
				event("processed"),
				event("deferred", { response: "450 try ada@example.org later" }),
				event("delivered", { response: "250 OK" }),
				event("bounce", { status: "5.1.1", reason: "550 no ada@example.org here", type: "bounce" }),
				event("bounce", { status: "no ada@example.org" }),
				event("open"),
				event("toString"),
				{ event: "delivered" },
				null,
			]),
		).toEqual([
			{ providerMessageId: "processed", status: "queued", detail: "processed" },
			{ providerMessageId: "deferred", status: "sent", detail: "deferred" },
			{ providerMessageId: "delivered", status: "delivered", detail: "delivered" },
			{ providerMessageId: "bounce", status: "undelivered", detail: "5.1.1" },
			{ providerMessageId: "bounce", status: "undelivered", detail: "bounce" },
		]);
		expect(parse("not JSON")).toEqual([]);
	});

	it.each(["MFkw", "x", ""])("has no verification key %j", (webhookPublicKey) => {
		expect(() => settings({ webhookPublicKey })).toThrow();
	});
});
