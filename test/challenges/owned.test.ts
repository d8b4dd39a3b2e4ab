// Challenges that need no message: tokens, apps, questions and recovery codes, through the same verbs.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerAnswers } from "../../src/challenges/owned/answers";
import { listOwnQuestions, questionMenus } from "../../src/challenges/owned/questions";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { findRecoveryCodes } from "../../src/challenges/owned/recovery-lists";
import { withGuard } from "../../src/guard/client";
import { getUser } from "../../src/users/service";
import { createActiveUser, lastCode } from "../factors/sent-factor";
import { resetDefaults } from "../settings/properties";
import { createTokenUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { answererFor, ctxOf } from "./challenged";

let world: World;

beforeAll(async () => {
	world = await createWorld();
	await resetDefaults(world);
});
afterAll(() => resetDefaults(world));

const policyFailures = (userId: string) =>
	withGuard(ctxOf(world).ctx, userId, (guard) => guard.policyFailures(60_000, world.clock.now));

describe("a token", () => {
	it("answers by its codes, each of them once, and its wrong codes count for policies", async () => {
		const token = await createTokenUser(world);
		const answer = await answererFor(world, token.user.id, "ChallengeToken", token.factorId);
		expect((await answer(token.wrongCode())).result).toBe("wrong");
		expect(await policyFailures(token.user.id)).toEqual({ ChallengeToken: 1 });
		expect((await answer(token.code())).result).toBe("accepted");
		expect((await answer(token.code())).result).toBe("replayed");
		expect(await policyFailures(token.user.id)).toEqual({});
	});

	it("isn't replaced by a factor of another type, whose code would be right", async () => {
		const person = await createActiveUser(world);
		await person.challenge();
		const answer = await answererFor(world, person.user.id, "ChallengeToken", person.factorId);
		expect(await answer(await lastCode(world, person.to))).toEqual({ result: "unfit", reason: "other-kind" });
	});

	it("is of this user alone", async () => {
		const [one, other] = [await createTokenUser(world), await createTokenUser(world)];
		const answer = await answererFor(world, one.user.id, "ChallengeToken", other.factorId);
		await expect(answer(other.code())).rejects.toMatchObject({ code: "E0000007" });
	});
});

async function withAnswers(answers: readonly string[] = ["Rote Grütze", "ローマ字", "St. Mary's Road"]) {
	const { user } = await createTokenUser(world);
	const { ctx } = ctxOf(world);
	const menus = await questionMenus(ctx, user.id);
	const given = menus.map(([question = ""], index) => ({ question, answer: answers[index] ?? "" }));
	await registerAnswers(ctx, await getUser(ctx, user.id), given);
	const rows = await listOwnQuestions(ctx, user.id);
	const idOf = (index: number) => rows.find(({ question }) => question === given[index]?.question)!.id;
	return { userId: user.id, user, idOf };
}

describe("a registered question", () => {
	it("is answered however it is written", async () => {
		const { userId, idOf } = await withAnswers();
		for (const [index, spellings] of [
			["rote grutze", "ROTE  GRÜTZE!", "Ｒｏｔｅ Grütze"],
			["ろーま字", "ローマ字", "ﾛｰﾏ字"],
			["saint marys rd", "St Mary’s Road", "st. mary's rd."],
		].entries()) {
			const answer = await answererFor(world, userId, "ChallengeQuestion", idOf(index));
			for (const spelling of spellings) expect((await answer(spelling)).result, spelling).toBe("accepted");
		}
	});

	it("takes no answer to another question, and counts wrong ones over all questions", async () => {
		const { userId, idOf } = await withAnswers();
		const [first, second] = [
			await answererFor(world, userId, "ChallengeQuestion", idOf(0)),
			await answererFor(world, userId, "ChallengeQuestion", idOf(1)),
		];
		expect((await first("ローマ字")).result).toBe("wrong");
		expect((await second("Rote Grütze")).result).toBe("wrong");
		expect(await policyFailures(userId)).toEqual({ ChallengeQuestion: 2 });
		const { inARow } = await withGuard(ctxOf(world).ctx, userId, (guard) => guard.lockStatus(world.clock.now));
		expect(inARow).toMatchObject([{ factorId: "ChallengeQuestion", failures: 2 }]);
		expect((await first("Rote Grütze")).result).toBe("accepted");
	});

	it("is no answer to a token's challenge, and locks with everything else", async () => {
		const { userId, idOf } = await withAnswers();
		const asToken = await answererFor(world, userId, "ChallengeToken", idOf(0));
		await expect(asToken("Rote Grütze")).rejects.toMatchObject({ code: "E0000007" });
		const answer = await answererFor(world, userId, "ChallengeQuestion", idOf(0));
		const wrong = await Promise.all(Array.from({ length: 20 }, () => answer("Grießbrei")));
		expect(wrong.filter(({ result }) => result === "wrong")).toHaveLength(5);
		expect((await answer("Rote Grütze")).result).toBe("locked");
	});
});

describe("a recovery code", () => {
	it("answers once, and of 200 requests at once once", async () => {
		const { user } = await createTokenUser(world);
		const { ctx } = ctxOf(world);
		const [first = "", second = ""] = await makeRecoveryCodes(ctx, await getUser(ctx, user.id));
		const list = await findRecoveryCodes(ctx, user.id);
		const answer = await answererFor(world, user.id, "ChallengeRecoveryCode", list!.id);
		const verdicts = await Promise.all(Array.from({ length: 200 }, () => answer(first)));
		expect(verdicts.filter(({ result }) => result === "accepted")).toHaveLength(1);
		world.clock.now += 301_000;
		expect((await answer(second.toUpperCase().replace("-", " "))).result).toBe("accepted");
		expect(await findRecoveryCodes(ctx, user.id)).toEqual({ id: list!.id, left: 8 });
	});
});
