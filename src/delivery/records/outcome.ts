// The outcome of a code that another system verifies, as stored: once for a delivery, and once for an event.
import { and, desc, eq, gt, inArray, isNull, lte, ne, notExists, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { Ctx } from "../../context";
import type { Channel, Outcome } from "../../messages/message";
import { type DeliveryRow, deliveries } from "./table";

/** An event of a source: a person of its own gave the right code. */
export interface EnteredEvent {
	/** The source's own id of the event, which may come twice. */
	id: string;
	/** The source's own id of the person. */
	userId: string;
	channel: Channel;
	/** Epoch ms. */
	at: number;
}

/** No code lives longer. */
export const tellableForMs = 10 * 60_000;

/** How much later than the source's clock ours may be. */
const skewMs = 30_000;

const isOpen = and(isNull(deliveries.outcome), isNull(deliveries.verifiedAt));

/** @returns null when an outcome was told before */
export const keepOutcome = (ctx: Ctx, deliveryId: string, outcome: Outcome): Promise<DeliveryRow | null> =>
	write(ctx, and(eq(deliveries.id, deliveryId), isOpen), { outcome, outcomeEventId: null });

/**
 * Keeps that the code of the newest open delivery was entered, to which the event fits by person, channel and time.
 * @returns null when no delivery fits, and when the event came before
 */
export function keepOutcomeOfEvent(
	ctx: Ctx,
	sourceId: string,
	{ id, userId, channel, at }: EnteredEvent,
): Promise<DeliveryRow | null> {
	const newest = ctx.db
		.select({ id: deliveries.id })
		.from(deliveries)
		.where(
			and(
				eq(deliveries.sourceId, sourceId),
				eq(deliveries.sourceUserId, userId),
				eq(deliveries.channel, channel),
				ne(deliveries.status, "failed"),
				gt(deliveries.createdAt, at - tellableForMs),
				lte(deliveries.createdAt, at + skewMs),
				isOpen,
			),
		)
		.orderBy(desc(deliveries.createdAt), desc(deliveries.id))
		.limit(1);
	const told = alias(deliveries, "told");
	const toldBefore = ctx.db
		.select({ id: told.id })
		.from(told)
		.where(and(eq(told.sourceId, sourceId), eq(told.outcomeEventId, id)));
	const fits = and(inArray(deliveries.id, newest), notExists(toldBefore));
	return write(ctx, fits, { outcome: "entered", outcomeEventId: id });
}

/** A code that was entered needs no later provider, so the text goes. */
async function write(
	ctx: Ctx,
	which: SQL | undefined,
	{ outcome, outcomeEventId }: { outcome: Outcome; outcomeEventId: string | null },
): Promise<DeliveryRow | null> {
	const now = ctx.now();
	const entered = outcome === "entered" ? { verifiedAt: now, messageSealed: null } : {};
	const [written] = await ctx.db
		.update(deliveries)
		.set({ outcome, outcomeEventId, ...entered, lastUpdatedAt: now })
		.where(which)
		.returning();
	return written ?? null;
}
