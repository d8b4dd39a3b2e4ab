// A database handle that counts what it is asked.
import type { Ctx } from "../../src/context";

/** The context, on a database handle that counts every way to ask it something. */
export function countReads(ctx: Ctx) {
	let reads = 0;
	const asking = new Set<string | symbol>(["select", "selectDistinct", "batch", "run", "all", "get", "values"]);
	const db = new Proxy(ctx.db, {
		get(target, name, receiver) {
			if (asking.has(name)) reads += 1;
			return Reflect.get(target, name, receiver);
		},
	});
	return { ctx: { ...ctx, db }, reads: () => reads };
}
