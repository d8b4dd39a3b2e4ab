// Exporting tokens for leaving: only where the deployment allows it, encrypted, logged, and told to administrators.
import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { toBase64, toHex } from "../../src/crypto/bytes";
import { openContainer, type Unlocking } from "../../src/otp/pskc/container";
import { readPackage } from "../../src/otp/pskc/read";
import { PskcSplitter } from "../../src/otp/pskc/split";
import { createAdministrator } from "../support/administrators";
import {
	createAuthenticator,
	createTokenUser,
	createUser,
	enrollment,
	hotpSettings,
	totpSettings,
} from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { checkedImport, csvOf, move, newLine, until, verb } from "./imports";

const password = "長い合言葉 of fourteen";

async function read(file: string, given: Unlocking) {
	const splitter = new PskcSplitter();
	const packages = splitter.push(file);
	splitter.end();
	const container = await openContainer(splitter.head, given);
	return (await Promise.all(packages.map((one) => readPackage(one, container)))).flat();
}

const exported = (world: World, body: Record<string, unknown>) => world.call("POST", "/api/v1/token-exports", body);

async function importLines(world: World, authenticatorId: string, lines: ReturnType<typeof newLine>[]) {
	const { id } = await checkedImport(world, { authenticatorId }, csvOf(lines));
	await verb(world, id, "start");
	await until(world, id, "DONE");
}

