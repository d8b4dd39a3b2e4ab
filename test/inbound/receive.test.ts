import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import type { Bindings } from "../../src/env";
import { breakableDatabase, wordsOfMissingD1 } from "../support/broken-database";
import { logArrived } from "../support/log-queue";
import { losingAnswers, objectReset } from "../support/lost-answers";
import { createWorld, type World } from "../support/world";
import { ask, code, enable, inboxOf, nextNumber, oktaRequest } from "./requests";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	expect((await enable(world)).status).toBe(200);
});

const deliveriesTo = async (eventId: string) =>
	(await env.DB.prepare("SELECT * FROM deliveries WHERE idempotency_key = ?").bind(`okta:${eventId}`).all()).results;

describe("a request of an Okta org", () => {
	it("gets its text sent, and an answer with the provider and the delivery", async () => {
		const phoneNumber = nextNumber();
		const answer = await ask(world, oktaRequest({ phoneNumber }));
		expect([answer.status, answer.body]).toEqual([
			200,
			{
				commands: [
					{
						type: "com.okta.telephony.action",
						value: [
							{ status: "SUCCESSFUL", provider: "inbox", transactionId: expect.stringMatching(/^dlv[A-Za-z0-9]{17}$/) },
						],
					},
				],
			},
		]);
		const { transactionId } = answer.body.commands[0].value[0];
		expect(await inboxOf(world, phoneNumber)).toMatchObject([
			{ deliveryId: transactionId, channel: "SMS", text: `(HOOK) Your code is ${code}`, code, locale: "en-US" },
		]);
		expect((await world.call("GET", `/api/v1/deliveries/${transactionId}`)).body).toMatchObject({
			requestType: "com.okta.user.telephony.mfa-verification",
			userId: null,
		});
	});

	it("may have a number without plus, and a code and a number that are JSON numbers", async () => {
		const phoneNumber = nextNumber();
		const request = oktaRequest({ otpCode: 49_381 });
		const { messageProfile } = request.data;
		const body = { ...request, data: { messageProfile: { ...messageProfile, phoneNumber: Number(phoneNumber) } } };
		expect((await ask(world, body)).body.commands[0].value[0].status).toBe("SUCCESSFUL");
		expect(await inboxOf(world, phoneNumber)).toMatchObject([{ code: "49381" }]);
	});

	it.each(["", "not applicable", null])("gets our own words spoken when its text is %j", async (msgTemplate) => {
		const phoneNumber = nextNumber();
		await ask(world, oktaRequest({ phoneNumber, msgTemplate, deliveryChannel: "VOICE CALL", locale: "JA-JP" }));
		const [call] = await inboxOf(world, phoneNumber);
		expect(call).toMatchObject({ channel: "CALL", locale: "ja" });
		expect(call.text).toContain("0、4、9、3、8、1");
	});

	it.each([
		["an unknown purpose", { requestType: "com.okta.user.telephony.passkey-recovery" }, {}],
		["a purpose that is no text", { requestType: 7 }, {}],
		["a purpose of null", { requestType: null }, {}],
		["an empty purpose", { requestType: "" }, {}],
		["an end that is no time", {}, { otpExpires: "soon" }],
		["an end in epoch milliseconds", {}, { otpExpires: 1_767_225_600_000 }],
		["an end as an object", {}, { otpExpires: { epochSecond: 1_767_225_600 } }],
		["an end with blanks in it", {}, { otpExpires: "2026-11-22 05:05:00" }],
		["a very long end", {}, { otpExpires: "2".repeat(200) }],
		["no end", {}, { otpExpires: undefined }],
	])("may have %s: its message is a verification that lives for five minutes", async (_, outside, inside) => {
		const phoneNumber = nextNumber();
		const body = { ...oktaRequest({ phoneNumber, ...inside }), ...outside };
		const { transactionId, status } = (await ask(world, body)).body.commands[0].value[0];
		expect(status).toBe("SUCCESSFUL");
		const delivery = (await world.call("GET", `/api/v1/deliveries/${transactionId}`)).body;
		expect(delivery.requestType).toBe("com.okta.user.telephony.mfa-verification");
		if (!("requestType" in outside)) expect(Date.parse(delivery.expires)).toBe(world.clock.now + 300_000);
		expect(await inboxOf(world, phoneNumber)).toHaveLength(1);
	});

	it.each([
		`Your code is \${code}`,
		"N/A",
		"not applicable",
		"Your code is {{otpCode}}. Call 5550493812 for help",
		"Your code is ********",
		`Your code is 1${code}`,
	])("gets our own text in the place of %j, which has no code in it", async (msgTemplate) => {
		const phoneNumber = nextNumber();
		await ask(world, oktaRequest({ phoneNumber, msgTemplate }));
		const [{ text }] = await inboxOf(world, phoneNumber);
		expect(text).toContain(code);
		expect(text).not.toContain(msgTemplate);
	});

	it.each([
		`${code} \${name}`,
		"049-381 ist Ihr Code",
		"コード049 381です",
		`<#> G-${code}\n@host #${code}`,
		`Code${code}.`,
	])("gets its own text %j, which has the code in it", async (msgTemplate) => {
		const phoneNumber = nextNumber();
		await ask(world, oktaRequest({ phoneNumber, msgTemplate }));
		expect((await inboxOf(world, phoneNumber))[0].text).toBe(msgTemplate);
	});

	it("gets the code in its own text spoken sign by sign", async () => {
		const phoneNumber = nextNumber();
		await ask(world, oktaRequest({ phoneNumber, deliveryChannel: "voice call" }));
		const [call] = await inboxOf(world, phoneNumber);
		expect(call.text).toBe("(HOOK) Your code is 0, 4, 9, 3, 8, 1. Once more: 0, 4, 9, 3, 8, 1");
	});
});

