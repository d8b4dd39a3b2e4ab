// What a transaction costs when everything is warm: calls of Durable Objects, and statements of D1. The bench's bare
// Worker makes as many.
import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { transactionSteps } from "../../bench/transaction-steps";
import type { Bindings } from "../../src/env";
import { removeAllPolicies } from "../policies/challenge/policies";
import { watch } from "../support/counted-bindings";
import { createWorld } from "../support/world";
import { challengeEverybody, createCaller, createTokenHolder } from "./transactions";

interface Cost {
	objects: string[];
	reads: number[];
	writes: number;
}

/** Also what is done after the answer. */
function countEverything(): { bindings: Bindings; taken(): Cost } {
	const nothing = (): Cost => ({ objects: [], reads: [], writes: 0 });
	let cost = nothing();
	const sent = (sql: string) => {
		if (/^(insert|update|delete)/.test(sql)) cost.writes += 1;
		else cost.reads.push(1);
	};
	const statement = (real: D1PreparedStatement, sql: string): D1PreparedStatement =>
		watch(real, {
			bind: (...values) => statement(real.bind(...values), sql),
			all: () => sent(sql) ?? real.all(),
			raw: () => sent(sql) ?? real.raw(),
			run: () => sent(sql) ?? real.run(),
		});
	const namespace = (name: string, real: DurableObjectNamespace) =>
		watch(real, {
			get: (...words) =>
				new Proxy(real.get(...(words as Parameters<typeof real.get>)), {
					get(stub, method) {
						cost.objects.push(`${name}.${String(method)}`);
						return Reflect.get(stub, method);
					},
				}),
		});
	return {
		bindings: {
			...env,
			DB: watch(env.DB, {
				prepare: (sql) => statement(env.DB.prepare(String(sql)), String(sql)),
				batch: (statements) => {
					const all = statements as D1PreparedStatement[];
					return cost.reads.push(all.length) && env.DB.batch(all);
				},
			}),
			GUARD: namespace("GUARD", env.GUARD as unknown as DurableObjectNamespace),
			TRANSACTIONS: namespace("TRANSACTIONS", env.TRANSACTIONS as unknown as DurableObjectNamespace),
		},
		taken() {
			const taken = cost;
			cost = nothing();
			return taken;
		},
	};
}

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
