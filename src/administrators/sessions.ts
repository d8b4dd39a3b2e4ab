// Sessions of the console: the cookie, its row in D1, how long it lasts, and the list from which one can be ended.
import { and, desc, eq, gt, lte, ne } from "drizzle-orm";
import type { Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { notFound } from "../errors";
import { newId, randomCharacters } from "../ids";
import { logStatement } from "../log/write";
import { readCookie, removeCookie, setCookie } from "../web/cookies";
import type { Session } from "../web/page";
import { actorOf, administratorParty, getAdministrator } from "./administrator";
import { type AdministratorRow, administrators, type SessionRow, type SessionStage, sessions } from "./table";

const minuteMs = 60_000;
const idleMs = 30 * minuteMs;
const longestMs = 12 * 60 * minuteMs;
/** Choosing a password, or setting up an app, takes a few minutes. */
const longestStageMs = 15 * minuteMs;
/** How long nothing is asked again before a change that could weaken an account. */
const provenForMs = 5 * minuteMs;

const cookieName = "__Host-tessera-console";
/** 238 bits. */
const tokenCharacters = 40;

/** A session that was just made. Only the cookie has the token; D1 has its hash. */
export interface NewSession {
	row: SessionRow;
	token: string;
}

export async function newSession(ctx: Ctx, administratorId: string, stage: SessionStage): Promise<NewSession> {
	const token = randomCharacters(tokenCharacters);
	const now = ctx.now();
	const { ipAddress, userAgent } = ctx.client;
	const row: SessionRow = {
		id: newId("administratorSession", now),
		tokenHash: await sha256(token),
		administratorId,
		stage,
		createdAt: now,
		seenAt: now,
		provenAt: now,
		endsAt: now + (stage === "OPEN" ? longestMs : longestStageMs),
		ipAddress,
		userAgent,
	};
	return { row, token };
}

export const sessionCookie = ({ token }: NewSession): string => setCookie(cookieName, token);
export const noSessionCookie = (): string => removeCookie(cookieName);

export interface Visit {
	session: SessionRow;
	administrator: AdministratorRow;
}

/** The session that the request's cookie names, if it lasts and is at this stage. */
export async function findVisit(ctx: Ctx, request: Request, stage: SessionStage): Promise<Visit | null> {
	const token = readCookie(request, cookieName);
	if (token === null) return null;
	const now = ctx.now();
	const [found] = await ctx.db
		.select({ session: sessions, administrator: administrators })
		.from(sessions)
		.innerJoin(administrators, eq(administrators.id, sessions.administratorId))
		.where(
			and(
				eq(sessions.tokenHash, await sha256(token)),
				eq(sessions.stage, stage),
				eq(administrators.status, stage === "PASSWORD" ? "INVITED" : "ACTIVE"),
				gt(sessions.endsAt, now),
				gt(sessions.seenAt, now - idleMs),
			),
		);
	return found ?? null;
}

/**
 * Who is signed in. The role is the one that the administrator has now.
 * @param isQuiet the request is no sign that somebody is there
 */
export async function sessionOf(ctx: Ctx, request: Request, isQuiet = false): Promise<Session | null> {
	const visit = await findVisit(ctx, request, "OPEN");
	if (visit === null) return null;
	const { session, administrator } = visit;
	const now = ctx.now();
	const isSeen = !isQuiet && now - session.seenAt >= minuteMs;
	if (isSeen) {
		ctx.background(ctx.db.update(sessions).set({ seenAt: now }).where(eq(sessions.id, session.id)).run());
	}
	const { id, provenAt, endsAt } = session;
	const idleAt = (isSeen ? now : session.seenAt) + idleMs;
	return { id, actor: actorOf(administrator), provenAt, endsAt: Math.min(endsAt, idleAt), canStay: idleAt < endsAt };
}

/** The person has given everything again that the sign-in asks for, so the session lasts as long as a new one. */
export const proveSessionStatement = (ctx: Ctx, sessionId: string) =>
	ctx.db
		.update(sessions)
		.set({ provenAt: ctx.now(), endsAt: ctx.now() + longestMs })
		.where(eq(sessions.id, sessionId));

/** Whether nothing has to be asked again before a change that could weaken the account. */
export const isProven = (ctx: Ctx, { provenAt }: Pick<Session, "provenAt">): boolean =>
	ctx.now() - provenAt < provenForMs;

/** The sessions in which a person is signed in, the latest first. */
export const listSessions = (ctx: Ctx, administratorId: string): Promise<SessionRow[]> => {
	const now = ctx.now();
	return ctx.db
		.select()
		.from(sessions)
		.where(
			and(
				eq(sessions.administratorId, administratorId),
				eq(sessions.stage, "OPEN"),
				gt(sessions.endsAt, now),
				gt(sessions.seenAt, now - idleMs),
			),
		)
		.orderBy(desc(sessions.seenAt));
};

/** Ends one session of a person. Signing out is ending one's own. */
export async function endSession(ctx: Ctx, administratorId: string, sessionId: string, isOwn: boolean): Promise<void> {
	const administrator = await getAdministrator(ctx, administratorId);
	const [ended] = await ctx.db.batch([
		ctx.db
			.delete(sessions)
			.where(and(eq(sessions.id, sessionId), eq(sessions.administratorId, administratorId)))
			.returning({ id: sessions.id }),
		logStatement(ctx, {
			eventType: isOwn ? "user.session.end" : "user.session.clear",
			target: [administratorParty(administrator)],
		}),
	]);
	if (ended.length === 0 && !isOwn) throw notFound("Session", sessionId);
}

/** Ends all sessions of a person but the one that asks. */
export async function endOtherSessions(ctx: Ctx, administratorId: string, sessionId: string): Promise<void> {
	const administrator = await getAdministrator(ctx, administratorId);
	await ctx.db.batch([
		endSessionsStatement(ctx, administratorId, sessionId),
		logStatement(ctx, { eventType: "user.session.clear", target: [administratorParty(administrator)] }),
	]);
}

/** @param exceptId the session that goes on; null: none does */
export const endSessionsStatement = (ctx: Ctx, administratorId: string, exceptId: string | null) =>
	ctx.db
		.delete(sessions)
		.where(
			and(eq(sessions.administratorId, administratorId), exceptId === null ? undefined : ne(sessions.id, exceptId)),
		);

/** For the nightly clean-up. */
export async function deleteEndedSessions(ctx: Ctx): Promise<void> {
	await ctx.db.delete(sessions).where(lte(sessions.endsAt, ctx.now()));
}
