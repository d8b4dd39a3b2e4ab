// Moves the token of one row, with its own secret or with the one of the file.
import type { Ctx } from "../../context";
import { ApiError, isUnavailable } from "../../errors";
import { because } from "../../errors/cause";
import { moveToken } from "../../factors/move";
import { findTokens } from "../../factors/tokens";
import { sealSecret } from "../../guard/secret";
import { moveStockStatement, openTokenSecret, releaseStockStatement, stockStatement } from "../stock/bulk";
import { changedMeanwhile, counterOf, type Target } from "./take";
import type { ImportRow, ImportState } from "./types";

/** What fails for one user fails this row alone. A guard or a database out of reach is tried again with the chunk. */
export async function moveRow(ctx: Ctx, state: ImportState, target: Target, row: ImportRow): Promise<ImportRow> {
	try {
		const isMoved = await move(ctx, state, target, row);
		return isMoved ? { ...row, result: "TAKEN" } : { ...row, result: "FAILED", cause: because("token-not-enrolled") };
	} catch (error) {
		if (!(error instanceof ApiError) || isUnavailable(error)) throw error;
		return { ...row, result: "FAILED", cause: error.causes[0] ?? changedMeanwhile };
	}
}

async function move(ctx: Ctx, state: ImportState, target: Target, row: ImportRow): Promise<boolean> {
	const from = state.fromAuthenticatorId ?? "";
	const userId = row.userId ?? "";
	const { secretSealed, secretHash, tokenId, serial, manufacturer } = row;
	const counter = counterOf(target, row);
	if (secretSealed === null || secretHash === null) {
		const { factorId } = row;
		const beside = [moveStockStatement(ctx, factorId, target.id)];
		return moveToken(ctx, { userId, factorId, from, to: target, counter: null, renewed: null }, beside);
	}
	const own = (await findTokens(ctx, [userId], [])).find((token) => token.userId === userId);
	if (own === undefined) return false;
	const { factorId } = own;
	if (own.secretHash === secretHash) {
		const beside = [moveStockStatement(ctx, factorId, target.id)];
		return moveToken(ctx, { userId, factorId, from, to: target, counter, renewed: null }, beside);
	}
	const secret = await openTokenSecret(ctx, tokenId, secretSealed);
	const renewed = { secretSealed: await sealSecret(ctx.env.sealKeys, userId, factorId, secret), secretHash };
	const drafts = serial === null ? [] : [{ ...row, secretSealed, secretHash, serial, manufacturer, counter, factorId }];
	const beside = [releaseStockStatement(ctx, factorId), stockStatement(ctx, target.id, drafts)];
	return moveToken(ctx, { userId, factorId, from, to: target, counter, renewed }, beside);
}
