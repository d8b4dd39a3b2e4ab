// What people do to their own account. What could weaken the account asks for password and second factor again.
import { and, desc, eq, lt } from "drizzle-orm";
import type { Ctx } from "../context";
import { forbidden, invalid } from "../errors";
import { changeGuarded, eraseFactors, releaseHold } from "../guard/client";
import { logStatement } from "../log/write";
import type { Session } from "../web/page";
import { administratorParty, getAdministrator, noticeStatement } from "./administrator";
import { beginApp, findApp, judgeAppCode } from "./app";
import { judgePasskey, listPasskeys } from "./passkeys";
import { refuseWeakPassword } from "./password";
import { countRecoveryCodes, keepRecoveryCodes, makeRecoveryCodes, useRecoveryCode } from "./recovery-codes";
import { signInOver } from "./second-step";
import { endSessionsStatement, isProven, listSessions, proveSessionStatement } from "./sessions";
import { isPassword, sealPassword } from "./sign-in";
import { administrators, credentials, notices } from "./table";
import { countTry, type Tried, takeBackTry } from "./tries";

const newestNotices = 10;
const noticeDays = 180;
const dayMs = 24 * 60 * 60 * 1000;

/** Everything that the account's page shows. */
export async function ownAccount(ctx: Ctx, { id, actor }: Session) {
	const administratorId = idOf(actor);
	const [administrator, app, passkeys, codesLeft, openSessions, told] = await Promise.all([
		getAdministrator(ctx, administratorId),
		findApp(ctx, administratorId, "ACTIVE"),
		listPasskeys(ctx, administratorId),
		countRecoveryCodes(ctx, administratorId),
		listSessions(ctx, administratorId),
		ctx.db
			.select()
			.from(notices)
			.where(eq(notices.administratorId, administratorId))
			.orderBy(desc(notices.createdAt))
			.limit(newestNotices),
	]);
	return { administrator, app, passkeys, codesLeft, sessions: openSessions, sessionId: id, notices: told };
}

/** What a person gives beside the password to prove who she is. */
export interface Proof {
	/** Of the app, or a recovery code. */
	code: string;
	/** What the browser has answered; empty where the person gives a code. */
	passkey: string;
}

/** Password and second factor once more, before a change that could weaken the account. */
export async function proveAgain(
	ctx: Ctx,
	session: Session,
	password: string,
	{ code, passkey }: Proof,
): Promise<void> {
	const administrator = await getAdministrator(ctx, idOf(session.actor));
	const tried: Tried = { kind: "person", value: administrator.id };
	await countTry(ctx, tried);
	if (!(await isPassword(ctx, administrator, password))) throw invalid("password", "wrong-password");
	await takeBackTry(ctx, tried);
	const app = await findApp(ctx, administrator.id, "ACTIVE");
	if (passkey !== "") await judgePasskey(ctx, administrator, session.id, passkey);
	else if (app && /^\d+$/.test(code)) await judgeAppCode(ctx, app, "verify", code);
	else await useRecoveryCode(ctx, administrator.id, code);
	await ctx.db.batch([
		proveSessionStatement(ctx, session.id),
		logStatement(ctx, { eventType: "user.authentication.verify", target: [administratorParty(administrator)] }),
	]);
}

/** Changes the password, and ends all other sessions. */
export async function changePassword(ctx: Ctx, session: Session, password: string): Promise<void> {
	refuseUnproven(ctx, session);
	const administrator = await getAdministrator(ctx, idOf(session.actor));
	const { id, login } = administrator;
	refuseWeakPassword(password, login);
	const now = ctx.now();
	await ctx.db.batch([
		ctx.db
			.update(administrators)
			.set({ passwordSealed: await sealPassword(ctx, id, password), passwordChangedAt: now, lastUpdatedAt: now })
			.where(eq(administrators.id, id)),
		logStatement(ctx, { eventType: "user.account.update_password", target: [administratorParty(administrator)] }),
		endSessionsStatement(ctx, id, session.id),
		noticeStatement(ctx, id, "PASSWORD_CHANGED"),
	]);
}

/** Makes the secret of a new app. The app in use goes on until the new one has shown a code. */
export async function beginNewApp(ctx: Ctx, session: Session): Promise<void> {
	refuseUnproven(ctx, session);
	await beginApp(ctx, idOf(session.actor));
}

/** The app that waits for its first code, with its person; null when none does. */
export async function ownNewApp(ctx: Ctx, { actor }: Session) {
	const administrator = await getAdministrator(ctx, idOf(actor));
	const app = await findApp(ctx, administrator.id, "PENDING_ACTIVATION");
	return app && { administrator, app };
}

/** The new app has shown its first code, so it takes the place of an earlier one. All other sessions end. */
export async function finishNewApp(ctx: Ctx, session: Session, code: string): Promise<void> {
	refuseUnproven(ctx, session);
	const administrator = await getAdministrator(ctx, idOf(session.actor));
	const { id } = administrator;
	const [app, earlier] = await Promise.all([findApp(ctx, id, "PENDING_ACTIVATION"), findApp(ctx, id, "ACTIVE")]);
	if (!app) throw signInOver();
	await judgeAppCode(ctx, app, "activate", code);
	await changeGuarded(ctx, { userId: id, factorId: earlier?.id ?? null }, () =>
		ctx.db.batch([
			ctx.db.delete(credentials).where(eq(credentials.id, earlier?.id ?? "")),
			ctx.db
				.update(credentials)
				.set({ status: "ACTIVE", activatedAt: ctx.now() })
				.where(and(eq(credentials.id, app.id), eq(credentials.status, "PENDING_ACTIVATION"))),
			logStatement(ctx, { eventType: "user.mfa.factor.update", target: [administratorParty(administrator)] }),
			endSessionsStatement(ctx, id, session.id),
			noticeStatement(ctx, id, "APP_CHANGED"),
		]),
	);
	await releaseHold(ctx, id, { id: ctx.requestId, factorId: app.id });
	if (earlier) await eraseFactors(ctx, id, [earlier.id]);
}

/** The earlier codes count until the person has noted the new ones down. */
export async function replaceRecoveryCodes(ctx: Ctx, session: Session): Promise<void> {
	refuseUnproven(ctx, session);
	await makeRecoveryCodes(ctx, idOf(session.actor));
}

/** Somebody could take the session over while new codes wait, so showing them needs a proof as well. */
export async function acknowledgeRecoveryCodes(ctx: Ctx, session: Session): Promise<void> {
	refuseUnproven(ctx, session);
	await keepRecoveryCodes(ctx, idOf(session.actor));
}

/** A page asks first, and sends people to prove who they are. This is the lock behind that sign. */
export function refuseUnproven(ctx: Ctx, session: Session): void {
	if (!isProven(ctx, session)) throw forbidden();
}

/** Sessions of the console belong to administrators alone. */
export function idOf(actor: Session["actor"]): string {
	if (actor.kind !== "administrator") throw forbidden();
	return actor.id;
}

/** For the nightly clean-up. */
export async function deleteOldNotices(ctx: Ctx): Promise<void> {
	await ctx.db.delete(notices).where(lt(notices.createdAt, ctx.now() - noticeDays * dayMs));
}
