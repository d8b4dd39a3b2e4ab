// A delivery's rows: the one before the message leaves, what became of it afterwards, and its end.
import { and, eq, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { open, seal } from "../crypto/envelope";
import type { DeliveryStatus, Message } from "../messages/message";
import { countVerified, type Recipient } from "../meter/client";
import { maskDestination } from "../phone/mask";
import type { Attempt } from "../providers/try";
import type { SendRequest } from "./send-request";
import { deliveries, deliveryAttempts } from "./table";

export type DeliveryRow = typeof deliveries.$inferSelect;

const messagePlace = (id: string) => `deliveries.message:${id}`;
const recipientPlace = (id: string) => `deliveries.recipient:${id}`;

const dayMs = 24 * 60 * 60 * 1000;
const deliveryRetentionDays = 30;

/** A statement stays short, so that messages can be sent in between. */
const rowsPerStatement = 1_000;

/** Writes the row of a message that is about to leave. @returns false when its idempotency key names an earlier one */
export async function openDelivery(
	ctx: Ctx,
	message: Message,
	request: SendRequest,
	chosen: { routeId: string | null; hookId: string | null; keepsMessage: boolean },
): Promise<boolean> {
	const { sealKeys, lookupKey } = ctx.env;
	const now = ctx.now();
	const written = await ctx.db
		.insert(deliveries)
		.values({
			id: message.id,
			channel: message.channel,
			destinationHash: await keyedHash(lookupKey, "deliveries.destination", message.destination),
			destinationMasked: maskDestination(message.destination),
			recipientSealed: await seal(sealKeys, recipientPlace(message.id), JSON.stringify(request.recipient)),
			country: request.country,
			originCountry: request.origin.country,
			requestType: request.requestType,
			userId: request.user?.id ?? null,
			factorId: request.factorId,
			status: "queued",
			routeId: chosen.routeId,
			hookId: chosen.hookId,
			accountId: null,
			idempotencyKey: request.idempotencyKey ?? null,
			messageSealed: chosen.keepsMessage
				? await seal(sealKeys, messagePlace(message.id), JSON.stringify(message))
				: null,
			expiresAt: request.expiresAt,
			verifiedAt: null,
			createdAt: now,
			lastUpdatedAt: now,
		})
		.onConflictDoNothing()
		.returning({ id: deliveries.id });
	return written.length > 0;
}

/**
 * The statements that write down what was tried. A receipt may have come before them: `sent` and `delivered` stay.
 * @param keepsMessage the text may be needed again
 */
export function closingStatements(
	ctx: Ctx,
	deliveryId: string,
	attempts: readonly Attempt[],
	keepsMessage: boolean,
): [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]] {
	const taken = attempts.find((attempt) => attempt.result === "accepted");
	const update = ctx.db
		.update(deliveries)
		.set({
			status: sql`CASE WHEN ${deliveries.status} IN ('queued', 'undelivered', 'failed', 'unknown') THEN ${statusOf(attempts)} ELSE ${deliveries.status} END`,
			...(taken ? { accountId: taken.accountId } : {}),
			...(keepsMessage ? {} : { messageSealed: null }),
			lastUpdatedAt: ctx.now(),
		})
		.where(eq(deliveries.id, deliveryId));
	const rows = attempts.map((attempt, position) => ({ ...attempt, deliveryId, position }));
	return [update, ...rows.map((row) => ctx.db.insert(deliveryAttempts).values(row).onConflictDoNothing())];
}

/** What a delivery is after these tries: taken, perhaps taken, or not. */
export function statusOf(attempts: readonly Attempt[]): DeliveryStatus {
	const taken = attempts.find((attempt) => attempt.result === "accepted");
	if (taken) return taken.status;
	return attempts.some((attempt) => attempt.result === "unknown") ? "unknown" : "failed";
}

export async function findDelivery(ctx: Ctx, condition: SQL): Promise<DeliveryRow | null> {
	const [row] = await ctx.db.select().from(deliveries).where(condition).limit(1);
	return row ?? null;
}

/** A delivery as a repeated request finds it; `isClosed` once it is known what came of it. */
export type KeyedDelivery = DeliveryRow & { isClosed: boolean };

/** The delivery that an idempotency key names. Keys are honoured for a day; an older one is free again. */
export async function findDeliveryByKey(ctx: Ctx, key: string): Promise<KeyedDelivery | null> {
	const isKey = eq(deliveries.idempotencyKey, key);
	const hasTries = sql<number>`EXISTS (SELECT 1 FROM ${deliveryAttempts} WHERE ${deliveryAttempts.deliveryId} = ${deliveries.id})`;
	const [found] = await ctx.db.select({ row: deliveries, hasTries }).from(deliveries).where(isKey);
	if (!found) return null;
	const { row } = found;
	if (row.createdAt <= ctx.now() - dayMs) {
		await ctx.db.update(deliveries).set({ idempotencyKey: null }).where(eq(deliveries.id, row.id));
		return null;
	}
	return { ...row, isClosed: row.status !== "queued" || found.hasTries === 1 };
}

export async function openMessage(ctx: Ctx, row: DeliveryRow): Promise<Message | null> {
	if (row.messageSealed === null) return null;
	return JSON.parse(await open(ctx.env.sealKeys, messagePlace(row.id), row.messageSealed)) as Message;
}

/** The right code was given: nothing is sent again, the kept text goes, and the meter learns that the send was answered. */
export async function settleDelivery(ctx: Ctx, deliveryId: string): Promise<void> {
	const [row] = await ctx.db
		.update(deliveries)
		.set({ verifiedAt: ctx.now(), messageSealed: null })
		.where(and(eq(deliveries.id, deliveryId), isNull(deliveries.verifiedAt)))
		.returning();
	if (!row) return;
	const recipient = JSON.parse(await open(ctx.env.sealKeys, recipientPlace(row.id), row.recipientSealed)) as Recipient;
	await countVerified(ctx, recipient);
}

/** Takes the kept text away. */
export async function eraseMessage(ctx: Ctx, deliveryId: string): Promise<void> {
	await ctx.db.update(deliveries).set({ messageSealed: null }).where(eq(deliveries.id, deliveryId));
}

/** Nightly: texts of expired codes, and deliveries of last month. If it's cut short, the next run goes on. */
export async function cleanDeliveries(ctx: Ctx): Promise<void> {
	const now = ctx.now();
	await ctx.db
		.update(deliveries)
		.set({ messageSealed: null })
		.where(and(isNotNull(deliveries.messageSealed), lt(deliveries.expiresAt, now)));
	const old = ctx.db
		.select({ id: deliveries.id })
		.from(deliveries)
		.where(lt(deliveries.createdAt, now - deliveryRetentionDays * dayMs))
		.limit(rowsPerStatement);
	for (;;) {
		const { meta } = await ctx.db.delete(deliveries).where(inArray(deliveries.id, old));
		if (meta.changes < rowsPerStatement) return;
	}
}
