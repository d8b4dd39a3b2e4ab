// The suite's bindings, which note every call of a Durable Object and every statement for D1.
import { env } from "cloudflare:test";
import type { Bindings } from "../../src/env";

export interface Calls {
	/** `GUARD.attempt`, in the order of the calls. */
	objects: string[];
	/** SQL of statements that were sent to D1 alone, not in a batch. */
	statements: string[];
}

export interface CountedBindings {
	bindings: Bindings;
	/**
	 * Counts the calls until the work says that its answer is there. Until then batches and confirmations wait, and they
	 * aren't counted. An answer that needs one of them never comes. So when an answer comes, they belong to its
	 * background.
	 */
	count<T>(work: (onAnswer: () => void) => Promise<T>): Promise<{ result: T; calls: Calls }>;
}

export function countBindings(): CountedBindings {
	let calls: Calls = { objects: [], statements: [] };
	let gate: Promise<unknown> = Promise.resolve();
	const namespace = (name: string, real: DurableObjectNamespace) =>
		watch(real, {
			get: (...words) =>
				new Proxy(real.get(...(words as Parameters<typeof real.get>)), {
					get(stub, method) {
						const call = Reflect.get(stub, method);
						if (method === "confirmCode") return (...given: unknown[]) => gate.then(() => call(...given));
						calls.objects.push(`${name}.${String(method)}`);
						return call;
					},
				}),
		});
	const statement = (real: D1PreparedStatement, sql: string): D1PreparedStatement => {
		const note = () => calls.statements.push(sql);
		return watch(real, {
			bind: (...values) => statement(real.bind(...values), sql),
			all: () => note() && real.all(),
			raw: () => note() && real.raw(),
			run: () => note() && real.run(),
		});
	};
	const database = watch(env.DB, {
		prepare: (sql) => statement(env.DB.prepare(String(sql)), String(sql)),
		batch: async (statements) => {
			await gate;
			return env.DB.batch(statements as D1PreparedStatement[]);
		},
	});
	return {
		bindings: {
			...env,
			DB: database,
			GUARD: namespace("GUARD", env.GUARD as unknown as DurableObjectNamespace),
			METER: namespace("METER", env.METER as unknown as DurableObjectNamespace),
			SMPP: namespace("SMPP", env.SMPP as unknown as DurableObjectNamespace),
		},
		async count(work) {
			calls = { objects: [], statements: [] };
			let open = () => {};
			gate = new Promise<void>((resolve) => {
				open = resolve;
			});
			const counted = calls;
			const result = await work(() => {
				calls = { objects: [], statements: [] };
				open();
			});
			return { result, calls: counted };
		},
	};
}

/** The object itself, with these methods replaced. */
export function watch<T extends object>(real: T, methods: Record<string, (...words: unknown[]) => unknown>): T {
	return new Proxy(real, {
		get(target, name) {
			const own = methods[String(name)];
			if (own) return own;
			const member = Reflect.get(target, name);
			return typeof member === "function" ? member.bind(target) : member;
		},
	});
}
