// Moves the token of one row, with its own secret or with the one of the file.
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../../context";
import { ApiError, isUnavailable } from "../../errors";
import { because } from "../../errors/cause";
import { moveToken, type TokenMove } from "../../factors/move";
import { findTokens } from "../../factors/tokens";
import { sealSecret } from "../../guard/secret";
import { moveStockStatement, openTokenSecret, releaseStockStatement, stockStatement } from "../stock/bulk";
import { changedMeanwhile, counterOf, type Target } from "./take";
import type { ImportRow, ImportState } from "./types";

/** What fails for one user fails this row alone. A guard or a database out of reach is tried again with the chunk. */
export async function moveRow(ctx: Ctx, state: ImportState, target: Target, row: ImportRow): Promise<ImportRow> {
	try {
		const factorId = await move(ctx, state, target, row);
		if (factorId === null) return { ...row, result: "FAILED", cause: because("token-not-enrolled") };
		return { ...row, factorId, result: "TAKEN" };
	} catch (error) {
		if (!(error instanceof ApiError) || isUnavailable(error)) throw error;
		return { ...row, result: "FAILED", cause: error.causes[0] ?? changedMeanwhile };
	}
}

/** @returns the factor that has moved. A row of a file was made before anybody knew which factor its user has. */
async function move(ctx: Ctx, state: ImportState, target: Target, row: ImportRow): Promise<string | null> {
	const userId = row.userId ?? "";
	const { secretSealed, secretHash, tokenId, serial, manufacturer } = row;
	const counter = counterOf(target, row);
	const moved = async (
		factorId: string,
		rest: Pick<TokenMove, "counter" | "renewed">,
		beside: readonly BatchItem<"sqlite">[],
	) => {
		const from = state.fromAuthenticatorId ?? "";
		return (await moveToken(ctx, { userId, factorId, from, to: target, ...rest }, beside)) ? factorId : null;
	};
	if (secretSealed === null || secretHash === null) {
		const beside = [moveStockStatement(ctx, row.factorId, target.id)];
		return moved(row.factorId, { counter: null, renewed: null }, beside);
	}
	const own = (await findTokens(ctx, [userId], [])).find((token) => token.userId === userId);
	if (own === undefined) return null;
	const { factorId } = own;
	if (own.secretHash === secretHash) {
		return moved(factorId, { counter, renewed: null }, [moveStockStatement(ctx, factorId, target.id)]);
	}
	const secret = await openTokenSecret(ctx, tokenId, secretSealed);
	const renewed = { secretSealed: await sealSecret(ctx.env.sealKeys, userId, factorId, secret), secretHash };
	const drafts = serial === null ? [] : [{ ...row, secretSealed, secretHash, serial, manufacturer, counter, factorId }];
	const beside = [releaseStockStatement(ctx, factorId), stockStatement(ctx, target.id, drafts)];
	return moved(factorId, { counter, renewed }, beside);
}
