// Lists of deliveries: what each filter leaves, in which order, and by which index SQLite reads them.
import { describe, expect, it } from "vitest";
import { type DeliveryFilter, destinationHashOf, listDeliveryRows } from "../../../src/delivery/records/list";
import { isSlow, plansOf } from "../../support/plans";
import { createWorld, unique } from "../../support/world";
import { createDelivery } from "./deliveries";

const hourMs = 3_600_000;

describe("a list of deliveries", () => {
	it("has the newest first, and goes on after the last one", async () => {
		const world = await createWorld();
		const userId = unique("00u");
		const ids: string[] = [];
		for (const hour of [3, 1, 2])
			ids.push(await createDelivery(world, { userId, at: world.clock.now - hour * hourMs }));
		const [oldest, newest, middle] = ids;
		const list = async (filter: DeliveryFilter, limit = 9) =>
			(await listDeliveryRows(world.ctx, { userId, ...filter }, limit)).map(({ id }) => id);
		expect(await list({}, 2)).toEqual([newest, middle]);
		expect(await list({ after: middle! })).toEqual([oldest]);
		expect(await list({ since: world.clock.now - 2 * hourMs })).toEqual([newest, middle]);
		expect(await list({ until: world.clock.now - 2 * hourMs })).toEqual([oldest]);
		expect(await list({ since: world.clock.now - 2.5 * hourMs, until: world.clock.now - 1.5 * hourMs })).toEqual([
			middle,
		]);
	});

	it("has what meets every filter at once, by whichever of them it is read", async () => {
		const world = await createWorld();
		const [userId, first, second, hookId] = [unique("00u"), unique("prv"), unique("prv"), unique("cal")];
		const to = "+819012340001";
		const failedOver = await createDelivery(world, {
			userId,
			to,
			tries: [
				[first, "failed"],
				[second, "delivered"],
			],
		});
		const failed = await createDelivery(world, { userId, tries: [[first, "failed"]] });
		const byHook = await createDelivery(world, { userId, hookId, channel: "CALL", status: "sent" });
		const destinationHash = await destinationHashOf(world.ctx, to);
		const found = async (filter: DeliveryFilter) =>
			(await listDeliveryRows(world.ctx, filter, 9)).map(({ id }) => id).sort();
		const both = [failedOver, failed].sort();
		expect(await found({ accountId: first })).toEqual(both);
		expect(await found({ accountId: second })).toEqual([failedOver]);
		expect(await found({ accountId: first, status: "failed" })).toEqual([failed]);
		expect(await found({ accountId: first, status: "delivered" })).toEqual([failedOver]);
		expect(await found({ accountId: second, status: "failed" })).toEqual([]);
		expect(await found({ accountId: first, userId })).toEqual(both);
		expect(await found({ accountId: first, destinationHash })).toEqual([failedOver]);
		expect(await found({ hookId, userId, channel: "CALL", status: "sent" })).toEqual([byHook]);
		expect(await found({ hookId, channel: "SMS" })).toEqual([]);
		expect(await found({ destinationHash: await destinationHashOf(world.ctx, "+819012340002") })).toEqual([]);
	});

	const userId = "00u1";
	const accountId = "prv1";
	it.each<[DeliveryFilter, string]>([
		[{}, "sqlite_autoindex_deliveries_1"],
		[{ userId }, "deliveries_user"],
		[{ destinationHash: "x" }, "deliveries_destination"],
		[{ status: "failed" }, "deliveries_status"],
		[{ status: "delivered" }, "deliveries_status"],
		[{ hookId: "cal1" }, "deliveries_hook"],
		[{ accountId }, "delivery_tries_account"],
		[{ accountId, status: "delivered" }, "delivery_tries_account"],
		[{ accountId, status: "failed" }, "deliveries_status"],
		[{ userId, status: "failed", channel: "SMS" }, "deliveries_user"],
		[{ userId, accountId, destinationHash: "x", hookId: "cal1", status: "queued" }, "deliveries_destination"],
	])("with %j is read by an index in its order, also later pages and times", async (filter, index) => {
		for (const more of [{}, { after: "dlv1" }, { since: 5, until: 9 }]) {
			const plans = await plansOf(({ ctx }) => listDeliveryRows(ctx, { ...filter, ...more }, 51));
			expect(plans.filter(isSlow), plans.join("\n")).toEqual([]);
			expect(plans[0]).toContain(index);
		}
	});
});
