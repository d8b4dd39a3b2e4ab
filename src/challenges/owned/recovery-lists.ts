// A user's list of recovery codes: whether there is one, and how many of its codes are left.
import { eq, type SQL } from "drizzle-orm";
import type { Ctx } from "../../context";
import { withGuard } from "../../guard/client";
import { countLeft } from "../../guard/listed";
import { type RecoveryCodeListRow, recoveryCodeLists } from "./table";

/** 50 bits each. No sign of a code is easily taken for another. */
export const codeShape = { length: 10, alphabet: "abcdefghjkmnpqrstuvwxyz23456789" };
export const codesOfAList = 10;

export async function readList(ctx: Ctx, userId: string): Promise<RecoveryCodeListRow | null> {
	const [row] = await ctx.db.select().from(recoveryCodeLists).where(eq(recoveryCodeLists.userId, userId));
	return row ?? null;
}

/** For a batch of somebody else's: no row or one. How many of its codes are left is in the user's guard. */
export const recoveryCodesStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select({ id: recoveryCodeLists.id }).from(recoveryCodeLists).where(eq(recoveryCodeLists.userId, userId));

/** The user's guard is asked only where there is a list. */
export async function findRecoveryCodes(ctx: Ctx, userId: string): Promise<{ id: string; left: number } | null> {
	const list = await readList(ctx, userId);
	return list === null ? null : { id: list.id, left: await codesLeft(ctx, userId, list.id) };
}

export const codesLeft = async (ctx: Ctx, userId: string, listId: string): Promise<number> =>
	countLeft(codesOfAList, await withGuard(ctx, userId, (guard) => guard.markOf(listId, undefined)));
