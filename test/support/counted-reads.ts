// A database handle that counts its queries.
import type { Ctx } from "../../src/context";

/** Returns the context with a database handle that counts every kind of query. */
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
