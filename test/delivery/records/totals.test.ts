// The totals of tries: each change counts once, whatever the order in which answers, receipts and codes come.
import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { listDeliveryTotals } from "../../../src/delivery/records/totals";
import { cleanDeliveries } from "../../../src/delivery/records/write";
import { createWorld, unique, type World } from "../../support/world";
import { createDelivery } from "./deliveries";

const dayMs = 86_400_000;

const totalsOf = async (world: World, senderId: string, days = 30) =>
	(await listDeliveryTotals(world.ctx, days))
		.filter((total) => total.senderId === senderId)
		.map(({ country, tries, failed, delivered, entered }) => [country, tries, failed, delivered, entered]);

const set = (sql: string, ...values: unknown[]) =>
	env.DB.prepare(sql)
		.bind(...values)
		.run();

describe("the totals of tries", () => {
	it("count each try for its account and country, and move with its status", async () => {
		const world = await createWorld();
		const [first, second] = [unique("prv"), unique("prv")];
		const id = await createDelivery(world, {
			tries: [
				[first, "failed"],
				[second, "sent"],
			],
		});
		await createDelivery(world, { country: "DK", tries: [[second, "unknown"]] });
		await createDelivery(world, { country: null, channel: "EMAIL", tries: [[second, "delivered"]] });
		expect(await totalsOf(world, first)).toEqual([["JP", 1, 1, 0, 0]]);
		expect(await totalsOf(world, second)).toEqual([
			["", 1, 0, 1, 0],
			["DK", 1, 0, 0, 0],
			["JP", 1, 0, 0, 0],
		]);
		const move = (status: string) =>
			set("UPDATE delivery_tries SET status = ? WHERE delivery_id = ? AND account_id = ?", status, id, second);
		for (const [status, failed, delivered] of [
			["undelivered", 1, 0],
			["undelivered", 1, 0],
			["delivered", 0, 1],
		] as const) {
			await move(status);
			expect((await totalsOf(world, second)).at(-1)).toEqual(["JP", 1, failed, delivered, 0]);
		}
	});

	it("count a code that was entered once, also before it is known who took the message", async () => {
		const world = await createWorld();
		const [early, late] = [unique("prv"), unique("prv")];
		const verify = (id: string) => set("UPDATE deliveries SET verified_at = 1 WHERE id = ?", id);
		const taken = await createDelivery(world, { tries: [[late, "sent"]] });
		await verify(taken);
		await verify(taken);
		expect(await totalsOf(world, late)).toEqual([["JP", 1, 0, 0, 1]]);
		const open = await createDelivery(world);
		await verify(open);
		await set("UPDATE deliveries SET account_id = ? WHERE id = ?", early, open);
		await set("UPDATE deliveries SET account_id = ? WHERE id = ?", late, open);
		expect(await totalsOf(world, early)).toEqual([["JP", 0, 0, 0, 1]]);
		expect(await totalsOf(world, late)).toEqual([["JP", 1, 0, 0, 1]]);
	});

	it("are of the days that are asked for, and go with their deliveries after 30 days", async () => {
		const world = await createWorld();
		const account = unique("prv");
		for (const days of [0, 1, 29, 31]) {
			await createDelivery(world, { at: world.clock.now - days * dayMs, tries: [[account, "sent"]] });
		}
		expect(await totalsOf(world, account, 1)).toHaveLength(1);
		expect(await totalsOf(world, account, 2)).toHaveLength(2);
		expect(await totalsOf(world, account, 90)).toHaveLength(4);
		await cleanDeliveries(world.ctx);
		expect(await totalsOf(world, account, 90)).toHaveLength(3);
	});
});
