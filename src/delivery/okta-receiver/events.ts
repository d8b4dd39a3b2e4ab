// Each request of Okta's is worked on once: whoever writes its event id first does it, a repetition waits for the answer.
import { eq, lt } from "drizzle-orm";
import type { Ctx } from "../../context";
import type { OktaAnswer } from "./schema";
import { oktaReceiverEvents } from "./table";

const dayMs = 24 * 60 * 60 * 1000;

/** The first one answers within 2.5 s; Okta itself waits for 3. */
const lookEveryMs = 100;
const looks = 27;

/** Whether this request is the first with its event id. */
export async function claimEvent(ctx: Ctx, eventId: string): Promise<boolean> {
	const claimed = await ctx.db
		.insert(oktaReceiverEvents)
		.values({ eventId, receivedAt: ctx.now() })
		.onConflictDoNothing()
		.returning({ eventId: oktaReceiverEvents.eventId });
	return claimed.length > 0;
}

export async function keepAnswer(ctx: Ctx, eventId: string, answer: OktaAnswer): Promise<void> {
	await ctx.db.update(oktaReceiverEvents).set({ answer }).where(eq(oktaReceiverEvents.eventId, eventId));
}

/** What the first request was answered; null when it gave no answer in time. */
export async function awaitAnswer(ctx: Ctx, eventId: string): Promise<OktaAnswer | null> {
	for (let look = 0; look < looks; look++) {
		const [row] = await ctx.db
			.select({ answer: oktaReceiverEvents.answer })
			.from(oktaReceiverEvents)
			.where(eq(oktaReceiverEvents.eventId, eventId));
		if (row?.answer) return row.answer;
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
	}
	return null;
}

/** Nightly: nobody repeats a request of yesterday. */
export async function deleteOldOktaEvents(ctx: Ctx): Promise<void> {
	await ctx.db.delete(oktaReceiverEvents).where(lt(oktaReceiverEvents.receivedAt, ctx.now() - dayMs));
}
