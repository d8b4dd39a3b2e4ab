// Dead letters: finding them, playing them back, and deleting those that were played back long ago.
import { and, asc, count, desc, eq, getTableColumns, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf } from "../db";
import { notFound } from "../errors";
import { factStatement } from "../log/write";
import type { DeadLetterListQuery, QueueName } from "./schema";
import { type DeadLetterRow, deadLetters } from "./table";

/** What is known about a dead letter, without its body. */
export type DeadLetter = Omit<DeadLetterRow, "body">;

const { body: _, ...known } = getTableColumns(deadLetters);

/** The newest first. */
export async function listDeadLetters(
	ctx: Ctx,
	{ queue, status, after, limit }: DeadLetterListQuery,
): Promise<Page<DeadLetter>> {
	const { playedBackAt } = deadLetters;
	const rows = await ctx.db
		.select(known)
		.from(deadLetters)
		.where(
			and(
				queue === undefined ? undefined : eq(deadLetters.queue, queue),
				status === undefined ? undefined : status === "DEAD" ? isNull(playedBackAt) : isNotNull(playedBackAt),
				after === undefined ? undefined : lt(deadLetters.id, after),
			),
		)
		.orderBy(desc(deadLetters.id))
		.limit(limit + 1);
	return pageOf(rows, limit, (row) => row.id);
}

export async function getDeadLetter(ctx: Ctx, id: string): Promise<DeadLetterRow> {
	const [row] = await ctx.db.select().from(deadLetters).where(eq(deadLetters.id, id));
	if (!row) throw notFound("DeadLetter", id);
	return row;
}

/** Puts the message back on its queue, also if that was done before: it takes effect once. */
export async function replayDeadLetter(ctx: Ctx, id: string): Promise<DeadLetter> {
	const letter = await getDeadLetter(ctx, id);
	await playBack(ctx, [letter], { id, type: "DeadLetter", displayName: letter.queue });
	return getDeadLetter(ctx, id);
}

/** So many messages are put back by one request. */
const lettersAtOnce = 100;

/** Puts messages of a queue that weren't played back yet on it again, the oldest first. */
export async function replayQueue(ctx: Ctx, queue: QueueName): Promise<{ replayed: number; remaining: number }> {
	const isWaiting = and(eq(deadLetters.queue, queue), isNull(deadLetters.playedBackAt));
	const letters = await ctx.db
		.select()
		.from(deadLetters)
		.where(isWaiting)
		.orderBy(asc(deadLetters.id))
		.limit(lettersAtOnce);
	if (letters.length > 0) await playBack(ctx, letters, { id: queue, type: "Queue" });
	const [left] = await ctx.db.select({ letters: count() }).from(deadLetters).where(isWaiting);
	return { replayed: letters.length, remaining: left?.letters ?? 0 };
}

/** First the queue has the messages, then they are marked: what breaks off between is played back twice, not lost. */
async function playBack(
	ctx: Ctx,
	letters: readonly DeadLetterRow[],
	target: { id: string; type: string; displayName?: string },
): Promise<void> {
	await Promise.all(letters.map(({ queue, body }) => queueOf(ctx, queue).send(JSON.parse(body))));
	const ids = JSON.stringify(letters.map(({ id }) => id));
	await ctx.db.batch([
		ctx.db
			.update(deadLetters)
			.set({ playedBackAt: ctx.now() })
			.where(sql`${deadLetters.id} IN (SELECT value FROM json_each(${ids}))`),
		factStatement(ctx, {
			eventType: "system.dead_letter.replay",
			target: [target],
			debugData: { messages: String(letters.length) },
		}),
	]);
}

function queueOf(ctx: Ctx, queue: QueueName): Queue<unknown> {
	const { LOG_QUEUE, RECEIPT_QUEUE, FAILOVER_QUEUE } = ctx.env.bindings;
	return { "tessera-log": LOG_QUEUE, "tessera-receipts": RECEIPT_QUEUE, "tessera-failover": FAILOVER_QUEUE }[queue];
}

/** How many messages wait to be played back. */
export async function countDeadLetters(ctx: Ctx): Promise<number> {
	const [found] = await ctx.db.select({ letters: count() }).from(deadLetters).where(isNull(deadLetters.playedBackAt));
	return found?.letters ?? 0;
}

const keptMs = 30 * 24 * 60 * 60 * 1000;

/** Nightly: deletes letters that were played back a month ago. A letter that nobody played back stays. */
export async function deletePlayedBack(ctx: Ctx): Promise<void> {
	await ctx.db.delete(deadLetters).where(lt(deadLetters.playedBackAt, ctx.now() - keptMs));
}
