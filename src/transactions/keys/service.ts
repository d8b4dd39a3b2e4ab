// The keys that sign results: making and rotating them, publishing them, and signing by the current one.
import { and, asc, eq, ne } from "drizzle-orm";
import type { JWTPayload } from "jose";
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import { logStatement } from "../../log/write";
import { Remembered } from "../../remembered";
import { isPublished, rotationOf, type SigningAlgorithm, signingAlgorithms } from "./rotation";
import { type SigningKeyRow, signingKeys } from "./table";

export type { SigningKeyRow };

const remembered = new Remembered<SigningKeyRow[]>((ctx) =>
	ctx.db.select().from(signingKeys).where(ne(signingKeys.state, "REMOVED")).orderBy(asc(signingKeys.kid)),
);

/** Also those that are removed, the newest first. */
export const listSigningKeys = async (ctx: Ctx): Promise<SigningKeyRow[]> =>
	(await ctx.db.select().from(signingKeys)).sort((one, other) => other.createdAt - one.createdAt);

/** The public keys that a result may be signed by. */
export const publishedKeys = async (ctx: Ctx) =>
	(await remembered.get(ctx))
		.filter(isPublished)
		.map(({ kid, algorithm, publicKey }) => ({ ...publicKey, kid, alg: algorithm, use: "sig" }));

/** Signs by the current key. The first key is made when something is to be signed. */
export async function signResult(
	ctx: Ctx,
	algorithm: SigningAlgorithm,
	typ: string,
	claims: JWTPayload,
): Promise<string> {
	const key = (await currentKey(ctx, algorithm)) ?? (await makeFirst(ctx, algorithm));
	const { importJWK, SignJWT } = await import("jose");
	const jwk = JSON.parse(await open(ctx.env.sealKeys, placeOf(key.kid), key.privateSealed ?? ""));
	const imported = await importJWK(jwk, algorithm, { extractable: false });
	return new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: key.kid, typ }).sign(imported);
}

const currentKey = async (ctx: Ctx, algorithm: SigningAlgorithm): Promise<SigningKeyRow | undefined> =>
	(await remembered.get(ctx)).find((key) => key.state === "CURRENT" && key.algorithm === algorithm);

async function makeFirst(ctx: Ctx, algorithm: SigningAlgorithm): Promise<SigningKeyRow> {
	await rotate(ctx, algorithm, false);
	const made = await currentKey(ctx, algorithm);
	if (!made) throw new Error(`there is no current signing key of ${algorithm}`);
	return made;
}

/** The nightly steps of all algorithms that have signed something. */
export async function rotateSigningKeys(ctx: Ctx): Promise<void> {
	const used = new Set((await listSigningKeys(ctx)).map(({ algorithm }) => algorithm));
	for (const algorithm of used) await rotate(ctx, algorithm, false);
}

/** The current keys have become known: they are removed at once, and the next ones sign. */
export async function replaceSigningKeys(ctx: Ctx): Promise<void> {
	for (const algorithm of signingAlgorithms) await rotate(ctx, algorithm, true);
}

/** Of rotations at the same time one counts: each change names the state that it leaves, and the indexes see to it. */
async function rotate(ctx: Ctx, algorithm: SigningAlgorithm, isUrgent: boolean): Promise<void> {
	const now = ctx.now();
	const keys = await ctx.db.select().from(signingKeys).where(eq(signingKeys.algorithm, algorithm));
	if (isUrgent && keys.length === 0) return;
	const { changes, missing } = rotationOf(keys, now, isUrgent);
	const made = await Promise.all(missing.map((state) => newKey(ctx, algorithm, state)));
	const statements = [
		...changes.flatMap(({ kid, from, to }) => [
			ctx.db
				.update(signingKeys)
				.set({ state: to, stateSince: now, ...(to === "CURRENT" ? {} : { privateSealed: null }) })
				.where(and(eq(signingKeys.kid, kid), eq(signingKeys.state, from))),
			logKey(ctx, kid, to),
		]),
		...made.flatMap((row) => [
			ctx.db.insert(signingKeys).values(row).onConflictDoNothing(),
			logKey(ctx, row.kid, row.state),
		]),
	];
	const [first, ...others] = statements;
	if (first) await ctx.db.batch([first, ...others]);
	remembered.forget(ctx);
}

const logKey = (ctx: Ctx, kid: string, state: SigningKeyRow["state"]) =>
	logStatement(ctx, {
		eventType: "system.signing_key.rotate",
		target: [{ id: kid, type: "SigningKey" }],
		debugData: { state },
	});

async function newKey(
	ctx: Ctx,
	algorithm: SigningAlgorithm,
	state: Extract<SigningKeyRow["state"], "NEXT" | "CURRENT">,
): Promise<SigningKeyRow> {
	const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import("jose");
	const pair = await generateKeyPair(algorithm, { extractable: true });
	const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
	const kid = await calculateJwkThumbprint(publicKey);
	const privateSealed = await seal(ctx.env.sealKeys, placeOf(kid), JSON.stringify(privateKey));
	return { kid, algorithm, state, publicKey, privateSealed, createdAt: ctx.now(), stateSince: ctx.now() };
}

const placeOf = (kid: string): string => `signing_keys.private:${kid}`;
