// What each reset of customer care ends, and what it leaves: the guard's own limits above all.
import { abortAllDurableObjects } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { findPhrase, setPhrase } from "../../src/challenges/owned/phrase";
import { listOwnQuestions, questionMenus } from "../../src/challenges/owned/questions";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { findRecoveryCodes } from "../../src/challenges/owned/recovery-lists";
import { findChoices, optOut } from "../../src/contacts/choices";
import { withGuard } from "../../src/guard/client";
import { getUser } from "../../src/users/service";
import { answererFor, codeTo, createChallenged, otherThan, register, switchOn } from "../challenges/challenged";
import { createActiveUser, lastCode, newNumber } from "../factors/sent-factor";
import { resetDefaults } from "../settings/properties";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { answerQuestions, fail } from "./actions";
import { createOperator } from "./care";

let world: World;
let operator: Awaited<ReturnType<typeof createOperator>>;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	operator = await createOperator(world);
});

const policyFailures = (userId: string) =>
	withGuard(world.ctx, userId, (guard) => guard.policyFailures(1_800_000, world.clock.now));

const reset = async (userId: string, what: string) => {
	const { status, body } = await operator.act(userId, `reset-${what}`);
	expect(status, JSON.stringify(body)).toBe(204);
};

/** A user who has everything that care can reset. */
async function createFullUser() {
	const { id } = await createUser(world);
	const user = await getUser(world.ctx, id);
	const number = newNumber();
	await register(world, id, { mobile: number });
	await answerQuestions(world, id);
	await setPhrase(world.ctx, user, "quiet otter");
	await makeRecoveryCodes(world.ctx, user);
	const [{ id: questionId } = { id: "" }] = await listOwnQuestions(world.ctx, id);
	const state = async () => ({
		contacts: (await operator.look(id)).body.contacts.length,
		questions: (await listOwnQuestions(world.ctx, id)).length,
		phrase: await findPhrase(world.ctx, id),
		codes: (await findRecoveryCodes(world.ctx, id))?.left ?? null,
	});
	return { id, user, number, questionId, menus: await questionMenus(world.ctx, id), state };
}

const full = { contacts: 1, questions: 3, phrase: "quiet otter", codes: 10 };

describe("a reset ends its own part and no other", () => {
	it.each([
		["otp-profile", { ...full, contacts: 0 }, true],
		["questions", { ...full, questions: 0 }, true],
		["phrase", { ...full, phrase: null }, true],
		["all", { contacts: 0, questions: 0, phrase: null, codes: null }, false],
	])("%s", async (what, left, keepsMenus) => {
		const person = await createFullUser();
		expect(await person.state()).toEqual(full);
		await reset(person.id, what);
		expect(await person.state()).toEqual(left);
		const menus = await questionMenus(world.ctx, person.id);
		if (keepsMenus) expect(menus).toEqual(person.menus);
		else expect(menus).not.toEqual(person.menus);
	});

	it("so that an answer that the guard had learned counts no more", async () => {
		const person = await createFullUser();
		const answer = await answererFor(world, person.id, "ChallengeQuestion", person.questionId);
		await answer("not this");
		await reset(person.id, "questions");
		await expect(answer("answer 0")).rejects.toMatchObject({ code: "E0000007" });
	});

	it("and a user who declined is asked again after a reset of the OTP profile, or of everything", async () => {
		for (const what of ["otp-profile", "all"]) {
			const { id } = await createUser(world);
			await optOut(world.ctx, await getUser(world.ctx, id));
			expect((await operator.look(id)).body.isOptedOut).toBe(true);
			await reset(id, what);
			expect([await findChoices(world.ctx, id), (await operator.look(id)).body.isOptedOut]).toEqual([
				{ isOptedOut: false, skips: 0 },
				false,
			]);
		}
	});
});

describe("codes under way", () => {
	it.each([["otp-profile"], ["questions"], ["phrase"], ["all"]])("end with a reset: %s", async (what) => {
		await switchOn(world, "ChallengeSMS");
		const person = await createChallenged(world);
		await answerQuestions(world, person.userId);
		await setPhrase(world.ctx, await getUser(world.ctx, person.userId), "quiet otter");
		const begun = await person.begin();
		await begun.send();
		const code = await codeTo(world, person.mobile);
		await reset(person.userId, what);
		expect((await begun.answer(code)).result).toBe("wrong");
	});

	it("of a factor end, too", async () => {
		const { user, to, factorId } = await createActiveUser(world);
		await answerQuestions(world, user.id);
		const path = `/api/v1/users/${user.id}/factors/${factorId}/verify`;
		await world.call("POST", path);
		const passCode = await lastCode(world, to);
		await reset(user.id, "questions");
		expect((await world.call("POST", path, { passCode })).body.errorCode).toBe("E0000068");
	});

	it("go on when the reset is refused: nothing to do, or beyond the cap", async () => {
		await switchOn(world, "ChallengeSMS");
		const person = await createChallenged(world);
		const begun = await person.begin();
		await begun.send();
		expect((await operator.act(person.userId, "reset-phrase")).status).toBe(403);
		expect((await begun.answer(await codeTo(world, person.mobile))).result).toBe("accepted");
	});
});

describe("a reset leaves the guard's limits as they are", () => {
	it.each([["otp-profile"], ["questions"], ["phrase"], ["all"]])("%s", async (what) => {
		const token = await createTokenUser(world);
		const { id } = token.user;
		await register(world, id, { mobile: newNumber() });
		await answerQuestions(world, id);
		await setPhrase(world.ctx, await getUser(world.ctx, id), "quiet otter");
		for (let count = 0; count < 5; count++) await token.verify(token.wrongCode());
		const before = (await operator.look(id)).body.lock;
		expect(before).toMatchObject({ failures: 5, lockedUntil: expect.any(String) });
		await reset(id, what);
		expect((await operator.look(id)).body.lock).toEqual(before);
		expect((await token.verify(token.code())).status).toBe(429);
	});
});

describe("what policies count", () => {
	it("ends for codes that are sent with the OTP profile, for questions with theirs, and for all with everything", async () => {
		await switchOn(world, "ChallengeSMS");
		const prepare = async () => {
			const person = await createChallenged(world);
			await answerQuestions(world, person.userId);
			await fail(world, person.userId);
			const begun = await person.begin();
			await begun.send();
			await begun.answer(otherThan(await codeTo(world, person.mobile)));
			expect(await policyFailures(person.userId)).toEqual({ ChallengeSMS: 1, ChallengeQuestion: 1 });
			return person.userId;
		};
		for (const [what, left] of [
			["otp-profile", { ChallengeQuestion: 1 }],
			["questions", { ChallengeSMS: 1 }],
			["all", {}],
		] as const) {
			const userId = await prepare();
			await reset(userId, what);
			await abortAllDurableObjects();
			expect(await policyFailures(userId), what).toEqual(left);
		}
	});
});
