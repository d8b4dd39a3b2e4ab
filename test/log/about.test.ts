import { describe, expect, it } from "vitest";
import { listEventsAbout } from "../../src/log/about";
import { createUser } from "../support/otp-tokens";
import { isSlow, plansOf } from "../support/plans";
import { createWorld } from "../support/world";

describe("the events about somebody", () => {
	it("are the newest first, as many as asked for, and nobody else's", async () => {
		const world = await createWorld();
		const { id } = await createUser(world);
		for (const step of ["suspend", "unsuspend", "deactivate"]) {
			world.clock.now += 1_000;
			await world.call("POST", `/api/v1/users/${id}/lifecycle/${step}`);
			await createUser(world);
		}
		const types = async (limit: number) =>
			(await listEventsAbout(world.ctx, id, limit)).map(({ eventType }) => eventType);
		expect(await types(50)).toEqual([
			"user.lifecycle.deactivate",
			"user.lifecycle.unsuspend",
			"user.lifecycle.suspend",
			"user.lifecycle.create",
		]);
		expect(await types(2)).toHaveLength(2);
	});

	it("are found by an index, in their order", async () => {
		const lines = await plansOf(({ ctx }) => listEventsAbout(ctx, "00uNobody00000000000", 50));
		expect(lines).toEqual([expect.stringContaining("USING INDEX log_events_target")]);
		expect(lines.filter(isSlow)).toEqual([]);
	});
});
