import { createLocalJWKSet, importX509, type JSONWebKeySet, jwtVerify } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { cachedMs } from "../../../src/transactions/keys/rotation";
import { signResult } from "../../../src/transactions/keys/service";
import { tendUploadedKeys } from "../../../src/transactions/keys/uploaded";
import { createApplication } from "../../applications/applications";
import { createUser } from "../../support/otp-tokens";
import { createWorld, type World } from "../../support/world";
import { transactionsPath } from "../transactions";
import { createKey, createUpload, newKeys, pemOf } from "./uploads";

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const typ = "transaction-result+jwt";

let world: World;
beforeEach(async () => {
	world = await createWorld();
});

const read = async (): Promise<JSONWebKeySet> =>
	(await world.call("GET", "/.well-known/jwks.json", undefined, { token: null })).body;

const verify = (jwt: string, keys: JSONWebKeySet) =>
	jwtVerify(jwt, createLocalJWKSet(keys), {
		typ,
		algorithms: ["RS256"],
		currentDate: new Date(world.clock.now),
	});

/** An application whose results are signed by RS256, without a key yet. */
async function rsaApplication() {
	const { id } = await createApplication(world, { signingAlgorithm: "RS256" });
	const path = `/api/v1/applications/${id}/signing-keys`;
	const upload = async (body: unknown) => world.call("POST", path, body);
	const exp = () => Math.floor(world.clock.now / 1000) + 120;
	const sign = () => signResult(world.ctx, { id, signingAlgorithm: "RS256" }, typ, { sub: "ada", exp: exp() });
	const states = async () => (await world.call("GET", path)).body.map(({ state }: { state: string }) => state);
	const night = async (afterMs = dayMs) => {
		world.clock.now += afterMs;
		await tendUploadedKeys(world.ctx);
	};
	return { id, path, upload, sign, states, night };
}

const warnings = async (kid: string): Promise<number> => {
	const filter = encodeURIComponent(`eventType eq "system.signing_key.expire_soon" and target.id eq "${kid}"`);
	return (await world.call("GET", `/api/v1/logs?filter=${filter}`)).body.length;
};

it("an uploaded key signs results, with its certificates, and the result stands in the flow", async () => {
	const { id, upload } = await rsaApplication();
	const { privateKey, leaf, root } = await createUpload(world.clock.now);
	const { status, body } = await upload({ privateKey, certificates: `${leaf}\n${root}` });
	expect([status, body.state, body.algorithm, body.expiresSoon]).toEqual([200, "CURRENT", "RS256", false]);
	expect(JSON.stringify(body)).not.toContain("PRIVATE");
	const input = { user: (await createUser(world)).id, application: id, checkpoint: "POST_AUTHENTICATION" };
	const begun = (await world.call("POST", transactionsPath, input)).body;
	const headers = { "transaction-handle": begun.handle };
	const path = `${transactionsPath}/${begun.transaction.id}/result`;
	const { result } = (await world.call("POST", path, undefined, { headers })).body;
	const { protectedHeader, payload } = await verify(result, await read());
	expect(payload.aud).toBe(id);
	expect([protectedHeader.kid, protectedHeader.x5c?.length]).toEqual([body.kid, 2]);
	const [first] = protectedHeader.x5c!;
	const certificate = `-----BEGIN CERTIFICATE-----\n${first}\n-----END CERTIFICATE-----`;
	await jwtVerify(result, await importX509(certificate, "RS256"), { currentDate: new Date(world.clock.now) });
	for (const key of (await read()).keys) expect(key).not.toHaveProperty("d");
});

