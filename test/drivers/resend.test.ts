import { describe, expect, it } from "vitest";
import { resendDriver } from "../../src/drivers/resend";
import { standardWebhookHeaders } from "../../src/drivers/signatures/standard-webhooks";
import { account, callback, fakeProvider, ioAt, jsonAnswer, refusal } from "./fake-provider";
import { message, now } from "./message";

const webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const email = message({ channel: "EMAIL", destination: "ada@example.org", subject: "Your code" });
const settings = account(resendDriver, {
	config: { fromAddress: "no-reply@example.com", fromName: "Example" },
	secrets: { apiKey: "re_c1tpEyD8", webhookSecret },
});

const event = (type: string, data: Record<string, unknown> = {}) => ({
	type,
	created_at: "2026-11-22T05:00:00.000Z",
	data: { email_id: "56761188", to: ["ada@example.org"], subject: "Your code", ...data },
});

const parse = (body: unknown) => resendDriver.receipts?.parse(callback(body));

describe("Resend", () => {
	it("sends plain text under the message's own idempotency key", async () => {
		const { io, requests } = fakeProvider(jsonAnswer(200, { id: "49a3999c-0ce1" }));
		expect(await resendDriver.send(io, email, settings)).toEqual({
			providerMessageId: "49a3999c-0ce1",
			status: "queued",
		});
		expect(requests).toEqual([
			{
				method: "POST",
				url: "https://api.resend.com/emails",
				headers: {
					authorization: "Bearer re_c1tpEyD8",
					"content-type": "application/json",
					"idempotency-key": "dlv0TESTTESTTESTTEST",
					"user-agent": "Tessera",
				},
				body: JSON.stringify({
					from: '"Example" <no-reply@example.com>',
					to: ["ada@example.org"],
					subject: "Your code",
					text: "Your code is 493817.",
				}),
			},
		]);
	});

	it.each([
		[400, "validation_error", "permanent"],
		[401, "missing_api_key", "misconfigured"],
		[401, "restricted_api_key", "misconfigured"],
		[403, "invalid_api_key", "misconfigured"],
		[403, "validation_error", "misconfigured"],
		[422, "invalid_from_address", "misconfigured"],
		[422, "missing_required_field", "permanent"],
		[429, "rate_limit_exceeded", "temporary"],
		[429, "daily_quota_exceeded", "temporary"],
		[429, "monthly_quota_exceeded", "misconfigured"],
		[500, "application_error", "unknown"],
		[409, "concurrent_idempotent_requests", "unknown"],
		[409, "invalid_idempotent_request", "unknown"],
	])("takes %i %s for %s", async (statusCode, name, kind) => {
		const { io } = fakeProvider(jsonAnswer(statusCode, { statusCode, name, message: "ada@example.org, 493817" }));
		expect(await refusal(resendDriver, io, email, settings)).toEqual([kind, name]);
	});

	it.each([
		["an error page", new Response("<h1>ada@example.org</h1>", { status: 502 }), "unknown"],
		["a redirect", new Response(null, { status: 302, headers: { location: "https://evil.test/" } }), "misconfigured"],
		["an answer without an id", jsonAnswer(200, {}), "unknown"],
		["an answer that is cut off", new Response('{"id":"49'), "unknown"],
		["an answer of a megabyte", new Response(`{"id":"${"4".repeat(1_000_000)}"}`), "unknown"],
		["a refused connection", new Error("Connection refused"), "temporary"],
		["a connection that broke", new Error("Network connection lost, was sending 493817"), "unknown"],
	])("takes %s for what it is", async (_what, reaction, kind) => {
		const { io } = fakeProvider(reaction);
		expect(await refusal(resendDriver, io, email, settings)).toEqual([kind, null]);
	});

	it("leaves it open what became of a message when the time is up", async () => {
		const { io, timeOut } = fakeProvider(() => {
			timeOut();
			throw new DOMException("aborted", "AbortError");
		});
		expect(await refusal(resendDriver, io, email, settings)).toEqual(["unknown", null]);
	});

	it("believes events that Svix has signed, and no others", async () => {
		const isGenuine = resendDriver.receipts!.isGenuine;
		const body = JSON.stringify(event("email.delivered"));
		const signed = await standardWebhookHeaders({ id: "msg_1", body, secret: webhookSecret, nowMs: now });
		const asSvix = Object.fromEntries(
			Object.entries(signed).map(([name, value]) => [name.replace("webhook-", "svix-"), value]),
		);
		expect(await isGenuine(callback(body, asSvix), settings, ioAt(now))).toBe(true);
		expect(await isGenuine(callback(`${body} `, asSvix), settings, ioAt(now))).toBe(false);
		expect(await isGenuine(callback(body, asSvix), settings, ioAt(now + 3_600_000))).toBe(false);
		expect(await isGenuine(callback(body), settings, ioAt(now))).toBe(false);
		const withoutSecret = account(resendDriver, {
			config: settings.config,
			secrets: { apiKey: "re_c1tpEyD8" },
		});
		expect(await isGenuine(callback(body, asSvix), withoutSecret, ioAt(now))).toBe(false);
	});

	it.each([
		["email.sent", {}, "sent", "sent"],
		["email.delivered", {}, "delivered", "delivered"],
		["email.delivery_delayed", {}, "sent", "delivery_delayed"],
		[
			"email.bounced",
			{ bounce: { type: "Permanent", subType: "Suppressed", message: "ada@example.org has bounced" } },
			"undelivered",
			"Permanent.Suppressed",
		],
		["email.suppressed", {}, "failed", "suppressed"],
		["email.failed", { failed: { reason: "reached_daily_quota" } }, "failed", "failed"],
	])("reads %s %j as %s", (type, data, status, detail) => {
		expect(parse(event(type, data))).toEqual([{ providerMessageId: "56761188", status, detail }]);
	});

	it.each([
		event("email.opened"),
		event("constructor"),
		event("email.sent", { email_id: undefined }),
		{ type: "contact.created" },
		[[]],
		null,
		"not JSON",
	])("reads nothing in %j", (body) => {
		expect(parse(body)).toEqual([]);
	});
});
