import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createApplication } from "../applications/applications";
import { codeTo, createChallenged, otherThan, switchOn } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { switchOn as switchPageOn } from "../registration/registrants";
import { losingAnswers } from "../support/lost-answers";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { loggedOf, objectOf } from "./kept";
import { challengeEverybody, createCaller, createTokenHolder, transactionsPath } from "./transactions";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail");
});

const secretOfCaller = "0123456789abcdef";

describe("a transaction", () => {
	it("goes from the user's name over the password to ALLOW, where no policy asks for more", async () => {
		const { begin } = await createCaller(world);
		const { id } = await createUser(world);
		const { first, step, look } = await begin(id, { checkpoint: "PRE_AUTHENTICATION" });
		expect(first).toMatchObject({ status: "CONTINUE", purpose: "sign-in", text: "Enter your password." });
		expect((await step("password", { result: "wrong" })).body.status).toBe("CONTINUE");
		expect((await step("password", { result: "right" })).body.status).toBe("ALLOW");
		expect((await look()).body.status).toBe("ALLOW");
	});

	it("is blocked by a policy before the password, and says so in the person's language", async () => {
		await createPolicy(world, { checkpoint: "PRE_AUTHENTICATION", rules: [ruleOf({ actionGroup: "BLOCK" })] });
		const { begin } = await createCaller(world);
		const { id } = await createUser(world);
		const { first, step } = await begin(id, { checkpoint: "PRE_AUTHENTICATION", locale: "ja" });
		expect(first).toMatchObject({ status: "BLOCK", reason: "PRE_AUTHENTICATION" });
		expect(first.text).toContain("サインインできません");
		expect((await step("password", { result: "right" })).status).toBe(403);
	});

	it("challenges by a code that is sent, and allows by the right one", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { userId, mobile } = await createChallenged(world);
		const { id, first, step, delivery } = await begin(userId);
		expect(first).toMatchObject({ status: "CHALLENGE", asked: null });
		expect(first.offer.map(({ type }: { type: string }) => type)).toEqual(["ChallengeSMS", "ChallengeEmail"]);
		const chosen = await step("choose", { type: "ChallengeSMS" });
		expect(chosen.body.asked).toMatchObject({ type: "ChallengeSMS", messages: [{ status: "SENT" }] });
		expect((await delivery()).body).toEqual({ next: "challenge" });
		const code = await codeTo(world, mobile);
		const wrong = await step("answer", { answer: otherThan(code) });
		expect(wrong.body).toMatchObject({ result: "WRONG", transaction: { status: "CHALLENGE" } });
		expect(await objectOf(id).stored()).not.toContain(code);
		expect((await step("answer", { answer: code })).body).toMatchObject({
			result: "RIGHT",
			transaction: { status: "ALLOW" },
		});
		expect((await step("answer", { answer: code })).status).toBe(403);
	});

	it("challenges by a token, and sends nothing", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { user, code } = await createTokenHolder(world);
		const { step, delivery } = await begin(user.id);
		expect((await step("choose", { type: "ChallengeToken" })).body.asked.messages).toEqual([]);
		expect((await delivery()).body).toEqual({ next: null });
		expect((await step("resend")).status).toBe(403);
		expect((await step("answer", { answer: code() })).body.transaction.status).toBe("ALLOW");
	});

	it("offers another type when one has reached its limit, and its code is dead", async () => {
		await challengeEverybody(world);
		const failures = { condition: "user-otp-failures", parameters: { challengeType: "ChallengeSMS", failures: 3 } };
		await createPolicy(world, {
			checkpoint: "CHALLENGE",
			rules: [
				ruleOf({ name: "SMS", conditions: [{ ...failures, is: false }], actionGroup: "ChallengeSMS" }),
				ruleOf({ name: "mail", actionGroup: "ChallengeEmail" }),
			],
		});
		const { begin } = await createCaller(world);
		const { userId, mobile, login } = await createChallenged(world);
		const { step } = await begin(userId);
		await step("choose", { type: "ChallengeSMS" });
		const code = await codeTo(world, mobile);
		await step("answer", { answer: otherThan(code) });
		await step("answer", { answer: otherThan(code) });
		const third = await step("answer", { answer: otherThan(code) });
		expect(third.body.transaction).toMatchObject({ asked: null, offer: [{ type: "ChallengeEmail" }] });
		expect((await step("choose", { type: "ChallengeSMS" })).status).toBe(403);
		expect((await step("answer", { answer: code })).status).toBe(403);
		await step("choose", { type: "ChallengeEmail" });
		const right = await step("answer", { answer: await codeTo(world, login) });
		expect(right.body.transaction.status).toBe("ALLOW");
	});

	it("sends the same code three times, and then no more", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { userId, mobile } = await createChallenged(world);
		const { step } = await begin(userId);
		const codes = [];
		for (const name of ["choose", "resend", "resend"]) {
			const sent = await step(name, name === "choose" ? { type: "ChallengeSMS" } : undefined);
			expect(sent.status, JSON.stringify(sent.body)).toBe(200);
			codes.push(await codeTo(world, mobile));
			world.clock.now += 61_000;
		}
		expect(new Set(codes).size).toBe(1);
		expect((await step("resend")).status).toBe(403);
	});
});

