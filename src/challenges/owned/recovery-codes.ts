// Recovery codes: making a list, removing it, and using a code of it.
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { randomText } from "../../crypto/random";
import { notFound } from "../../errors";
import { typedCode } from "../../factors/code";
import { askGuardAbout } from "../../factors/lesson";
import { toAttempt } from "../../factors/verify";
import { changeGuarded, eraseFactors, judgedBy } from "../../guard/client";
import { sealSecret, sentCodeHash } from "../../guard/secret";
import type { KnownFactor, Verdict } from "../../guard/types";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { type User, userParty } from "../../users/user";
import type { attemptOf } from "../challenge";
import { codeShape, codesOfAList, readList } from "./recovery-lists";
import { recoveryCodeLists } from "./table";

const challengeType = "ChallengeRecoveryCode";

/** Makes a new list, and ends the earlier one. The codes are returned this once, and kept as keyed hashes. */
export async function makeRecoveryCodes(ctx: Ctx, user: User): Promise<string[]> {
	const now = ctx.now();
	const id = newId("recoveryCodes", now);
	const codes = Array.from({ length: codesOfAList }, () => randomText(codeShape.length, codeShape.alphabet));
	const hashes = await Promise.all(codes.map((code) => sentCodeHash(ctx.env.lookupKey, id, code)));
	const codesSealed = await sealSecret(ctx.env.sealKeys, user.id, id, JSON.stringify(hashes));
	const userId = user.id;
	const [ended] = await changeGuarded(ctx, { userId }, () =>
		ctx.db.batch([
			ctx.db
				.delete(recoveryCodeLists)
				.where(eq(recoveryCodeLists.userId, userId))
				.returning({ id: recoveryCodeLists.id }),
			ctx.db.insert(recoveryCodeLists).values({ userId, id, codesSealed, createdAt: now }),
			logStatement(ctx, { eventType: "user.recovery_code.generate", target: [userParty(user)] }),
		]),
	);
	const endedIds = ended.map((list) => list.id);
	if (endedIds.length > 0) await eraseFactors(ctx, userId, endedIds);
	return codes.map((code) => code.replace(/^.{5}/, "$&-"));
}

/** For a batch of customer care. The caller has the guard forget the list. */
export const recoveryCodesReset = (ctx: Ctx, userId: string, isTaken: SQL) => ({
	isThere: sql`EXISTS (SELECT 1 FROM ${recoveryCodeLists} WHERE ${recoveryCodeLists.userId} = ${userId})`,
	statements: [ctx.db.delete(recoveryCodeLists).where(and(eq(recoveryCodeLists.userId, userId), isTaken))],
});

/** Uses a code up. The user gets a notice of it, so that a stranger's use doesn't stay unseen. */
export async function useRecoveryCode(
	ctx: Ctx,
	userId: string,
	listId: string,
	typed: string,
	more?: ReturnType<typeof attemptOf>,
): Promise<Verdict> {
	const asked = { purpose: "verify", factorId: listId, challengeType } as const;
	const attempt = await toAttempt(ctx, { ...more, ...asked, code: typedCode(typed) });
	return askGuardAbout<Verdict>(
		ctx,
		userId,
		(guard, lesson) => judgedBy(guard, attempt, lesson),
		() => readKnown(ctx, userId, listId),
	);
}

async function readKnown(ctx: Ctx, userId: string, id: string): Promise<KnownFactor> {
	const list = await readList(ctx, userId);
	if (list?.id !== id) throw notFound("RecoveryCodes", id);
	return {
		id,
		status: "ACTIVE",
		authenticatorId: null,
		name: "Recovery codes",
		challengeType,
		countedAs: challengeType,
		method: { kind: "listed", shape: codeShape },
		sealedSecret: list.codesSealed,
	};
}
