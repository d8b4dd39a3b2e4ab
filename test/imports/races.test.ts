// Imports beside others of their kind, beside single enrolments, and beside themselves: each token counts once.
import { env, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createAuthenticator, createUser, enrollment, newSecret } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { checkedImport, csvOf, newLine, objectOf, resultsOf, until, verb, verify } from "./imports";

describe("a race", () => {
	it("of two imports with the same tokens takes each token once", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const users = await Promise.all(Array.from({ length: 6 }, () => createUser(world)));
		const lines = [...users.map(({ login }) => newLine(login)), newLine(), newLine()];
		const jobs = await Promise.all([1, 2].map(() => checkedImport(world, { authenticatorId }, csvOf(lines))));
		await Promise.all(jobs.map(({ id }) => verb(world, id, "start")));
		const done = await Promise.all(jobs.map(({ id }) => until(world, id, "DONE")));
		expect(done.reduce((sum, { counts }) => sum + counts.taken, 0)).toBe(lines.length);
		expect(done.reduce((sum, { counts }) => sum + counts.failed, 0)).toBe(lines.length);
		for (const [index, { id }] of users.entries()) expect(await verify(world, id, lines[index]!.secret)).toBe(200);
		const { body: stock } = await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${authenticatorId}`);
		expect(stock.filter(({ status }: { status: string }) => status === "UNASSIGNED")).toHaveLength(2);
		expect(stock).toHaveLength(lines.length);
	});

	it("against single enrolments of the same users gives each user one token", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const users = await Promise.all(Array.from({ length: 6 }, () => createUser(world)));
		const lines = users.map(({ login }) => newLine(login));
		const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));
		const [singles, done] = await Promise.all([
			Promise.all(
				users.map((user) =>
					world.call(
						"POST",
						`/api/v1/users/${user.id}/factors?activate=true`,
						enrollment(authenticatorId, newSecret()),
					),
				),
			),
			verb(world, id, "start").then(() => until(world, id, "DONE")),
		]);
		const byHand = singles.filter(({ status }) => status === 200).length;
		expect(done.counts).toMatchObject({ taken: users.length - byHand, failed: byHand });
		for (const user of users)
			expect((await world.call("GET", `/api/v1/users/${user.id}/factors`)).body).toHaveLength(1);
		const reasons = await resultsOf(world, id);
		expect(reasons.filter((reason) => reason === "factor-set-up")).toHaveLength(byHand);
		// A token that could not be taken is in no stock either.
		expect((await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${authenticatorId}`)).body).toHaveLength(
			users.length - byHand,
		);
	});

	it("with itself: a chunk that is made again counts once", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const user = await createUser(world);
		const lines = [newLine(user.login), newLine()];
		const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));
		const before = await runInDurableObject(objectOf(id), (_, { storage }) => ({
			rows: [...storage.sql.exec("SELECT row, result, secretSealed, value FROM rows")],
			state: String([...storage.sql.exec("SELECT value FROM state")][0]!.value),
		}));
		await verb(world, id, "start");
		await until(world, id, "DONE");
		// As if the object had been killed after D1 had the chunk, and before its own rows had it.
		await runInDurableObject(objectOf(id), (_, { storage }) => {
			for (const { row, result, secretSealed, value } of before.rows) {
				storage.sql.exec(
					"UPDATE rows SET result = ?, secretSealed = ?, value = ? WHERE row = ?",
					result,
					secretSealed,
					value,
					row,
				);
			}
			storage.sql.exec("UPDATE state SET value = ?", before.state);
		});
		await runInDurableObject(objectOf(id), (_, state) => state.abort("killed")).catch(() => {});
		await verb(world, id, "start");
		expect((await until(world, id, "DONE")).counts).toMatchObject({ taken: 2, failed: 0 });
		const { results } = await env.DB.prepare(
			"SELECT count(*) AS count FROM log_events WHERE event_type = 'user.mfa.factor.activate' AND event LIKE ?",
		)
			.bind(`%${user.login}%`)
			.all();
		expect(results).toEqual([{ count: 1 }]);
	});
});
