import { describe, expect, it } from "vitest";
import { addMember } from "../../src/groups/members";
import { countMembers, getGroupByName, searchGroups } from "../../src/groups/search";
import { createGroup } from "../../src/groups/service";
import { createUser } from "../support/otp-tokens";
import { isSlow, plansOf } from "../support/plans";
import { createWorld, unique } from "../support/world";

describe("the search for groups", () => {
	it("lists by name whatever its case, a page at a time, from the start of a name", async () => {
		const world = await createWorld();
		const start = unique("Crew");
		const names = [`${start} b`, `${start} A`, `${start} c`];
		for (const name of names) await createGroup(world.ctx, { profile: { name } });
		const seen = [];
		let after: string | undefined;
		do {
			const page = await searchGroups(world.ctx, { q: start.toLowerCase(), after, limit: 1 });
			seen.push(...page.items.map(({ name }) => name));
			after = page.next;
		} while (after !== undefined);
		expect(seen).toEqual([`${start} A`, `${start} b`, `${start} c`]);
		expect((await searchGroups(world.ctx, { q: start.slice(1), limit: 50 })).items).toEqual([]);
	});

	it("finds a group by its whole name, and counts whom it holds", async () => {
		const world = await createWorld();
		const { id, name } = await createGroup(world.ctx, { profile: { name: unique("Crew") } });
		expect((await getGroupByName(world.ctx, name.toUpperCase())).id).toBe(id);
		await expect(getGroupByName(world.ctx, name.slice(0, -1))).rejects.toMatchObject({ status: 404 });
		expect(await countMembers(world.ctx, id)).toBe(0);
		for (let count = 1; count <= 2; count++) {
			await addMember(world.ctx, id, (await createUser(world)).id);
			expect(await countMembers(world.ctx, id)).toBe(count);
		}
	});

	it("reads by an index", async () => {
		const lines = await plansOf(async ({ ctx }) => {
			await searchGroups(ctx, { limit: 50 });
			await searchGroups(ctx, { q: "crew", after: "crew b", limit: 50 });
			await getGroupByName(ctx, "Everyone");
			await countMembers(ctx, "00gNobody00000000000");
		});
		expect(lines).not.toEqual([]);
		expect(lines.filter(isSlow)).toEqual([]);
	});
});
