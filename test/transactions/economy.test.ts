// What a transaction costs when everything is warm: calls of Durable Objects, and statements of D1. The bench's bare
// Worker makes as many.
import { expect, it } from "vitest";
import { transactionSteps } from "../../bench/transaction-steps";
import { removeAllPolicies } from "../policies/challenge/policies";
import { type Cost, countEverything } from "../support/counted-costs";
import { createWorld } from "../support/world";
import { challengeEverybody, createCaller, createTokenHolder } from "./transactions";

it("a warm transaction by a token calls objects and asks D1 as often as the bench says, in each step", async () => {
	const { bindings, taken } = countEverything();
	const world = await createWorld({ bindings });
	await removeAllPolicies(world);
	await challengeEverybody(world);
	const { begin } = await createCaller(world);
	const { user, code } = await createTokenHolder(world);

	const play = async (answer: string) => {
		const costs: Record<string, Cost> = {};
		taken();
		const { step } = await begin(user.id);
		costs.begin = taken();
		for (const [name, body] of [
			["choose", { type: "ChallengeToken" }],
			["answer", { answer }],
			["result", undefined],
		] as const) {
			expect((await step(name, body)).status).toBe(200);
			costs[name] = taken();
		}
		return costs;
	};

	await play(code(0));
	const warm = await play(code(1));
	expect(warm).toEqual(transactionSteps);
});