describe("an upload", () => {
	const refusals: [string, string, (now: number) => Promise<Record<string, string>>][] = [
		["no key", "rsa-pkcs8-key", async (now) => ({ ...(await createKey(now)), privateKey: "no key" })],
		[
			"an encrypted key",
			"rsa-pkcs8-key",
			async (now) => {
				const { privateKey, ...rest } = await createKey(now);
				return { ...rest, privateKey: privateKey.replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY") };
			},
		],
		[
			"a key of an elliptic curve",
			"rsa-pkcs8-key",
			async (now) => {
				const curve = { name: "ECDSA", namedCurve: "P-256" };
				const keys = (await crypto.subtle.generateKey(curve, true, ["sign", "verify"])) as CryptoKeyPair;
				return { ...(await createKey(now)), privateKey: await pemOf(keys) };
			},
		],
		["a key of 1024 bits", "rsa-key-weak", (now) => createKey(now, { bits: 1024 })],
		["no certificate", "certificate-unreadable", async (now) => ({ ...(await createKey(now)), certificates: "none" })],
		[
			"a certificate that is cut off",
			"certificate-unreadable",
			async (now) => {
				const { privateKey, leaf } = await createUpload(now);
				const lines = leaf.split("\n");
				return { privateKey, certificates: [...lines.slice(0, 5), ...lines.slice(-2)].join("\n") };
			},
		],
		[
			"a private key among the certificates",
			"certificate-unreadable",
			async (now) => {
				const { privateKey, leaf } = await createUpload(now);
				return { privateKey, certificates: `${leaf}\n${privateKey}` };
			},
		],
		[
			"seven certificates",
			"certificate-unreadable",
			async (now) => {
				const { privateKey, leaf, root } = await createUpload(now);
				return { privateKey, certificates: [leaf, ...Array(6).fill(root)].join("\n") };
			},
		],
		["an expired certificate", "certificate-expired", (now) => createKey(now, { from: -9, until: -1 })],
		["a certificate from tomorrow", "certificate-not-yet-valid", (now) => createKey(now, { from: 1 })],
		["a certificate by SHA-1", "certificate-weak", (now) => createKey(now, { hash: "SHA-1" })],
		[
			"another key's certificate",
			"certificate-of-other-key",
			async (now) => ({ ...(await createKey(now)), privateKey: await pemOf(await newKeys()) }),
		],
		[
			"the chain the other way round",
			"certificate-chain",
			async (now) => {
				const { privateKey, leaf, root } = await createUpload(now);
				return { privateKey, certificates: `${root}\n${leaf}` };
			},
		],
		[
			"another authority's certificate",
			"certificate-chain",
			async (now) => {
				const [{ privateKey, leaf }, { root }] = [await createUpload(now), await createUpload(now)];
				return { privateKey, certificates: `${leaf}\n${root}` };
			},
		],
	];

	it.each(refusals)("is refused with %s: %s", async (_, reason, bodyOf) => {
		const { upload, states } = await rsaApplication();
		const { status, body } = await upload(await bodyOf(world.clock.now));
		expect([status, body.errorCode]).toEqual([400, "E0000001"]);
		const { errorSummary } = body.errorCauses[0];
		const expected = (await import("../../../src/errors/words/en/formats")).formats[reason as "certificate-chain"];
		expect(errorSummary).toContain(expected.split(" {")[0]);
		expect(await states()).toEqual([]);
	});

	it("is refused for a key that was removed, or that another application has", async () => {
		const one = await rsaApplication();
		const other = await rsaApplication();
		const body = await createKey(world.clock.now);
		const { kid } = (await one.upload(body)).body;
		expect((await other.upload(body)).status).toBe(400);
		await world.call("DELETE", `${one.path}/${kid}`);
		expect((await one.upload(body)).status).toBe(400);
		expect((await world.call("POST", "/api/v1/applications/0oaNobody00000000000/signing-keys", body)).status).toBe(404);
	});

	it("of four keys at once makes one key that signs", async () => {
		const { upload, states, sign } = await rsaApplication();
		const bodies = await Promise.all(Array.from({ length: 4 }, () => createKey(world.clock.now)));
		const answers = await Promise.all(bodies.map(upload));
		expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
		expect((await states()).filter((state: string) => state === "CURRENT")).toHaveLength(1);
		await verify((await sign())!, await read());
	});
});

describe("a rotation", () => {
	it("fails no verification, whoever keeps the published keys as long as is allowed", async () => {
		const { upload, sign, night, states } = await rsaApplication();
		await upload(await createKey(world.clock.now));
		let cached = { keys: await read(), at: world.clock.now };
		const kids = new Set<string | undefined>();
		/** Twenty results at once, each verified by what a cache has, and by what is published now. */
		const verifyUnderLoad = async () => {
			const results = await Promise.all(Array.from({ length: 20 }, sign));
			if (world.clock.now - cached.at > cachedMs) cached = { keys: await read(), at: world.clock.now };
			for (const result of results) {
				kids.add((await verify(result!, cached.keys)).protectedHeader.kid);
				await verify(result!, await read());
			}
			return results;
		};
		await verifyUnderLoad();
		await upload(await createKey(world.clock.now));
		for (const pauseMs of [0, 31_000, cachedMs, hourMs / 2, hourMs, dayMs, cachedMs, hourMs, dayMs]) {
			const before = await verifyUnderLoad();
			const keys = cached.keys;
			await night(pauseMs);
			if (pauseMs === 0) for (const result of before) await verify(result!, keys);
			await verifyUnderLoad();
		}
		expect(kids.size).toBe(2);
		expect((await states()).sort()).toEqual(["CURRENT", "REMOVED"]);
	});

	it("begins an hour after the upload at the earliest, unless the current certificate has expired", async () => {
		const { upload, sign, night, states } = await rsaApplication();
		await upload(await createKey(world.clock.now, { until: 2 }));
		const { kid } = (await upload(await createKey(world.clock.now))).body;
		await night(hourMs - 1);
		expect((await states()).sort()).toEqual(["CURRENT", "NEXT"]);
		world.clock.now += 2 * dayMs;
		expect((await verify((await sign())!, await read())).protectedHeader.kid).toBe(kid);
		await night(0);
		expect((await states()).sort()).toEqual(["CURRENT", "RETIRING"]);
	});

	it("puts a later upload in the place of one that waits, and renews certificates in place", async () => {
		const { upload, states } = await rsaApplication();
		const { keys, privateKey, leaf, root } = await createUpload(world.clock.now, { until: 20 });
		const first = (await upload({ privateKey, certificates: `${leaf}\n${root}` })).body;
		expect(first.expiresSoon).toBe(true);
		await upload(await createKey(world.clock.now));
		await upload(await createKey(world.clock.now));
		expect((await states()).sort()).toEqual(["CURRENT", "NEXT", "REMOVED"]);
		const renewed = await upload(await createKey(world.clock.now, { keys }));
		expect(renewed.body).toMatchObject({ kid: first.kid, state: "CURRENT", expiresSoon: false });
	});
});

it("a key that has become known is removed at once, and the next one signs, if there is one", async () => {
	const { path, upload, sign } = await rsaApplication();
	const first = (await upload(await createKey(world.clock.now))).body;
	const next = (await upload(await createKey(world.clock.now))).body;
	const old = await sign();
	expect((await world.call("DELETE", `${path}/${first.kid}`)).status).toBe(204);
	const keys = await read();
	await expect(verify(old!, keys)).rejects.toThrow();
	expect((await verify((await sign())!, keys)).protectedHeader.kid).toBe(next.kid);
	expect((await world.call("DELETE", `${path}/${next.kid}`)).status).toBe(204);
	expect(await sign()).toBeNull();
	expect((await world.call("DELETE", `${path}/unknown`)).status).toBe(404);
});

it("an expired key signs nothing", async () => {
	const { upload, sign } = await rsaApplication();
	await upload(await createKey(world.clock.now, { until: 1 }));
	world.clock.now += dayMs - 1_000;
	expect(await sign()).not.toBeNull();
	world.clock.now += 1_000;
	expect(await sign()).toBeNull();
});

it("the log is told thirty days ahead, once, and not of a key that another one follows", async () => {
	const { upload, night } = await rsaApplication();
	const { kid } = (await upload(await createKey(world.clock.now, { until: 31 }))).body;
	await night(dayMs - hourMs);
	expect(await warnings(kid)).toBe(0);
	await night(hourMs);
	await night();
	expect(await warnings(kid)).toBe(1);
	const followed = await rsaApplication();
	const soon = (await followed.upload(await createKey(world.clock.now, { until: 20 }))).body;
	await followed.upload(await createKey(world.clock.now));
	await night();
	expect([soon.expiresSoon, await warnings(soon.kid)]).toEqual([true, 0]);
});