describe("an export", () => {
	it("has every token of the authenticator, with its secret, counter and settings", async () => {
		const world = await createWorld();
		const { user, authenticatorId, factorId, secret, verify, code } = await createTokenUser(world, hotpSettings);
		expect((await verify(code(4))).status).toBe(200);
		const other = await createUser(world, { login: `a&b<"'>${Date.now()}@example.com` });
		const lines = [newLine(other.id), newLine()];
		await importLines(world, authenticatorId, lines);
		const { body: file, headers } = await exported(world, { authenticatorId, password });
		expect(headers.get("content-type")).toBe("application/pskc+xml");
		expect(headers.get("x-export-next")).toBeNull();
		const keys = await read(file, { password });
		const shown = keys.map((key) => ({ ...key, secret: toHex(key.secret!) }));
		const common = { protocol: "HOTP", hash: "SHA-1", digits: 8, fault: null };
		expect(shown).toHaveLength(3);
		expect(shown).toMatchObject(
			expect.arrayContaining([
				expect.objectContaining({
					...common,
					id: factorId,
					user: `UID=${user.login}`,
					counter: 5,
					secret: toHex(secret),
				}),
				expect.objectContaining({ ...common, serial: lines[0]!.serial, counter: 0, secret: toHex(lines[0]!.secret) }),
				expect.objectContaining({ ...common, serial: lines[1]!.serial, user: null, secret: toHex(lines[1]!.secret) }),
			]),
		);
		for (const { secret: own } of [{ secret }, ...lines]) {
			expect(file).not.toContain(toBase64(own));
			expect(file).not.toContain(toHex(own));
		}
	});

	it("begins at counter 0 for a used TOTP token that was moved to HOTP", async () => {
		const world = await createWorld();
		const { authenticatorId: from, verify, code } = await createTokenUser(world);
		const to = await createAuthenticator(world, hotpSettings);
		expect((await verify(code())).status).toBe(200);
		await move(world, { fromAuthenticatorId: from, authenticatorId: to });
		const { body: file } = await exported(world, { authenticatorId: to, password });
		expect(await read(file, { password })).toMatchObject([{ protocol: "HOTP", counter: 0 }]);
	});

	it("goes on at the counter that the same token had before it was enrolled again", async () => {
		const world = await createWorld();
		const { user, authenticatorId, path, secret, verify, code } = await createTokenUser(world, hotpSettings);
		expect((await verify(code(4))).status).toBe(200);
		expect((await world.call("DELETE", path)).status).toBe(204);
		const again = `/api/v1/users/${user.id}/factors?activate=true`;
		expect((await world.call("POST", again, enrollment(authenticatorId, secret))).status).toBe(200);
		const { body: file } = await exported(world, { authenticatorId, password });
		expect(await read(file, { password })).toMatchObject([{ protocol: "HOTP", counter: 5 }]);
	});

	it("opens with a key, and says the period and the hash of TOTP", async () => {
		const world = await createWorld();
		const { authenticatorId } = await createTokenUser(world);
		const key = crypto.getRandomValues(new Uint8Array(32));
		const { body: file } = await exported(world, { authenticatorId, key: toHex(key) });
		expect(await read(file, { key })).toMatchObject([
			{ protocol: "TOTP", hash: "SHA-256", digits: 6, periodSeconds: 60, fault: null },
		]);
		const wrong = crypto.getRandomValues(new Uint8Array(32));
		expect(await read(file, { key: wrong })).toMatchObject([{ secret: null, fault: { reason: "token-mac" } }]);
		const damaged = file.replace(/<ValueMAC>..../, "<ValueMAC>AAAA");
		expect(await read(damaged, { key })).toMatchObject([{ fault: { reason: "token-mac" } }]);
	});

	it("is taken by another import", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world, totpSettings);
		const line = newLine();
		await importLines(world, authenticatorId, [line]);
		const { body: file } = await exported(world, { authenticatorId, password });
		const { body } = await world.call("GET", `/api/v1/otp-tokens?serial=${line.serial}`);
		await world.call("DELETE", `/api/v1/otp-tokens/${body[0].id}`);
		const headers = { "x-file-password": toBase64(new TextEncoder().encode(password)) };
		const { view } = await checkedImport(world, { authenticatorId }, file, { headers });
		expect(view).toMatchObject({ status: "CHECKED", counts: { ok: 1, refused: 0 } });
	});

	it("goes on where the file before ended", async () => {
		const world = await createWorld();
		const { authenticatorId, factorId } = await createTokenUser(world);
		const lines = [newLine(), newLine()];
		await importLines(world, authenticatorId, lines);
		const key = crypto.getRandomValues(new Uint8Array(32));
		const serialsAfter = async (after: string) => {
			const { body } = await exported(world, { authenticatorId, key: toHex(key), after });
			return (await read(body, { key })).map(({ serial }) => serial);
		};
		expect(await serialsAfter(factorId)).toHaveLength(2);
		const { body } = await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${authenticatorId}`);
		expect(await serialsAfter(body[0].id)).toEqual([body[1].serial]);
	});

	it("is logged, and told to all administrators", async () => {
		const world = await createWorld();
		const { authenticatorId } = await createTokenUser(world);
		await createAdministrator(world);
		await exported(world, { authenticatorId, password });
		const filter = encodeURIComponent('eventType eq "system.otp_token.export"');
		const { body } = await world.call("GET", `/api/v1/logs?limit=1000&filter=${filter}`);
		const own = body.filter((event: { target: { id: string }[] }) => event.target[0]!.id === authenticatorId);
		expect(own).toMatchObject([{ severity: "WARN", debugContext: { debugData: { tokens: "1" } } }]);
		const { results } = await env.DB.prepare(
			`SELECT count(*) > 0 AND count(*) = (SELECT count(*) FROM administrators WHERE status = 'ACTIVE') AS isAll
				FROM administrator_notices WHERE kind = 'TOKENS_EXPORTED' AND created_at = ?`,
		)
			.bind(world.clock.now)
			.all();
		expect(results).toEqual([{ isAll: 1 }]);
	});

	it("is told by e-mail at once, though nobody does anything in the console", async () => {
		const world = await createWorld();
		const { authenticatorId } = await createTokenUser(world);
		const { login } = await createAdministrator(world);
		await exported(world, { authenticatorId, password });
		const { body } = await world.call("GET", `/dev/inbox.json?to=${encodeURIComponent(login)}`);
		expect(body).toHaveLength(1);
		expect(body[0].text).toContain("Tokens of users were exported");
	});

	it("is refused where the deployment doesn't allow it, and with a short password or key", async () => {
		const world = await createWorld();
		const { authenticatorId } = await createTokenUser(world);
		const closed = await createWorld({ bindings: { ...env, TOKEN_EXPORT: undefined } as never });
		const answer = await exported(closed, { authenticatorId, password });
		expect([answer.status, answer.body.errorCauses[0].errorSummary]).toEqual([
			403,
			"This deployment doesn't let anybody export tokens.",
		]);
		for (const weak of [{ password: "thirteen sign" }, { key: "00".repeat(31) }, { key: "zz".repeat(32) }, {}]) {
			expect((await exported(world, { authenticatorId, ...weak })).status).toBe(400);
		}
		expect((await exported(world, { authenticatorId: "autphonenumber000000", password })).status).toBe(400);
	});
});
