import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { deleteSpent } from "../../src/guard/spent-secrets";
import { createTokenUser, enrollment, hotpSettings, totpSettings } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

type Token = Awaited<ReturnType<typeof createTokenUser>>;

const factorsOf = (userId: string) => `/api/v1/users/${userId}/factors`;

/** Enrols the secret of a token again, and returns how a code is verified there. */
async function enrollAgain(world: World, token: Token, userId: string) {
	const query = "?activate=true";
	const body = enrollment(token.authenticatorId, token.secret);
	const enrolled = await world.call("POST", `${factorsOf(userId)}${query}`, body);
	expect(enrolled.status).toBe(200);
	return (passCode: string) => world.call("POST", `${factorsOf(userId)}/${enrolled.body.id}/verify`, { passCode });
}

const removals: Record<string, (world: World, token: Token) => Promise<void>> = {
	"was deleted": async (world, token) => {
		expect((await world.call("DELETE", token.path)).status).toBe(204);
	},
	"was reset with all others": async (world, token) => {
		const reset = await world.call("POST", `/api/v1/users/${token.user.id}/lifecycle/reset_factors`);
		expect(reset.status).toBe(200);
	},
	"went with its user": async (world, token) => {
		for (let call = 0; call < 2; call++) await world.call("DELETE", `/api/v1/users/${token.user.id}`);
	},
};

describe("a secret that is enrolled again after its factor", () => {
	for (const [how, remove] of Object.entries(removals)) {
		it.each([
			["HOTP", hotpSettings],
			["TOTP", totpSettings],
		])(`${how} takes no used code of %s from another user, and no earlier one`, async (_, settings) => {
			const world = await createWorld();
			const token = await createTokenUser(world, settings);
			expect((await token.verify(token.code(2))).status).toBe(200);
			await remove(world, token);
			const other = await createTokenUser(world, settings);
			await world.call("DELETE", other.path);
			const verify = await enrollAgain(world, token, other.user.id);
			for (const used of [2, 1]) expect((await verify(token.code(used))).status).toBe(403);
			expect((await verify(token.code(3))).status).toBe(200);
		});
	}

	it.each([
		["HOTP", hotpSettings],
		["TOTP", totpSettings],
	])("for the same user takes none of %s either, of 50 at once", async (_, settings) => {
		const world = await createWorld();
		const token = await createTokenUser(world, settings);
		expect((await token.verify(token.code(1))).status).toBe(200);
		await world.call("DELETE", token.path);
		const verify = await enrollAgain(world, token, token.user.id);
		const answers = await Promise.all(Array.from({ length: 50 }, () => verify(token.code(1))));
		expect(answers.filter(({ status }) => status === 200)).toEqual([]);
	});

	it("takes a fresh code once, however often the secret moves", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		let verify = (code: string) => token.verify(code);
		for (let move = 0; move < 4; move++) {
			expect((await verify(token.code(move))).status).toBe(200);
			await world.call("POST", `/api/v1/users/${token.user.id}/lifecycle/reset_factors`);
			verify = await enrollAgain(world, token, token.user.id);
			expect((await verify(token.code(move))).status).toBe(403);
		}
	});

	it("takes no used code while 50 requests remove and enrol at once", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await token.verify(token.code(3))).status).toBe(200);
		const path = `${factorsOf(token.user.id)}?activate=true`;
		const body = enrollment(token.authenticatorId, token.secret);
		const calls = Array.from({ length: 50 }, (_, index) =>
			index % 2 === 0 ? world.call("DELETE", token.path) : world.call("POST", path, body),
		);
		const enrolled = (await Promise.all(calls)).filter(({ status, body }) => status === 200 && body?.id);
		for (const { body } of enrolled) {
			const verify = (code: string) =>
				world.call("POST", `${factorsOf(token.user.id)}/${body.id}/verify`, { passCode: code });
			expect((await verify(token.code(3))).status).not.toBe(200);
		}
	});

	it("begins where the administrator says, if that is further on", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await token.verify(token.code(0));
		await world.call("DELETE", token.path);
		const further = enrollment(token.authenticatorId, token.secret, { counter: 6 });
		const enrolled = await world.call("POST", `${factorsOf(token.user.id)}?activate=true`, further);
		const path = `${factorsOf(token.user.id)}/${enrolled.body.id}/verify`;
		expect((await world.call("POST", path, { passCode: token.code(4) })).status).toBe(403);
		expect((await world.call("POST", path, { passCode: token.code(6) })).status).toBe(200);
	});

	it("is kept without its user, and goes when nothing could be replayed any more", async () => {
		await env.DB.prepare("DELETE FROM spent_secrets").run();
		const world = await createWorld();
		const [totp, hotp] = [await createTokenUser(world, totpSettings), await createTokenUser(world, hotpSettings)];
		for (const token of [totp, hotp]) {
			await token.verify(token.code(0));
			await world.call("DELETE", token.path);
		}
		const keys = async () => {
			const { results } = await env.DB.prepare("SELECT * FROM spent_secrets ORDER BY key").all();
			expect(JSON.stringify(results)).not.toContain(totp.user.id);
			return results.map(({ key }) => String(key).split(":")[0]);
		};
		expect(await keys()).toEqual(["hotp", `totp-${totpSettings.timeIntervalInSeconds}`]);
		world.clock.now += 2 * 24 * 3_600_000;
		await deleteSpent(world.ctx);
		expect(await keys()).toEqual(["hotp"]);
		world.clock.now += 2 * 365 * 24 * 3_600_000;
		await deleteSpent(world.ctx);
		expect(await keys()).toEqual([]);
	});
});
