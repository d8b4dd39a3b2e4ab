import { env } from "cloudflare:test";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { expect, it } from "vitest";
import { rotateSigningKeys, signResult } from "../../../src/transactions/keys/service";
import { createWorld, type World } from "../../support/world";

const dayMs = 86_400_000;
const typ = "transaction-result+jwt";
const keysPath = "/.well-known/jwks.json";

const sign = async (world: World, signingAlgorithm: "ES256" | "EdDSA" = "ES256") =>
	(await signResult(world.ctx, { id: "0oa", signingAlgorithm }, typ, {
		sub: "ada",
		exp: Math.floor(world.clock.now / 1000) + 120,
	}))!;

const read = async (world: World): Promise<JSONWebKeySet> =>
	(await world.call("GET", keysPath, undefined, { token: null })).body;

const verify = (world: World, jwt: string, keys: JSONWebKeySet) =>
	jwtVerify(jwt, createLocalJWKSet(keys), {
		typ,
		algorithms: ["ES256", "EdDSA"],
		currentDate: new Date(world.clock.now),
	});

const statesOf = async (world: World) =>
	(await world.call("GET", "/api/v1/signing-keys")).body.map(({ state }: { state: string }) => state).sort();

it("a result of each algorithm is verified by the published keys, which have no private part", async () => {
	const world = await createWorld();
	for (const algorithm of ["ES256", "EdDSA"] as const) {
		const jwt = await sign(world, algorithm);
		const keys = await read(world);
		expect((await verify(world, jwt, keys)).payload.sub).toBe("ada");
		for (const key of keys.keys) expect(key).not.toHaveProperty("d");
	}
	const { results } = await env.DB.prepare("SELECT private_sealed FROM signing_keys").all();
	for (const { private_sealed } of results) expect(private_sealed).toMatch(/^v1\.test\./);
	await env.DB.prepare("DELETE FROM signing_keys WHERE algorithm = 'EdDSA'").run();
});

it("first keys that are made at once are one", async () => {
	const world = await createWorld();
	await env.DB.prepare("DELETE FROM signing_keys").run();
	world.clock.now += 31_000;
	const made = await Promise.all(Array.from({ length: 20 }, () => sign(world)));
	const keys = await read(world);
	for (const jwt of made) await verify(world, jwt, keys);
	expect(await statesOf(world)).toEqual(["CURRENT", "NEXT"]);
});

it("a rotation fails no verification, by keys that were read before or after it", async () => {
	const world = await createWorld();
	await sign(world);
	world.clock.now += 91 * dayMs;
	const before = await read(world);
	const old = await sign(world);
	await rotateSigningKeys(world.ctx);
	const fresh = await sign(world);
	const after = await read(world);
	for (const keys of [before, after]) {
		await verify(world, old, keys);
		await verify(world, fresh, keys);
	}
	expect(await statesOf(world)).toEqual(["CURRENT", "NEXT", "RETIRING"]);
	world.clock.now += dayMs;
	await rotateSigningKeys(world.ctx);
	await expect(verify(world, old, await read(world))).rejects.toThrow();
	expect(await statesOf(world)).toEqual(["CURRENT", "NEXT", "REMOVED"]);
});

it("a key that has become known is removed at once", async () => {
	const world = await createWorld();
	const old = await sign(world);
	expect((await world.call("POST", "/api/v1/signing-keys/replace")).status).toBe(204);
	const keys = await read(world);
	await expect(verify(world, old, keys)).rejects.toThrow();
	await verify(world, await sign(world), keys);
	const { results } = await env.DB.prepare("SELECT private_sealed FROM signing_keys WHERE state = 'REMOVED'").all();
	for (const { private_sealed } of results) expect(private_sealed).toBeNull();
});
