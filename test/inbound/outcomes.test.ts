import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createApplication } from "../applications/applications";
import { createWorld, unique, type World } from "../support/world";
import { ask, nextNumber, oktaRequest, secret } from "./requests";

const sourcePath = "/api/v1/inbound-sources/okta";
const eventsPath = "/hooks/okta/events";
const eventSecret = "Bearer the-secret-of-the-event-hook";

let world: World;
const settings = (changes: Record<string, unknown> = {}) =>
	world.call("PUT", sourcePath, { name: "Okta receiver", enabled: true, secret, eventSecret, ...changes });

beforeEach(async () => {
	world = await createWorld();
	expect((await settings()).status).toBe(200);
});

const deliver = async (profile: Record<string, unknown> = {}, userId?: string) => {
	const request = oktaRequest(profile);
	if (userId !== undefined) request.data.userProfile.userId = userId;
	const { body } = await ask(world, request);
	return body.commands[0].value[0].transactionId as string | undefined;
};

/** One message a minute to numbers of one range: how many are sent before the first refusal, of at most `most`. */
async function sendEachMinute(range: string, most: number, after: (id: string, index: number) => Promise<unknown>) {
	for (let index = 0; index < most; index++) {
		const id = await deliver({ phoneNumber: `${range}${String(2_000 + index)}` }, `00u${range}`);
		if (id === undefined) return index;
		await after(id, index);
		world.clock.now += 60_000;
	}
	return most;
}

const outcomePath = (id: string) => `/api/v1/deliveries/${id}/outcome`;
const tell = (id: string, outcome = "entered", token?: string) =>
	world.call("POST", outcomePath(id), { outcome }, token === undefined ? {} : { token });
const nothing = async () => undefined;

const outcomeOf = async (id: string | undefined) => (await world.call("GET", `/api/v1/deliveries/${id}`)).body.outcome;

describe("codes that an Okta org verifies", () => {
	it("don't block a number range, although nobody enters them here", async () => {
		expect(await sendEachMinute("+1212555", 40, nothing)).toBe(40);
	});

	it("block it when outcomes count and none is told", async () => {
		await settings({ countsOutcomes: true });
		expect(await sendEachMinute("+1213555", 40, nothing)).toBeLessThan(30);
	});

	it("don't block it when outcomes count and one in four is entered", async () => {
		await settings({ countsOutcomes: true });
		const each = async (id: string, index: number) => index % 4 === 0 && expect((await tell(id)).status).toBe(204);
		expect(await sendEachMinute("+1214555", 40, each)).toBe(40);
	});

	it("block it when outcomes count and all are told as not entered", async () => {
		await settings({ countsOutcomes: true });
		expect(await sendEachMinute("+1215555", 40, (id) => tell(id, "notEntered"))).toBeLessThan(30);
	});
});

describe("an outcome", () => {
	it("is told once, by an administrator or the source's own token", async () => {
		const create = { name: unique("token"), role: "SOURCE", sourceId: "okta" };
		const { token } = (await world.call("POST", "/api/v1/api-tokens", create)).body;
		const [one, two] = [await deliver(), await deliver()];
		expect((await tell(one!)).status).toBe(204);
		expect((await tell(two!, "notEntered", token)).status).toBe(204);
		expect([await outcomeOf(one), await outcomeOf(two)]).toEqual(["entered", "notEntered"]);
		for (const id of [one!, two!]) {
			const again = await tell(id, "entered", token);
			expect([again.status, again.body.errorCode]).toEqual([403, "E0000107"]);
		}
		expect(await outcomeOf(two)).toBe("notEntered");
	});

	it("counts once of twenty at once", async () => {
		const id = await deliver();
		const answers = await Promise.all(Array.from({ length: 20 }, () => tell(id!)));
		expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
	});

	it("is refused to a token of another source, to which the delivery isn't there", async () => {
		const source = { type: "okta", name: unique("Other org"), enabled: false };
		const { id: sourceId } = (await world.call("POST", "/api/v1/inbound-sources", source)).body;
		const create = { name: unique("token"), role: "SOURCE", sourceId };
		const { token } = (await world.call("POST", "/api/v1/api-tokens", create)).body;
		const id = await deliver();
		expect((await tell(id!, "entered", token)).status).toBe(404);
		expect(await outcomeOf(id)).toBeNull();
	});

	it.each([
		[599_999, 204],
		[600_000, 403],
		[86_400_000, 403],
	])("comes %i ms after the message: %i", async (ms, status) => {
		const id = await deliver();
		world.clock.now += ms;
		expect((await tell(id!)).status).toBe(status);
	});

	it("is refused for a code that is verified here, and for a delivery that isn't there", async () => {
		const account = (
			await world.call("POST", "/api/v1/users?activate=true", {
				profile: { login: `${unique("ada")}@example.com`, firstName: "A", lastName: "L", email: "ada@example.com" },
			})
		).body;
		const factor = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: nextNumber() } };
		await world.call("POST", `/api/v1/users/${account.id}/factors`, factor);
		const [delivery] = (await world.call("GET", `/api/v1/deliveries?userId=${account.id}`)).body;
		const answer = await tell(delivery.id);
		expect([answer.status, answer.body.errorCode]).toEqual([403, "E0000107"]);
		expect((await tell("dlv00000000000000000")).status).toBe(404);
	});

	it.each(["maybe", "ENTERED", "", null, 1])("can't be %j", async (outcome) => {
		const id = await deliver();
		expect((await world.call("POST", outcomePath(id!), { outcome })).status).toBe(400);
	});
});

