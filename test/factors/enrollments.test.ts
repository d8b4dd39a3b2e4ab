import { describe, expect, it } from "vitest";
import {
	createGroup,
	createPolicy,
	defaultPolicyId,
	removeAllPolicies,
	setDefaultPolicy,
} from "../policies/enrollment/policies";
import { countBindings } from "../support/counted-bindings";
import { createAuthenticator, createTokenUser, createUser, enrollment, newSecret } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import { createActiveUser, factorsPath } from "./sent-factor";

const phone = "autphonenumber000000";
const email = "autoktaemail00000000";

interface Shown {
	authenticator: { id: string };
	enroll: { self: string };
	enrolled: boolean;
	policy: { id: string };
	rule: { name: string; enroll: { self: string } } | null;
}

const enrollmentsOf = async (world: World, userId: string): Promise<Shown[]> =>
	(await world.call("GET", `/api/v1/users/${userId}/enrollments`)).body;

/** Authenticator id → setting. */
const settingsOf = async (world: World, userId: string) =>
	Object.fromEntries((await enrollmentsOf(world, userId)).map((one) => [one.authenticator.id, one.enroll.self]));

/** Factor type → enrollment, of the kinds that a policy speaks of. */
async function catalogOf(world: World, userId: string): Promise<Record<string, string>> {
	const { body } = await world.call("GET", `${factorsPath(userId)}/catalog`);
	const spokenOf = body.filter(({ factorType }: { factorType: string }) => !/software|question/.test(factorType));
	return Object.fromEntries(spokenOf.map((entry: Record<string, string>) => [entry.factorType, entry.enrollment]));
}

describe("the policy of a user", () => {
	it("is the first active one, by priority, whose groups hold the user; otherwise the default policy", async () => {
		const world = await createWorld();
		await removeAllPolicies(world);
		const [member, stranger] = [await createUser(world), await createUser(world)];
		const groupId = await createGroup(world, member.id);
		const policyIdOf = async (userId: string) => (await enrollmentsOf(world, userId))[0]!.policy.id;
		expect(await policyIdOf(member.id)).toBe(defaultPolicyId);

		const low = await createPolicy(world, { groupIds: [groupId] });
		const high = await createPolicy(world, { groupIds: [groupId], priority: 1 });
		await createPolicy(world, { priority: 1 });
		await createPolicy(world, { groupIds: [await createGroup(world)], priority: 1 });
		expect(await policyIdOf(member.id)).toBe(high.id);
		expect(await policyIdOf(stranger.id)).toBe(defaultPolicyId);
		await world.call("POST", `${high.path}/lifecycle/deactivate`);
		expect(await policyIdOf(member.id)).toBe(low.id);

		const all = await createPolicy(world, { groupIds: ["00gEveryone000000000"] });
		expect(await policyIdOf(stranger.id)).toBe(all.id);
		expect(await policyIdOf(member.id)).toBe(low.id);
		await world.call("DELETE", `/api/v1/groups/${groupId}/users/${member.id}`);
		expect(await policyIdOf(member.id)).toBe(all.id);
		await removeAllPolicies(world);
		expect(await policyIdOf(member.id)).toBe(defaultPolicyId);
	});
});

