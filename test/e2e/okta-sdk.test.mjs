// Okta's official Node SDK against a running Tessera: it has to work as it comes, typed errors and paging included.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
	all,
	createAuthenticator,
	createPolicy,
	createTokenUser,
	createUser,
	defaultClient,
	idsOf,
	newEnrollment,
	otpMethod,
	plainClient,
	policyOf,
	rejectsWith,
	unique,
} from "./sdk.mjs";
import { newHome, startServer } from "./server.mjs";

const logWithinMs = 20_000;

let home;
let server;
let client;

before(async () => {
	home = await newHome();
	server = await startServer(home);
	client = plainClient(server);
});
after(async () => {
	await server?.stop();
	home?.remove();
});

describe("users and groups", () => {
	it("creates, finds, changes and replaces a user", async () => {
		const user = await createUser(client, { mobilePhone: "+1 555 0100" });
		assert.equal(user.status, "ACTIVE");
		const byLogin = await client.userApi.getUser({ userId: user.profile.login });
		assert.equal(byLogin.id, user.id);
		assert.equal(byLogin.profile.mobilePhone, "+1 555 0100");
		const changed = await client.userApi.updateUser({ userId: user.id, user: { profile: { lastName: "King" } } });
		assert.deepEqual([changed.profile.firstName, changed.profile.lastName], ["Ada", "King"]);
		const { login } = user.profile;
		const replaced = await client.userApi.replaceUser({
			userId: user.id,
			user: { profile: { login, lastName: "Byron" } },
		});
		assert.equal(replaced.profile.lastName, "Byron");
		assert.equal(replaced.profile.firstName ?? null, null);
		await rejectsWith(createUser(client, { login }), 400, "E0000001");
		await rejectsWith(client.userApi.getUser({ userId: "00uNobody00000000000" }), 404, "E0000007");
	});

	it("takes a user through suspension, deactivation and deletion", async () => {
		const { id: userId } = await createUser(client);
		const status = async () => (await client.userApi.getUser({ userId })).status;
		await client.userApi.suspendUser({ userId });
		assert.equal(await status(), "SUSPENDED");
		await rejectsWith(client.userApi.suspendUser({ userId }), 400, "E0000001");
		await client.userApi.unsuspendUser({ userId });
		await client.userApi.unlockUser({ userId });
		assert.equal(await status(), "ACTIVE");
		await client.userApi.deactivateUser({ userId });
		assert.equal(await status(), "DEPROVISIONED");
		await client.userApi.activateUser({ userId, sendEmail: false });
		assert.equal(await status(), "ACTIVE");
		await client.userApi.deactivateUser({ userId });
		await client.userApi.deleteUser({ userId });
		await rejectsWith(client.userApi.getUser({ userId }), 404, "E0000007");
	});

	it("lists by filter and search, page by page, each user once", async () => {
		const lastName = unique("Family");
		const created = [];
		for (let index = 0; index < 5; index++) created.push(await createUser(client, { lastName }));
		const search = `profile.lastName eq "${lastName}"`;
		assert.deepEqual(idsOf(await all(client.userApi.listUsers({ search, limit: 2 }))), idsOf(created));
		const filter = `profile.login eq "${created[3].profile.login}"`;
		assert.deepEqual(idsOf(await all(client.userApi.listUsers({ filter }))), [created[3].id]);
		assert.deepEqual(await all(client.userApi.listUsers({ search: `profile.lastName eq "nobody"` })), []);
		await rejectsWith(all(client.userApi.listUsers({ filter: "profile.login eq" })), 400, "E0000053");
	});

	it("creates groups, and moves users in and out of them", async () => {
		const name = unique("Warehouse");
		const { id: groupId } = await client.groupApi.createGroup({ group: { profile: { name } } });
		const users = [await createUser(client), await createUser(client), await createUser(client)];
		for (const user of users) await client.groupApi.assignUserToGroup({ groupId, userId: user.id });
		assert.deepEqual(idsOf(await all(client.groupApi.listGroupUsers({ groupId, limit: 2 }))), idsOf(users));
		const groups = await all(client.userApi.listUserGroups({ userId: users[0].id }));
		assert.deepEqual(
			groups.map(({ profile }) => profile.name),
			["Everyone", name],
		);
		await client.groupApi.unassignUserFromGroup({ groupId, userId: users[0].id });
		assert.deepEqual(idsOf(await all(client.groupApi.listGroupUsers({ groupId }))), idsOf(users.slice(1)));
		const group = { profile: { name: `${name} 2`, description: "Who packs the parcels" } };
		await client.groupApi.replaceGroup({ groupId, group });
		assert.deepEqual(idsOf(await all(client.groupApi.listGroups({ q: `${name} 2` }))), [groupId]);
		await client.groupApi.deleteGroup({ groupId });
		await rejectsWith(client.groupApi.getGroup({ groupId }), 404, "E0000007");
	});
});