describe("a token of a source", () => {
	it.each([
		{ role: "SOURCE" },
		{ role: "SOURCE", sourceId: null },
		{ role: "SOURCE", sourceId: "src00000000000000000" },
		{ role: "VERIFIER", sourceId: "okta" },
		{ role: "ADMINISTRATOR", sourceId: "okta" },
	])("isn't made of %j", async (input) => {
		const answer = await world.call("POST", "/api/v1/api-tokens", { name: unique("token"), ...input });
		expect([answer.status, answer.body.errorCode]).toEqual([400, "E0000001"]);
		expect(answer.body.errorCauses[0].errorSummary).toMatch(/^sourceId: /);
	});

	it("acts for no application", async () => {
		const { id: applicationId } = await createApplication(world);
		const input = { name: unique("token"), role: "SOURCE", sourceId: "okta", applicationId };
		const answer = await world.call("POST", "/api/v1/api-tokens", input);
		expect([answer.status, answer.body.errorCauses?.[0]?.errorSummary]).toEqual([
			400,
			"role: A token of an application can't have the role ADMINISTRATOR or SOURCE.",
		]);
	});

	it("opens nothing else", async () => {
		const create = { name: unique("token"), role: "SOURCE", sourceId: "okta" };
		const { token } = (await world.call("POST", "/api/v1/api-tokens", create)).body;
		for (const path of ["/api/v1/deliveries", "/api/v1/users", sourcePath, "/api/v1/logs"]) {
			expect((await world.call("GET", path, undefined, { token })).status).toBe(403);
		}
	});
});

/** As a newer org writes it. */
const event = (changes: Record<string, unknown> = {}) => ({
	uuid: crypto.randomUUID(),
	published: new Date(world.clock.now + 20_000).toISOString(),
	eventType: "user.authentication.auth_via_mfa",
	version: "0",
	outcome: { result: "SUCCESS", reason: null },
	actor: { id: "00uA", type: "User", alternateId: "ada@example.com", displayName: "Ada", detailEntry: null },
	debugContext: { debugData: { factor: "SMS_FACTOR", factorIntent: "LOGIN" } },
	target: [{ id: "00uA", type: "User", alternateId: "ada@example.com", displayName: "Ada", detailEntry: null }],
	...changes,
});

const hook = (events: unknown[]) => ({
	eventType: "com.okta.event_hook",
	eventTypeVersion: "1.0",
	cloudEventsVersion: "0.1",
	contentType: "application/json",
	eventId: crypto.randomUUID(),
	eventTime: new Date(world.clock.now).toISOString(),
	source: "https://org.okta.example/api/v1/eventHooks/whoql0HfiLGPWc8Jx0g3",
	data: { events },
});

const callEvents = (body: unknown, given: string | null = eventSecret, path = eventsPath) =>
	world.call("POST", path, body, { token: null, headers: given === null ? {} : { authorization: given } });

