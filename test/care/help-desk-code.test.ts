// A code that an operator tells a person: for one application, once, for minutes, and judged as every other code is.
import { env } from "cloudflare:test";
import { decodeJwt } from "jose";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { setPhrase } from "../../src/challenges/owned/phrase";
import { getUser } from "../../src/users/service";
import { asked, register } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { storedText } from "../guard/sent-guard";
import { removeAllPolicies } from "../policies/challenge/policies";
import { resetDefaults } from "../settings/properties";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { challengeEverybody, createCaller } from "../transactions/transactions";
import { answerQuestions } from "./actions";
import { createOperator, note } from "./care";

const type = "ChallengeHelpDesk";
const minute = 60_000;
const day = 24 * 60 * minute;

let world: World;
let operator: Awaited<ReturnType<typeof createOperator>>;
let caller: Awaited<ReturnType<typeof createCaller>>;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await removeAllPolicies(world);
	await challengeEverybody(world);
	operator = await createOperator(world);
	caller = await createCaller(world);
});
afterAll(() => removeAllPolicies(world));

const ask = (userId: string, application = caller.id, by = operator) =>
	by.act(userId, "help-desk-code", { ...note, application });

async function give(userId: string): Promise<string> {
	const { status, body } = await ask(userId);
	expect(status, JSON.stringify(body)).toBe(200);
	expect(body.code).toMatch(/^\d{8}$/);
	return body.code;
}

const otherThan = (code: string): string => String((Number(code) + 1) % 1e8).padStart(8, "0");

const guardText = (userId: string) => storedText(env.GUARD.get(env.GUARD.idFromName(userId)));

const rowsOf = async (userId: string) =>
	(await env.DB.prepare("SELECT * FROM help_desk_codes WHERE user_id = ?").bind(userId).all<{ id: string }>()).results;

/** A transaction in which the person has chosen the code. */
async function answering(userId: string) {
	const begun = await caller.begin(userId);
	expect(begun.first, JSON.stringify(begun.first)).toMatchObject({ status: "CHALLENGE", offer: [{ type }] });
	await begun.step("choose", { type });
	return { ...begun, answer: (answer: string) => begun.step("answer", { answer }) };
}

/** The guard is asked as a transaction asks it, and no turn has to be waited for. */
async function answerer(userId: string) {
	const { answer } = await asked(world, userId, type, (await rowsOf(userId)).at(-1)!.id);
	return answer;
}

describe("a code of the help desk", () => {
	it("lets a person in who has nothing else, once, and the result says by whose word", async () => {
		const { id } = await createUser(world);
		expect((await caller.begin(id)).first.status).toBe("REGISTER");
		const code = await give(id);
		const { answer, step } = await answering(id);
		expect((await answer(otherThan(code))).body).toMatchObject({
			result: "WRONG",
			transaction: { status: "CHALLENGE" },
		});
		const spaced = `${code.slice(0, 4)} ${code.slice(4)}`;
		expect((await answer(spaced)).body).toMatchObject({ result: "RIGHT", transaction: { status: "ALLOW" } });
		const { result } = (await step("result")).body;
		expect(decodeJwt(result)).toMatchObject({ sub: id, aud: caller.id, amr: ["helpdesk"] });
		expect((await caller.begin(id)).first.status).toBe("REGISTER");
	});

	it("is accepted once, of two hundred at once", async () => {
		const { id } = await createUser(world);
		const code = await give(id);
		const answer = await answerer(id);
		const verdicts = await Promise.all(Array.from({ length: 200 }, () => answer(code)));
		expect(verdicts.filter(({ result }) => result === "accepted")).toHaveLength(1);
	});

	it("counts its wrong ones as the user's failures: five are judged of two hundred at once, beside other codes", async () => {
		const token = await createTokenUser(world);
		const code = await give(token.user.id);
		const answer = await answerer(token.user.id);
		const verdicts = await Promise.all(Array.from({ length: 200 }, () => answer(otherThan(code))));
		expect(verdicts.filter(({ result }) => result === "wrong")).toHaveLength(5);
		expect((await answer(code)).result).toBe("locked");
		expect((await token.verify(token.code())).status).toBe(429);
		expect((await operator.look(token.user.id)).body.failures).toEqual({ [type]: 5 });
	});

	it("is for its own application alone", async () => {
		const { id } = await createUser(world);
		await give(id);
		const other = await createCaller(world);
		expect((await other.begin(id)).first.status).toBe("REGISTER");
		expect((await caller.begin(id)).first.status).toBe("CHALLENGE");
		const another = await createUser(world);
		expect((await caller.begin(another.id)).first.status).toBe("REGISTER");
	});

	it("lives ten minutes to the millisecond", async () => {
		const { id } = await createUser(world);
		const code = await give(id);
		const [early, late] = [await answerer(id), await answerer(id)];
		world.clock.now += 10 * minute - 1;
		expect((await caller.begin(id)).first.status).toBe("CHALLENGE");
		expect((await early(otherThan(code))).result).toBe("wrong");
		world.clock.now += 1;
		expect((await late(code)).result).toBe("expired");
		expect((await caller.begin(id)).first.status).toBe("REGISTER");
	});

	it("is shown once: D1, guard and log have none of it, and an operator sees only that it is there", async () => {
		const { id } = await createUser(world);
		const code = await give(id);
		expect((await operator.look(id)).body.helpDeskCode).toEqual({
			application: caller.id,
			expires: new Date(world.clock.now + 10 * minute).toISOString(),
		});
		await (await answerer(id))(otherThan(code));
		await world.shipLog(id);
		const timeline = (await operator.timeline(id)).body;
		expect(timeline.map(({ eventType }: { eventType: string }) => eventType)).toContain("user.helpdesk_code.issue");
		const issued = timeline.find((one: { eventType: string }) => one.eventType === "user.helpdesk_code.issue");
		expect(issued.debugContext.debugData).toMatchObject({ ...note, applicationId: caller.id });
		const kept = JSON.stringify([await rowsOf(id), await guardText(id), timeline, (await operator.look(id)).body]);
		for (const digits of [code, otherThan(code)]) expect(kept).not.toContain(digits);
	});
});

