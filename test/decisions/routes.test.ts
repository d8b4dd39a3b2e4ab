import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createApiToken } from "../../src/access/service";
import type { Bindings } from "../../src/env";
import { applicationInput } from "../applications/applications";
import { createActiveUser } from "../factors/sent-factor";
import { createList, createPolicy, removeAllPolicies, ruleOf, setsPath } from "../policies/challenge/policies";
import { createGroup } from "../policies/enrollment/policies";
import { watch } from "../support/counted-bindings";
import { createUser } from "../support/otp-tokens";
import { type Answer, createWorld, type World } from "../support/world";

const path = "/api/v1/decisions";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
});

const ask = (input: Record<string, unknown>, query = "") =>
	world.call("POST", path + query, { checkpoint: "PRE_AUTHENTICATION", ...input });

const when = (condition: string, parameters: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
	conditions: [{ condition, parameters, ...more }],
});

describe("a decision", () => {
	it("allows where no policy says otherwise", async () => {
		expect((await ask({})).body).toMatchObject({ action: "ALLOW", score: 0, riskClass: "LOW", alerts: [] });
	});

	it("follows what the application tells of the browser, and takes nothing of its own call for it", async () => {
		const countries = await createList(world, { kind: "COUNTRIES", values: ["KP"] });
		const addresses = await createList(world, { kind: "ADDRESSES", values: ["203.0.113.0/24", "192.0.2.1"] });
		await createPolicy(world, {
			rules: [
				ruleOf({
					name: "country",
					...when("location-country-in-list", { listId: countries.id }),
					actionGroup: "BLOCK",
				}),
				ruleOf({
					name: "address",
					...when("location-address-in-list", { listId: addresses.id }),
					actionGroup: "BLOCK",
				}),
				ruleOf({ name: "agent", ...when("device-user-agent-contains", { text: "curl" }), actionGroup: "BLOCK" }),
			],
		});
		const headers = { "cf-connecting-ip": "203.0.113.9", "user-agent": "curl/8", "cf-ipcountry": "KP" };
		const own = await world.call("POST", path, { checkpoint: "PRE_AUTHENTICATION" }, { headers });
		expect(own.body.action).toBe("ALLOW");
		for (const client of [{ country: "KP" }, { ip: "203.0.113.9" }, { userAgent: "curl/8" }]) {
			expect((await ask({ client })).body.action).toBe("BLOCK");
		}
		expect((await ask({ client: { country: "JP", ip: "203.0.114.9", userAgent: "Firefox" } })).body.action).toBe(
			"ALLOW",
		);
	});

	it("counts at once what was changed, and sees a policy switched off no more", async () => {
		const { path: policy } = await createPolicy(world, { rules: [ruleOf({ actionGroup: "BLOCK", score: 900 })] });
		expect((await ask({})).body).toMatchObject({
			action: "BLOCK",
			actionGroup: "BLOCK",
			score: 900,
			riskClass: "HIGH",
		});
		await world.call("POST", `${policy}/lifecycle/deactivate`);
		expect((await ask({})).body.action).toBe("ALLOW");
	});

	it("is made by one whole policy or by none, while it is replaced, switched and deleted", async () => {
		// A rule with the combinations of another version would ask for BLOCK.
		const whole = (name: string, actionGroup: string) => ({
			rules: [ruleOf({ name, actionGroup: "BLOCK" })],
			combinations: [{ rules: { [name]: "TRUE" }, actionGroup }],
		});
		const versions = [whole("one", "REGISTER"), whole("two", "REGISTER_OPTIONAL")];
		const policy = await createPolicy(world, versions[0]);
		const turn = (verb: string) => world.call("POST", `${policy.path}/lifecycle/${verb}`);
		const decided: Promise<Answer>[] = [];
		for (let round = 0; round < 4; round += 1) {
			const changes = [
				world.call("PUT", policy.path, { ...policy.body, ...versions[(round + 1) % 2] }),
				turn("deactivate"),
				turn("activate"),
			];
			decided.push(...Array.from({ length: 6 }, () => ask({})));
			for (const { status } of await Promise.all(changes)) expect(status).toBeLessThan(300);
		}
		const last = await Promise.all([turn("activate"), ...Array.from({ length: 4 }, () => ask({}))]);
		const [deleted, ...others] = await Promise.all([
			world.call("DELETE", policy.path),
			...Array.from({ length: 4 }, () => ask({})),
		]);
		expect(deleted?.status).toBe(204);
		for (const { status, body } of [...(await Promise.all(decided)), ...last.slice(1), ...others]) {
			expect([status, ["REGISTER", "REGISTER_OPTIONAL", "ALLOW"].includes(body.action)]).toEqual([200, true]);
		}
		expect((await ask({})).body.action).toBe("ALLOW");
	});

	it("knows the user by id and by login: status, groups, and what there is to challenge by", async () => {
		const person = await createActiveUser(world);
		const groupId = await createGroup(world, person.user.id);
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			groupIds: [groupId],
			rules: [ruleOf({ ...when("user-account-status", { status: "ACTIVE" }), actionGroup: "CHALLENGE" })],
		});
		const { login } = (await world.call("GET", `/api/v1/users/${person.user.id}`)).body.profile;
		for (const user of [person.user.id, login, login.toUpperCase()]) {
			const { body } = await ask({ checkpoint: "POST_AUTHENTICATION", user });
			expect(body).toMatchObject({ action: "CHALLENGE", challengeTypes: ["ChallengeSMS"], reason: null });
		}
		const stranger = await createUser(world);
		expect((await ask({ checkpoint: "POST_AUTHENTICATION", user: stranger.id })).body.action).toBe("ALLOW");
		for (let step = 0; step < 2; step += 1) await world.call("DELETE", `/api/v1/users/${stranger.id}`);
		for (const user of ["nobody", stranger.id]) expect((await ask({ user })).status).toBe(404);
	});

	it("offers a type no more once its wrong codes in a row reach the number of the policy, for the time of its set", async () => {
		const set = `${setsPath}/CHALLENGE`;
		const person = await createActiveUser(world);
		const failed = when("user-otp-failures", { challengeType: "ChallengeSMS", failures: 2 });
		await createPolicy(world, {
			checkpoint: "CHALLENGE",
			rules: [ruleOf({ name: "failed", ...failed })],
			combinations: [{ rules: { failed: "FALSE" }, actionGroup: "ChallengeSMS" }],
		});
		const decide = async () => (await ask({ checkpoint: "CHALLENGE", user: person.user.id })).body;
		expect(await decide()).toMatchObject({ action: "ChallengeSMS", challengeTypes: ["ChallengeSMS"] });
		await person.challenge();
		for (const passCode of ["000000", "000001"]) await person.verify(passCode);
		expect(await decide()).toMatchObject({ action: "BLOCK", reason: "no_method", challengeTypes: [] });
		world.clock.now += 30 * 60_000 - 1;
		expect((await decide()).action).toBe("BLOCK");
		world.clock.now += 1;
		expect((await decide()).action).toBe("ChallengeSMS");
		await world.call("PUT", set, { lockDuration: 3_600_000 });
		expect((await decide()).action).toBe("BLOCK");
		expect((await world.call("PUT", set, {})).body.lockDuration).toBe(1_800_000);
		expect((await world.call("PUT", set, { lockDuration: 1 })).status).toBe(400);
	});

	it.each([
		["an unlock", (userId: string) => world.call("POST", `/api/v1/users/${userId}/lifecycle/unlock`)],
		["a reset", (userId: string) => world.call("POST", `/api/v1/users/${userId}/lifecycle/reset_factors`)],
		["the removal of the factor", (_: string, path: string) => world.call("DELETE", path)],
	])("counts wrong codes no more after %s", async (_, clear) => {
		const person = await createActiveUser(world);
		const failed = when("user-otp-failures", { challengeType: "ChallengeSMS", failures: 1 });
		await createPolicy(world, { checkpoint: "PREFERENCES", rules: [ruleOf({ ...failed, actionGroup: "BLOCK" })] });
		const decide = async () => (await ask({ checkpoint: "PREFERENCES", user: person.user.id })).body.action;
		await person.challenge();
		await person.verify("12345x");
		expect(await decide()).toBe("ALLOW");
		await person.verify("000000");
		expect(await decide()).toBe("BLOCK");
		expect((await clear(person.user.id, person.path)).status).toBeLessThan(300);
		expect(await decide()).toBe("ALLOW");
	});

	it("says in its trace what matched and what was compared, masked", async () => {
		const list = await createList(world, { kind: "ADDRESSES", values: ["203.0.113.0/24"] });
		const inner = await createPolicy(world, { rules: [ruleOf({ name: "inner", score: 40 })] });
		const outer = await createPolicy(world, {
			rules: [
				ruleOf({ name: "address", ...when("location-address-in-list", { listId: list.id }) }),
				ruleOf({ name: "new", ...when("device-new-for-user") }),
				ruleOf({ name: "off", status: "INACTIVE" }),
			],
			combinations: [
				{ rules: { new: "TRUE" }, actionGroup: "BLOCK" },
				{ rules: { address: "TRUE", new: "FALSE" }, policyId: inner.id },
			],
		});
		const { body } = await ask({ client: { ip: "203.0.113.9" } }, "?explain=true");
		const trace = body.trace.policies.find(({ policyId }: { policyId: string }) => policyId === outer.id);
		expect(trace).toMatchObject({ score: 40, ranBy: null });
		expect(trace.rules).toMatchObject([
			{ rule: "address", result: "TRUE", conditions: [{ holds: true, facts: ["ipAddress"] }] },
			{ rule: "new", result: "FALSE", conditions: [{ holds: false, isUnknown: true, facts: ["isNewDevice"] }] },
			{ rule: "off", result: "NOT_RUN", conditions: [] },
		]);
		expect(body.trace.facts).toEqual({ ipAddress: "203.0.113.…", isNewDevice: null });
		expect(trace.combinations.map(({ matched }: { matched: boolean }) => matched)).toEqual([false, true]);
		expect(body.trace.policies).toContainEqual(expect.objectContaining({ policyId: inner.id, ranBy: outer.id }));
		expect((await ask({})).body.trace).toBeUndefined();
	});
});

