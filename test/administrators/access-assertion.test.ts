import { env } from "cloudflare:test";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { findAsserted } from "../../src/administrators/access-assertion";
import { inviteAdministrator, setAdministratorStatus } from "../../src/administrators/service";
import { readEnv } from "../../src/env";
import { createAdministrator, password, startPath } from "../support/administrators";
import { logArrived } from "../support/log-queue";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

const issuer = "https://flax.cloudflareaccess.com";
const audience = "a".repeat(64);
const certificates = `${issuer}/cdn-cgi/access/certs`;

type Key = CryptoKey;
let ours: { privateKey: Key; publicKey: Key };
let others: { privateKey: Key; publicKey: Key };

beforeAll(async () => {
	ours = await generateKeyPair("RS256", { extractable: true });
	others = await generateKeyPair("RS256", { extractable: true });
});

/** A world behind Access, whose network knows one address: Access's keys. */
async function createBehindAccess(settings: object = { ACCESS_TEAM_DOMAIN: "flax.cloudflareaccess.com" }) {
	const published: Record<string, Key> = { first: ours.publicKey };
	const asked: string[] = [];
	const network = { isDown: false };
	const world = await createWorld({
		bindings: { ...env, ACCESS_AUDIENCE: audience, ...settings },
		fetch: async (input) => {
			asked.push(String(input));
			if (network.isDown || String(input) !== certificates) return new Response("nothing here", { status: 502 });
			const keys = Object.entries(published).map(async ([kid, key]) => ({
				...(await exportJWK(key)),
				kid,
				alg: "RS256",
			}));
			return Response.json({ keys: await Promise.all(keys) });
		},
	});
	return { world, published, asked, network };
}

interface Asserted {
	email?: string | undefined;
	claims?: JWTPayload;
	iss?: string;
	aud?: string;
	endsInSeconds?: number | null;
	kid?: string;
	key?: Key;
}

const assert = async (
	world: World,
	{ email, claims, iss = issuer, aud = audience, kid = "first", ...more }: Asserted,
) => {
	const now = Math.floor(world.clock.now / 1000);
	const jwt = new SignJWT({ ...(email === undefined ? {} : { email }), ...claims })
		.setProtectedHeader({ alg: "RS256", kid })
		.setIssuer(iss)
		.setAudience([aud])
		.setIssuedAt(now);
	if (more.endsInSeconds !== null) jwt.setExpirationTime(now + (more.endsInSeconds ?? 60));
	return jwt.sign(more.key ?? ours.privateKey);
};

const named = async (world: World, assertion: string) =>
	(
		await findAsserted(
			world.ctx,
			new Request("https://otp.test", { headers: { "cf-access-jwt-assertion": assertion } }),
		)
	)?.id ?? null;

describe("an assertion of Cloudflare Access", () => {
	it("names the active administrator with this login, whatever its letters' case", async () => {
		const { world } = await createBehindAccess();
		const ada = await createAdministrator(world);
		expect(await named(world, await assert(world, { email: ada.login }))).toBe(ada.id);
		expect(await named(world, await assert(world, { email: ada.login.toUpperCase() }))).toBe(ada.id);
	});

	it.each<[string, Asserted]>([
		["of another team", { iss: "https://evil.cloudflareaccess.com" }],
		["for another application", { aud: "b".repeat(64) }],
		["that is over", { endsInSeconds: -1 }],
		["without an end", { endsInSeconds: null }],
		["of tomorrow", { claims: { nbf: 4_102_444_800 } }],
		["of a service token", { claims: { email: undefined, common_name: "a.access" } }],
		["with something else in place of an address", { claims: { email: ["x"] } }],
	])("names nobody %s", async (_, asserted) => {
		const { world } = await createBehindAccess();
		const ada = await createAdministrator(world);
		expect(await named(world, await assert(world, { email: ada.login, ...asserted }))).toBeNull();
	});

	it("names nobody when another key has signed it, under our key's id or its own", async () => {
		const { world } = await createBehindAccess();
		const { login: email } = await createAdministrator(world);
		const key = others.privateKey;
		expect(await named(world, await assert(world, { email, key }))).toBeNull();
		expect(await named(world, await assert(world, { email, key, kid: "second" }))).toBeNull();
	});

	it("names nobody without a signature, or signed by HS256 with the public key", async () => {
		const { world } = await createBehindAccess();
		const { login: email } = await createAdministrator(world);
		const now = Math.floor(world.clock.now / 1000);
		const unsigned = new UnsecuredJWT({ email })
			.setIssuer(issuer)
			.setAudience(audience)
			.setExpirationTime(now + 60)
			.encode();
		expect(await named(world, unsigned)).toBeNull();
		const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(ours.publicKey)));
		const symmetric = await new SignJWT({ email })
			.setProtectedHeader({ alg: "HS256", kid: "first" })
			.setIssuer(issuer)
			.setAudience(audience)
			.setExpirationTime(now + 60)
			.sign(secret);
		expect(await named(world, symmetric)).toBeNull();
		for (const nonsense of ["", "a.b.c", "x".repeat(9_000)]) expect(await named(world, nonsense)).toBeNull();
	});

	it("names no stranger, nobody who is invited, and nobody who is deactivated", async () => {
		const { world } = await createBehindAccess();
		await createAdministrator(world);
		const bob = await createAdministrator(world);
		await setAdministratorStatus(world.ctx, bob.id, "INACTIVE");
		const { row: eve } = await inviteAdministrator(world.ctx, { login: `${unique("eve")}@x.org`, role: "READ_ONLY" });
		for (const email of [bob.login, eve.login, "stranger@example.com"]) {
			expect(await named(world, await assert(world, { email }))).toBeNull();
		}
	});

	it("costs a question for Access's keys once an hour, and for an unknown key once a minute", async () => {
		const { world, asked, published } = await createBehindAccess();
		const { id, login: email } = await createAdministrator(world);
		const ask = async (kid = "first", key = ours.privateKey) => named(world, await assert(world, { email, kid, key }));
		for (let index = 0; index < 5; index++) expect(await ask()).toBe(id);
		expect(asked).toEqual([certificates]);
		for (let index = 0; index < 5; index++) expect(await ask("second", others.privateKey)).toBeNull();
		expect(asked).toHaveLength(1);
		world.clock.now += 60_000;
		published.second = others.publicKey;
		expect(await ask("second", others.privateKey)).toBe(id);
		expect(asked).toHaveLength(2);
		world.clock.now += 3_600_000;
		expect(await ask()).toBe(id);
		expect(asked).toHaveLength(3);
	});

	it("names nobody while Access gives no keys", async () => {
		const { world, network } = await createBehindAccess();
		const { id, login: email } = await createAdministrator(world);
		network.isDown = true;
		expect(await named(world, await assert(world, { email }))).toBeNull();
		network.isDown = false;
		expect(await named(world, await assert(world, { email }))).toBe(id);
	});

	it("isn't read where Access isn't configured", async () => {
		const { world, asked } = await createBehindAccess({ ACCESS_AUDIENCE: undefined });
		const { login: email } = await createAdministrator(world);
		expect(await named(world, await assert(world, { email }))).toBeNull();
		expect(asked).toEqual([]);
	});
});

