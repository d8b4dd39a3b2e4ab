import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { deleteOldEvents } from "../../src/log/retention";
import { hourlyTotals, hourlyTotalsByKind, hourMs } from "../../src/log/totals";
import { factStatement, ingestEvents, logStatement } from "../../src/log/write";
import { createWorld, type World } from "../support/world";
import { day, makeEvent } from "./events";

let years = 1990;

/** Hours that no other test has events in. */
async function createQuiet() {
	const world = await createWorld();
	const start = Date.UTC(years++, 0, 1);
	world.clock.now = start + 5 * hourMs;
	return { world, start, window: { since: start, until: start + day } };
}

const verified = (published: number, result: "SUCCESS" | "FAILURE" = "SUCCESS") =>
	makeEvent({ published, outcome: { result } });
const locked = (published: number) => makeEvent({ published, eventType: "user.account.lock" });

const count = async (world: World, window: { since: number; until: number }) =>
	(await hourlyTotals(world.ctx, window)).reduce((sum, { events }) => sum + events, 0);

describe("hourly totals", () => {
	it("count each event in the hour in which it happened, by outcome", async () => {
		const { world, start, window } = await createQuiet();
		await ingestEvents(world.ctx.db, [
			verified(start),
			verified(start + hourMs - 1),
			verified(start + 1, "FAILURE"),
			verified(start + hourMs),
			locked(start + 3 * hourMs),
		]);
		expect(await hourlyTotals(world.ctx, window)).toEqual([
			{ at: start, result: "FAILURE", events: 1 },
			{ at: start, result: "SUCCESS", events: 2 },
			{ at: start + hourMs, result: "SUCCESS", events: 1 },
			{ at: start + 3 * hourMs, result: "SUCCESS", events: 1 },
		]);
		const lockType = { eventType: "user.account.lock" };
		expect(await hourlyTotals(world.ctx, window, lockType)).toEqual([
			{ at: start + 3 * hourMs, result: "SUCCESS", events: 1 },
		]);
		expect(await hourlyTotals(world.ctx, window, { result: "FAILURE" })).toHaveLength(1);
		expect(await hourlyTotals(world.ctx, { since: start + 2 * hourMs, until: start + 3 * hourMs })).toEqual([]);
	});

	it("count an event once that comes twice: in one message, in another one, and at the same time", async () => {
		const { world, start, window } = await createQuiet();
		const events = Array.from({ length: 250 }, (_, index) => verified(start + index));
		await ingestEvents(world.ctx.db, [...events, ...events.slice(0, 60)]);
		await Promise.all([0, 1, 2, 3].map(() => ingestEvents(world.ctx.db, events.slice(100))));
		expect(await count(world, window)).toBe(250);
	});

	it("count what changes log of themselves, and nothing for a change that changed nothing", async () => {
		const { world, window } = await createQuiet();
		const { ctx } = world;
		const facts = { eventType: "group.profile.update", target: [] } as const;
		const nothing = ctx.db.run("UPDATE users SET login = login WHERE id = 'nobody'");
		await ctx.db.batch([nothing, logStatement(ctx, facts)]);
		expect(await count(world, window)).toBe(0);
		await ctx.db.batch([nothing, factStatement(ctx, facts), logStatement(ctx, facts)]);
		expect(await count(world, window)).toBe(2);
	});

	it("count an event whose statement is refused as little as the log has it", async () => {
		const { world, start, window } = await createQuiet();
		const { DB } = env;
		const event = JSON.stringify([verified(start)]);
		const insert = DB.prepare(
			`INSERT INTO log_events SELECT NULL, value ->> 'uuid', ${start}, value ->> 'eventType', value FROM json_each(?)`,
		).bind(event);
		await expect(DB.batch([insert, DB.prepare("INSERT INTO log_events (uuid) VALUES ('x')")])).rejects.toThrow();
		expect(await count(world, window)).toBe(0);
	});

	it("are given by kind, each hour of a kind once", async () => {
		const { world, start, window } = await createQuiet();
		const sms = makeEvent({ published: start, eventType: "system.sms.send_factor_verify_message" });
		const email = makeEvent({ published: start, eventType: "system.email.send_factor_verify_message" });
		await ingestEvents(world.ctx.db, [sms, email, locked(start), verified(start)]);
		const byKind = await hourlyTotalsByKind(world.ctx, window, {
			sends: ["system.sms.send_factor_verify_message", "system.email.send_factor_verify_message"],
			locks: ["user.account.lock"],
		});
		expect(byKind).toEqual([
			{ at: start, kind: "locks", result: "SUCCESS", events: 1 },
			{ at: start, kind: "sends", result: "SUCCESS", events: 2 },
		]);
	});

	it("are found by the key of their table", async () => {
		const { results } = await env.DB.prepare(
			"EXPLAIN QUERY PLAN SELECT hour, result, SUM(events) FROM log_totals WHERE hour >= 1 AND hour < 9 GROUP BY hour, result",
		).all<{ detail: string }>();
		expect(results[0]?.detail).toMatch(/^SEARCH log_totals USING PRIMARY KEY \(hour>\? AND hour<\?\)/);
	});

	it("go with the events that are too old", async () => {
		const { world, start, window } = await createQuiet();
		await ingestEvents(world.ctx.db, [verified(start), verified(start + 2 * hourMs)]);
		world.clock.now = start + 90 * day + hourMs;
		await deleteOldEvents(world.ctx, { olderThanDays: 90 });
		expect(await hourlyTotals(world.ctx, window)).toEqual([{ at: start + 2 * hourMs, result: "SUCCESS", events: 1 }]);
	});
});
