import { abortAllDurableObjects, env, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { seal } from "../../src/crypto/envelope";
import { createTokenUser, createUser, hotpSettings } from "../support/otp-tokens";
import { createWorld } from "../support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

describe("a factor's row that was moved to another user in D1", () => {
	it("doesn't open there", async () => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const thief = await createUser(world);
		await env.DB.prepare("UPDATE factors SET user_id = ? WHERE id = ?").bind(thief.id, token.factorId).run();
		const path = `/api/v1/users/${thief.id}/factors/${token.factorId}/verify`;
		const refused = await world.call("POST", path, { passCode: token.code(0) });
		expect([refused.status, refused.body.errorCode]).toEqual([500, "E0000009"]);
		expect(written).toHaveBeenCalled();
	});

	it("still opens for its own user if it was sealed before the user was part of the place", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const former = `factors.secret:${token.factorId}`;
		const secret = btoa(String.fromCharCode(...token.secret))
			.replaceAll("+", "-")
			.replaceAll("/", "_")
			.replaceAll("=", "");
		const sealed = await seal(world.ctx.env.sealKeys, former, secret);
		await env.DB.prepare("UPDATE factors SET secret_sealed = ? WHERE id = ?").bind(sealed, token.factorId).run();
		expect((await token.verify(token.code(0))).status).toBe(200);
	});
});

describe("a key ring whose old key is gone", () => {
	it("goes on verifying warm users once D1 has been sealed again", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await token.verify(token.code(0))).status).toBe(200);
		const retired = `factors.secret:${token.user.id}/${token.factorId}`;
		const foreign = new Map([["retired", btoa("1".repeat(32))]]);
		const stub = env.GUARD.get(env.GUARD.idFromName(token.user.id));
		const sealed = await seal(foreign, retired, "what the guard learned before the rotation");
		await runInDurableObject(stub, (_, { storage: { sql } }) => {
			const [row] = [...sql.exec("SELECT value FROM kept WHERE id = 1")];
			const known = JSON.parse(String(row?.value));
			known.factors[0].sealedSecret = sealed;
			sql.exec("UPDATE kept SET value = ? WHERE id = 1", JSON.stringify(known));
		});
		await abortAllDurableObjects();
		expect((await token.verify(token.code(0))).body.errorCode).toBe("E0000082");
		expect((await token.verify(token.code(1))).status).toBe(200);
	});

	it("says so in the Worker's log when D1 still needs the key, and answers 500", async () => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const foreign = new Map([["retired", btoa("1".repeat(32))]]);
		const sealed = await seal(foreign, "anywhere", "anything");
		await env.DB.prepare("UPDATE factors SET secret_sealed = ? WHERE id = ?").bind(sealed, token.factorId).run();
		expect((await token.verify(token.code(0))).status).toBe(500);
		expect(JSON.stringify(written.mock.calls)).toContain("SEAL_KEYS lacks the key");
	});
});
