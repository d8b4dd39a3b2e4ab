import { expect, it } from "vitest";
import { namesOfUsers } from "../../src/users/service";
import { createWorld, unique } from "../support/world";

it("names those who are there, each once, and asks nothing for nobody", async () => {
	const world = await createWorld();
	const create = async (profile: object) => (await world.call("POST", "/api/v1/users", { profile })).body.id;
	const login = unique("ada");
	const [named, plain] = [
		await create({ login: unique("x"), firstName: "Ada", lastName: "Lovelace" }),
		await create({ login }),
	];
	const names = await namesOfUsers(world.ctx, [named, null, plain, named, "00u00000000000000000"]);
	expect([...names].sort()).toEqual(
		[
			[named, "Ada Lovelace"],
			[plain, login],
		].sort(),
	);
	expect((await namesOfUsers(world.ctx, [null])).size).toBe(0);
});
