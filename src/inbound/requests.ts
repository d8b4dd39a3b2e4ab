// Handles each request of a source once: the first to write the event id sends, and a repetition waits for the answer.
import { and, desc, eq, lt } from "drizzle-orm";
import type { Ctx } from "../context";
import { retryWrite } from "../db";
import { awaitFirst } from "../delivery/first-request";
import type { ToldAnswer } from "./source";
import { sourceOf } from "./sources";
import { inboundRequests } from "./table";

const dayMs = 24 * 60 * 60 * 1000;

/** A request, by its source and the source's own id of it. */
export interface RequestKey {
	sourceId: string;
	eventId: string;
}

const isRequest = ({ sourceId, eventId }: RequestKey) =>
	and(eq(inboundRequests.sourceId, sourceId), eq(inboundRequests.eventId, eventId));

/** Whether this request is the first with its event id. */
export async function claimRequest(ctx: Ctx, key: RequestKey): Promise<boolean> {
	const claimed = await ctx.db
		.insert(inboundRequests)
		.values({ ...key, receivedAt: ctx.now() })
		.onConflictDoNothing()
		.returning({ eventId: inboundRequests.eventId });
	return claimed.length > 0;
}

export async function keepAnswer(ctx: Ctx, key: RequestKey, answer: unknown): Promise<void> {
	await retryWrite(() => ctx.db.update(inboundRequests).set({ answer }).where(isRequest(key)));
}

/** Forgets the request, so that a repeated one is handled like a first one. */
export async function releaseRequest(ctx: Ctx, key: RequestKey): Promise<void> {
	await retryWrite(() => ctx.db.delete(inboundRequests).where(isRequest(key)));
}

/** Returns the answer to the first request; null when it gave no answer in time. */
export const awaitAnswer = <Answer>(ctx: Ctx, key: RequestKey, withinMs: number): Promise<Answer | null> =>
	awaitFirst(async () => {
		const [row] = await ctx.db.select({ answer: inboundRequests.answer }).from(inboundRequests).where(isRequest(key));
		return (row?.answer ?? null) as Answer | null;
	}, withinMs);

/** A request of a source, and what it was told; null while there is no answer. */
export interface AnsweredRequest {
	eventId: string;
	receivedAt: number;
	told: ToldAnswer | null;
}

/** The newest first. */
export async function listRequests(
	ctx: Ctx,
	{ id, type }: { id: string; type: string },
	limit: number,
): Promise<AnsweredRequest[]> {
	const rows = await ctx.db
		.select()
		.from(inboundRequests)
		.where(eq(inboundRequests.sourceId, id))
		.orderBy(desc(inboundRequests.receivedAt))
		.limit(limit);
	return rows.map(({ eventId, receivedAt, answer }) => ({
		eventId,
		receivedAt,
		told: answer === null ? null : sourceOf(type).told(answer),
	}));
}

/** Nightly: deletes requests of yesterday, because nobody repeats them. */
export async function deleteOldRequests(ctx: Ctx): Promise<void> {
	await ctx.db.delete(inboundRequests).where(lt(inboundRequests.receivedAt, ctx.now() - dayMs));
}
