import { beforeEach, describe, expect, it } from "vitest";
import { codeTo, createChallenged, otherThan, switchOn } from "../challenges/challenged";
import { removeAllPolicies } from "../policies/challenge/policies";
import { countBindings } from "../support/counted-bindings";
import { createWorld, type World } from "../support/world";
import { challengeEverybody, createCaller, createTokenHolder } from "./transactions";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await challengeEverybody(world);
});

/** A user with a token, and a browser in which this user has given a right code. */
async function knownBrowser() {
	const caller = await createCaller(world);
	const holder = await createTokenHolder(world);
	const answer = async (given: string, source: string | null, more: Record<string, unknown> = {}) => {
		const { step, handle } = await caller.begin(holder.user.id);
		await step("choose", { type: "ChallengeToken" });
		const headers = { "transaction-handle": handle, ...(source === null ? {} : { "known-source": source }) };
		return step("answer", { answer: given, ...more }, { headers });
	};
	const { body } = await answer(holder.code(), null, { wantsKnownSource: true });
	expect(body).toMatchObject({ result: "RIGHT", knownSource: expect.stringMatching(/^[0-9A-Za-z]{43}$/) });
	world.clock.now += 60_000;
	return { ...holder, caller, answer, source: body.knownSource as string };
}

type Known = Awaited<ReturnType<typeof knownBrowser>>;

const lockOut = ({ verify, wrongCode }: Known) => Promise.all(Array.from({ length: 8 }, () => verify(wrongCode())));

describe("a browser that is a known source", () => {
	it("gets its token by a right code that asks for one, and not again", async () => {
		const { answer, code, source, wrongCode } = await knownBrowser();
		const wrong = await answer(wrongCode(), null, { wantsKnownSource: true });
		expect(wrong.body).toMatchObject({ result: "WRONG", knownSource: null });
		expect((await answer(code(), source, { wantsKnownSource: true })).body).toMatchObject({ knownSource: null });
		world.clock.now += 60_000;
		expect((await answer(code(), null)).body).toMatchObject({ result: "RIGHT", knownSource: null });
	});

	it("answers while strangers have locked its user out, in transactions and by the Factors API", async () => {
		const known = await knownBrowser();
		await lockOut(known);
		const { answer, code, source, path } = known;
		expect((await answer(code(), null)).status).toBe(429);
		expect((await answer(code(), "x".repeat(43))).status).toBe(429);
		expect((await answer(code(), source)).body.result).toBe("RIGHT");
		world.clock.now += 60_000;
		const verify = (knownSource: string) =>
			world.call("POST", `${path}/verify`, { passCode: code() }, { headers: { "known-source": knownSource } });
		expect((await verify(`${source}x`)).status).toBe(429);
		expect((await verify(source)).status).toBe(200);
	});

	it("is sent a code meanwhile", async () => {
		await switchOn(world, "ChallengeSMS");
		const { begin } = await createCaller(world);
		const { userId, mobile } = await createChallenged(world);
		const first = await begin(userId);
		await first.step("choose", { type: "ChallengeSMS" });
		const right = { answer: await codeTo(world, mobile), wantsKnownSource: true };
		const { knownSource } = (await first.step("answer", right)).body;
		world.clock.now += 61_000;
		const { step } = await begin(userId);
		await step("choose", { type: "ChallengeSMS" });
		const code = await codeTo(world, mobile);
		for (let failure = 0; failure < 5; failure++) await step("answer", { answer: otherThan(code) });
		world.clock.now += 61_000;
		expect((await step("resend")).status).toBe(429);
		const headers = { "known-source": knownSource };
		const own = await begin(userId);
		const bearing = { headers: { ...headers, "transaction-handle": own.handle } };
		expect((await own.step("choose", { type: "ChallengeSMS" }, bearing)).status).toBe(200);
		const answered = await own.step("answer", { answer: await codeTo(world, mobile) }, bearing);
		expect(answered.body.result).toBe("RIGHT");
	});

	it.each([
		["all factors are removed", (path: string) => ["POST", `${path}/lifecycle/reset_factors`] as const],
		["all devices are unregistered", (path: string) => ["DELETE", `${path}/registered-devices`] as const],
		["the user is suspended", (path: string) => ["POST", `${path}/lifecycle/suspend`] as const],
	])("is none any more when %s", async (_, requestOf) => {
		const { user, caller, source } = await knownBrowser();
		const userPath = `/api/v1/users/${user.id}`;
		const [method, path] = requestOf(userPath);
		expect((await world.call(method, path)).status).toBeLessThan(300);
		await world.call("POST", `${userPath}/lifecycle/unsuspend`);
		const factor = { factorType: "question", provider: "OKTA", profile: { question: "disliked_food", answer: "Kale" } };
		const question = (await world.call("POST", `${userPath}/factors`, factor)).body;
		const guess = () =>
			world.call(
				"POST",
				`${userPath}/factors/${question.id}/verify`,
				{ answer: "Leek" },
				{ token: caller.token, headers: { "known-source": source } },
			);
		for (let failure = 0; failure < 5; failure++) expect((await guess()).status).toBe(403);
		const stranger = await world.call("POST", `${userPath}/factors/${question.id}/verify`, { answer: "Kale" });
		expect(stranger.status).toBe(429);
	});

	it("costs a warm verification nothing more: one call, and no query", async () => {
		const counted = countBindings();
		const { clock } = world;
		world = await createWorld({ bindings: counted.bindings });
		world.clock.now = clock.now;
		const { path, code, source, verify, wrongCode } = await knownBrowser();
		expect((await verify(wrongCode())).status).toBe(403);
		const { result, calls } = await counted.count((onAnswer) =>
			world.call("POST", `${path}/verify`, { passCode: code() }, { headers: { "known-source": source }, onAnswer }),
		);
		expect(result.status).toBe(200);
		expect([calls.objects, calls.statements]).toEqual([["GUARD.attemptInText"], []]);
	});
});
