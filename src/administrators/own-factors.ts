// A person adds a passkey, or removes a passkey or the app. Two ways in have to remain.
import { and, eq, ne, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { invalid, notFound } from "../errors";
import { changeGuarded, eraseFactors } from "../guard/client";
import { logStatement } from "../log/write";
import type { Session } from "../web/page";
import { administratorParty, getAdministrator, noticeStatement } from "./administrator";
import { findApp } from "./app";
import { idOf, refuseUnproven } from "./own-account";
import { newPasskey, passkeyCreation, passkeyStatements } from "./passkeys";
import type { NewPasskey } from "./schema";
import { type CredentialRow, credentials, recoveryCodes, sessions } from "./table";

/** What the browser is asked for. Only for somebody who has just proven who she is. */
export async function beginPasskey(ctx: Ctx, session: Session): Promise<string> {
	refuseUnproven(ctx, session);
	return passkeyCreation(ctx, await getAdministrator(ctx, idOf(session.actor)), session.id);
}

export async function addPasskey(ctx: Ctx, session: Session, given: NewPasskey): Promise<void> {
	refuseUnproven(ctx, session);
	const administrator = await getAdministrator(ctx, idOf(session.actor));
	const row = await newPasskey(ctx, administrator, session.id, given);
	await ctx.db.batch(passkeyStatements(ctx, administrator, row, sql`true`));
}

export async function removePasskey(ctx: Ctx, session: Session, credentialId: string): Promise<void> {
	refuseUnproven(ctx, session);
	await remove(ctx, session, credentialId, "passkey");
}

export async function removeApp(ctx: Ctx, session: Session): Promise<void> {
	refuseUnproven(ctx, session);
	const id = idOf(session.actor);
	const app = await findApp(ctx, id, "ACTIVE");
	if (!app) return;
	await changeGuarded(ctx, { userId: id, factorId: app.id }, () => remove(ctx, session, app.id, "totp"));
	await eraseFactors(ctx, id, [app.id]);
}

/** Each statement works only if the one before it did. All other sessions end. */
async function remove(ctx: Ctx, session: Session, credentialId: string, kind: CredentialRow["kind"]): Promise<void> {
	const administrator = await getAdministrator(ctx, idOf(session.actor));
	const { id } = administrator;
	const isOwn = and(
		eq(credentials.id, credentialId),
		eq(credentials.administratorId, id),
		eq(credentials.kind, kind),
		eq(credentials.status, "ACTIVE"),
	);
	const [found, removed] = await ctx.db.batch([
		ctx.db.select({ id: credentials.id }).from(credentials).where(isOwn),
		ctx.db
			.delete(credentials)
			.where(and(isOwn, twoWaysRemain(id, credentialId)))
			.returning({ id: credentials.id }),
		logStatement(ctx, {
			eventType: "user.mfa.factor.deactivate",
			target: [administratorParty(administrator)],
			debugData: { factor: kind === "totp" ? "app" : kind },
		}),
		noticeStatement(ctx, id, kind === "totp" ? "APP_REMOVED" : "PASSKEY_REMOVED", sql`changes() > 0`),
		ctx.db
			.delete(sessions)
			.where(and(eq(sessions.administratorId, id), ne(sessions.id, session.id), sql`changes() > 0`)),
	]);
	if (found.length === 0) throw notFound("Credential", credentialId);
	if (removed.length === 0) throw invalid("credential", "last-ways-in");
}

/** Another second factor, and besides it one more, or recovery codes. */
const twoWaysRemain = (administratorId: string, credentialId: string) => sql`(
	SELECT count(*) + min(1, (SELECT count(*) FROM ${recoveryCodes} WHERE administrator_id = ${administratorId}))
		FROM ${credentials} AS other
		WHERE other.administrator_id = ${administratorId} AND other.status = 'ACTIVE' AND other.id <> ${credentialId}
		HAVING count(*) > 0
) >= 2`;
