// Fills D1 with enrolled users whose guards were never asked. bench/filled.mjs knows their codes.
import { Hono } from "hono";
import { type Ctx, createCtx, livePlatform } from "../src/context";
import { toBase64Url, utf8 } from "../src/crypto/bytes";
import type { Bindings } from "../src/env";
import { sealSecret } from "../src/guard/secret";
import { withCheck } from "../src/users/id";

interface Range {
	/** The custom OTP authenticator of all their tokens. */
	authenticatorId: string;
	/** Numbers of the first user, and of the first user who isn't made any more. */
	from: number;
	to: number;
}

export const fillRoute = new Hono<{ Bindings: Bindings }>();
fillRoute.post("/bench/fill/:authenticatorId/:from/:to", async (c) => {
	const { authenticatorId, from, to } = c.req.param();
	const ctx = createCtx(c.env, livePlatform, (work) => c.executionCtx.waitUntil(work));
	return c.json(await fillUsers(ctx, { authenticatorId, from: Number(from), to: Number(to) }));
});

/** Makes the users in two statements, because thousands of requests would take minutes. Returns their ids. */
async function fillUsers(ctx: Ctx, { authenticatorId, from, to }: Range): Promise<string[]> {
	const numbers = Array.from({ length: to - from }, (_, index) => from + index);
	const rows = await Promise.all(numbers.map((number) => filledUser(ctx, number)));
	const filled = JSON.stringify(rows);
	const database = ctx.env.bindings.DB;
	await database.batch([
		database
			.prepare(
				`INSERT INTO users (id, login, login_key, status, created_at, last_updated_at)
				SELECT value ->> 'user', value ->> 'login', value ->> 'login', 'ACTIVE', 0, 0 FROM json_each(?1)`,
			)
			.bind(filled),
		database
			.prepare(
				`INSERT INTO factors
				(id, user_id, factor_type, provider, status, authenticator_id, profile, secret_sealed, secret_hash,
					created_at, last_updated_at)
				SELECT value ->> 'factor', value ->> 'user', 'token:hotp', 'CUSTOM', 'ACTIVE', ?2, '{}', value ->> 'sealed',
					hex(randomblob(32)), 0, 0 FROM json_each(?1)`,
			)
			.bind(filled, authenticatorId),
	]);
	return rows.map(({ user }) => user);
}

async function filledUser(ctx: Ctx, number: number) {
	const padded = String(number).padStart(13, "0");
	const user = await withCheck(ctx, `00ufill${String(number).padStart(9, "0")}0000`);
	const factor = `chffill${padded}`;
	const secret = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(`fill-${number}`)));
	return {
		user,
		login: `fill-${number}@example.com`,
		factor,
		sealed: await sealSecret(ctx.env.sealKeys, user, factor, toBase64Url(secret)),
	};
}