describe("Okta's event hook", () => {
	const challenge = "aB3-challenge_of.Okta";
	const verify = (headers: Record<string, string>) =>
		world.call("GET", eventsPath, undefined, { token: null, headers });

	it("gets its verification value back, with the secret and without", async () => {
		const header = { "x-okta-verification-challenge": challenge };
		for (const answer of [await verify(header), await verify({ ...header, authorization: eventSecret })]) {
			expect([answer.status, answer.body]).toEqual([200, { verification: challenge }]);
		}
	});

	it("gets no value with a wrong secret, and none where it sends none", async () => {
		const header = { "x-okta-verification-challenge": challenge };
		expect((await verify({ ...header, authorization: secret })).status).toBe(401);
		expect((await verify({ authorization: eventSecret })).status).toBe(400);
		await env.DB.prepare("UPDATE inbound_sources SET event_secret_hash = NULL WHERE id = 'okta'").run();
		world.clock.now += 30_000;
		expect((await verify(header)).status).toBe(404);
	});

	it.each([null, "", secret, eventSecret.toLowerCase()])("is refused with the secret %j", async (given) => {
		expect((await callEvents(hook([event()]), given)).status).toBe(401);
	});

	it.each([
		["of an SMS", "SMS", {}],
		["of a call", "VOICE CALL", { debugContext: { debugData: { factor: "CALL_FACTOR" } } }],
		[
			"of an SMS in a newer org",
			"SMS",
			{
				debugContext: { debugData: {} },
				target: [
					{ id: "00uA", type: "User", detailEntry: null },
					{ id: "sms1", type: "AuthenticatorEnrollment", detailEntry: { methodTypeUsed: "SMS" } },
				],
			},
		],
		[
			"of a call in a newer org",
			"Voice",
			{
				debugContext: null,
				target: [
					{ id: "sms1", type: "AuthenticatorEnrollment", detailEntry: { methodTypeUsed: "Voice call" } },
					{ id: "00uA", type: "User", detailEntry: null },
				],
			},
		],
		[
			"of an enrolment",
			"SMS",
			{
				eventType: "user.mfa.factor.activate",
				outcome: { result: "SUCCESS", reason: "User set up SMS_FACTOR factor" },
				debugContext: { debugData: {} },
			},
		],
		["without a target", "SMS", { target: null }],
	])("tells that the code %s was entered", async (_, deliveryChannel, changes) => {
		const id = await deliver({ deliveryChannel }, "00uA");
		expect((await callEvents(hook([event(changes)]))).status).toBe(204);
		expect(await outcomeOf(id)).toBe("entered");
		expect((await tell(id!)).status).toBe(403);
	});

	it.each([
		["of another person", { actor: { id: "00uB", type: "User" }, target: [{ id: "00uB", type: "User" }] }],
		["of the other channel", { debugContext: { debugData: { factor: "CALL_FACTOR" } } }],
		["of another factor", { debugContext: { debugData: { factor: "OKTA_VERIFY_PUSH" } } }],
		["of a failure", { outcome: { result: "FAILURE", reason: "INVALID_CREDENTIALS" } }],
		["of another type", { eventType: "system.sms.send_factor_verify_message" }],
		["that is a text", "SMS_FACTOR"],
		["without an id", { uuid: undefined }],
		["at no time", { published: "yesterday" }],
	])("changes nothing by an event %s", async (_, changes) => {
		const id = await deliver({}, "00uA");
		const events = typeof changes === "string" ? [changes] : [event(changes)];
		expect((await callEvents(hook(events))).status).toBe(204);
		expect(await outcomeOf(id)).toBeNull();
	});

	it.each([
		[-31_000, null],
		[-10_000, "entered"],
		[599_000, "entered"],
		[600_001, null],
	])("of %i ms after the message finds it: %j", async (ms, outcome) => {
		const id = await deliver({}, "00uA");
		await callEvents(hook([event({ published: new Date(world.clock.now + ms).toISOString() })]));
		expect(await outcomeOf(id)).toBe(outcome);
	});

	it("tells of the newest message, and the same event never of another one", async () => {
		const first = await deliver({}, "00uC");
		world.clock.now += 1_000;
		const second = await deliver({}, "00uC");
		const person = { id: "00uC", type: "User", detailEntry: null };
		const told = hook([event({ target: [person] })]);
		await Promise.all(Array.from({ length: 5 }, () => callEvents(told)));
		await callEvents(told);
		expect([await outcomeOf(first), await outcomeOf(second)]).toEqual([null, "entered"]);
	});

	it("brings several events at once, also unreadable and large ones", async () => {
		const [one, two] = [await deliver({}, "00uD"), await deliver({}, "00uE")];
		const of = (id: string) => event({ actor: { id, type: "User" }, target: null });
		const large = event({ eventType: "user.session.start", padding: "x".repeat(200_000) });
		expect((await callEvents(hook([null, of("00uD"), large, 7, of("00uE")]))).status).toBe(204);
		expect([await outcomeOf(one), await outcomeOf(two)]).toEqual(["entered", "entered"]);
	});

	it("keeps a number range open by its events, when outcomes count", async () => {
		await settings({ countsOutcomes: true });
		const person = { id: "00u+1216555", type: "User" };
		const each = async (_: string, index: number) =>
			index % 4 === 0 && (await callEvents(hook([event({ actor: person, target: [person] })])));
		expect(await sendEachMinute("+1216555", 40, each)).toBe(40);
	});

	it("tells of the messages of its own org alone", async () => {
		const source = {
			type: "okta",
			name: unique("Other org"),
			enabled: true,
			secret,
			eventSecret: "Bearer events-of-other",
		};
		const { id, eventsUrl } = (await world.call("POST", "/api/v1/inbound-sources", source)).body;
		expect(new URL(eventsUrl).pathname).toBe(`/hooks/okta/${id}/events`);
		const sent = await deliver({}, "00uF");
		const person = { id: "00uF", type: "User" };
		const told = hook([event({ target: [person] })]);
		expect((await callEvents(told, "Bearer events-of-other", new URL(eventsUrl).pathname)).status).toBe(204);
		expect(await outcomeOf(sent)).toBeNull();
	});
});
