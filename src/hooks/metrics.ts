// The outcomes of a hook's calls: counted per UTC day, and kept for 30 days.
import { and, asc, eq, gt, lte, type SQLWrapper, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { HookOutcome } from "./call";
import { getHook } from "./service";
import { type InlineHookMetricsRow, inlineHookMetrics, inlineHooks } from "./table";

const dayMs = 24 * 60 * 60 * 1000;
const keptDays = 30;

const today = (ctx: Ctx) => Math.floor(ctx.now() / dayMs);

/** Returns the statement that counts a call. Put it right behind `logExecution`: it counts only what that logged. */
export function recordExecution(ctx: Ctx, hookId: string, outcome: Pick<HookOutcome, "ok" | "durationMs">) {
	const counts = outcome.ok ? sql`1, 0, ${outcome.durationMs}` : sql`0, 1, 0`;
	return ctx.db
		.insert(inlineHookMetrics)
		.select(sql`SELECT ${hookId}, ${today(ctx)}, ${counts} WHERE changes() > 0`)
		.onConflictDoUpdate({
			target: [inlineHookMetrics.hookId, inlineHookMetrics.day],
			set: {
				successes: sql`${inlineHookMetrics.successes} + excluded.successes`,
				failures: sql`${inlineHookMetrics.failures} + excluded.failures`,
				successDurationMs: sql`${inlineHookMetrics.successDurationMs} + excluded.success_duration_ms`,
			},
		});
}

/** A hook's calls in the time that metrics show, and on each of its days, oldest first. */
export interface HookMetrics {
	total: CallCounts;
	/** `day` counts UTC days since 1970-01-01. Days without a call are there too. */
	days: (CallCounts & { day: number })[];
}

type CallCounts = Pick<InlineHookMetricsRow, "successes" | "failures" | "successDurationMs">;

const noCalls: CallCounts = { successes: 0, failures: 0, successDurationMs: 0 };

/** Returns the calls of the last 30 days, today included. */
export async function getHookMetrics(ctx: Ctx, hookId: string): Promise<HookMetrics> {
	await getHook(ctx, hookId);
	const lastDay = today(ctx);
	const firstDay = lastDay - keptDays + 1;
	const rows = await ctx.db
		.select()
		.from(inlineHookMetrics)
		.where(and(eq(inlineHookMetrics.hookId, hookId), gt(inlineHookMetrics.day, lastDay - keptDays)))
		.orderBy(asc(inlineHookMetrics.day));
	const byDay = new Map(rows.map((row) => [row.day, row]));
	const days = Array.from({ length: keptDays }, (_, index) => firstDay + index);
	return {
		total: rows.reduce(addCounts, noCalls),
		days: days.map((day) => ({ ...addCounts(noCalls, byDay.get(day) ?? noCalls), day })),
	};
}

const addCounts = (a: CallCounts, b: CallCounts): CallCounts => ({
	successes: a.successes + b.successes,
	failures: a.failures + b.failures,
	successDurationMs: a.successDurationMs + b.successDurationMs,
});

export interface HookHealth {
	id: string;
	name: string;
	successes: number;
	failures: number;
}

/** The active hook with its calls of today and yesterday; null when no hook is active. */
export async function findHookHealth(ctx: Ctx): Promise<HookHealth | null> {
	const { day, successes, failures } = inlineHookMetrics;
	const sum = (column: SQLWrapper) => sql<number>`COALESCE(SUM(${column}), 0)`;
	const [found] = await ctx.db
		.select({
			id: inlineHooks.id,
			name: inlineHooks.name,
			successes: sum(successes),
			failures: sum(failures),
		})
		.from(inlineHooks)
		.leftJoin(inlineHookMetrics, and(eq(inlineHookMetrics.hookId, inlineHooks.id), gt(day, today(ctx) - 2)))
		.where(eq(inlineHooks.status, "ACTIVE"))
		.groupBy(inlineHooks.id);
	return found ?? null;
}

/** Deletes days that the metrics don't show any more. */
export async function deleteOldMetrics(ctx: Ctx): Promise<void> {
	await ctx.db.delete(inlineHookMetrics).where(lte(inlineHookMetrics.day, today(ctx) - keptDays));
}
