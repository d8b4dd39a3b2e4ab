import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createApiToken } from "../../src/access/service";
import { velocityBetween } from "../../src/decisions/history";
import { deleteOldDecisions } from "../../src/decisions/record";
import { applicationInput } from "../applications/applications";
import { createActiveUser } from "../factors/sent-factor";
import { createPolicy, removeAllPolicies, ruleOf, setsPath } from "../policies/challenge/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";

const path = "/api/v1/decisions";
const minuteMs = 60_000;

let world: World;
let userId: string;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	userId = (await createActiveUser(world)).user.id;
});

const ask = (input: Record<string, unknown>) =>
	world.call("POST", path, { checkpoint: "POST_AUTHENTICATION", user: userId, ...input });
const record = (input: Record<string, unknown> = {}) => ask({ record: true, ...input });

const token = () => unique("device-token-of-a-browser");

const rule = (condition: string, parameters: Record<string, unknown> = {}, actionGroup = "CHALLENGE") =>
	ruleOf({ conditions: [{ condition, parameters }], actionGroup });

const rows = async () =>
	(await env.DB.prepare("SELECT * FROM decisions WHERE user_id = ? ORDER BY id").bind(userId).all()).results;

describe("a recorded decision", () => {
	it("has an id and a row, and a dry run has neither", async () => {
		expect((await ask({})).body.id).toBeNull();
		expect(await rows()).toEqual([]);
		const deviceToken = token();
		const { body } = await record({ client: { ip: "203.0.113.9", deviceToken } });
		expect(await rows()).toMatchObject([{ id: body.id, action: "ALLOW", ip_address: "203.0.113.9", is_sign_in: 1 }]);
		expect(JSON.stringify(await rows())).not.toContain(deviceToken);
	});

	it("goes after 30 days, and with its user", async () => {
		await record();
		world.clock.now += 30 * 24 * 60 * minuteMs;
		await deleteOldDecisions(world.ctx);
		expect(await rows()).toHaveLength(1);
		world.clock.now += 1;
		await deleteOldDecisions(world.ctx);
		expect(await rows()).toEqual([]);
		await record();
		await world.call("DELETE", `/api/v1/users/${userId}`);
		await world.call("DELETE", `/api/v1/users/${userId}`);
		expect(await rows()).toEqual([]);
	});
});

describe("a device", () => {
	beforeEach(() => createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [rule("device-new-for-user")] }));

	it("is new until its user has passed a challenge, for each user and each application anew", async () => {
		const client = { deviceToken: token() };
		const first = await record({ client });
		expect(first.body.action).toBe("CHALLENGE");
		expect((await record({ client })).body.action).toBe("CHALLENGE");
		expect((await world.call("POST", `${path}/${first.body.id}/passed`)).status).toBe(204);
		expect((await record({ client })).body.action).toBe("ALLOW");
		const other = (await createActiveUser(world)).user.id;
		expect((await ask({ client, user: other })).body.action).toBe("CHALLENGE");
		const application = (await world.call("POST", "/api/v1/applications", applicationInput())).body.id;
		expect((await ask({ client, application })).body.action).toBe("CHALLENGE");
		expect((await ask({ client: { deviceToken: token() } })).body.action).toBe("CHALLENGE");
	});

	it("without a token is unknown, and not new", async () => {
		expect((await ask({})).body.action).toBe("ALLOW");
	});

	it("is passed by its own application only, within an hour, and never after a block", async () => {
		const application = (await world.call("POST", "/api/v1/applications", applicationInput())).body.id;
		const tied = { name: "application", role: "VERIFIER", rateLimit: "LARGE", applicationId: application } as const;
		const { token: applicationToken } = await createApiToken(world.ctx, tied);
		const client = { deviceToken: token() };
		const pass = async (id: string, as = applicationToken) =>
			(await world.call("POST", `${path}/${id}/passed`, undefined, { token: as })).status;
		expect(await pass((await record({ client })).body.id)).toBe(404);
		const own = (await record({ client, application })).body.id;
		expect(await pass(own, await world.tokenFor("VERIFIER"))).toBe(404);
		expect([await pass(own), await pass(own)]).toEqual([204, 204]);
		const late = (await record({ client: { deviceToken: token() }, application })).body.id;
		world.clock.now += 60 * minuteMs;
		expect(await pass(late)).toBe(404);
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [rule("always", {}, "BLOCK")] });
		expect(await pass((await record({ client, application })).body.id)).toBe(404);
	});
});

