import { beforeEach, describe, expect, it } from "vitest";
import { codeTo, createChallenged, otherThan, switchOn } from "../challenges/challenged";
import { inboxOf } from "../factors/sent-factor";
import { createHook, fakeService } from "../hooks/hooks";
import { removeAllPolicies } from "../policies/challenge/policies";
import { createAccount } from "../providers/accounts/accounts";
import { setProperty } from "../settings/properties";
import { createWorld, unique, type World } from "../support/world";
import { loggedOf, objectOf } from "./kept";
import { challengeEverybody, createCaller } from "./transactions";

let world: World;
const service = fakeService();
beforeEach(async () => {
	service.sent.length = 0;
	world = await createWorld({ fetch: service.fetch });
	await removeAllPolicies(world);
	await challengeEverybody(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail");
});

/** A user whose text messages strangers have guessed at, until the user was locked. */
async function lockedUser() {
	const caller = await createCaller(world);
	const user = await createChallenged(world);
	const { step } = await caller.begin(user.userId);
	await step("choose", { type: "ChallengeSMS" });
	const code = await codeTo(world, user.mobile);
	for (let failure = 0; failure < 5; failure++) await step("answer", { answer: otherThan(code) });
	world.clock.now += 61_000;
	const failures = async () => (await world.call("GET", `/api/v1/users/${user.userId}/lock`)).body.failures;
	expect(await failures()).toBe(5);
	return { ...user, ...caller, failures };
}

describe("account-unlock", () => {
	it("clears the failures by a right code of another authenticator, which the locked user is sent", async () => {
		const { userId, login, begin, failures } = await lockedUser();
		const { id, step } = await begin(userId, { purpose: "account-unlock" });
		expect((await step("choose", { type: "ChallengeEmail" })).status).toBe(200);
		const right = await step("answer", { answer: await codeTo(world, login) });
		expect(right.body).toMatchObject({ result: "RIGHT", transaction: { status: "ALLOW", purpose: "account-unlock" } });
		expect(await failures()).toBe(0);
		await objectOf(id).ring(world.clock.now);
		expect((await loggedOf(id)).map(({ type }) => type)).toContain("user.transaction.answer");
	});

	it("clears nothing by another message to what failed, by a policy's ALLOW, or in another purpose", async () => {
		const { userId, begin, failures } = await lockedUser();
		const unlock = await begin(userId, { purpose: "account-unlock" });
		expect((await unlock.step("choose", { type: "ChallengeSMS" })).status).toBe(429);
		for (const purpose of ["sign-in", "password-reset"]) {
			const { step } = await begin(userId, { purpose });
			expect((await step("choose", { type: "ChallengeEmail" })).status, purpose).toBe(429);
		}
		await removeAllPolicies(world);
		expect((await begin(userId, { purpose: "account-unlock" })).first.status).toBe("ALLOW");
		expect(await failures()).toBe(5);
	});
});

it("password-reset only gives the result: failures stay, and nothing of the user changes", async () => {
	const { begin } = await createCaller(world);
	const { userId, login, mobile } = await createChallenged(world);
	const before = (await world.call("GET", `/api/v1/users/${userId}`)).body;
	const { step } = await begin(userId, { purpose: "password-reset" });
	await step("choose", { type: "ChallengeSMS" });
	await step("answer", { answer: otherThan(await codeTo(world, mobile)) });
	await step("choose", { type: "ChallengeEmail" });
	expect((await step("answer", { answer: await codeTo(world, login) })).body.transaction.status).toBe("ALLOW");
	const { result } = (await step("result")).body;
	expect(JSON.parse(atob(result.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")))).toMatchObject({
		purpose: "password-reset",
	});
	expect((await world.call("GET", `/api/v1/users/${userId}/lock`)).body.failures).toBe(1);
	expect((await world.call("GET", `/api/v1/users/${userId}`)).body).toEqual(before);
});

describe.each([
	["sign-in", "verification", "mfa-verification", "system.sms.send_factor_verify_message"],
	["account-unlock", "unlock", "account-unlock", "system.sms.send_account_unlock_message"],
	["password-reset", "reset", "password-reset", "system.sms.send_password_reset_message"],
] as const)("%s", (purpose, word, requestType, eventType) => {
	it("is in the message's text, and in the log", async () => {
		const text = unique(word);
		await setProperty(world, `bharosa.uio.default.ChallengeSMS.message.${word}.body`, `${text} {0}`);
		const { begin } = await createCaller(world);
		const { userId, mobile } = await createChallenged(world);
		const { step } = await begin(userId, { purpose });
		expect((await step("choose", { type: "ChallengeSMS" })).status).toBe(200);
		const [message] = await inboxOf(world, mobile);
		expect(message!.text).toContain(text);
		const filter = encodeURIComponent(`eventType eq "${eventType}" and target.id eq "${userId}"`);
		expect((await world.call("GET", `/api/v1/logs?filter=${filter}`)).body).toHaveLength(1);
	});

	it("is the hook's requestType", async () => {
		const hook = await createHook(world);
		const { begin } = await createCaller(world);
		const { userId } = await createChallenged(world);
		const { step } = await begin(userId, { purpose });
		await step("choose", { type: "ChallengeSMS" });
		await world.call("POST", `${hook.path}/lifecycle/deactivate`);
		expect(service.sent.map(({ body }) => JSON.parse(body).requestType)).toEqual([
			`com.okta.user.telephony.${requestType}`,
		]);
	});
});

it("each purpose chooses its own rule", async () => {
	const { id: account } = await createAccount(world);
	const wanted = {
		"sign-in": "mfa-verification",
		"account-unlock": "account-unlock",
		"password-reset": "password-reset",
	};
	const { begin } = await createCaller(world);
	const ruleIds: Record<string, string> = {};
	for (const [purpose, word] of Object.entries(wanted)) {
		const conditions = { requestTypes: [`com.okta.user.telephony.${word}`] };
		const rule = { name: unique("rule"), conditions, providers: [account] };
		ruleIds[purpose] = (await world.call("POST", "/api/v1/delivery-routes", rule)).body.id;
	}
	for (const [purpose, ruleId] of Object.entries(ruleIds)) {
		const { look, step } = await begin((await createChallenged(world)).userId, { purpose });
		await step("choose", { type: "ChallengeSMS" });
		const [message] = (await look()).body.asked.messages;
		expect((await world.call("GET", `/api/v1/deliveries/${message.id}`)).body.routeId, purpose).toBe(ruleId);
	}
});
