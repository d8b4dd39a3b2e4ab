// Disabling a token that came by a file.
import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { watch } from "../../support/counted-bindings";
import { createAuthenticator, createUser } from "../../support/otp-tokens";
import { createWorld, type World } from "../../support/world";
import { stockTokens } from "../imports";

async function tokenOf(world: World) {
	const [id] = await stockTokens(world, await createAuthenticator(world), 1);
	return { id, path: `/api/v1/otp-tokens/${id}` };
}

describe("a token that is disabled", () => {
	it("leaves no factor to whoever gets it at the same moment", async () => {
		const world = await createWorld();
		const [{ path }, user] = [await tokenOf(world), await createUser(world)];
		let isLate = false;
		const batch = async (statements: unknown) => {
			if (isLate) {
				isLate = false;
				expect((await world.call("POST", `${path}/assign`, { user: user.login })).status).toBe(200);
			}
			return env.DB.batch(statements as D1PreparedStatement[]);
		};
		const other = await createWorld({ bindings: { ...env, DB: watch(env.DB, { batch }) } as never });
		isLate = true;
		const { body } = await other.call("POST", `${path}/lifecycle/deactivate`);
		expect(isLate).toBe(false);
		expect(body).toMatchObject({ status: "DISABLED", factorId: null, userId: null });
		expect((await world.call("GET", `/api/v1/users/${user.id}/factors`)).body).toEqual([]);
	});

	it("and one that is enabled again: a repeated call logs nothing and moves no time", async () => {
		const world = await createWorld();
		const { id, path } = await tokenOf(world);
		for (const [step, eventType] of [
			["deactivate", "system.otp_token.deactivate"],
			["activate", "system.otp_token.activate"],
		]) {
			world.clock.now += 1_000;
			const first = await world.call("POST", `${path}/lifecycle/${step}`);
			world.clock.now += 1_000;
			const second = await world.call("POST", `${path}/lifecycle/${step}`);
			expect([first.status, second.status]).toEqual([200, 200]);
			expect(second.body).toEqual(first.body);
			expect(first.body.lastUpdated).toBe(new Date(world.clock.now - 1_000).toISOString());
			const filter = encodeURIComponent(`eventType eq "${eventType}" and target.id eq "${id}"`);
			expect((await world.call("GET", `/api/v1/logs?limit=1000&filter=${filter}`)).body).toHaveLength(1);
		}
	});
});
