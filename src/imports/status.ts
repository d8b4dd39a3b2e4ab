// The status of an import in D1, for the list, and in the log.
import { and, eq, inArray, lt, notInArray } from "drizzle-orm";
import type { Ctx } from "../context";
import type { EventType } from "../log/event-types";
import { factStatement } from "../log/write";
import type { ImportState } from "./job/types";
import { tokenImports } from "./table";

/** Statuses that the import reaches by itself. */
const eventOf: Partial<Record<ImportState["status"], EventType>> = {
	CHECKED: "system.token_import.check",
	REFUSED: "system.token_import.check",
	DONE: "system.token_import.complete",
};

const ended: ImportState["status"][] = ["DONE", "CANCELLED"];

/** @param eventType what somebody did to it; otherwise what it reached by itself */
export async function noteStatus(ctx: Ctx, state: ImportState, eventType = eventOf[state.status]): Promise<void> {
	const { id, status, counts } = state;
	// The object may have ended while the answer to an earlier call was on its way. Nothing comes after an end.
	const isOpen = notInArray(tokenImports.status, ended);
	const update = ctx.db
		.update(tokenImports)
		.set({ status, lastUpdatedAt: ctx.now() })
		.where(and(eq(tokenImports.id, id), isOpen));
	if (eventType === undefined) return void (await update);
	const debugData = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
	const target = [{ id, type: "TokenImport", displayName: state.source }];
	await ctx.db.batch([update, factStatement(ctx, { eventType, target, debugData })]);
}

const keptDays = 31;

/** The objects delete themselves after 30 days. */
export async function deleteOldImports(ctx: Ctx): Promise<void> {
	const isOld = lt(tokenImports.lastUpdatedAt, ctx.now() - keptDays * 24 * 3_600_000);
	await ctx.db.delete(tokenImports).where(and(inArray(tokenImports.status, ended), isOld));
}