describe("speed", () => {
	const copenhagen = { latitude: 55.676, longitude: 12.568 };
	const tokyo = { latitude: 35.677, longitude: 139.65 };

	it.each([
		[copenhagen, tokyo, 60, 5_404],
		[copenhagen, copenhagen, 0, 0],
		[{ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 }, 60, 14],
		[{ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 0 }, 60, 12_437],
	])("from %j to %j in %i minutes is %i miles per hour", (from, to, minutes, expected) => {
		expect(Math.abs(velocityBetween(from, to, minutes * minuteMs) - expected)).toBeLessThanOrEqual(10);
	});

	it("is measured from the last good sign-in, and unknown without one or without a place", async () => {
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [rule("user-velocity")] });
		expect((await record({ client: copenhagen })).body.action).toBe("ALLOW");
		world.clock.now += 60 * minuteMs;
		expect((await record({ client: tokyo })).body.action).toBe("CHALLENGE");
		expect((await ask({ client: copenhagen })).body.action).toBe("ALLOW");
		expect((await ask({})).body.action).toBe("ALLOW");
		world.clock.now += 20 * 60 * minuteMs;
		expect((await ask({ client: tokyo })).body.action).toBe("ALLOW");
	});
});

describe("counts", () => {
	it("of actions make an override take effect, for as long as its time", async () => {
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [rule("always", {}, "BLOCK")] });
		const actionOverrides = [{ from: "BLOCK", to: "ALLOW", count: 2, seconds: 60 }];
		const set = `${setsPath}/POST_AUTHENTICATION`;
		await world.call("PUT", set, { allowActionOverrides: true, actionOverrides });
		const taken: string[] = [];
		for (let index = 0; index < 3; index += 1) taken.push((await record()).body.action);
		world.clock.now += minuteMs;
		taken.push((await record()).body.action);
		await world.call("PUT", set, {});
		expect(taken).toEqual(["BLOCK", "BLOCK", "ALLOW", "BLOCK"]);
	});

	it("of an action at a checkpoint, of users of an address and of a device are exact", async () => {
		const client = { ip: "198.51.100.77", deviceToken: token() };
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			rules: [
				{ ...rule("location-address-user-count", { seconds: 60, users: 3 }, "BLOCK"), name: "address" },
				{ ...rule("device-user-count", { seconds: 60, users: 2 }, "REGISTRATION_REQUIRED"), name: "device" },
			],
		});
		const [second, third] = [(await createUser(world)).id, (await createUser(world)).id];
		const decide = async (user: string, given: Record<string, unknown>) =>
			(await record({ user, client: given })).body.action;
		expect(await decide(userId, client)).toBe("ALLOW");
		expect(await decide(userId, client)).toBe("ALLOW");
		expect(await decide(second, { ip: client.ip })).toBe("ALLOW");
		expect(await decide(second, client)).toBe("REGISTRATION_REQUIRED");
		expect(await decide(third, { ip: client.ip })).toBe("BLOCK");
		world.clock.now += minuteMs;
		expect(await decide(third, client)).toBe("ALLOW");
	});
});

describe("the risk", () => {
	it("that was found after the password is known at the challenge, for half an hour", async () => {
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			rules: [ruleOf({ score: 900, actionGroup: "CHALLENGE" })],
		});
		await createPolicy(world, { checkpoint: "CHALLENGE", rules: [rule("session-risk-class", {}, "ChallengeSMS")] });
		const challenge = async () => (await ask({ checkpoint: "CHALLENGE" })).body;
		expect(await challenge()).toMatchObject({ action: "BLOCK", reason: "no_method" });
		await record();
		expect(await challenge()).toMatchObject({ action: "ChallengeSMS" });
		world.clock.now += 30 * minuteMs;
		expect(await challenge()).toMatchObject({ action: "BLOCK" });
	});
});