describe("the sign-in behind Cloudflare Access", () => {
	const behind = async (world: World, email: string) => ({ "cf-access-jwt-assertion": await assert(world, { email }) });

	it("asks for no password, but for the second factor", async () => {
		const { world } = await createBehindAccess();
		const ada = await createAdministrator(world);
		const reader = createReader(world, "", await behind(world, ada.login));
		expect((await reader.open("/console/sign-in?next=/console/account/app")).html).toContain(
			`Continue as ${ada.login}`,
		);
		const step = await reader.send("access", {});
		expect(step.path).toBe("/console/sign-in/code?next=%2Fconsole%2Faccount%2Fapp");
		expect((await reader.open("/console/account")).path).toContain("/console/sign-in");
		await reader.open("/console/sign-in/code");
		expect((await reader.send("sign-in", { code: await ada.code() })).path).toBe(startPath);
		// Access alone proves nothing again.
		world.clock.now += 5 * 60_000;
		const asked = await reader.open("/console/account/password");
		expect(asked.path).toContain("/console/account/prove");
		await logArrived();
		const { results } = await env.DB.prepare(
			"SELECT event_type FROM log_events WHERE event ->> '$.target[0].id' = ? ORDER BY seq",
		)
			.bind(ada.id)
			.all<{ event_type: string }>();
		expect(results.map(({ event_type }) => event_type)).toContain("user.authentication.auth_via_IDP");
	});

	it("refuses a stranger, who may still have a password", async () => {
		const { world } = await createBehindAccess();
		const ada = await createAdministrator(world);
		const reader = createReader(world, "", await behind(world, "stranger@example.com"));
		expect((await reader.open("/console/sign-in")).html).not.toContain("Continue as");
		const refused = await reader.send("access", {});
		expect([refused.status, refused.html.includes("names nobody who may come in")]).toEqual([401, true]);
		expect((await reader.send("sign-in", { login: ada.login, password })).path).toBe("/console/sign-in/code");
	});

	it("opens nothing by the headers that Access doesn't sign", async () => {
		const { world } = await createBehindAccess();
		const ada = await createAdministrator(world);
		const headers = { "cf-access-authenticated-user-email": ada.login, "cf-access-client-id": "x" };
		const reader = createReader(world, "", headers);
		expect((await reader.open("/console/sign-in")).html).not.toContain("Continue as");
		expect((await reader.send("access", {})).status).toBe(401);
	});
});

describe("the settings of Cloudflare Access", () => {
	it.each([
		{ ACCESS_TEAM_DOMAIN: "flax.cloudflareaccess.com" },
		{ ACCESS_AUDIENCE: audience },
		{ ACCESS_TEAM_DOMAIN: "https://flax.cloudflareaccess.com", ACCESS_AUDIENCE: audience },
		{ ACCESS_TEAM_DOMAIN: "flax.cloudflareaccess.com.evil.example", ACCESS_AUDIENCE: audience },
		{ ACCESS_TEAM_DOMAIN: "flax.cloudflareaccess.com", ACCESS_AUDIENCE: "" },
	])("stop the Worker when they are half or malformed: %j", (settings) => {
		expect(() => readEnv({ ...env, ...settings })).toThrow(/check .*ACCESS_/);
	});

	it("are off by default", () => {
		expect(readEnv({ ...env }).access).toBeNull();
	});
});