describe("a repeated event", () => {
	it("sends no second message and gets the first answer", async () => {
		const phoneNumber = nextNumber();
		const request = oktaRequest({ phoneNumber });
		const first = await ask(world, request);
		world.clock.now += 1_000;
		expect((await ask(world, request)).body).toEqual(first.body);
		expect(await inboxOf(world, phoneNumber)).toHaveLength(1);
	});

	it("sends once and gets one answer when all requests come at once", async () => {
		const phoneNumber = nextNumber();
		const request = oktaRequest({ phoneNumber });
		const answers = await Promise.all(Array.from({ length: 10 }, () => ask(world, request)));
		expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
		expect(answers[0]!.body.commands[0].value[0].status).toBe("SUCCESSFUL");
		expect(await inboxOf(world, phoneNumber)).toHaveLength(1);
		expect(await deliveriesTo(request.eventId)).toHaveLength(1);
	});

	it("gets the same refusal again", async () => {
		const request = oktaRequest({ phoneNumber: "+19005550123" });
		const first = await ask(world, request);
		expect(first.body.commands[0].value[0].status).toBe("FAILED");
		expect((await ask(world, request)).body).toEqual(first.body);
	});
});

describe("an event whose first request gave no answer", () => {
	it("is handled again when the first request failed before it sent", async () => {
		const phoneNumber = nextNumber();
		const request = oktaRequest({ phoneNumber });
		const METER = { idFromName: () => ({}), get: () => ({}) } as unknown as typeof env.METER;
		const broken = await createWorld({ bindings: { ...env, METER } });
		expect((await ask(broken, request)).status).toBe(500);
		expect((await ask(world, request)).body.commands[0].value[0].status).toBe("SUCCESSFUL");
		expect(await inboxOf(world, phoneNumber)).toHaveLength(1);
	});

	it("is handled again when the meter was out of reach, and Okta is told to come back", async () => {
		const { namespace } = losingAnswers(env.METER, (index) => (index === 0 ? objectReset() : null));
		const shaken = await createWorld({ bindings: { ...env, METER: namespace as unknown as Bindings["METER"] } });
		const request = oktaRequest();
		const first = await ask(shaken, request);
		expect([first.status, first.body.errorCode, first.headers.get("retry-after")]).toEqual([503, "E0000010", "3"]);
		const second = await ask(shaken, request);
		expect([second.status, second.body.commands?.[0].value[0].status]).toEqual([200, "SUCCESSFUL"]);
		expect(await deliveriesTo(request.eventId)).toHaveLength(1);
	});

	it("is handled again when D1 was away in the middle of the first request, which was 503", async () => {
		const phoneNumber = nextNumber();
		const request = oktaRequest({ phoneNumber });
		const d1 = breakableDatabase();
		const broken = await createWorld({ bindings: d1.bindings });
		d1.fault = { kind: "fail", words: wordsOfMissingD1[0]!, only: /from "delivery_rules"/ };
		const answer = await ask(broken, request);
		expect([answer.status, answer.body.errorCode]).toEqual([503, "E0000010"]);
		expect((await ask(world, request)).body.commands[0].value[0].status).toBe("SUCCESSFUL");
		expect(await inboxOf(world, phoneNumber)).toHaveLength(1);
	});

	it("gets an answer within Okta's three seconds: what is known of its message, or that there is none", async () => {
		const phoneNumber = nextNumber();
		const [sent, lost] = [oktaRequest({ phoneNumber }), oktaRequest()];
		const first = await ask(world, sent);
		await env.DB.prepare("UPDATE inbound_requests SET answer = NULL WHERE event_id = ?").bind(sent.eventId).run();
		await env.DB.prepare("INSERT INTO inbound_requests (source_id, event_id, received_at) VALUES ('okta', ?, ?)")
			.bind(lost.eventId, world.clock.now)
			.run();
		const startedAt = performance.now();
		const [known, unknown] = await Promise.all([ask(world, sent), ask(world, lost)]);
		expect(performance.now() - startedAt).toBeLessThan(3_000);
		const { transactionId } = first.body.commands[0].value[0];
		expect(known.body.commands[0].value).toEqual([{ status: "SUCCESSFUL", transactionId }]);
		expect(await inboxOf(world, phoneNumber)).toHaveLength(1);
		expect(unknown.body.commands[0].value).toEqual([{ status: "FAILED" }]);
		expect(unknown.body.error.errorSummary).toMatch(/\S/);
	});
});

