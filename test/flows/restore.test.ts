// D1 is set back to an earlier moment, as by `npm run restore`: rows are as they were, the generation is another one.
import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createTokenUser, hotpSettings } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

/** From now on D1 says another generation. Isolates notice it within 30 seconds. */
async function setGeneration(world: World, value: number) {
	await env.DB.prepare("UPDATE generation SET value = ?").bind(value).run();
	world.clock.now += 31_000;
}

/** Takes the rows of a table that belong to an id, and returns what puts them back. */
async function takeRows(table: string, column: string, id: string) {
	const { results } = await env.DB.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).bind(id).all();
	return async () => {
		for (const row of results) {
			const names = Object.keys(row);
			const values = names.map((name) => row[name]);
			const marks = names.map(() => "?").join(", ");
			await env.DB.prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${marks})`)
				.bind(...values)
				.run();
		}
	};
}

describe("after a restore of D1", () => {
	it("a used code of a factor that had been removed is refused, and the next one is accepted", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const restore = await takeRows("factors", "id", token.factorId);
		for (const counter of [0, 1, 2]) expect((await token.verify(token.code(counter))).status).toBe(200);
		expect((await world.call("DELETE", token.path)).status).toBe(204);
		await restore();
		await env.DB.prepare("DELETE FROM spent_secrets").run();
		await setGeneration(world, Date.now());
		for (const counter of [0, 1, 2]) expect((await token.verify(token.code(counter))).status).toBe(403);
		world.clock.now += 300_000;
		expect((await token.verify(token.code(3))).status).toBe(200);
	});

	it("a factor that was enrolled after that moment is unknown, though its guard was warm", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await token.verify(token.code(0))).status).toBe(200);
		await env.DB.prepare("DELETE FROM factors WHERE id = ?").bind(token.factorId).run();
		expect((await token.verify(token.code(1))).status).toBe(200);
		await setGeneration(world, Date.now() + 1);
		for (const counter of [2, 3]) expect((await token.verify(token.code(counter))).status).toBe(404);
	});

	it("a user who had been deleted verifies again, and no used code is accepted", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const restoreUser = await takeRows("users", "id", token.user.id);
		const restoreFactor = await takeRows("factors", "id", token.factorId);
		expect((await token.verify(token.code(4))).status).toBe(200);
		for (let call = 0; call < 2; call++) await world.call("DELETE", `/api/v1/users/${token.user.id}`);
		await restoreUser();
		await restoreFactor();
		// A restored number may be lower than the one before.
		await setGeneration(world, 1);
		expect((await token.verify(token.code(4))).body.errorCode).toBe("E0000082");
		expect((await token.verify(token.code(5))).status).toBe(200);
	});
});