describe("authenticators", () => {
	it("are created by two calls, after which their settings are fixed", async () => {
		const authenticatorId = await createAuthenticator(client);
		const otp = { authenticatorId, methodType: "otp" };
		const read = await client.authenticatorApi.getAuthenticatorMethod(otp);
		assert.equal(read.factorProfileId, authenticatorId);
		const { type: _, ...settings } = otpMethod;
		for (const [name, value] of Object.entries(settings)) assert.equal(read[name], value, name);
		await client.authenticatorApi.replaceAuthenticatorMethod({ ...otp, authenticatorMethodBase: otpMethod });
		const changed = { ...otpMethod, passCodeLength: 8 };
		await rejectsWith(
			client.authenticatorApi.replaceAuthenticatorMethod({ ...otp, authenticatorMethodBase: changed }),
			403,
			"E0000078",
		);
		assert.ok(idsOf(await all(client.authenticatorApi.listAuthenticators())).includes(authenticatorId));
	});

	it("are renamed, switched off and on", async () => {
		const authenticatorId = await createAuthenticator(client);
		const name = unique("Other name");
		const authenticator = { key: "custom_otp", name };
		assert.equal((await client.authenticatorApi.replaceAuthenticator({ authenticatorId, authenticator })).name, name);
		assert.equal((await client.authenticatorApi.deactivateAuthenticator({ authenticatorId })).status, "INACTIVE");
		assert.equal((await client.authenticatorApi.activateAuthenticator({ authenticatorId })).status, "ACTIVE");
	});
});