describe("who may ask", () => {
	it("is an administrator, and an application for itself", async () => {
		const application = (await world.call("POST", "/api/v1/applications", applicationInput())).body.id;
		const other = (await world.call("POST", "/api/v1/applications", applicationInput())).body.id;
		await createPolicy(world, {
			rules: [ruleOf({ ...when("session-application", { applicationId: application }), actionGroup: "BLOCK" })],
		});
		const { token } = await createApiToken(world.ctx, {
			name: "application",
			role: "VERIFIER",
			rateLimit: "LARGE",
			applicationId: application,
		});
		const asApplication = (body: Record<string, unknown>) =>
			world.call("POST", path, { checkpoint: "PRE_AUTHENTICATION", ...body }, { token });
		expect((await asApplication({})).body.action).toBe("BLOCK");
		expect((await asApplication({ application })).body.action).toBe("BLOCK");
		expect((await asApplication({ application: other })).status).toBe(400);
		expect((await ask({ application })).body.action).toBe("BLOCK");
		expect((await ask({ application: other })).body.action).toBe("ALLOW");
		expect((await ask({ application: "0oaNobody" })).status).toBe(400);
		const verifier = await world.tokenFor("VERIFIER");
		const answer = await world.call("POST", path, { checkpoint: "PRE_AUTHENTICATION" }, { token: verifier });
		expect(answer.status).toBe(403);
	});
});

