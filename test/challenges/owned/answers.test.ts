import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { registerAnswers } from "../../../src/challenges/owned/answers";
import { listOwnQuestions, questionMenus } from "../../../src/challenges/owned/questions";
import { questionText } from "../../../src/challenges/owned/words";
import { questionKeys } from "../../../src/factors/questions";
import { getUser } from "../../../src/users/service";
import { resetAll, resetAnswers } from "../../care/care";
import { eventsAbout } from "../../providers/accounts/accounts";
import { createUser } from "../../support/otp-tokens";
import { createWorld, type World } from "../../support/world";
import { answererFor, ctxOf } from "../challenged";

let world: World;
beforeAll(async () => {
	world = await createWorld();
});

async function person() {
	const { ctx } = ctxOf(world);
	const user = await getUser(ctx, (await createUser(world)).id);
	const menus = await questionMenus(ctx, user.id);
	const given = menus.map(([question = ""], index) => ({ question, answer: `answer ${index}` }));
	const register = (answers = given) => registerAnswers(ctx, user, answers);
	return { ctx, user, menus, given, register, own: () => listOwnQuestions(ctx, user.id) };
}

const cause = (field: string, reason: string) => ({ causes: [expect.objectContaining({ field, reason })] });

describe("the menus of a user", () => {
	it("are three of five questions, no question in two of them, and they are another user's by chance only", async () => {
		const [one, other] = [await person(), await person()];
		expect(one.menus.map((menu) => menu.length)).toEqual([5, 5, 5]);
		expect(new Set(one.menus.flat()).size).toBe(15);
		expect(one.menus).not.toEqual(other.menus);
	});

	it("are drawn once, also by fifty requests at once", async () => {
		const { id } = await createUser(world);
		const drawn = await Promise.all(Array.from({ length: 50 }, () => questionMenus(ctxOf(world).ctx, id)));
		expect(new Set(drawn.map((menus) => JSON.stringify(menus))).size).toBe(1);
	});

	it("have a text in each language", () => {
		const texts = [["en"], ["ja"]].map((wanted) => questionKeys.map((key) => questionText(key, wanted)));
		expect(new Set(texts.flat()).size).toBe(2 * questionKeys.length);
		expect(questionText("gone_for_good", ["en"])).toBe("gone_for_good");
		expect(questionText("constructor", ["en"])).toBe("constructor");
	});
});

describe("answers", () => {
	it("are kept one for each menu, and neither D1 nor the log holds them", async () => {
		const { user, register, own, given } = await person();
		await register();
		expect((await own()).map(({ question }) => question).sort()).toEqual(given.map(({ question }) => question).sort());
		const { results } = await env.DB.prepare("SELECT * FROM security_questions WHERE user_id = ?").bind(user.id).all();
		const { types, text } = await eventsAbout(world, user.id);
		expect(types).toContain("user.security_question.update");
		for (const kept of [JSON.stringify(results), text]) expect(kept).not.toMatch(/answer ?\d/);
	});

	it("are refused when a menu is left out, passed by, or answered like another", async () => {
		const { menus, given, register, own } = await person();
		const [first, second] = given;
		await expect(register(given.slice(1))).rejects.toMatchObject(cause("answers.0.question", "question-of-other-menu"));
		await expect(register(given.slice(0, 2))).rejects.toMatchObject(cause("answers", "answers-missing"));
		await expect(register([...given, first!])).rejects.toMatchObject(
			cause("answers.3.question", "question-of-other-menu"),
		);
		const twice = given.map((one, index) => ({ ...one, answer: index === 1 ? "ANSWER 0" : one.answer }));
		await expect(register(twice)).rejects.toMatchObject(cause("answers.1.answer", "answer-twice"));
		const foreign = [{ ...first!, question: menus[1]![0]! }, second!, given[2]!];
		await expect(register(foreign)).rejects.toMatchObject(cause("answers.0.question", "question-of-other-menu"));
		for (const [answer, reason] of [
			["", "too-short"],
			["…!", "too-short"],
			["é", "too-short"],
			["x".repeat(101), "too-long"],
		] as const) {
			const odd = [{ ...first!, answer }, ...given.slice(1)];
			await expect(register(odd)).rejects.toMatchObject(cause("answers.0.answer", reason));
		}
		expect(await own()).toEqual([]);
	});

	it("take the place of the earlier ones, which count no more", async () => {
		const { user, given, register, own } = await person();
		await register();
		const [before] = await own();
		const old = await answererFor(world, user.id, "ChallengeQuestion", before!.id);
		const index = given.findIndex(({ question }) => question === before!.question);
		expect((await old(`answer ${index}`)).result).toBe("accepted");
		await register(given.map(({ question }, place) => ({ question, answer: `other ${place}` })));
		await expect(old(`answer ${index}`)).rejects.toMatchObject({ code: "E0000007" });
		const after = (await own()).find(({ question }) => question === before!.question)!;
		const answer = await answererFor(world, user.id, "ChallengeQuestion", after.id);
		expect((await answer(`answer ${index}`)).result).toBe("wrong");
		expect((await answer(`other ${index}`)).result).toBe("accepted");
	});

	it("of fifty requests at once are one set", async () => {
		const { register, own } = await person();
		await Promise.all(Array.from({ length: 50 }, () => register()));
		expect(await own()).toHaveLength(3);
	});

	it("go with a reset, of everything together with the menus, and with the user", async () => {
		const { ctx, user, menus, register, own } = await person();
		await register();
		await resetAnswers(ctx, user);
		expect([await own(), await questionMenus(ctx, user.id)]).toEqual([[], menus]);
		await register();
		await resetAll(ctx, user);
		expect(await questionMenus(ctx, user.id)).not.toEqual(menus);
		expect((await eventsAbout(world, user.id)).types).toContain("user.security_question.reset");
		await world.call("DELETE", `/api/v1/users/${user.id}`);
		await world.call("DELETE", `/api/v1/users/${user.id}`);
		expect(await env.DB.prepare("SELECT * FROM question_sets WHERE user_id = ?").bind(user.id).first()).toBeNull();
	});
});
