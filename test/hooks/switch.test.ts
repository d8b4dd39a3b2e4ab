import { describe, expect, it } from "vitest";
import { deleteHook, listHooks, switchToHook } from "../../src/hooks/service";
import { createWorld, type World } from "../support/world";
import { createHook, freeTheActivePlace, hookEvents, hookInput, hooksPath } from "./hooks";

/** A hook that waits while another is active. */
const prepareHook = async (world: World): Promise<string> => (await world.call("POST", hooksPath, hookInput())).body.id;

const activeIds = async (world: World) =>
	(await listHooks(world.ctx, {})).filter(({ status }) => status === "ACTIVE").map(({ id }) => id);

describe("the switch to another hook", () => {
	it("takes one step, and is logged for both", async () => {
		const world = await createWorld();
		const first = await createHook(world);
		const second = await prepareHook(world);
		expect((await switchToHook(world.ctx, second)).status).toBe("ACTIVE");
		expect(await activeIds(world)).toEqual([second]);
		expect((await hookEvents(world, first.id)).at(-1).eventType).toBe("inline_hook.deactivated");
		expect((await hookEvents(world, second)).at(-1).eventType).toBe("inline_hook.activated");
	});

	it("activates where nothing is active, and leaves an active hook as it is", async () => {
		const world = await createWorld();
		const { id } = await createHook(world);
		await freeTheActivePlace(world);
		await switchToHook(world.ctx, id);
		const events = await hookEvents(world, id);
		await switchToHook(world.ctx, id);
		expect(await activeIds(world)).toEqual([id]);
		expect(await hookEvents(world, id)).toHaveLength(events.length);
	});

	it("leaves one hook active at every moment, however many switch at once", async () => {
		const world = await createWorld();
		const ids = [(await createHook(world)).id, await prepareHook(world), await prepareHook(world)];
		const seen: number[] = [];
		const look = async () => seen.push((await activeIds(world)).length);
		await Promise.all(
			Array.from({ length: 12 }, (_, index) => index).flatMap((index) => [
				switchToHook(world.ctx, ids[index % 3]!).catch(() => null),
				look(),
			]),
		);
		expect(new Set(seen)).toEqual(new Set([1]));
		expect(await activeIds(world)).toHaveLength(1);
	});

	it("to a hook that is deleted at the same moment leaves the other one active", async () => {
		const world = await createWorld();
		const first = await createHook(world);
		for (let round = 0; round < 5; round++) {
			const next = await prepareHook(world);
			await Promise.allSettled([deleteHook(world.ctx, next), switchToHook(world.ctx, next)]);
			expect(await activeIds(world)).toHaveLength(1);
			await switchToHook(world.ctx, first.id);
		}
	});

	it("to a hook that isn't there is refused", async () => {
		const world = await createWorld();
		const { id } = await createHook(world);
		await expect(switchToHook(world.ctx, "calNobody")).rejects.toMatchObject({ code: "E0000007" });
		expect(await activeIds(world)).toEqual([id]);
	});
});
