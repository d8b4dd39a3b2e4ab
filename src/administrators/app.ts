// The authenticator app of an administrator: set up, proven, and judged by a guard like every other factor.
import { and, eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { fromBase64, toBase64Url } from "../crypto/bytes";
import { ApiError, invalid, locked, lockedForGood, notFound } from "../errors";
import { generationOf } from "../generation/service";
import { askerOf, askWithLessons, eraseFactors, judgedBy } from "../guard/client";
import { openSecret, sealSecret } from "../guard/secret";
import type { Attempt, Lesson, Verdict } from "../guard/types";
import { newId } from "../ids";
import { encodeSecret } from "../otp/encoding";
import { otpauthUri } from "../otp/uri";
import { getAdministrator } from "./administrator";
import { type AdministratorRow, type CredentialRow, credentials } from "./table";

/** RFC 4226 recommends 160 bits. */
const secretBytes = 20;

/** All authenticator apps take SHA-1, six digits and 30 seconds. */
const digits = 6;
const stepSeconds = 30;

export async function findApp(
	ctx: Ctx,
	administratorId: string,
	status: CredentialRow["status"],
): Promise<CredentialRow | null> {
	const [row] = await ctx.db
		.select()
		.from(credentials)
		.where(
			and(
				eq(credentials.administratorId, administratorId),
				eq(credentials.kind, "totp"),
				eq(credentials.status, status),
			),
		);
	return row ?? null;
}

/** Makes a secret for an app. The app in use goes on until the new one has shown a code. */
export async function beginApp(ctx: Ctx, administratorId: string): Promise<CredentialRow> {
	const id = newId("administratorCredential", ctx.now());
	const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(secretBytes)));
	const row: CredentialRow = {
		id,
		administratorId,
		kind: "totp",
		status: "PENDING_ACTIVATION",
		secretSealed: await sealSecret(ctx.env.sealKeys, administratorId, id, secret),
		createdAt: ctx.now(),
		activatedAt: null,
		name: null,
		lastUsedAt: null,
	};
	const [abandoned] = await ctx.db.batch([
		ctx.db
			.delete(credentials)
			.where(and(eq(credentials.administratorId, administratorId), eq(credentials.status, "PENDING_ACTIVATION")))
			.returning({ id: credentials.id }),
		ctx.db.insert(credentials).values(row),
	]);
	if (abandoned[0]) await eraseFactors(ctx, administratorId, [abandoned[0].id]);
	return row;
}

/** Somebody who has a password and no second factor yet gets a secret for the first app. */
export async function prepareFirstApp(ctx: Ctx, administratorId: string): Promise<void> {
	const rows = await ctx.db
		.select({ id: credentials.id })
		.from(credentials)
		.where(eq(credentials.administratorId, administratorId));
	if (rows.length === 0) await beginApp(ctx, administratorId);
}

/** What a person brings into the app: the secret as text, and the whole as a URI for a QR code. */
export async function appSetUp(ctx: Ctx, administrator: AdministratorRow, app: CredentialRow) {
	const secret = fromBase64(await openSecret(ctx.env.sealKeys, administrator.id, app.id, app.secretSealed));
	const uri = otpauthUri({
		type: "totp",
		issuer: labelPart(ctx.env.organizationName),
		account: labelPart(administrator.login),
		secret,
		algorithm: "SHA-1",
		digits,
		stepSeconds,
	});
	return { uri, secret: encodeSecret(secret, "base32") };
}

/** In the label of an `otpauth://` URI a colon separates issuer and account. */
const labelPart = (text: string) => text.replaceAll(":", " ").trim();

/** Asks the guard about a code. Throws at the field `code`, or the lock. */
export async function judgeAppCode(
	ctx: Ctx,
	app: CredentialRow,
	purpose: "verify" | "activate",
	code: string,
): Promise<void> {
	const attempt: Attempt = {
		id: ctx.requestId,
		generation: await generationOf(ctx),
		purpose,
		factorId: app.id,
		code,
		now: ctx.now(),
		asker: askerOf(ctx),
	};
	const verdict = await askWithLessons<Verdict>(
		ctx,
		app.administratorId,
		(guard, lesson) => judgedBy(guard, attempt, lesson),
		(epoch) => readLesson(ctx, app.administratorId, app.id, epoch),
	);
	const error = refusalOf(verdict);
	if (error) throw error;
}

function refusalOf(verdict: Verdict): ApiError | null {
	switch (verdict.result) {
		case "accepted":
			return null;
		case "locked":
			return locked(verdict.retryAfterSeconds);
		case "closed":
			return lockedForGood();
		case "replayed":
			return invalid("code", "code-used");
		case "unfit":
			return verdict.reason === "malformed" ? invalid("code", "code-digits", { digits }) : new ApiError("E0000006");
		case "wrong":
		case "expired":
		case "unknown":
			return invalid("code", "wrong-code");
	}
}

/** Read from D1 again: the guard asks because something has changed. */
async function readLesson(ctx: Ctx, administratorId: string, appId: string, epoch: number): Promise<Lesson> {
	const [{ id, login, displayName, status }, [app]] = await Promise.all([
		getAdministrator(ctx, administratorId),
		ctx.db.select().from(credentials).where(eq(credentials.id, appId)),
	]);
	if (!app || status !== "ACTIVE") throw notFound("Credential", appId);
	return {
		epoch,
		subject: { id, login, displayName },
		factor: {
			id: appId,
			status: app.status,
			authenticatorId: null,
			name: "Authenticator app",
			challengeType: null,
			method: { kind: "totp", algorithm: "SHA-1", digits, stepSeconds, interval: 1 },
			sealedSecret: app.secretSealed,
		},
	};
}
