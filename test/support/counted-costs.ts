// The suite's bindings, which count all that a request costs: calls of Durable Objects, and statements of D1.
import { env } from "cloudflare:test";
import type { Bindings } from "../../src/env";
import { watch } from "./counted-bindings";

export interface Cost {
	/** `GUARD.attempt`, in the order of the calls. */
	objects: string[];
	/** How many statements that read went to D1 together. */
	reads: number[];
	/** Statements that write, each alone. */
	writes: number;
}

/** Also what is done after the answer. */
export function countEverything(): { bindings: Bindings; taken(): Cost } {
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
