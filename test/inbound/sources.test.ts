import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { okta } from "../../src/inbound/okta";
import { receive } from "../../src/inbound/receive";
import { listRequests } from "../../src/inbound/requests";
import { logArrived } from "../support/log-queue";
import { isSlow, plansOf } from "../support/plans";
import { createWorld, unique, type World } from "../support/world";
import { ask, code, enable, inboxOf, nextNumber, oktaRequest, path, secret } from "./requests";

const sourcesPath = "/api/v1/inbound-sources";
const otherSecret = "Bearer the-secret-of-another-org";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await enable(world);
});

const input = (changes: Record<string, unknown> = {}) => ({
	type: "okta",
	name: unique("Okta of a subsidiary"),
	enabled: true,
	secret: otherSecret,
	...changes,
});

async function createSource(changes: Record<string, unknown> = {}) {
	const { status, body } = await world.call("POST", sourcesPath, input(changes));
	expect(status).toBe(200);
	return { ...body, path: new URL(body.url).pathname };
}

const askAt = (at: string, body: unknown, given = otherSecret, header = "authorization") =>
	world.call("POST", at, body, { token: null, headers: { [header]: given } });

describe("the inbound sources", () => {
	it("begin with the Okta receiver, which has the same settings on both paths", async () => {
		const { body } = await world.call("GET", `${sourcesPath}/okta`);
		expect(body).toMatchObject({ type: "okta", enabled: true, hasSecret: true, countsOutcomes: false });
		expect(body.url).toBe(`https://otp.test${path}`);
		expect((await world.call("GET", sourcesPath)).body).toContainEqual(body);
		await world.call("PUT", `${sourcesPath}/okta`, { ...body, countsOutcomes: true, sender: "ACME" });
		await enable(world, { headerName: "X-Other" });
		const changed = (await world.call("GET", `${sourcesPath}/okta`)).body;
		expect(changed).toMatchObject({ headerName: "X-Other", countsOutcomes: true, sender: "ACME" });
	});

	it("take a second org at a path of its own, with its own secret", async () => {
		const other = await createSource();
		expect(other.path).toBe(`/hooks/okta/${other.id}`);
		const phoneNumber = nextNumber();
		expect((await askAt(other.path, oktaRequest({ phoneNumber }), secret)).status).toBe(401);
		expect((await askAt(path, oktaRequest({ phoneNumber }))).status).toBe(401);
		expect((await askAt(other.path, oktaRequest({ phoneNumber }))).status).toBe(200);
		expect(await inboxOf(world, phoneNumber)).toHaveLength(1);
	});

	it("have limits of their own, which count for no other org", async () => {
		const other = await createSource({ limits: { blockedNumbers: ["+1415555*"] } });
		const blocked = await askAt(other.path, oktaRequest());
		expect(blocked.body.error.errorCauses[0].errorSummary).toContain("An administrator has blocked this number.");
		expect((await ask(world, oktaRequest())).body.error).toBeUndefined();
	});

	it("don't mix up two orgs that use the same event id", async () => {
		const other = await createSource();
		const [one, two] = [nextNumber(), nextNumber()];
		const first = await ask(world, oktaRequest({ phoneNumber: one }, "the-same-event"));
		const second = await askAt(other.path, oktaRequest({ phoneNumber: two }, "the-same-event"));
		expect(first.body.commands[0].value[0].transactionId).not.toBe(second.body.commands[0].value[0].transactionId);
		expect(await inboxOf(world, one)).toHaveLength(1);
		expect(await inboxOf(world, two)).toHaveLength(1);
	});

	it.each([
		["a source that isn't there", "/hooks/okta/src00000000000000000"],
		["a type that isn't there", "/hooks/nobody/okta"],
	])("answer 404 for %s", async (_, at) => {
		expect((await askAt(at, oktaRequest())).status).toBe(404);
	});

	it("answer 404 while one is switched off, and keep its secret until it is switched on again", async () => {
		const other = await createSource();
		const { type: _, secret: __, ...settings } = input({ name: other.name });
		await world.call("PUT", `${sourcesPath}/${other.id}`, { ...settings, enabled: false });
		expect((await askAt(other.path, oktaRequest())).status).toBe(404);
		await world.call("PUT", `${sourcesPath}/${other.id}`, settings);
		expect((await askAt(other.path, oktaRequest())).status).toBe(200);
	});

	it("can't be created with a name that is taken, or enabled without a secret", async () => {
		const taken = await world.call("POST", sourcesPath, input({ name: "OKTA Receiver" }));
		const bare = await world.call("POST", sourcesPath, input({ secret: undefined }));
		expect([taken.status, taken.body.errorCauses[0].errorSummary]).toEqual([400, expect.stringMatching(/^name: /)]);
		expect([bare.status, bare.body.errorCauses[0].errorSummary]).toEqual([400, expect.stringMatching(/^secret: /)]);
	});

	it("log their changes, and never a secret", async () => {
		const other = await createSource({ eventSecret: "Bearer the-secret-of-its-events" });
		await logArrived();
		const { results } = await env.DB.prepare("SELECT event FROM log_events WHERE event LIKE ?")
			.bind(`%${other.id}%`)
			.all<{ event: string }>();
		expect(results.map(({ event }) => JSON.parse(event).eventType)).toEqual(["system.okta_receiver.create"]);
		expect(JSON.stringify([other, results])).not.toMatch(/the-secret-of/);
	});

	it.each(["auth_secret", "x-telephony-key", "_", "X_Okta-Secret_2"])(
		"take the secret in the header %s",
		async (name) => {
			const other = await createSource({ headerName: name });
			expect((await askAt(other.path, oktaRequest(), otherSecret, name)).status).toBe(200);
			expect((await askAt(other.path, oktaRequest(), `${otherSecret}x`, name)).status).toBe(401);
		},
	);

	it.each(["", "auth secret", "auth:secret", "auth\nsecret", "größe"])(
		"refuse the header name %j",
		async (headerName) => {
			expect((await world.call("POST", sourcesPath, input({ headerName }))).status).toBe(400);
		},
	);
});