describe("factors", () => {
	it("verifies a code once, and refuses it the second time and a wrong one by their own errors", async () => {
		const { factor, code, wrongCode, verify } = await createTokenUser(client);
		assert.deepEqual([factor.factorType, factor.provider, factor.status], ["token:hotp", "CUSTOM", "ACTIVE"]);
		assert.equal((await verify(code())).factorResult, "SUCCESS");
		await rejectsWith(verify(code()), 403, "E0000082");
		const wrong = await rejectsWith(verify(wrongCode()), 403, "E0000068");
		assert.equal(wrong.errorCauses.length, 1);
		assert.equal((await verify(code(1))).factorResult, "SUCCESS");
	});

	it("answers the sixth attempt with 429, at once for a client that retries, until an administrator unlocks", async () => {
		const { which, code, wrongCode, verify } = await createTokenUser(client);
		for (let failure = 0; failure < 5; failure++) await rejectsWith(verify(wrongCode(failure)), 403, "E0000068");
		const locked = await rejectsWith(verify(code()), 429, "E0000047");
		const retryAfter = Number(locked.headers.get("retry-after"));
		assert.ok(retryAfter > 0 && retryAfter <= 300, `Retry-After: ${retryAfter}`);

		const startedAt = Date.now();
		const body = { passCode: code() };
		await rejectsWith(defaultClient(server).userFactorApi.verifyFactor({ ...which, body }), 429, "E0000047");
		assert.ok(Date.now() - startedAt < 5_000, "the SDK's own waiting for a rate limit would take minutes");

		await client.userApi.unlockUser(which);
		assert.equal((await verify(code())).factorResult, "SUCCESS");
	});

	it("lists, reads and removes factors", async () => {
		const { which, factorProfileId, code, verify } = await createTokenUser(client);
		const { userId, factorId } = which;
		await createPolicy(client, { userIds: [userId], offered: { [factorProfileId]: "OPTIONAL" } });
		assert.deepEqual(idsOf(await all(client.userFactorApi.listFactors({ userId }))), [factorId]);
		assert.equal((await client.userFactorApi.getFactor(which)).id, factorId);
		const catalog = await all(client.userFactorApi.listSupportedFactors({ userId }));
		assert.equal(catalog.find(({ factorType }) => factorType === "token:hotp")?.status, "ACTIVE");
		const { body } = newEnrollment(factorProfileId);
		await rejectsWith(client.userFactorApi.enrollFactor({ userId, body, activate: true }), 400, "E0000001");

		await client.userFactorApi.unenrollFactor(which);
		assert.deepEqual(await all(client.userFactorApi.listFactors({ userId })), []);
		await rejectsWith(verify(code()), 404, "E0000007");

		await client.userFactorApi.enrollFactor({ userId, body, activate: true });
		await client.userApi.resetFactors({ userId });
		assert.deepEqual(await all(client.userFactorApi.listFactors({ userId })), []);
	});

	it("refuses the right code of a suspended user", async () => {
		const { which, code, verify } = await createTokenUser(client);
		assert.equal((await verify(code())).factorResult, "SUCCESS");
		await client.userApi.suspendUser(which);
		await rejectsWith(verify(code(1)), 403, "E0000038");
		await client.userApi.unsuspendUser(which);
		assert.equal((await verify(code(1))).factorResult, "SUCCESS");
	});

	it("activates a security question at once, and leaves an authenticator app waiting for its first code", async () => {
		const { id: userId } = await createUser(client);
		const questions = await all(client.userFactorApi.listSupportedSecurityQuestions({ userId }));
		assert.equal(questions.length, 19);
		const question = await client.userFactorApi.enrollFactor({
			userId,
			body: {
				factorType: "question",
				provider: "OKTA",
				profile: { question: questions[0].question, answer: "Brussels sprouts" },
			},
		});
		const answer = { userId, factorId: question.id, body: { answer: "brussels  sprouts" } };
		assert.equal((await client.userFactorApi.verifyFactor(answer)).factorResult, "SUCCESS");
		const app = await client.userFactorApi.enrollFactor({
			userId,
			body: { factorType: "token:software:totp", provider: "GOOGLE" },
		});
		assert.equal(app.status, "PENDING_ACTIVATION");
		const wrong = { userId, factorId: app.id, body: { passCode: "000000" } };
		await rejectsWith(client.userFactorApi.verifyFactor(wrong), 403, "E0000107");
	});
});

