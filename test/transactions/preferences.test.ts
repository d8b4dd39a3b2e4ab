import { beforeEach, describe, expect, it } from "vitest";
import { listRegisteredDevices, registerDevice } from "../../src/devices/service";
import { newDeviceToken } from "../../src/devices/token";
import { codeTo, createChallenged, otherThan, switchOn } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { switchOn as switchPageOn } from "../registration/registrants";
import { resetDefaults } from "../settings/properties";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { loggedOf, objectOf } from "./kept";
import { createCaller } from "./transactions";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await resetDefaults(world);
	await switchOn(world, "ChallengeSMS");
	await switchPageOn(world, "userpreferences.userinfo.enabled");
});

/** A transaction about a user's preferences. */
async function preferring(userId: string, more: Record<string, unknown> = {}) {
	const { begin } = await createCaller(world);
	return begin(userId, { checkpoint: "PREFERENCES", ...more });
}

/** The same, with the challenge passed. */
async function challenged() {
	const person = await createChallenged(world);
	const transaction = await preferring(person.userId);
	await transaction.step("choose", { type: "ChallengeSMS" });
	const answered = await transaction.step("answer", { answer: await codeTo(world, person.mobile) });
	return { ...person, ...transaction, answered: answered.body.transaction };
}

const contacts = (mobile: string) => ({ contacts: { mobile, terms: "true" } });

