// Takes a chunk of rows: users are enrolled, and tokens go into the stock, in three statements; a fourth says which.
import { sql } from "drizzle-orm";
import type { OtpSettings } from "../../authenticators/schema";
import { isActiveAuthenticator } from "../../authenticators/service";
import type { Ctx } from "../../context";
import { because } from "../../errors/cause";
import { tokenMethod } from "../../factors/lesson";
import { enrollmentEventId, enrollStatements, isFactor, type TokenDraft } from "../../factors/tokens";
import { sealSecret } from "../../guard/secret";
import { spentKeyOf } from "../../guard/spent";
import { fitsStock, isInStock, openTokenSecret, type StockDraft, stockStatement } from "../stock/bulk";
import type { ImportRow } from "./types";

export interface Target {
	id: string;
	name: string;
	settings: OtpSettings;
}

/** A row that the check let through. */
export type OkRow = ImportRow & { secretSealed: string; secretHash: string };

/**
 * Takes rows. The ids of all that is written stand in the rows, so a chunk that is taken twice counts once.
 * @returns the numbers of the rows that are taken now; other rows found their user, serial number or secret taken, or
 *   the authenticator switched off
 */
export async function takeRows(ctx: Ctx, target: Target, rows: readonly OkRow[]): Promise<Set<number>> {
	const enrolled = await Promise.all(
		rows.filter(({ userId }) => userId !== null).map((row) => draftOf(ctx, target, row)),
	);
	const stock = rows.flatMap((row) => stockDraft(target, row) ?? []);
	const settled = rows.map(({ row, userId, factorId, tokenId }) => ({ row, id: userId === null ? tokenId : factorId }));
	const mayBeTaken = sql`${fitsStock(target.id)} AND ${isActiveAuthenticator(target.id)}`;
	const { enroll, log } = enrollStatements(ctx, target, enrolled, mayBeTaken);
	await ctx.db.batch([enroll, stockStatement(ctx, target.id, stock), log]);
	const taken = await ctx.db.all<{ row: number }>(sql`
		SELECT value ->> 'row' AS row FROM json_each(${JSON.stringify(settled)})
			WHERE ${isFactor(sql`value ->> 'id'`)} OR ${isInStock(sql`value ->> 'id'`)}`);
	return new Set(taken.map(({ row }) => row));
}

async function draftOf(
	ctx: Ctx,
	target: Target,
	row: OkRow,
): Promise<TokenDraft & Pick<StockDraft, "tokenId"> & Pick<ImportRow, "serial">> {
	const { factorId, tokenId, userId, userLogin, userName, secretHash, serial } = row;
	const user = { id: userId ?? "", login: userLogin ?? "", displayName: userName ?? "" };
	const secret = await openTokenSecret(ctx, tokenId, row.secretSealed);
	const counter = counterOf(target, row);
	return {
		factorId,
		tokenId,
		serial,
		user,
		secretHash,
		counter,
		secretSealed: await sealSecret(ctx.env.sealKeys, user.id, factorId, secret),
		spentKey: spentKeyOf(tokenMethod(target.settings, counter ?? 0), secretHash),
		eventId: await enrollmentEventId(factorId),
	};
}

/** Without a serial number nobody could find the token, so it is in no stock. */
const stockDraft = (target: Target, row: OkRow): StockDraft | null =>
	row.serial === null
		? null
		: {
				tokenId: row.tokenId,
				factorId: row.userId === null ? null : row.factorId,
				serial: row.serial,
				manufacturer: row.manufacturer,
				counter: counterOf(target, row),
				secretSealed: row.secretSealed,
				secretHash: row.secretHash,
			};

/** Tokens of TOTP have no counter, whatever the file says. */
export const counterOf = ({ settings }: Target, { counter }: Pick<ImportRow, "counter">): number | null =>
	settings.protocol === "HOTP" ? counter : null;

/** Nobody says why a row wasn't taken, where a new check finds nothing. */
export const changedMeanwhile = because("factor-changing");