describe("a code ends", () => {
	it.each([["reset-otp-profile"], ["reset-questions"], ["reset-phrase"], ["reset-all"]])(
		"with any reset of customer care, and another may be given: %s",
		async (action) => {
			const { id } = await createUser(world);
			await register(world, id, { mobile: newNumber() });
			await answerQuestions(world, id);
			await setPhrase(world.ctx, await getUser(world.ctx, id), "quiet otter");
			const code = await give(id);
			const answer = await answerer(id);
			expect((await operator.act(id, action)).status).toBe(204);
			expect((await answer(code)).result).toBe("wrong");
			expect((await operator.look(id)).body.helpDeskCode).toBeNull();
			await give(id);
		},
	);

	it.each([
		["reset_factors", []],
		["suspend", ["unsuspend"]],
	])("with an administrator's step, and another may be given: %s", async (step, undo) => {
		const { user } = await createTokenUser(world);
		const code = await give(user.id);
		const answer = await answerer(user.id);
		const lifecycle = (name: string) => world.call("POST", `/api/v1/users/${user.id}/lifecycle/${name}`);
		expect((await lifecycle(step)).status).toBe(200);
		for (const name of undo) await lifecycle(name);
		expect((await answer(code)).result).toBe("wrong");
		expect((await operator.look(user.id)).body.helpDeskCode).toBeNull();
		await give(user.id);
	});

	it("but not with a right answer of another kind, or an unlock", async () => {
		const { user, verify, code: tokenCode, wrongCode } = await createTokenUser(world);
		const code = await give(user.id);
		await verify(wrongCode());
		expect((await verify(tokenCode())).status).toBe(200);
		expect((await operator.act(user.id, "unlock")).status).toBe(204);
		expect((await (await answerer(user.id))(code)).result).toBe("accepted");
	});
});

describe("another code", () => {
	it("isn't given while there is one: of ten at once, one is, and the guard has no other", async () => {
		const { id } = await createUser(world);
		const operators = await Promise.all(Array.from({ length: 10 }, () => createOperator(world)));
		const answers = await Promise.all(operators.map((one) => ask(id, caller.id, one)));
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
		expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.errorCode))).toEqual(
			new Set(["E0000107"]),
		);
		expect(await rowsOf(id)).toHaveLength(1);
		const { codes } = JSON.parse(JSON.parse(await guardText(id))[0].value);
		expect(Object.keys(codes)).toEqual([(await rowsOf(id))[0]!.id]);
	});

	it("is given three times in a day, whatever became of the earlier ones, and again a day later", async () => {
		const { id } = await createUser(world);
		for (let count = 0; count < 3; count++) {
			await give(id);
			world.clock.now += 10 * minute;
		}
		const fourth = await ask(id);
		expect([fourth.status, fourth.body.errorCode]).toEqual([429, "E0000047"]);
		expect(Number(fourth.headers.get("retry-after"))).toBe((day - 30 * minute) / 1000);
		world.clock.now += day - 30 * minute - 1;
		expect((await ask(id)).status).toBe(429);
		world.clock.now += 1;
		await give(id);
		expect(await rowsOf(id)).toHaveLength(3);
	});

	it("isn't given to a user who is locked, suspended or deactivated, and leaves no entry", async () => {
		const { user, verify, wrongCode } = await createTokenUser(world);
		for (let count = 0; count < 5; count++) await verify(wrongCode());
		const locked = await ask(user.id);
		expect([locked.status, locked.body.errorCode]).toEqual([429, "E0000047"]);
		world.clock.now += 5 * minute;
		for (const step of ["suspend", "deactivate"]) {
			await world.call("POST", `/api/v1/users/${user.id}/lifecycle/${step}`);
			expect((await ask(user.id)).body.errorCode, step).toBe("E0000038");
		}
		expect(await rowsOf(user.id)).toEqual([]);
		const types = (await operator.timeline(user.id)).body.map(({ eventType }: { eventType: string }) => eventType);
		expect(types).not.toContain("user.helpdesk_code.issue");
	});

	it("is given for an application that there is, and by its token for its own alone", async () => {
		const { id } = await createUser(world);
		expect((await ask(id, "0oa00000000000000000")).body.errorCode).toBe("E0000001");
		expect((await operator.act(id, "help-desk-code", note)).body.errorCode).toBe("E0000001");
		const own = await createOperator(world, { applicationId: caller.id });
		const other = await createCaller(world);
		expect((await ask(id, other.id, own)).body.errorCode).toBe("E0000001");
		expect((await ask(id, caller.id, own)).status).toBe(200);
	});
});