describe("preferences", () => {
	it("come after a challenge, where there is a proven number", async () => {
		const { userId, mobile } = await createChallenged(world);
		const { first, step } = await preferring(userId);
		expect(first).toMatchObject({ status: "CHALLENGE", purpose: "preferences" });
		for (const [name, body] of [
			["contacts", contacts(newNumber())],
			["phrase", { phrase: "quiet otter" }],
			["recovery-codes", undefined],
			["forget", { devices: "all" }],
			["finish", undefined],
		] as const) {
			expect((await step(name, body)).status, name).toBe(403);
		}
		await step("choose", { type: "ChallengeSMS" });
		const code = await codeTo(world, mobile);
		expect((await step("answer", { answer: otherThan(code) })).body.transaction.status).toBe("CHALLENGE");
		const { body } = await step("answer", { answer: code });
		expect(body.transaction).toMatchObject({ status: "PREFERENCES", hasPhrase: false, recoveryCodesLeft: null });
		expect(body.transaction.fields.map(({ field }: { field: string }) => field)).toEqual(["mobile", "terms"]);
	});

	it("are open at once to whoever has nothing to be challenged by, and to whoever declined", async () => {
		const { id } = await createUser(world);
		expect((await preferring(id)).first.status).toBe("PREFERENCES");
		await switchPageOn(world, "otp.optOut.enabled", "userpreferences.userinfo.decline.enabled");
		const { userId, step, answered } = await challenged();
		expect(answered).toMatchObject({ mayDecline: true, isOptedOut: false });
		expect((await step("decline")).body).toMatchObject({ isOptedOut: true, mayDecline: false });
		const again = await preferring(userId);
		expect(again.first).toMatchObject({ status: "PREFERENCES", isOptedOut: true });
		const mobile = newNumber();
		expect((await again.step("contacts", contacts(mobile))).body.isOptedOut).toBe(false);
	});

	it("stay closed while every way to be challenged is out of reach", async () => {
		const { userId } = await createChallenged(world);
		await resetDefaults(world);
		expect((await preferring(userId)).first).toMatchObject({ status: "BLOCK", reason: "NO_METHOD" });
	});

	it("stay closed where a policy says so", async () => {
		await createPolicy(world, { checkpoint: "PREFERENCES", rules: [ruleOf({ actionGroup: "BLOCK" })] });
		const { id } = await createUser(world);
		const { first } = await preferring(id, { locale: "ja" });
		expect(first).toMatchObject({ status: "BLOCK", reason: "PREFERENCES", text: expect.stringContaining("設定") });
	});

	it("take another number, which counts once it is proven, and the earlier one until then", async () => {
		const { mobile: before, step, userId, person } = await challenged();
		const mobile = newNumber();
		const typed = await step("contacts", contacts(mobile));
		expect(typed.body.fields[0]).toMatchObject({ field: "mobile", state: "WAITING" });
		const numbers = async () => (await person()).contacts.map(({ value }) => value);
		expect(await numbers()).toContain(before);
		await step("proof", { field: "mobile" });
		const code = await codeTo(world, mobile);
		const wrong = await step("proof/answer", { field: "mobile", answer: otherThan(code) });
		expect(wrong.body).toMatchObject({ result: "WRONG", transaction: { proof: { field: "mobile" } } });
		const right = await step("proof/answer", { field: "mobile", answer: code });
		expect(right.body).toMatchObject({ result: "RIGHT", transaction: { status: "PREFERENCES", proof: null } });
		expect(await numbers()).toContain(mobile);
		expect(await numbers()).not.toContain(before);
		expect((await preferring(userId)).first.status).toBe("CHALLENGE");
	});

	it("take questions, a phrase and recovery codes, and make the codes known once", async () => {
		const { id, step, look, answered } = await challenged();
		const answers = answered.menus.map(([first]: { question: string }[], index: number) => ({
			question: first!.question,
			answer: `answer ${index}`,
		}));
		expect((await step("questions", { answers })).body.hasAnswers).toBe(true);
		expect((await step("phrase", { phrase: "quiet otter" })).body.hasPhrase).toBe(true);
		const { body } = await step("recovery-codes");
		expect(body.codes).toHaveLength(10);
		expect(new Set(body.codes).size).toBe(10);
		const after = await look();
		expect(after.body).toMatchObject({ recoveryCodesLeft: 10, hasPhrase: true });
		expect(JSON.stringify(after.body)).not.toContain(body.codes[0]);
		const stored = await objectOf(id).stored();
		for (const secret of [...body.codes, "quiet otter", "answer 1"]) expect(stored).not.toContain(secret);
	});

	it("forget devices, as far as the settings allow it", async () => {
		await switchPageOn(world, "userpreferences.unregister.this.enabled", "userpreferences.unregister.all.enabled");
		await switchPageOn(world, "registerdevice.enabled", "register.userinfo.registerdevice.enabled");
		const { id } = await createUser(world);
		const client = { deviceToken: await newDeviceToken(world.ctx) };
		const { first, step } = await preferring(id, { client });
		expect(first).toMatchObject({ mayForgetThisDevice: false, mayForgetAllDevices: true });
		const registered = async () => (await listRegisteredDevices(world.ctx, id)).length;
		await registerDevice({ ...world.ctx, actor: { kind: "user", id, name: "Ana" } }, id, client);
		expect(await registered()).toBe(1);
		expect((await step("forget", { devices: "this" })).status).toBe(200);
		expect(await registered()).toBe(0);
		const other = await preferring(id);
		expect((await other.step("forget", { devices: "this" })).status).toBe(403);
		expect((await other.step("forget", { devices: "all" })).status).toBe(200);
		await resetDefaults(world);
		expect((await other.step("forget", { devices: "all" })).status).toBe(403);
	});

	it("can be changed for ten minutes after the challenge, and finished later", async () => {
		const { step, look, answered } = await challenged();
		expect(Date.parse(answered.changesUntil)).toBe(world.clock.now + 600_000);
		world.clock.now += 599_999;
		expect((await step("phrase", { phrase: "early otter" })).status).toBe(200);
		world.clock.now += 1;
		const over = "The time for changes is over. Begin again to change more.";
		for (const [name, body] of [
			["phrase", { phrase: "late otter" }],
			["contacts", contacts(newNumber())],
			["recovery-codes", undefined],
			["forget", { devices: "all" }],
			["decline", undefined],
			["proof", { field: "mobile" }],
		] as const) {
			const late = await step(name, body);
			expect([late.status, late.body.errorCauses[0].errorSummary], name).toEqual([403, over]);
		}
		expect((await look()).body.status).toBe("PREFERENCES");
		expect((await step("finish")).body.status).toBe("ALLOW");
	});

	it("end with a result that says what it was for", async () => {
		const { id, step } = await challenged();
		await step("finish");
		expect((await step("finish")).status).toBe(403);
		const { body } = await step("result");
		const claims = JSON.parse(atob(body.result.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
		expect(claims).toMatchObject({ purpose: "preferences", acr: "urn:tessera:acr:challenge" });
		await objectOf(id).ring(world.clock.now + 10_000);
		const types = (await loggedOf(id)).map(({ type }) => type);
		expect(types).toContain("user.transaction.finish");
	});

	it("are a purpose that no application asks for by name", async () => {
		const { create } = await createCaller(world);
		const { id } = await createUser(world);
		expect((await create({ user: id, purpose: "preferences" })).status).toBe(400);
	});

	it("show no contact data while codes are sent nowhere, or the page is off", async () => {
		const { id } = await createUser(world);
		await resetDefaults(world);
		const off = await preferring(id);
		expect(off.first).toMatchObject({ status: "PREFERENCES", fields: null });
		expect((await off.step("contacts", contacts(newNumber()))).status).toBe(403);
		await switchPageOn(world, "userpreferences.userinfo.enabled");
		expect((await preferring(id)).first.fields).toBeNull();
	});
});