describe("a transaction without anything to be challenged by", () => {
	it("registers a number and an address, and passes by their proofs", async () => {
		await challengeEverybody(world);
		await switchPageOn(world, "register.userinfo.enabled");
		const { begin } = await createCaller(world);
		const { id, login } = await createUser(world);
		const { first, step } = await begin(id);
		expect(first).toMatchObject({ status: "REGISTER", maySkip: false, mayDecline: false });
		const mobile = newNumber();
		const typed = await step("contacts", { contacts: { mobile, email: login, terms: "true" } });
		expect(typed.body, JSON.stringify(typed.body)).toMatchObject({ status: "REGISTER" });
		expect((await step("skip")).status).toBe(403);
		expect((await step("decline")).status).toBe(403);
		expect((await step("proof", { field: "mobile" })).body.proof).toMatchObject({ field: "mobile" });
		const code = await codeTo(world, mobile);
		expect((await step("proof/answer", { field: "mobile", answer: otherThan(code) })).body.result).toBe("WRONG");
		expect((await step("proof/answer", { field: "mobile", answer: code })).body).toMatchObject({
			result: "RIGHT",
			transaction: { parts: ["PREFERENCES", "QUESTIONS", "CONTACTS"], proof: null },
		});
		await step("proof", { field: "email" });
		const { body } = await step("proof/answer", { field: "email", answer: await codeTo(world, login) });
		expect(body.transaction.parts).toEqual(["PREFERENCES", "QUESTIONS"]);
		const left = (await step("phrase", { phrase: "quiet otter" })).body;
		expect(left.parts).toEqual(["QUESTIONS"]);
		const answers = left.menus.map((menu: { question: string }[], index: number) => ({
			question: menu[0]!.question,
			answer: `answer ${index}`,
		}));
		expect((await step("questions", { answers })).body.status).toBe("ALLOW");
	});
});

