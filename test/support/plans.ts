// How SQLite reads: the plans of the statements that some work sends to D1.
import { countBindings } from "./counted-bindings";
import { createWorld, type World } from "./world";

/** Every line of the plans of what the work asked in the order of SQLite. */
export async function plansOf(work: (world: World) => Promise<unknown>): Promise<string[]> {
	const { bindings, count } = countBindings();
	const world = await createWorld({ bindings });
	const { calls } = await count(() => work(world));
	const plans = await Promise.all(
		calls.statements.map(async (sql) => {
			const unbound = Array.from(sql.matchAll(/\?/g), () => null);
			const plan = world.ctx.env.bindings.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...unbound);
			return (await plan.all<{ detail: string }>()).results.map(({ detail }) => detail);
		}),
	);
	return plans.flat();
}

/** Whether a line reads a table without an index, or sorts what it has read. */
export const isSlow = (line: string): boolean =>
	(/^(SCAN|SEARCH) /.test(line) && !/USING|\(subquery|\(join|among/.test(line)) || line.includes("TEMP B-TREE");
