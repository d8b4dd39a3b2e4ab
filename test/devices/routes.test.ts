import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createApiToken } from "../../src/access/service";
import { deviceHash, newDeviceToken } from "../../src/devices/token";
import { applicationInput } from "../applications/applications";
import { createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";

let world: World;
let userId: string;
beforeEach(async () => {
	world = await createWorld();
	userId = (await createUser(world)).id;
});

const pathOf = (user = userId) => `/api/v1/users/${user}/registered-devices`;
const register = (deviceToken: string, more: Record<string, unknown> = {}, user = userId, token?: string) =>
	world.call("POST", pathOf(user), { deviceToken, ...more }, token === undefined ? {} : { token });
const list = async () => (await world.call("GET", pathOf())).body as { id: string }[];
const ownToken = () => unique("device-token-of-an-application");

const createApplication = async () =>
	(await world.call("POST", "/api/v1/applications", applicationInput())).body.id as string;

async function tokenOf(applicationId: string) {
	const tied = { name: "application", role: "VERIFIER", rateLimit: "LARGE", applicationId } as const;
	return (await createApiToken(world.ctx, tied)).token;
}

describe("a token of ours", () => {
	it("has 256 random bits, is another one each time, and isn't stored", async () => {
		const made = await Promise.all(Array.from({ length: 20 }, () => world.call("POST", "/api/v1/device-tokens")));
		const tokens = made.map(({ body }) => body.deviceToken as string);
		expect(new Set(tokens).size).toBe(20);
		for (const token of tokens) expect(token).toMatch(/^dvt[A-Za-z0-9_-]{43}[0-9a-f]{16}$/);
		await register(tokens[0]!);
		const rows = await env.DB.prepare("SELECT * FROM registered_devices WHERE user_id = ?").bind(userId).all();
		expect(rows.results).toHaveLength(1);
		expect(JSON.stringify(rows.results)).not.toContain(tokens[0]!.slice(3, 20));
	});

	it("is the same device for every application, and an application's own token is another device for each", async () => {
		const { ctx } = world;
		const ours = await newDeviceToken(ctx);
		// Changed, cut or with a check that somebody made up, it is nothing that we gave out.
		const madeUp = [`${ours.slice(0, -1)}${ours.endsWith("0") ? "1" : "0"}`, `dvt${"A".repeat(43)}${"0".repeat(16)}`];
		expect(await deviceHash(ctx, ours, "0oaOne")).toBe(await deviceHash(ctx, ours, "0oaTwo"));
		expect(await deviceHash(ctx, ours, "0oaOne")).toBe(await deviceHash(ctx, ours, undefined));
		for (const token of [ownToken(), ...madeUp]) {
			const hashes = await Promise.all(["0oaOne", "0oaTwo", undefined].map((id) => deviceHash(ctx, token, id)));
			expect(new Set(hashes).size).toBe(3);
		}
	});
});

describe("registering a device", () => {
	it("is done once, however often and however many at once ask for it, and is in the log once", async () => {
		const deviceToken = ownToken();
		const answers = await Promise.all(Array.from({ length: 10 }, () => register(deviceToken)));
		const ids = new Set(answers.map(({ body }) => body.id));
		expect([answers.every(({ status }) => status === 200), ids.size]).toEqual([true, 1]);
		expect((await register(deviceToken)).body.id).toBe([...ids][0]);
		expect((await list()).map(({ id }) => id)).toEqual([...ids]);
		await world.call("DELETE", `${pathOf()}/${[...ids][0]}`);
		const filter = encodeURIComponent(`target.id eq "${userId}"`);
		const { body } = await world.call("GET", `/api/v1/logs?filter=${filter}`);
		const types = body.map(({ eventType }: { eventType: string }) => eventType);
		expect(types.filter((type: string) => type.startsWith("device"))).toEqual([
			"device.user.add",
			"device.user.remove",
		]);
	});

	it("forgets the oldest of more than fifty", async () => {
		const first = (await register(ownToken())).body.id;
		const rows = Array.from({ length: 49 }, (_, number) => ({ id: `dvcOlder${number}`, device: `older ${number}` }));
		await env.DB.prepare(
			"INSERT INTO registered_devices SELECT value ->> 'id', ?1, value ->> 'device', ?2 FROM json_each(?3)",
		)
			.bind(userId, world.clock.now + 1, JSON.stringify(rows))
			.run();
		world.clock.now += 2;
		const last = (await register(ownToken())).body.id;
		const ids = (await list()).map(({ id }) => id);
		expect([ids.length, ids.includes(first), ids.at(-1)]).toEqual([50, false, last]);
	});

	it("is for administrators, and for an application that speaks for itself", async () => {
		const [application, other] = [await createApplication(), await createApplication()];
		const token = await tokenOf(application);
		expect((await register(ownToken(), {}, userId, await world.tokenFor("VERIFIER"))).status).toBe(403);
		expect((await register(ownToken(), { application: other }, userId, token)).status).toBe(400);
		expect((await register(ownToken(), { application: "0oaNobody" })).status).toBe(400);
		expect((await register("short")).status).toBe(400);
		expect((await register(ownToken(), {}, "nobody")).status).toBe(404);
		const deviceToken = ownToken();
		const byItself = await register(deviceToken, {}, userId, token);
		expect((await register(deviceToken, { application })).body.id).toBe(byItself.body.id);
		expect((await register(deviceToken, { application: other })).body.id).not.toBe(byItself.body.id);
	});
});

describe("a registered device", () => {
	beforeEach(() => removeAllPolicies(world));

	const decide = async (deviceToken: string | undefined, user = userId) => {
		const client = deviceToken === undefined ? {} : { deviceToken };
		const input = { checkpoint: "POST_AUTHENTICATION", user, client };
		return (await world.call("POST", "/api/v1/decisions", input)).body.action;
	};

	it("is known to policies for its user alone, until it is unregistered", async () => {
		const conditions = [{ condition: "device-registered" }];
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			rules: [ruleOf({ conditions, actionGroup: "BLOCK" })],
		});
		const deviceToken = ownToken();
		expect(await decide(deviceToken)).toBe("ALLOW");
		const { id } = (await register(deviceToken)).body;
		const other = (await createUser(world)).id;
		expect([await decide(deviceToken), await decide(ownToken()), await decide(undefined)]).toEqual([
			"BLOCK",
			"ALLOW",
			"ALLOW",
		]);
		expect(await decide(deviceToken, other)).toBe("ALLOW");
		const helpDesk = { token: await world.tokenFor("HELP_DESK") };
		expect((await world.call("DELETE", `${pathOf(other)}/${id}`, undefined, helpDesk)).status).toBe(404);
		expect((await world.call("DELETE", `${pathOf()}/${id}`, undefined, helpDesk)).status).toBe(204);
		expect(await decide(deviceToken)).toBe("ALLOW");
		for (const token of [deviceToken, ownToken()]) await register(token);
		expect((await world.call("DELETE", pathOf(), undefined, helpDesk)).status).toBe(204);
		expect([await decide(deviceToken), await list()]).toEqual(["ALLOW", []]);
	});

	it("goes with its user", async () => {
		await register(ownToken());
		for (let step = 0; step < 2; step += 1) await world.call("DELETE", `/api/v1/users/${userId}`);
		const rows = await env.DB.prepare("SELECT * FROM registered_devices WHERE user_id = ?").bind(userId).all();
		expect(rows.results).toEqual([]);
	});

	it("or another one has a risk by which rules are looked at", async () => {
		const preconditions = { deviceRisk: { minimum: 701, maximum: 1000 } };
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			rules: [ruleOf({ preconditions, actionGroup: "REGISTER_OPTIONAL" })],
		});
		const deviceToken = ownToken();
		const client = { deviceToken };
		expect(await decide(deviceToken)).toBe("REGISTER_OPTIONAL");
		await removeAllPolicies(world);
		const signIn = { checkpoint: "POST_AUTHENTICATION", user: userId, client, record: true };
		expect((await world.call("POST", "/api/v1/decisions", signIn)).body.action).toBe("ALLOW");
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			rules: [ruleOf({ preconditions, actionGroup: "REGISTER_OPTIONAL" })],
		});
		expect(await decide(deviceToken)).toBe("ALLOW");
		expect(await decide(undefined)).toBe("REGISTER_OPTIONAL");
	});
});