describe("nobody else's", () => {
	it("is a step without the handle, with another one, or of another application", async () => {
		const { begin } = await createCaller(world);
		const other = await createCaller(world);
		const { id } = await createUser(world);
		const { look, handle } = await begin(id, { checkpoint: "PRE_AUTHENTICATION" });
		const refused = [
			await look({ headers: {} }),
			await look({ headers: { "transaction-handle": `${handle}x` } }),
			await look({ headers: { "transaction-handle": (await begin(id)).handle } }),
			await look({ token: other.token }),
			await look({ token: await world.tokenFor("VERIFIER") }),
		];
		expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
		expect((await look({ token: world.token })).status).toBe(200);
	});

	it("is a code: each transaction of a user accepts its own alone", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { userId, mobile } = await createChallenged(world);
		const [one, two] = await Promise.all([begin(userId), begin(userId)]);
		await one.step("choose", { type: "ChallengeSMS" });
		const code = await codeTo(world, mobile);
		world.clock.now += 61_000;
		await two.step("choose", { type: "ChallengeSMS" });
		const own = await codeTo(world, mobile);
		const foreign = await two.step("answer", { answer: code });
		expect(foreign.body.result).toBe(own === code ? "RIGHT" : "WRONG");
		expect((await one.step("answer", { answer: code })).body.result).toBe("RIGHT");
		expect((await two.step("answer", { answer: own })).body.result).toBe("RIGHT");
	});

	it("are the five failures of a user, which all transactions share", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { user, code, wrongCode } = await createTokenHolder(world);
		const made = await Promise.all(Array.from({ length: 6 }, () => begin(user.id)));
		const wrong = wrongCode();
		for (const { step } of made) await step("choose", { type: "ChallengeToken" });
		for (const { step } of made.slice(0, 5)) {
			expect((await step("answer", { answer: wrong })).body.result).toBe("WRONG");
		}
		const last = await made[5]!.step("answer", { answer: code() });
		expect([last.status, last.body.errorCode]).toEqual([429, "E0000047"]);
		expect((await made[5]!.look()).body.status).toBe("CHALLENGE");
	});
});

describe("one result", () => {
	it("comes of a hundred right answers at once", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { user, code } = await createTokenHolder(world);
		const { step, look } = await begin(user.id);
		await step("choose", { type: "ChallengeToken" });
		const answer = code();
		const answers = await Promise.all(Array.from({ length: 100 }, () => step("answer", { answer })));
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
		expect((await look()).body.status).toBe("ALLOW");
	});

	it("comes of a right answer whose verdict got lost, when the same answer comes again", async () => {
		await challengeEverybody(world);
		const { user, code } = await createTokenHolder(world);
		const losing: ReturnType<typeof losingAnswers> = losingAnswers(env.GUARD as never, (index) =>
			// The first attempt asks for a lesson, and the second one is judged.
			losing.calls[index] === "attemptInText" && losing.calls.filter((name) => name === "attemptInText").length === 2
				? Object.assign(new Error("Durable Object reset"), { durableObjectReset: true })
				: null,
		);
		const { clock } = world;
		world = await createWorld({ bindings: { ...env, GUARD: losing.namespace } as never });
		world.clock.now = clock.now;
		const { begin } = await createCaller(world);
		const { step } = await begin(user.id);
		await step("choose", { type: "ChallengeToken" });
		const answer = code();
		expect((await step("answer", { answer })).status).toBe(503);
		expect((await step("answer", { answer: "000000" })).status).toBe(403);
		expect((await step("answer", { answer })).body).toMatchObject({
			result: "RIGHT",
			transaction: { status: "ALLOW" },
		});
	});
});

