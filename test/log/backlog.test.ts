import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { clearBacklog, noteBacklog } from "../../src/log/backlog";
import { createWorld, unique } from "../support/world";

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
