// The stock of tokens: finding them, giving one to a user, taking it back, disabling it.

import { and, asc, eq, gt, gte, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { getAuthenticator } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { ApiError, invalid, notFound, wrongStatus } from "../../errors";
import { tokenMethod } from "../../factors/lesson";
import { deleteFactor } from "../../factors/remove";
import { alreadySetUp } from "../../factors/save";
import { enrollmentEventId, enrollStatements, findTokens, isFactor } from "../../factors/tokens";
import { sealSecret } from "../../guard/secret";
import { spentKeyOf } from "../../guard/spent";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { findUsersNamed } from "../../users/facts";
import { openTokenSecret } from "./bulk";
import type { TokenListQuery, TokenView } from "./schema";
import { type TokenRow, tokens } from "./table";

export type StockToken = TokenRow;

/** A token with the user who has it. */
export type HeldTokenRow = TokenRow & { userId: string | null };

export const statusOf = ({ disabledAt, factorId }: TokenRow): TokenView["status"] =>
	disabledAt !== null ? "DISABLED" : factorId === null ? "UNASSIGNED" : "ASSIGNED";

const withStatus: Record<TokenView["status"], SQL> = {
	DISABLED: sql`${tokens.disabledAt} IS NOT NULL`,
	ASSIGNED: sql`${tokens.disabledAt} IS NULL AND ${tokens.factorId} IS NOT NULL`,
	UNASSIGNED: sql`${tokens.disabledAt} IS NULL AND ${tokens.factorId} IS NULL`,
};

export async function listTokens(ctx: Ctx, query: TokenListQuery): Promise<Page<HeldTokenRow>> {
	const { serial, status, authenticatorId, after, limit } = query;
	const rows = await ctx.db
		.select()
		.from(tokens)
		.where(
			and(
				serial === undefined ? undefined : and(gte(tokens.serial, serial), lt(tokens.serial, `${serial}\u{10ffff}`)),
				status && withStatus[status],
				authenticatorId === undefined ? undefined : eq(tokens.authenticatorId, authenticatorId),
				after === undefined ? undefined : gt(tokens.id, after),
			),
		)
		.orderBy(asc(tokens.id))
		.limit(limit + 1);
	const page = pageOf(rows, limit, (row) => row.id);
	return { ...page, items: await withUsers(ctx, page.items) };
}

/** The whole serial number, of which each authenticator has one at the most. The oldest first. */
export const findTokensBySerial = (ctx: Ctx, serial: string, limit: number): Promise<TokenRow[]> =>
	ctx.db.select().from(tokens).where(eq(tokens.serial, serial)).orderBy(asc(tokens.id)).limit(limit);

export async function getToken(ctx: Ctx, id: string): Promise<HeldTokenRow> {
	const [row] = await ctx.db.select().from(tokens).where(eq(tokens.id, id));
	if (!row) throw notFound("OtpToken", id);
	return (await withUsers(ctx, [row]))[0]!;
}

async function withUsers(ctx: Ctx, rows: readonly TokenRow[]): Promise<HeldTokenRow[]> {
	const assigned = rows.filter(({ factorId }) => factorId !== null);
	const held =
		assigned.length === 0
			? []
			: await findTokens(
					ctx,
					[],
					assigned.map(({ secretHash }) => secretHash),
				);
	const userOf = new Map(held.map(({ factorId, userId }) => [factorId, userId]));
	return rows.map((row) => ({ ...row, userId: userOf.get(row.factorId ?? "") ?? null }));
}

/** Nobody's tokens of an authenticator, in the order of their ids. */
export const listUnassigned = (ctx: Ctx, authenticatorId: string, after: string, limit: number): Promise<TokenRow[]> =>
	ctx.db
		.select()
		.from(tokens)
		.where(and(eq(tokens.authenticatorId, authenticatorId), isNull(tokens.factorId), gt(tokens.id, after)))
		.orderBy(asc(tokens.id))
		.limit(limit);

/** Factor id → the token of the stock. */
export async function stockOfFactors(ctx: Ctx, factorIds: readonly string[]): Promise<Map<string, TokenRow>> {
	const rows = await ctx.db
		.select()
		.from(tokens)
		.where(sql`${tokens.factorId} IN (SELECT value FROM json_each(${JSON.stringify(factorIds)}))`);
	return new Map(rows.map((row) => [row.factorId ?? "", row]));
}

/** Enrols a user with a token of the stock. The factor is active at once. */
export async function assignToken(ctx: Ctx, id: string, userName: string): Promise<HeldTokenRow> {
	const token = await getToken(ctx, id);
	refuseHeld(token);
	const user = (await findUsersNamed(ctx, [userName])).get(userName);
	if (user === undefined) throw invalid("user", "token-user-unknown");
	if (user.status === "DEPROVISIONED") throw new ApiError("E0000038");
	const { name, settings, status } = await getAuthenticator(ctx, token.authenticatorId);
	if (settings === null) throw invalid("authenticatorId", "authenticator-without-settings");
	if (status !== "ACTIVE") throw invalid("authenticatorId", "authenticator-inactive");
	const factorId = newId("customOtpFactor", ctx.now());
	const { secretHash, counter } = token;
	const secret = await openTokenSecret(ctx, id, token.secretSealed);
	const draft = {
		factorId,
		user,
		secretHash,
		counter,
		secretSealed: await sealSecret(ctx.env.sealKeys, user.id, factorId, secret),
		spentKey: spentKeyOf(tokenMethod(settings, counter ?? 0), secretHash),
		eventId: await enrollmentEventId(factorId),
	};
	const isFree = and(eq(tokens.id, id), isNull(tokens.factorId), isNull(tokens.disabledAt));
	const condition = sql`EXISTS (SELECT 1 FROM ${tokens} WHERE ${isFree})`;
	const { enroll, log } = enrollStatements(ctx, { id: token.authenticatorId, name }, [draft], condition);
	await ctx.db.batch([
		enroll,
		ctx.db
			.update(tokens)
			.set({ factorId, lastUpdatedAt: ctx.now() })
			.where(and(isFree, isFactor(sql`${factorId}`))),
		log,
	]);
	const assigned = await getToken(ctx, id);
	if (assigned.factorId === factorId) return assigned;
	refuseHeld(assigned);
	const held = await findTokens(ctx, [user.id], [secretHash]);
	throw held.some((one) => one.userId === user.id) ? alreadySetUp() : invalid("token", "secret-taken");
}

function refuseHeld(token: TokenRow): void {
	if (token.disabledAt !== null) throw wrongStatus("token-disabled");
	if (token.factorId !== null) throw wrongStatus("token-assigned");
}

/** Removes the user's factor. Then the token is nobody's. */
export async function unassignToken(ctx: Ctx, id: string): Promise<HeldTokenRow> {
	const { factorId, userId } = await getToken(ctx, id);
	if (factorId === null || userId === null) throw wrongStatus("token-not-assigned");
	await deleteFactor(ctx, userId, factorId);
	return getToken(ctx, id);
}

/** A token that is lost stops working at once: nobody gets it any more, and then its user's factor is removed. */
export async function setTokenStatus(ctx: Ctx, id: string, status: "ACTIVE" | "INACTIVE"): Promise<HeldTokenRow> {
	const { serial } = await getToken(ctx, id);
	const isOther = status === "ACTIVE" ? isNotNull(tokens.disabledAt) : isNull(tokens.disabledAt);
	await ctx.db.batch([
		ctx.db
			.update(tokens)
			.set({ disabledAt: status === "ACTIVE" ? null : ctx.now(), lastUpdatedAt: ctx.now() })
			.where(and(eq(tokens.id, id), isOther)),
		logStatement(ctx, {
			eventType: status === "ACTIVE" ? "system.otp_token.activate" : "system.otp_token.deactivate",
			target: [tokenParty(id, serial)],
		}),
	]);
	// Read behind the update: somebody may have got the token a moment before it.
	const token = await getToken(ctx, id);
	const { disabledAt, factorId, userId } = token;
	if (status === "ACTIVE" || disabledAt === null || factorId === null || userId === null) return token;
	await deleteFactor(ctx, userId, factorId);
	return getToken(ctx, id);
}

/** Deletes a token that is nobody's, with its secret. */
export async function deleteToken(ctx: Ctx, id: string): Promise<void> {
	const { serial } = await getToken(ctx, id);
	const [deleted] = await ctx.db.batch([
		ctx.db
			.delete(tokens)
			.where(and(eq(tokens.id, id), isNull(tokens.factorId)))
			.returning({ id: tokens.id }),
		logStatement(ctx, { eventType: "system.otp_token.delete", target: [tokenParty(id, serial)] }),
	]);
	if (deleted.length === 0) throw wrongStatus("token-assigned");
}

const tokenParty = (id: string, serial: string) => ({ id, type: "OtpToken", displayName: serial });
