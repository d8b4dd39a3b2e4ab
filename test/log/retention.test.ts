import { createExecutionContext, createScheduledController, env, waitOnExecutionContext } from "cloudflare:test";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import worker from "../../src/index";
import { deleteOldEvents } from "../../src/log/retention";
import { ingestEvents } from "../../src/log/write";
import { createWorld, unique, type World } from "../support/world";
import { day, makeEvents } from "./events";

async function countAbout(world: World, target: string): Promise<number> {
	const rows = await world.ctx.db.all(sql`SELECT 1 FROM log_events WHERE event ->> '$.target[0].id' = ${target}`);
	return rows.length;
}

describe("the nightly clean-up", () => {
	it("deletes what is older than the days it is told, however much that is, and keeps the rest", async () => {
		const world = await createWorld();
		// A year of its own: what other tests wrote is younger than all of it.
		world.clock.now = Date.parse("2020-06-01T00:00:00Z");
		const [old, kept] = [unique("old"), unique("kept")];
		const edge = world.clock.now - 90 * day;
		await ingestEvents(world.ctx.db, makeEvents(2_300, old, edge - 2_300_000));
		await ingestEvents(world.ctx.db, makeEvents(3, kept, edge));
		expect(await deleteOldEvents(world.ctx, { olderThanDays: 90 })).toBe(2_300);
		expect([await countAbout(world, old), await countAbout(world, kept)]).toEqual([0, 3]);
		expect(await deleteOldEvents(world.ctx, { olderThanDays: 90 })).toBe(0);
	});

	it("runs by the Worker's schedule, for events older than 90 days", async () => {
		const world = await createWorld();
		const [old, kept] = [unique("old"), unique("kept")];
		await ingestEvents(world.ctx.db, [
			...makeEvents(2, old, Date.now() - 90 * day - 60_000),
			...makeEvents(2, kept, Date.now() - 90 * day + 600_000),
		]);
		const execution = createExecutionContext();
		await worker.scheduled(createScheduledController({ cron: "17 3 * * *" }), env, execution);
		await waitOnExecutionContext(execution);
		expect([await countAbout(world, old), await countAbout(world, kept)]).toEqual([0, 2]);
	});
});