describe("policies", () => {
	it("are created, listed, replaced, switched and deleted, with rules", async () => {
		const authenticatorId = await createAuthenticator(client);
		const [user, other] = [await createUser(client), await createUser(client)];
		const policy = await createPolicy(client, { userIds: [user.id], offered: { [authenticatorId]: "REQUIRED" } });
		const policyId = policy.id;
		assert.deepEqual([policy.type, policy.status, policy.system], ["MFA_ENROLL", "ACTIVE", false]);
		const settingIn = ({ settings }) => settings.authenticators.find(({ id }) => id === authenticatorId).enroll.self;
		assert.equal(settingIn(policy), "REQUIRED");
		assert.ok(
			policy.settings.authenticators.some(({ key, enroll }) => key === "okta_email" && enroll.self === "NOT_ALLOWED"),
		);

		const listed = await all(client.policyApi.listPolicies({ type: "MFA_ENROLL" }));
		assert.deepEqual(
			listed.map(({ priority }) => priority),
			listed.map((_, index) => index + 1),
		);
		assert.equal(listed.at(-1).system, true);
		assert.ok(idsOf(listed).includes(policyId));

		const read = await client.policyApi.getPolicy({ policyId });
		read.settings.authenticators.find(({ id }) => id === authenticatorId).enroll.self = "OPTIONAL";
		read.priority = 1;
		const replaced = await client.policyApi.replacePolicy({ policyId, policy: read });
		assert.deepEqual([replaced.priority, settingIn(replaced)], [1, "OPTIONAL"]);

		const policyRule = {
			type: "MFA_ENROLL",
			name: unique("Rule"),
			conditions: { people: { users: { exclude: [other.id] } }, network: { connection: "ANYWHERE" } },
			actions: { enroll: { self: "CHALLENGE" } },
		};
		const { id: ruleId } = await client.policyApi.createPolicyRule({ policyId, policyRule });
		const which = { policyId, ruleId };
		assert.deepEqual(idsOf(await all(client.policyApi.listPolicyRules({ policyId }))), [ruleId]);
		const rule = await client.policyApi.getPolicyRule(which);
		assert.deepEqual([rule.name, rule.status, rule.priority], [policyRule.name, "ACTIVE", 1]);
		const name = unique("Rule");
		const renamed = await client.policyApi.replacePolicyRule({ ...which, policyRule: { ...policyRule, name } });
		assert.equal(renamed.name, name);
		await client.policyApi.deactivatePolicyRule(which);
		assert.equal((await client.policyApi.getPolicyRule(which)).status, "INACTIVE");
		await client.policyApi.activatePolicyRule(which);
		await client.policyApi.deletePolicyRule(which);
		await rejectsWith(client.policyApi.getPolicyRule(which), 404, "E0000007");

		await client.policyApi.deactivatePolicy({ policyId });
		assert.equal((await client.policyApi.getPolicy({ policyId })).status, "INACTIVE");
		await client.policyApi.activatePolicy({ policyId });
		await client.policyApi.deletePolicy({ policyId });
		await rejectsWith(client.policyApi.getPolicy({ policyId }), 404, "E0000007");
	});

	it("hold the authenticators that they offer, and the default policy stays", async () => {
		const authenticatorId = await createAuthenticator(client);
		const { id: policyId, name } = await createPolicy(client, { offered: { [authenticatorId]: "OPTIONAL" } });
		const inUse = await rejectsWith(
			client.authenticatorApi.deactivateAuthenticator({ authenticatorId }),
			403,
			"E0000148",
		);
		assert.equal(inUse.errorCauses[0].errorSummary, `Authenticator Enrollment Policies: ${name}`);
		await client.policyApi.deletePolicy({ policyId });
		assert.equal((await client.authenticatorApi.deactivateAuthenticator({ authenticatorId })).status, "INACTIVE");

		const policies = await all(client.policyApi.listPolicies({ type: "MFA_ENROLL" }));
		const { id: defaultId } = policies.find(({ system }) => system);
		await rejectsWith(client.policyApi.deletePolicy({ policyId: defaultId }), 400, "E0000001");
		const unknown = policyOf({ groupIds: ["00gNobody00000000000"] });
		const refused = await rejectsWith(client.policyApi.createPolicy({ policy: unknown }), 400, "E0000001");
		assert.match(refused.errorCauses[0].errorSummary, /^conditions\.people\.groups\.include\.0: /);
	});
});

describe("the System Log", () => {
	it("tells of every verdict once, in a bounded search page by page", async () => {
		const since = new Date(Date.now() - 60_000).toISOString();
		const { which, code, wrongCode, verify } = await createTokenUser(client);
		await verify(code());
		await rejectsWith(verify(code()), 403, "E0000082");
		await rejectsWith(verify(wrongCode()), 403, "E0000068");

		const expected = [
			"user.lifecycle.create SUCCESS",
			"user.mfa.factor.activate SUCCESS",
			"user.authentication.auth_via_mfa SUCCESS",
			"user.authentication.auth_via_mfa FAILURE",
			"user.authentication.auth_via_mfa FAILURE",
		];
		const read = () =>
			all(
				client.systemLogApi.listLogEvents({
					since,
					until: new Date(Date.now() + 1_000).toISOString(),
					filter: `target.id eq "${which.userId}"`,
					limit: 2,
				}),
			);
		let events = await read();
		for (const until = Date.now() + logWithinMs; events.length < expected.length && Date.now() < until; ) {
			await sleep(500);
			events = await read();
		}
		assert.deepEqual(
			events.map(({ eventType, outcome }) => `${eventType} ${outcome.result}`),
			expected,
		);
		assert.equal(new Set(events.map(({ uuid }) => uuid)).size, events.length);
		assert.ok(events.every(({ published }) => new Date(published) >= new Date(since)));
	});
});
