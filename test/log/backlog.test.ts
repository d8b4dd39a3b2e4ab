import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { clearBacklog, noteBacklog } from "../../src/log/backlog";
import { logBacklog } from "../../src/log/table";
import { createWorld, unique } from "../support/world";
import { iso, nextPath } from "./events";

const notedOf = (userId: string) =>
	env.DB.prepare("SELECT events, oldest_at, reason, noted_at FROM log_backlog WHERE user_id = ?").bind(userId).first();

describe("the backlog of a user", () => {
	it("is one row, which says what the guard said last", async () => {
		const { ctx } = await createWorld();
		const [userId, other] = [unique("00u"), unique("00u")];
		await noteBacklog(ctx.db, { userId: other, events: 1, oldestAt: 5, reason: "not arrived" }, 10);
		await noteBacklog(ctx.db, { userId, events: 3, oldestAt: 1_000, reason: "not arrived" }, 2_000);
		await noteBacklog(ctx.db, { userId, events: 120, oldestAt: 1_500, reason: "the queue refused them" }, 3_000);
		expect(await notedOf(userId)).toEqual({
			events: 120,
			oldest_at: 1_500,
			reason: "the queue refused them",
			noted_at: 3_000,
		});
		expect(await notedOf(other)).toMatchObject({ events: 1 });
	});

	it("is gone once the guard clears it, and clearing it again changes nothing", async () => {
		const { ctx } = await createWorld();
		const [userId, other] = [unique("00u"), unique("00u")];
		for (const id of [userId, other]) {
			await noteBacklog(ctx.db, { userId: id, events: 1, oldestAt: 5, reason: "not arrived" }, 10);
		}
		await Promise.all([clearBacklog(ctx.db, userId), clearBacklog(ctx.db, userId)]);
		expect(await notedOf(userId)).toBeNull();
		expect(await notedOf(other)).toMatchObject({ events: 1 });
	});
});

describe("GET /api/v1/logs/backlog", () => {
	const path = "/api/v1/logs/backlog";

	it("tells for whom events are stuck, how many, since when and why", async () => {
		const { ctx, call } = await createWorld();
		await ctx.db.delete(logBacklog);
		await noteBacklog(ctx.db, { userId: "00uStuck", events: 3, oldestAt: 1_000, reason: "not arrived" }, 61_000);
		const answer = await call("GET", path);
		expect(answer.body).toEqual([
			{ userId: "00uStuck", events: 3, oldest: iso(1_000), reason: "not arrived", lastUpdated: iso(61_000) },
		]);
		await clearBacklog(ctx.db, "00uStuck");
		expect((await call("GET", path)).body).toEqual([]);
	});

	it("has pages, and each user once", async () => {
		const { ctx, call } = await createWorld();
		await ctx.db.delete(logBacklog);
		const userIds = Array.from({ length: 7 }, (_, index) => `00uStuck${index}`);
		for (const userId of userIds.toReversed()) {
			await noteBacklog(ctx.db, { userId, events: 1, oldestAt: 5, reason: "not arrived" }, 10);
		}
		const seen: string[][] = [];
		for (let next: string | null = `${path}?limit=3`; next !== null; ) {
			const answer = await call("GET", next);
			seen.push(answer.body.map(({ userId }: { userId: string }) => userId));
			next = nextPath(answer.headers);
		}
		expect(seen).toEqual([userIds.slice(0, 3), userIds.slice(3, 6), userIds.slice(6)]);
	});
});