describe("the settings of a source", () => {
	it("write its text messages from a template, and leave its calls alone", async () => {
		const template = { name: unique("Template"), template: `\${org.name}: \${code} sagt niemandem` };
		const { id: smsTemplateId } = (await world.call("POST", "/api/v1/templates/sms", template)).body;
		const other = await createSource({ smsTemplateId });
		const [sms, call] = [nextNumber(), nextNumber()];
		await askAt(other.path, oktaRequest({ phoneNumber: sms }));
		await askAt(other.path, oktaRequest({ phoneNumber: call, deliveryChannel: "Voice" }));
		expect((await inboxOf(world, sms))[0].text).toContain(`${code} sagt niemandem`);
		expect((await inboxOf(world, call))[0].text).toContain("(HOOK)");
	});

	it("name the source and the org's person in the delivery", async () => {
		const other = await createSource();
		const answer = await askAt(other.path, oktaRequest());
		const { transactionId } = answer.body.commands[0].value[0];
		const delivery = (await world.call("GET", `/api/v1/deliveries/${transactionId}`)).body;
		expect(delivery).toMatchObject({ sourceId: other.id, outcome: null });
		const row = await env.DB.prepare("SELECT source_user_id FROM deliveries WHERE id = ?").bind(transactionId).first();
		expect(row).toEqual({ source_user_id: "00uyxxSknGtK8022w0g3" });
	});
});

describe("the time of a source", () => {
	/** A world whose meter takes 700 ms before it counts. */
	async function slowWorld(): Promise<World> {
		const METER = {
			idFromName: (name: string) => env.METER.idFromName(name),
			get(id: DurableObjectId) {
				slow.clock.now += 700;
				return env.METER.get(id as never);
			},
		} as unknown as typeof env.METER;
		const slow: World = await createWorld({ bindings: { ...env, METER } });
		return slow;
	}

	it.each([
		[1_000, "FAILED"],
		[1_100, "FAILED"],
		[1_300, "SUCCESSFUL"],
		[okta.answerWithinMs, "SUCCESSFUL"],
	])("is its own: with %i ms, and 700 ms used up before a provider is asked, a message is %s", async (ms, status) => {
		const { ctx } = await slowWorld();
		const asked = okta.body.parse(oktaRequest());
		const answer = await receive(ctx, { ...okta, answerWithinMs: ms }, "okta", asked);
		expect(answer.commands[0]!.value[0]!.status).toBe(status);
	});
});

describe("deleting an inbound source", () => {
	it("needs it to be disabled, and leaves the first one", async () => {
		const other = await createSource();
		const remove = (id: string) => world.call("DELETE", `${sourcesPath}/${id}`);
		expect((await remove(other.id)).body.errorCauses[0].errorSummary).toContain("switched off before");
		await world.call("PUT", `${sourcesPath}/${other.id}`, { name: other.name, enabled: false });
		expect((await remove(other.id)).status).toBe(204);
		expect((await remove(other.id)).status).toBe(404);
		expect((await askAt(other.path, oktaRequest())).status).toBe(404);
		expect((await remove("okta")).status).toBe(403);
		for (const role of ["VERIFIER", "HELP_DESK", "READ_ONLY"] as const) {
			const token = await world.tokenFor(role);
			expect((await world.call("DELETE", `${sourcesPath}/okta`, undefined, { token })).status).toBe(403);
		}
	});

	it("lets one of two at once through", async () => {
		const { id } = await createSource({ enabled: false });
		const both = await Promise.all([1, 2].map(() => world.call("DELETE", `${sourcesPath}/${id}`)));
		expect(both.filter(({ status }) => status === 204)).toHaveLength(1);
	});
});

describe("the last requests of a source", () => {
	it("come newest first, and are read by their index", async () => {
		const other = await createSource();
		const first = oktaRequest();
		await askAt(other.path, first);
		world.clock.now += 1_000;
		const second = oktaRequest({ phoneNumber: "+1 900 555 0100" });
		await askAt(other.path, second);
		const requests = await listRequests(world.ctx, other, 9);
		expect(requests.map(({ eventId, told }) => [eventId, told?.result])).toEqual([
			[second.eventId, "refused"],
			[first.eventId, "sent"],
		]);
		expect(await listRequests(world.ctx, other, 1)).toHaveLength(1);
		const plans = await plansOf(({ ctx }) => listRequests(ctx, other, 9));
		expect(plans.filter(isSlow)).toEqual([]);
		expect(plans[0]).toContain("inbound_requests_of_source");
	});
});
