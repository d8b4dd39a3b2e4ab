// Handles each request of Okta's once: the first to write the event id sends, and a repetition waits for the answer.
import { eq, lt } from "drizzle-orm";
import type { Ctx } from "../context";
import { retryWrite } from "../db";
import { awaitFirst } from "../delivery/first-request";
import { oktaReceiverEvents } from "./table";

const dayMs = 24 * 60 * 60 * 1000;

/** Whether this request is the first with its event id. */
export async function claimEvent(ctx: Ctx, eventId: string): Promise<boolean> {
	const claimed = await ctx.db
		.insert(oktaReceiverEvents)
		.values({ eventId, receivedAt: ctx.now() })
		.onConflictDoNothing()
		.returning({ eventId: oktaReceiverEvents.eventId });
	return claimed.length > 0;
}

export async function keepAnswer(ctx: Ctx, eventId: string, answer: unknown): Promise<void> {
	await retryWrite(() =>
		ctx.db.update(oktaReceiverEvents).set({ answer }).where(eq(oktaReceiverEvents.eventId, eventId)),
	);
}

/** Forgets the event, so that a repeated request is handled like a first one. */
export async function releaseEvent(ctx: Ctx, eventId: string): Promise<void> {
	await retryWrite(() => ctx.db.delete(oktaReceiverEvents).where(eq(oktaReceiverEvents.eventId, eventId)));
}

/** Returns the answer to the first request; null when it gave no answer in time. */
export const awaitAnswer = <Answer>(ctx: Ctx, eventId: string, withinMs: number): Promise<Answer | null> =>
	awaitFirst(async () => {
		const [row] = await ctx.db
			.select({ answer: oktaReceiverEvents.answer })
			.from(oktaReceiverEvents)
			.where(eq(oktaReceiverEvents.eventId, eventId));
		return (row?.answer ?? null) as Answer | null;
	}, withinMs);

/** Nightly: deletes events of yesterday, because nobody repeats them. */
export async function deleteOldOktaEvents(ctx: Ctx): Promise<void> {
	await ctx.db.delete(oktaReceiverEvents).where(lt(oktaReceiverEvents.receivedAt, ctx.now() - dayMs));
}
