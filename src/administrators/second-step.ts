// The later steps of a sign-in: choosing a password, setting up a second factor, and giving it.
import { and, eq, lt, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { ApiError } from "../errors";
import { because } from "../errors/cause";
import { eraseFactors, releaseHold } from "../guard/client";
import { randomCharacters } from "../ids";
import { factStatement, logStatement } from "../log/write";
import { readCookie, setCookie } from "../web/cookies";
import { actorOf, administratorParty, noticeStatement } from "./administrator";
import { findApp, judgeAppCode, prepareFirstApp } from "./app";
import { judgePasskey, newPasskey, passkeyStatements } from "./passkeys";
import { refuseWeakPassword } from "./password";
import { sealedNewCodes, useRecoveryCode } from "./recovery-codes";
import type { NewPasskey } from "./schema";
import { type NewSession, newSession, sessionCookie, type Visit } from "./sessions";
import { sealPassword } from "./sign-in";
import { administrators, credentials, devices, sessions } from "./table";

const deviceCookieName = "__Host-tessera-device";
const deviceCharacters = 40;
const daySeconds = 24 * 60 * 60;
const deviceDays = 180;

/** What the browser was given at an earlier sign-in. */
export function deviceOf(request: Request): string | null {
	const device = readCookie(request, deviceCookieName);
	return device !== null && /^[A-Za-z0-9]{40}$/.test(device) ? device : null;
}

/** The sign-in began too long ago, or elsewhere. */
export const signInOver = () => new ApiError("E0000004", { causes: [because("sign-in-over")] });

/** An invited person chooses a password, which uses the one-time password up. */
export async function choosePassword(
	ctx: Ctx,
	{ session, administrator }: Visit,
	password: string,
): Promise<NewSession> {
	const { id, login } = administrator;
	refuseWeakPassword(password, login);
	ctx.actor = actorOf(administrator);
	const now = ctx.now();
	const passwordSealed = await sealPassword(ctx, id, password);
	const next = await newSession(ctx, id, "FACTOR");
	const [chosen] = await ctx.db.batch([
		ctx.db
			.update(administrators)
			.set({
				passwordSealed,
				passwordChangedAt: now,
				status: "ACTIVE",
				invitationHash: null,
				invitationEndsAt: null,
				lastUpdatedAt: now,
			})
			.where(and(eq(administrators.id, id), eq(administrators.status, "INVITED")))
			.returning({ id: administrators.id }),
		logStatement(ctx, { eventType: "user.account.update_password", target: [administratorParty(administrator)] }),
		ctx.db.delete(sessions).where(eq(sessions.id, session.id)),
		ctx.db.insert(sessions).values(next.row),
	]);
	if (chosen.length === 0) throw signInOver();
	await prepareFirstApp(ctx, id);
	return next;
}

/** The app that is about to be set up; null for a person who has a second factor already. */
export async function appToSetUp(ctx: Ctx, { administrator: { id } }: Visit) {
	const [active] = await ctx.db
		.select({ id: credentials.id })
		.from(credentials)
		.where(and(eq(credentials.administratorId, id), eq(credentials.status, "ACTIVE")));
	return active ? null : findApp(ctx, id, "PENDING_ACTIVATION");
}

/** The first code of the first app. The person is then signed in, and gets recovery codes. */
export async function finishFirstApp(ctx: Ctx, visit: Visit, code: string, device: string | null): Promise<string[]> {
	const { administrator } = visit;
	const app = await appToSetUp(ctx, visit);
	if (!app) throw signInOver();
	ctx.actor = actorOf(administrator);
	await judgeAppCode(ctx, app, "activate", code);
	const newRecoveryCodesSealed = await sealedNewCodes(ctx, administrator.id);
	const [activated] = await ctx.db.batch([
		ctx.db
			.update(credentials)
			.set({ status: "ACTIVE", activatedAt: ctx.now() })
			.where(and(eq(credentials.id, app.id), eq(credentials.status, "PENDING_ACTIVATION")))
			.returning({ id: credentials.id }),
		logStatement(ctx, { eventType: "user.mfa.factor.activate", target: [administratorParty(administrator)] }),
		ctx.db
			.update(administrators)
			.set({ newRecoveryCodesSealed })
			.where(and(eq(administrators.id, administrator.id), sql`changes() > 0`)),
	]);
	await releaseHold(ctx, administrator.id, { id: ctx.requestId, factorId: app.id });
	if (activated.length === 0) throw signInOver();
	return openSession(ctx, visit, "app", device);
}

/** A passkey instead of the first app. The person is then signed in, and gets recovery codes. */
export async function finishFirstPasskey(
	ctx: Ctx,
	visit: Visit,
	given: NewPasskey,
	device: string | null,
): Promise<string[]> {
	const { session, administrator } = visit;
	const app = await appToSetUp(ctx, visit);
	if (!app) throw signInOver();
	ctx.actor = actorOf(administrator);
	const row = await newPasskey(ctx, administrator, session.id, given);
	const newRecoveryCodesSealed = await sealedNewCodes(ctx, administrator.id);
	const [waiting] = await ctx.db.batch([
		// The app that waits stands for the right to set up the first factor. Of two who use it, one finds it.
		ctx.db
			.delete(credentials)
			.where(and(eq(credentials.id, app.id), eq(credentials.status, "PENDING_ACTIVATION")))
			.returning({ id: credentials.id }),
		...passkeyStatements(ctx, administrator, row, sql`changes() > 0`),
		ctx.db
			.update(administrators)
			.set({ newRecoveryCodesSealed })
			.where(and(eq(administrators.id, administrator.id), sql`changes() > 0`)),
	]);
	if (waiting.length === 0) throw signInOver();
	await eraseFactors(ctx, administrator.id, [app.id]);
	return openSession(ctx, visit, "passkey", device);
}

/** @returns the cookies that the browser gets */
export async function giveCode(ctx: Ctx, visit: Visit, code: string, device: string | null): Promise<string[]> {
	const app = await findApp(ctx, visit.administrator.id, "ACTIVE");
	if (!app) throw signInOver();
	ctx.actor = actorOf(visit.administrator);
	await judgeAppCode(ctx, app, "verify", code);
	return openSession(ctx, visit, "app", device);
}

/**
 * @param answer what the browser has answered
 * @returns the cookies that the browser gets
 */
export async function givePasskey(ctx: Ctx, visit: Visit, answer: string, device: string | null): Promise<string[]> {
	ctx.actor = actorOf(visit.administrator);
	await judgePasskey(ctx, visit.administrator, visit.session.id, answer);
	return openSession(ctx, visit, "passkey", device);
}

/** @returns the cookies that the browser gets */
export async function giveRecoveryCode(ctx: Ctx, visit: Visit, code: string, device: string | null): Promise<string[]> {
	ctx.actor = actorOf(visit.administrator);
	await useRecoveryCode(ctx, visit.administrator.id, code);
	return openSession(ctx, visit, "recovery-code", device);
}

/** A new session in place of the half-way one, so that nobody can have planted its cookie. */
async function openSession(
	ctx: Ctx,
	{ session, administrator }: Visit,
	factor: "app" | "passkey" | "recovery-code",
	known: string | null,
): Promise<string[]> {
	const { id } = administrator;
	const now = ctx.now();
	const next = await newSession(ctx, id, "OPEN");
	const device = known ?? randomCharacters(deviceCharacters);
	const deviceHash = await sha256(device);
	const earlier = await ctx.db.select().from(devices).where(eq(devices.administratorId, id));
	const isKnown = earlier.some((one) => one.deviceHash === deviceHash);
	await ctx.db.batch([
		ctx.db.delete(sessions).where(eq(sessions.id, session.id)),
		ctx.db.insert(sessions).values(next.row),
		ctx.db
			.insert(devices)
			.values({ administratorId: id, deviceHash, seenAt: now })
			.onConflictDoUpdate({ target: [devices.administratorId, devices.deviceHash], set: { seenAt: now } }),
		factStatement(ctx, {
			eventType: "user.session.start",
			target: [administratorParty(administrator)],
			debugData: { factor, device: isKnown ? "known" : "new" },
		}),
		// Nobody has to be told of the first one.
		...(isKnown || earlier.length === 0 ? [] : [noticeStatement(ctx, id, "NEW_DEVICE")]),
		...(factor === "recovery-code" ? [noticeStatement(ctx, id, "RECOVERY_CODE_USED")] : []),
	]);
	return [sessionCookie(next), setCookie(deviceCookieName, device, deviceDays * daySeconds)];
}

/** For the nightly clean-up. */
export async function deleteOldDevices(ctx: Ctx): Promise<void> {
	await ctx.db.delete(devices).where(lt(devices.seenAt, ctx.now() - deviceDays * daySeconds * 1000));
}
