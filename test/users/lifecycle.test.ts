import { describe, expect, it } from "vitest";
import { createWorld, type World } from "../support/world";
import { countEvents, newUser } from "./people";

const step = (world: World, id: string, name: string) =>
	world.call("POST", `/api/v1/users/${id}/lifecycle/${name}?sendEmail=false`);
const statusOf = async (world: World, id: string) => (await world.call("GET", `/api/v1/users/${id}`)).body.status;

describe("a user's life", () => {
	it("goes from staged over suspended to deactivated and back", async () => {
		const world = await createWorld();
		const { id } = await newUser(world, {}, "?activate=false");
		for (const [name, status, event] of [
			["activate", "ACTIVE", "user.lifecycle.activate"],
			["suspend", "SUSPENDED", "user.lifecycle.suspend"],
			["unsuspend", "ACTIVE", "user.lifecycle.unsuspend"],
			["deactivate", "DEPROVISIONED", "user.lifecycle.deactivate"],
		] as const) {
			world.clock.now += 1000;
			const taken = await step(world, id, name);
			const user = (await world.call("GET", `/api/v1/users/${id}`)).body;
			expect([taken.status, taken.body, user.status]).toEqual([200, {}, status]);
			expect(user.statusChanged).toBe(new Date(world.clock.now).toISOString());
			expect(await countEvents(world, event, id)).toBe(1);
		}
		expect((await step(world, id, "activate")).status).toBe(200);
		expect(await statusOf(world, id)).toBe("ACTIVE");
	});

	it("refuses a step that the status doesn't allow, and logs none", async () => {
		const world = await createWorld();
		const { id } = await newUser(world);
		const refused = async (name: string) => {
			const { status, body } = await step(world, id, name);
			return [status, body.errorCode];
		};
		expect(await refused("unsuspend")).toEqual([400, "E0000001"]);
		expect(await refused("activate")).toEqual([403, "E0000038"]);
		await step(world, id, "suspend");
		expect(await refused("suspend")).toEqual([400, "E0000001"]);
		expect(await countEvents(world, "user.lifecycle.suspend", id)).toBe(1);
		await step(world, id, "deactivate");
		expect(await refused("deactivate")).toEqual([403, "E0000038"]);
		expect(await refused("suspend")).toEqual([400, "E0000001"]);
		expect(await countEvents(world, "user.lifecycle.unsuspend", id)).toBe(0);
	});

	it("takes each step once when it is asked for many times at once", async () => {
		const world = await createWorld();
		const { id } = await newUser(world);
		for (const name of ["suspend", "unsuspend", "deactivate"]) {
			const answers = await Promise.all(Array.from({ length: 5 }, () => step(world, id, name)));
			expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
			expect(await countEvents(world, `user.lifecycle.${name}`, id)).toBe(1);
		}
	});

	it("ends in the status of the last step that took place when suspend and unsuspend race", async () => {
		const world = await createWorld();
		const { id } = await newUser(world);
		const answers = await Promise.all(
			["suspend", "unsuspend", "suspend", "unsuspend", "suspend", "unsuspend"].map(async (name) => ({
				name,
				isTaken: (await step(world, id, name)).status === 200,
			})),
		);
		const taken = (name: string) => answers.filter((answer) => answer.name === name && answer.isTaken).length;
		const balance = taken("suspend") - taken("unsuspend");
		expect(taken("suspend")).toBeGreaterThan(0);
		expect(await statusOf(world, id)).toBe(["ACTIVE", "SUSPENDED"][balance]);
		expect(await countEvents(world, "user.lifecycle.suspend", id)).toBe(taken("suspend"));
		expect(await countEvents(world, "user.lifecycle.unsuspend", id)).toBe(taken("unsuspend"));
	});

	it("ends with a second DELETE, which frees the login", async () => {
		const world = await createWorld();
		const { id, profile } = await newUser(world);
		expect((await world.call("DELETE", `/api/v1/users/${id}`)).status).toBe(204);
		expect(await statusOf(world, id)).toBe("DEPROVISIONED");
		expect((await world.call("DELETE", `/api/v1/users/${id}`)).status).toBe(204);
		expect((await world.call("GET", `/api/v1/users/${id}`)).status).toBe(404);
		expect((await world.call("DELETE", `/api/v1/users/${id}`)).status).toBe(404);
		expect(await countEvents(world, "user.lifecycle.deactivate", id)).toBe(1);
		expect(await countEvents(world, "user.lifecycle.delete.completed", id)).toBe(1);
		expect((await newUser(world, { login: profile.login })).id).not.toBe(id);
	});

	it("is deleted once when five requests race for it", async () => {
		const world = await createWorld();
		const { id } = await newUser(world);
		await step(world, id, "deactivate");
		const answers = await Promise.all(Array.from({ length: 5 }, () => world.call("DELETE", `/api/v1/users/${id}`)));
		expect(answers.map((answer) => answer.status).sort()).toEqual([204, 404, 404, 404, 404]);
		expect(await countEvents(world, "user.lifecycle.delete.completed", id)).toBe(1);
	});
});
