// The summary of a transaction in D1, which its object keeps true, and which is deleted after 30 days.
import { inArray, lt } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Db, violatedConstraint } from "../db";
import { firstIdAt } from "../ids";
import type { TransactionFacts } from "./facts";
import type { State } from "./states/state";
import { transactions } from "./table";

/**
 * Writes what the object says now. Of a user who is deleted meanwhile, nothing is written.
 * @param endedAt epoch ms; null: it goes on
 */
export async function noteSummary(
	db: Db,
	{ id, user, applicationId, purpose, startedAt }: TransactionFacts,
	state: State,
	endedAt: number | null,
): Promise<void> {
	const reason = state.name === "BLOCKED" ? state.reason : null;
	const seen = { state: state.name, reason, endedAt };
	await db
		.insert(transactions)
		.values({ id, userId: user.id, applicationId, purpose, createdAt: startedAt, ...seen })
		.onConflictDoUpdate({ target: transactions.id, set: seen })
		.catch((error: unknown) => {
			if (violatedConstraint(error) !== "FOREIGN KEY") throw error;
		});
}

const keptMs = 30 * 86_400_000;

/** Statements stay short, so that others come between them. */
const rowsPerStatement = 1_000;

/** If the run is cut short, the next night's goes on. */
export async function deleteOldTransactions(ctx: Ctx): Promise<void> {
	const old = ctx.db
		.select({ id: transactions.id })
		.from(transactions)
		.where(lt(transactions.id, firstIdAt("transaction", ctx.now() - keptMs)))
		.limit(rowsPerStatement);
	for (;;) {
		const { meta } = await ctx.db.delete(transactions).where(inArray(transactions.id, old));
		if (meta.changes < rowsPerStatement) return;
	}
}