describe("a warm decision", () => {
	it("costs one batch of D1, and asks the guard once where failures count, and writes once where it is recorded", async () => {
		const calls: string[] = [];
		world = await createWorld({ bindings: noting(calls) });
		const person = await createActiveUser(world);
		const decide = async () => {
			expect((await ask({ checkpoint: "CHALLENGE", user: person.user.id })).status).toBe(200);
			return calls.splice(0).sort();
		};
		await createPolicy(world, { checkpoint: "CHALLENGE", rules: [ruleOf({ actionGroup: "CHALLENGE" })] });
		await decide();
		expect(await decide()).toEqual(["batch"]);
		const failed = when("user-otp-failures", { challengeType: "ChallengeSMS" });
		await createPolicy(world, { checkpoint: "CHALLENGE", rules: [ruleOf(failed)] });
		await decide();
		expect(await decide()).toEqual(["batch", "policyFailures"]);
		const recorded = await ask({ checkpoint: "CHALLENGE", user: person.user.id, record: true });
		expect(recorded.body.id).toMatch(/^dec/);
		expect(calls.sort()).toEqual(["batch", expect.stringMatching(/^insert into "decisions"/), "policyFailures"]);
	});
});

/** The suite's bindings, which note batches, single statements and calls of guards. */
function noting(calls: string[]): Bindings {
	const note = (call: string) => calls.push(call);
	const statement = (real: D1PreparedStatement, sql: string): D1PreparedStatement =>
		watch(real, {
			bind: (...values) => statement(real.bind(...values), sql),
			all: () => note(sql) && real.all(),
			raw: () => note(sql) && real.raw(),
			run: () => note(sql) && real.run(),
		});
	const DB = watch(env.DB, {
		prepare: (sql) => statement(env.DB.prepare(String(sql)), String(sql)),
		batch: (statements) => note("batch") && env.DB.batch(statements as D1PreparedStatement[]),
	});
	const real = env.GUARD as unknown as DurableObjectNamespace;
	const GUARD = watch(real, {
		get: (...words) =>
			new Proxy(real.get(...(words as Parameters<typeof real.get>)), {
				get(stub, method) {
					note(String(method));
					return Reflect.get(stub, method);
				},
			}),
	});
	return { ...env, DB, GUARD };
}
