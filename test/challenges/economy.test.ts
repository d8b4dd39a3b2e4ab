import { afterAll, expect, it } from "vitest";
import type { Challenge } from "../../src/challenges/challenge";
import type { CodeKeeper } from "../../src/challenges/codes/store";
import { answerChallenge } from "../../src/challenges/service";
import { createCtx } from "../../src/context";
import { resetDefaults } from "../settings/properties";
import { type Calls, countBindings } from "../support/counted-bindings";
import { createTokenUser } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { asked, codeTo, createChallenged, otherThan, switchOn } from "./challenged";

const world = await createWorld();
afterAll(() => resetDefaults(world));

/** What a wrong answer costs, once the isolate remembers what is switched off. */
async function costOf(
	{ challenge, keeper }: { challenge: Challenge; keeper: CodeKeeper },
	answer: string,
): Promise<Calls> {
	const { bindings, count } = countBindings();
	const ctx = createCtx(bindings, { now: () => world.clock.now, fetch }, () => {});
	const counted = () => count((onAnswer) => answerChallenge(ctx, keeper, challenge, answer).finally(onAnswer));
	expect((await counted()).result).toEqual({ result: "wrong" });
	return (await counted()).calls;
}

const cheapest: Calls = { objects: ["GUARD.attemptInText"], statements: [] };

it("an answer to a code that was sent costs one call of the guard and no query", async () => {
	await switchOn(world, "ChallengeSMS");
	const person = await createChallenged(world);
	const begun = await person.begin();
	await begun.send();
	expect(await costOf(begun, otherThan(await codeTo(world, person.mobile)))).toEqual(cheapest);
});

it("an answer by a token that the guard knows costs no more", async () => {
	const token = await createTokenUser(world);
	const challenge = await asked(world, token.user.id, "ChallengeToken", token.factorId);
	await challenge.answer(token.wrongCode());
	expect(await costOf(challenge, token.wrongCode())).toEqual(cheapest);
});
