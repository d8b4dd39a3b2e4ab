// Keys that administrators upload for an application: one signs, the next one waits until everybody can know it.
import { and, eq, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { getApplication } from "../../applications/service";
import type { Ctx } from "../../context";
import { seal } from "../../crypto/envelope";
import { violatedConstraint } from "../../db";
import { invalid, notFound } from "../../errors";
import { logStatement } from "../../log/write";
import { checkKey } from "./certificates";
import { type KeyChange, rotationOf } from "./rotation";
import { changeStatements, forgetKeys, logKey, placeOf } from "./service";
import { type SigningKeyRow, signingKeys } from "./table";

export interface KeyUpload {
	privateKey: string;
	certificates: string;
}

/** An uploaded key takes over as soon as it has been published for long enough. */
const takesOver = { signsMs: 0 };

export async function listUploadedKeys(ctx: Ctx, applicationId: string): Promise<SigningKeyRow[]> {
	await getApplication(ctx, applicationId);
	const rows = await ctx.db.select().from(signingKeys).where(eq(signingKeys.applicationId, applicationId));
	return rows.sort((one, other) => other.createdAt - one.createdAt);
}

/** The first key of an application signs at once. A later one is the next, in the place of another that waits. */
export async function uploadKey(ctx: Ctx, applicationId: string, upload: KeyUpload): Promise<SigningKeyRow> {
	const { calculateJwkThumbprint } = await import("jose");
	const now = ctx.now();
	const { privateKey, publicKey, expiresAt } = await checkKey(upload, now);
	const kid = await calculateJwkThumbprint(publicKey);
	await stepKeys(ctx, applicationId);
	const keys = await listUploadedKeys(ctx, applicationId);
	const known = keys.find((key) => key.kid === kid);
	if (known && isUsable(known)) return renew(ctx, known, { publicKey, expiresAt });
	const row: SigningKeyRow = {
		kid,
		algorithm: "RS256",
		state: keys.some(({ state }) => state === "CURRENT") ? "NEXT" : "CURRENT",
		publicKey,
		privateSealed: await seal(ctx.env.sealKeys, placeOf(kid), JSON.stringify(privateKey)),
		createdAt: now,
		stateSince: now,
		applicationId,
		expiresAt,
		warnedAt: null,
	};
	const waiting = keys.filter(({ state }) => row.state === "NEXT" && state === "NEXT");
	const replaced = waiting.map((key): KeyChange => ({ kid: key.kid, from: "NEXT", to: "REMOVED" }));
	const added = [ctx.db.insert(signingKeys).values(row), logKey(ctx, kid, row.state)];
	await write(ctx, [...changeStatements(ctx, replaced), ...added]).catch((error: unknown) => {
		// The key was removed, or is another application's. Or another upload was faster.
		if (violatedConstraint(error) === null) throw error;
		throw invalid("privateKey", "signing-key-known");
	});
	return row;
}

const isUsable = ({ state }: SigningKeyRow): boolean => state === "CURRENT" || state === "NEXT";

/** The same key with new certificates. */
async function renew(
	ctx: Ctx,
	key: SigningKeyRow,
	certified: Pick<SigningKeyRow, "publicKey" | "expiresAt">,
): Promise<SigningKeyRow> {
	const renewed = { ...certified, warnedAt: null };
	const change = ctx.db.update(signingKeys).set(renewed).where(eq(signingKeys.kid, key.kid));
	await write(ctx, [change, logKey(ctx, key.kid, key.state)]);
	return { ...key, ...renewed };
}

/** At once: the key has become known, or was uploaded by mistake. If it signed, the next one does, if there is one. */
export async function removeUploadedKey(ctx: Ctx, applicationId: string, kid: string): Promise<void> {
	const keys = await listUploadedKeys(ctx, applicationId);
	const key = keys.find((one) => one.kid === kid);
	if (!key) throw notFound("SigningKey", kid);
	if (key.state === "REMOVED") return;
	const next = keys.find(({ state }) => key.state === "CURRENT" && state === "NEXT");
	const changes: KeyChange[] = [{ kid, from: key.state, to: "REMOVED" }];
	if (next) changes.push({ kid: next.kid, from: "NEXT", to: "CURRENT" });
	await write(ctx, changeStatements(ctx, changes));
}

/** What is due for the keys of an application. */
async function stepKeys(ctx: Ctx, applicationId: string): Promise<void> {
	const keys = await ctx.db.select().from(signingKeys).where(eq(signingKeys.applicationId, applicationId));
	await write(ctx, changeStatements(ctx, rotationOf(keys, ctx.now(), takesOver).changes));
}

async function write(ctx: Ctx, statements: readonly BatchItem<"sqlite">[]): Promise<void> {
	const [first, ...others] = statements;
	if (first) await ctx.db.batch([first, ...others]);
	forgetKeys(ctx);
}

/** Every night. */
export async function tendUploadedKeys(ctx: Ctx): Promise<void> {
	const rows = await ctx.db
		.selectDistinct({ applicationId: signingKeys.applicationId })
		.from(signingKeys)
		.where(and(isNotNull(signingKeys.applicationId), ne(signingKeys.state, "REMOVED")));
	for (const { applicationId } of rows) if (applicationId !== null) await stepKeys(ctx, applicationId);
	await warnOfExpiry(ctx);
}

const warnedBeforeMs = 30 * 86_400_000;

export const expiresSoon = ({ expiresAt, state }: SigningKeyRow, now: number): boolean =>
	expiresAt !== null && state !== "REMOVED" && expiresAt - warnedBeforeMs <= now;

/** The log is told once of each key that has no later one to take its place. */
async function warnOfExpiry(ctx: Ctx): Promise<void> {
	const now = ctx.now();
	const rows = await ctx.db
		.select()
		.from(signingKeys)
		.where(and(isNotNull(signingKeys.expiresAt), inArray(signingKeys.state, ["CURRENT", "NEXT"])));
	const lasting = new Set(rows.filter((row) => !expiresSoon(row, now)).map(({ applicationId }) => applicationId));
	for (const { kid, applicationId, expiresAt, warnedAt } of rows) {
		if (lasting.has(applicationId) || warnedAt !== null || applicationId === null || expiresAt === null) continue;
		await ctx.db.batch([
			ctx.db
				.update(signingKeys)
				.set({ warnedAt: now })
				.where(and(eq(signingKeys.kid, kid), isNull(signingKeys.warnedAt), eq(signingKeys.expiresAt, expiresAt))),
			logStatement(ctx, {
				eventType: "system.signing_key.expire_soon",
				target: [
					{ id: kid, type: "SigningKey" },
					{ id: applicationId, type: "AppInstance" },
				],
				debugData: { expires: new Date(expiresAt).toISOString() },
			}),
		]);
	}
}