describe("the enrolments of a user", () => {
	it("tell of every authenticator what the policy says, and whether the user is enrolled", async () => {
		const world = await createWorld();
		const { user } = await createActiveUser(world, "sms");
		const authenticatorId = await createAuthenticator(world);
		const policy = await createPolicy(world, {
			groupIds: [await createGroup(world, user.id)],
			settings: { [authenticatorId]: "REQUIRED", phone_number: "OPTIONAL" },
		});
		const shown = await enrollmentsOf(world, user.id);
		const ofPolicy = { policy: { id: policy.id, name: policy.body.name }, rule: null };
		expect(shown).toEqual(
			expect.arrayContaining([
				{
					authenticator: { id: authenticatorId, key: "custom_otp", name: expect.stringMatching(/^Token/) },
					enroll: { self: "REQUIRED" },
					enrolled: false,
					...ofPolicy,
				},
				{
					authenticator: { id: phone, key: "phone_number", name: "Phone" },
					enroll: { self: "OPTIONAL" },
					enrolled: true,
					...ofPolicy,
				},
				{
					authenticator: { id: email, key: "okta_email", name: "Email" },
					enroll: { self: "NOT_ALLOWED" },
					enrolled: false,
					...ofPolicy,
				},
			]),
		);
		const authenticators = (await world.call("GET", "/api/v1/authenticators")).body;
		expect(shown).toHaveLength(authenticators.length);
	});

	it("don't count a pending factor", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const authenticatorId = await createAuthenticator(world);
		const isEnrolled = async () =>
			(await enrollmentsOf(world, user.id)).find(({ authenticator }) => authenticator.id === authenticatorId)!.enrolled;
		const pending = await world.call("POST", factorsPath(user.id), enrollment(authenticatorId, newSecret()));
		expect(await isEnrolled()).toBe(false);
		await world.call("DELETE", `${factorsPath(user.id)}/${pending.body.id}`);
		await world.call("POST", `${factorsPath(user.id)}?activate=true`, enrollment(authenticatorId, newSecret()));
		expect(await isEnrolled()).toBe(true);
	});

	it("name the first active rule that holds the user", async () => {
		const world = await createWorld();
		const [ana, ben] = [await createUser(world), await createUser(world)];
		const { path } = await createPolicy(world, { groupIds: [await createGroup(world, ana.id, ben.id)] });
		const rule = (name: string, self: string, ...exclude: string[]) =>
			world.call("POST", `${path}/rules`, {
				type: "MFA_ENROLL",
				name,
				conditions: { people: { users: { exclude } } },
				actions: { enroll: { self } },
			});
		const ruleOf = async (userId: string) => (await enrollmentsOf(world, userId))[0]!.rule;
		expect(await ruleOf(ana.id)).toBeNull();
		await rule("not Ana", "LOGIN", ana.id);
		expect(await ruleOf(ana.id)).toBeNull();
		await rule("all", "NEVER");
		expect(await ruleOf(ana.id)).toMatchObject({ name: "all", enroll: { self: "NEVER" } });
		expect(await ruleOf(ben.id)).toMatchObject({ name: "not Ana", enroll: { self: "LOGIN" } });
	});

	it("answer 404 for an unknown user", async () => {
		const world = await createWorld();
		expect((await world.call("GET", "/api/v1/users/00uNobody00000000000/enrollments")).status).toBe(404);
	});
});

describe("what a policy allows", () => {
	it("is what the catalogue offers, with what it requires", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const [one, other] = [await createAuthenticator(world), await createAuthenticator(world)];
		const bare = (await world.call("POST", "/api/v1/authenticators", { key: "custom_otp", name: unique("bare") })).body;
		await setDefaultPolicy(world, {});
		expect(await catalogOf(world, user.id)).toEqual({});
		await setDefaultPolicy(world, { [bare.id]: "REQUIRED", phone_number: "REQUIRED" });
		expect(await catalogOf(world, user.id)).toEqual({ sms: "REQUIRED", call: "REQUIRED" });
		await setDefaultPolicy(world, { [one]: "OPTIONAL", okta_email: "OPTIONAL" });
		expect(await catalogOf(world, user.id)).toEqual({ "token:hotp": "OPTIONAL", email: "OPTIONAL" });
		await setDefaultPolicy(world, { [one]: "OPTIONAL", [other]: "REQUIRED" });
		expect(await catalogOf(world, user.id)).toEqual({ "token:hotp": "REQUIRED" });
		expect(await settingsOf(world, user.id)).toMatchObject({ [one]: "OPTIONAL", [other]: "REQUIRED" });
	});

	it("holds up no administrator, and no factor that there is", async () => {
		const world = await createWorld();
		await setDefaultPolicy(world, {});
		const token = await createTokenUser(world);
		expect(await catalogOf(world, token.user.id)).toEqual({});
		expect((await settingsOf(world, token.user.id))[token.authenticatorId]).toBe("NOT_ALLOWED");
		expect((await token.verify(token.code())).body.factorResult).toBe("SUCCESS");
		const { challenge } = await createActiveUser(world, "sms");
		expect((await challenge()).body.factorResult).toBe("CHALLENGE");
	});

	it("costs the catalogue one query", async () => {
		const counted = countBindings();
		const world = await createWorld({ bindings: counted.bindings });
		const user = await createUser(world);
		const catalog = (onAnswer: () => void) =>
			world.call("GET", `${factorsPath(user.id)}/catalog`, undefined, { onAnswer });
		await catalog(() => {});
		const { calls } = await counted.count(catalog);
		const tables = calls.statements.map((sql) => /from "?\(?(?:select .*? from )?"?(\w+)/i.exec(sql)?.[1]);
		expect(tables.toSorted()).toEqual(["authenticators", "enrollment_policies", "factors", "users"]);
	});
});