describe("bad input", () => {
	it("is refused at the start, with its field", async () => {
		const { create, id } = await createCaller(world);
		const other = await createApplication(world);
		const user = (await createUser(world)).id;
		const returnUrl = "https://shop.example.com/signed-in";
		const whole = { user, returnUrl, state: secretOfCaller, nonce: secretOfCaller };
		const causes = await Promise.all(
			[
				{ user: "nobody@example.com" },
				{ user, application: other.id },
				{ ...whole, returnUrl: `${returnUrl}/` },
				{ ...whole, returnUrl: "https://evil.example.com/signed-in" },
				{ user, returnUrl, nonce: secretOfCaller },
				{ user, returnUrl, state: secretOfCaller },
				{ ...whole, state: secretOfCaller.slice(1) },
				{ ...whole, nonce: "n".repeat(257) },
			].map(async (input) => {
				const { status, body } = await create(input);
				return [status, body.errorSummary.replace("Api validation failed: ", "")];
			}),
		);
		const fields = ["user", "application", "returnUrl", "returnUrl", "state", "nonce", "state", "nonce"];
		expect(causes).toEqual(fields.map((field) => [400, field]));
		expect((await create(whole)).status).toBe(200);
		expect((await create({ user, application: id })).status).toBe(200);
		expect((await create({ user }, { token: world.token })).status).toBe(400);
		expect((await create({ user }, { token: await world.tokenFor("VERIFIER") })).status).toBe(403);
	});

	it("changes nothing at a step, and says why", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { userId } = await createChallenged(world);
		const { first, step, look } = await begin(userId);
		const tried = {
			password: { result: "right" },
			answer: { answer: "12345" },
			choose: { type: "ChallengeIM" },
			contacts: { contacts: { mobile: newNumber() } },
			phrase: { phrase: "quiet otter" },
			proof: { field: "mobile" },
			"proof/answer": { field: "mobile", answer: "12345" },
			skip: undefined,
			decline: undefined,
			resend: undefined,
		};
		for (const [name, input] of Object.entries(tried)) {
			const { status, body } = await step(name, input);
			expect([name, status, body.errorCode]).toEqual([name, 403, "E0000107"]);
			expect(body.errorCauses[0].errorSummary, name).toMatch(/\S/);
		}
		expect((await look()).body).toEqual(first);
		await step("choose", { type: "ChallengeSMS" });
		const odd = await step("answer", { answer: "123" });
		expect([odd.status, odd.body.errorCode]).toEqual([400, "E0000001"]);
	});

	it("is a user who may not sign in, also in the middle", async () => {
		const { begin, create } = await createCaller(world);
		const { id } = await createUser(world);
		const { step } = await begin(id, { checkpoint: "PRE_AUTHENTICATION" });
		await world.call("POST", `/api/v1/users/${id}/lifecycle/suspend`);
		expect((await step("password", { result: "right" })).body.errorCode).toBe("E0000038");
		expect((await create({ user: id })).body.errorCode).toBe("E0000038");
	});
});

describe("the end", () => {
	it("by cancelling stays, and the code is dead", async () => {
		await challengeEverybody(world);
		const { begin } = await createCaller(world);
		const { userId, mobile } = await createChallenged(world);
		const { id, step } = await begin(userId);
		await step("choose", { type: "ChallengeSMS" });
		expect((await step("cancel")).body.status).toBe("CANCELLED");
		expect((await step("cancel")).body.status).toBe("CANCELLED");
		expect((await step("answer", { answer: await codeTo(world, mobile) })).status).toBe(403);
		expect(await objectOf(id).stored()).not.toContain("v1.test");
	});

	it("comes after fifteen minutes", async () => {
		const { begin } = await createCaller(world);
		const { id } = await createUser(world);
		const { look, step } = await begin(id, { checkpoint: "PRE_AUTHENTICATION" });
		world.clock.now += 15 * 60_000;
		expect((await step("password", { result: "right" })).status).toBe(403);
		expect((await look()).body).toMatchObject({ status: "EXPIRED" });
	});
});

it("every step is in the log with the transaction's id", async () => {
	await challengeEverybody(world);
	const { begin } = await createCaller(world);
	const { userId, mobile } = await createChallenged(world);
	const { id, step } = await begin(userId, { purpose: "account-unlock" });
	await step("choose", { type: "ChallengeSMS" });
	await step("answer", { answer: await codeTo(world, mobile) });
	await objectOf(id).ring(world.clock.now);
	expect((await loggedOf(id)).map(({ type, state }) => `${type} ${state}`)).toEqual([
		"user.transaction.create POST_AUTHENTICATION_DUE",
		"user.transaction.decide CHALLENGE_DUE",
		"user.transaction.decide OFFERED",
		"user.transaction.choose ANSWERING",
		"user.transaction.send ANSWERING",
		"user.transaction.answer REGISTRATION_DUE",
		"user.transaction.decide ALLOWED",
	]);
});

it("an unknown id is not found, whatever its form", async () => {
	for (const id of ["trn00000000000000000", "x", "00u00000000000000000"]) {
		const answer = await world.call("GET", `${transactionsPath}/${id}`, undefined, {
			headers: { "transaction-handle": "h" },
		});
		expect(answer.status).toBe(404);
	}
});