describe("a refused message of an Okta org", () => {
	it.each([
		["a premium-rate number", "+19002345678", "E0000098"],
		["no number at all", "12", "E0000098"],
	])("is answered FAILED with the reason: %s", async (_, phoneNumber, reason) => {
		const request = oktaRequest({ phoneNumber });
		const answer = await ask(world, request);
		expect([answer.status, answer.body]).toEqual([
			200,
			{
				commands: [{ type: "com.okta.telephony.action", value: [{ status: "FAILED" }] }],
				error: {
					errorSummary: expect.stringMatching(/\S/),
					errorCauses: [expect.objectContaining({ reason, errorSummary: expect.stringMatching(/\S/) })],
				},
			},
		]);
		expect(await deliveriesTo(request.eventId)).toEqual([]);
	});

	it("is answered FAILED when Okta's time has passed before a provider is asked", async () => {
		const arrivedAt = world.clock.now;
		const METER = {
			idFromName: (name: string) => env.METER.idFromName(name),
			get(id: DurableObjectId) {
				slow.clock.now = arrivedAt + 2_400;
				return env.METER.get(id as never);
			},
		} as unknown as typeof env.METER;
		const slow = await createWorld({ bindings: { ...env, METER } });
		slow.clock.now = arrivedAt;
		const phoneNumber = nextNumber();
		const answer = await ask(slow, oktaRequest({ phoneNumber }));
		expect(answer.body.commands[0].value).toEqual([{ status: "FAILED" }]);
		expect(await inboxOf(world, phoneNumber)).toEqual([]);
	});

	it("is answered FAILED at the hourly cap of its number, and no cool-down of ours refuses it before", async () => {
		const phoneNumber = nextNumber();
		for (let sent = 0; sent < 5; sent++) {
			expect((await ask(world, oktaRequest({ phoneNumber }))).body.error).toBeUndefined();
		}
		const answer = await ask(world, oktaRequest({ phoneNumber }));
		expect(answer.body.error.errorCauses[0].reason).toBe("E0000150");
		expect(await inboxOf(world, phoneNumber)).toHaveLength(5);
	});
});

it("a message of an Okta org never shows the code or the number in an answer, the log or a kept answer", async () => {
	const phoneNumber = nextNumber();
	const answers = [
		await ask(world, oktaRequest({ phoneNumber })),
		await ask(world, oktaRequest({ phoneNumber })),
		await ask(world, oktaRequest({ phoneNumber: "+19002345678" })),
		await ask(world, { ...oktaRequest({ phoneNumber }), data: { messageProfile: { otpCode: code, phoneNumber } } }),
	];
	expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
	await logArrived();
	const { results: log } = await env.DB.prepare("SELECT event FROM log_events").all<{ event: string }>();
	const refusals = log.map(({ event }) => JSON.parse(event)).filter(({ outcome }) => outcome.result === "DENY");
	expect(refusals).toContainEqual(
		expect.objectContaining({
			eventType: "system.sms.send_factor_verify_message",
			outcome: { result: "DENY", reason: "SEND_LIMIT_PREMIUM" },
		}),
	);
	const { results: kept } = await env.DB.prepare("SELECT * FROM inbound_requests").all();
	const shown = JSON.stringify([answers.map(({ body }) => body), log, kept]);
	for (const hidden of [code, phoneNumber, "19002345678"]) expect(shown).not.toContain(hidden);
});
