// The keys that sign results: making and rotating them, publishing them, and signing by the current one.
import { and, asc, eq, isNull, ne } from "drizzle-orm";
import type { JWTPayload } from "jose";
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import { logStatement } from "../../log/write";
import { Remembered } from "../../remembered";
import {
	isPublished,
	type KeyChange,
	type OwnAlgorithm,
	ownAlgorithms,
	rotationOf,
	type SigningAlgorithm,
} from "./rotation";
import { type SigningKeyRow, signingKeys } from "./table";

export type { SigningKeyRow };

const remembered = new Remembered<SigningKeyRow[]>((ctx) =>
	ctx.db.select().from(signingKeys).where(ne(signingKeys.state, "REMOVED")).orderBy(asc(signingKeys.kid)),
);

/** Our own, also those that are removed, the newest first. */
export const listSigningKeys = async (ctx: Ctx): Promise<SigningKeyRow[]> =>
	(await ctx.db.select().from(signingKeys).where(isNull(signingKeys.applicationId))).sort(
		(one, other) => other.createdAt - one.createdAt,
	);

/** The public keys that a result may be signed by. */
export const publishedKeys = async (ctx: Ctx) =>
	(await remembered.get(ctx))
		.filter(isPublished)
		.map(({ kid, algorithm, publicKey }) => ({ ...publicKey, kid, alg: algorithm, use: "sig" }));

/**
 * Signs for an application. The first key of ours is made when something is to be signed.
 * @returns null: the application's own keys are missing, or have expired
 */
export async function signResult(
	ctx: Ctx,
	{ id, signingAlgorithm }: { id: string; signingAlgorithm: SigningAlgorithm },
	typ: string,
	claims: JWTPayload,
): Promise<string | null> {
	if (signingAlgorithm !== "RS256") {
		return sign(
			ctx,
			(await currentKey(ctx, signingAlgorithm)) ?? (await makeFirst(ctx, signingAlgorithm)),
			typ,
			claims,
		);
	}
	const key = await uploadedKey(ctx, id);
	return key ? sign(ctx, key, typ, claims) : null;
}

async function sign(ctx: Ctx, key: SigningKeyRow, typ: string, claims: JWTPayload): Promise<string> {
	const { importJWK, SignJWT } = await import("jose");
	const { kid, algorithm: alg, publicKey, privateSealed } = key;
	const jwk = JSON.parse(await open(ctx.env.sealKeys, placeOf(kid), privateSealed ?? ""));
	const imported = await importJWK(jwk, alg, { extractable: false });
	const certificates = publicKey.x5c ? { x5c: publicKey.x5c } : {};
	return new SignJWT(claims).setProtectedHeader({ alg, kid, typ, ...certificates }).sign(imported);
}

/** The next one signs sooner where the current one has expired. */
async function uploadedKey(ctx: Ctx, applicationId: string): Promise<SigningKeyRow | undefined> {
	const now = ctx.now();
	const usable = (await remembered.get(ctx)).filter(
		(key) => key.applicationId === applicationId && key.expiresAt !== null && now < key.expiresAt,
	);
	return usable.find(({ state }) => state === "CURRENT") ?? usable.find(({ state }) => state === "NEXT");
}

const currentKey = async (ctx: Ctx, algorithm: OwnAlgorithm): Promise<SigningKeyRow | undefined> =>
	(await remembered.get(ctx)).find((key) => key.state === "CURRENT" && key.algorithm === algorithm);

async function makeFirst(ctx: Ctx, algorithm: OwnAlgorithm): Promise<SigningKeyRow> {
	await rotate(ctx, algorithm, false);
	const made = await currentKey(ctx, algorithm);
	if (!made) throw new Error(`there is no current signing key of ${algorithm}`);
	return made;
}

/** The nightly steps of all algorithms that have signed something. */
export async function rotateSigningKeys(ctx: Ctx): Promise<void> {
	const used = new Set((await listSigningKeys(ctx)).map(({ algorithm }) => algorithm));
	for (const algorithm of ownAlgorithms) if (used.has(algorithm)) await rotate(ctx, algorithm, false);
}

/** The current keys have become known: they are removed at once, and the next ones sign. */
export async function replaceSigningKeys(ctx: Ctx): Promise<void> {
	for (const algorithm of ownAlgorithms) await rotate(ctx, algorithm, true);
}

/** Of rotations at the same time one counts: each change names the state that it leaves, and the indexes see to it. */
async function rotate(ctx: Ctx, algorithm: OwnAlgorithm, isUrgent: boolean): Promise<void> {
	const now = ctx.now();
	const keys = await ctx.db.select().from(signingKeys).where(eq(signingKeys.algorithm, algorithm));
	if (isUrgent && keys.length === 0) return;
	const { changes, missing } = rotationOf(keys, now, { isUrgent });
	const made = await Promise.all(missing.map((state) => newKey(ctx, algorithm, state)));
	const statements = [
		...changeStatements(ctx, changes),
		...made.flatMap((row) => [
			ctx.db.insert(signingKeys).values(row).onConflictDoNothing(),
			logKey(ctx, row.kid, row.state),
		]),
	];
	const [first, ...others] = statements;
	if (first) await ctx.db.batch([first, ...others]);
	forgetKeys(ctx);
}

export const forgetKeys = (ctx: Ctx): void => remembered.forget(ctx);

/** A key that signs nothing any more loses its private part. */
export const changeStatements = (ctx: Ctx, changes: readonly KeyChange[]) =>
	changes.flatMap(({ kid, from, to }) => [
		ctx.db
			.update(signingKeys)
			.set({ state: to, stateSince: ctx.now(), ...(to === "CURRENT" ? {} : { privateSealed: null }) })
			.where(and(eq(signingKeys.kid, kid), eq(signingKeys.state, from))),
		logKey(ctx, kid, to),
	]);

export const logKey = (ctx: Ctx, kid: string, state: SigningKeyRow["state"]) =>
	logStatement(ctx, {
		eventType: "system.signing_key.rotate",
		target: [{ id: kid, type: "SigningKey" }],
		debugData: { state },
	});

async function newKey(
	ctx: Ctx,
	algorithm: OwnAlgorithm,
	state: Extract<SigningKeyRow["state"], "NEXT" | "CURRENT">,
): Promise<SigningKeyRow> {
	const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import("jose");
	const pair = await generateKeyPair(algorithm, { extractable: true });
	const [publicKey, privateKey] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
	const kid = await calculateJwkThumbprint(publicKey);
	const privateSealed = await seal(ctx.env.sealKeys, placeOf(kid), JSON.stringify(privateKey));
	const ours = { applicationId: null, expiresAt: null, warnedAt: null };
	return { kid, algorithm, state, publicKey, privateSealed, createdAt: ctx.now(), stateSince: ctx.now(), ...ours };
}

export const placeOf = (kid: string): string => `signing_keys.private:${kid}`;
