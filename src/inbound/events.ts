// Each request of Okta's is worked on once: whoever writes its event id first does it, a repetition waits for the answer.
import { eq, lt } from "drizzle-orm";
import type { Ctx } from "../context";
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
	await ctx.db.update(oktaReceiverEvents).set({ answer }).where(eq(oktaReceiverEvents.eventId, eventId));
}

/** Lets a repetition try again. */
export async function releaseEvent(ctx: Ctx, eventId: string): Promise<void> {
	await ctx.db.delete(oktaReceiverEvents).where(eq(oktaReceiverEvents.eventId, eventId));
}

/** What the first request was answered; null when it gave no answer in time. */
export const awaitAnswer = <Answer>(ctx: Ctx, eventId: string, withinMs: number): Promise<Answer | null> =>
	awaitFirst(async () => {
		const [row] = await ctx.db
			.select({ answer: oktaReceiverEvents.answer })
			.from(oktaReceiverEvents)
			.where(eq(oktaReceiverEvents.eventId, eventId));
		return (row?.answer ?? null) as Answer | null;
	}, withinMs);

/** Nightly: nobody repeats a request of yesterday. */
export async function deleteOldOktaEvents(ctx: Ctx): Promise<void> {
	await ctx.db.delete(oktaReceiverEvents).where(lt(oktaReceiverEvents.receivedAt, ctx.now() - dayMs));
}
