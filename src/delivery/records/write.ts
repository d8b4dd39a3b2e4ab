// The row of a delivery: written before the message leaves, completed after the tries, its text erased at the end.
import { and, eq, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import { refusedBy, retryWrite } from "../../db";
import { invalidPhoneNumber } from "../../errors";
import type { Message } from "../../messages/message";
import { countVerified, type Recipient } from "../../meter/client";
import { maskDestination } from "../../phone/mask";
import type { Try } from "../../providers/try";
import type { AdmittedSend } from "../admit";
import { destinationHashOf } from "./list";
import { sealMessage } from "./message";
import { bestStored } from "./status";
import { type DeliveryRow, deliveries, deliveryTotals, deliveryTries } from "./table";

const recipientPlace = (id: string) => `deliveries.recipient:${id}`;

const dayMs = 24 * 60 * 60 * 1000;
const deliveryRetentionDays = 30;

/** A statement deletes only so many rows, so that sends can run between the statements. */
const rowsPerStatement = 1_000;

/**
 * Writes the row of a message that is about to leave.
 * @returns false when the idempotency key names an earlier delivery
 * @throws E0000098 for a number that gets no text messages, because somebody has answered STOP from it
 */
export async function openDelivery(
	ctx: Ctx,
	message: Message,
	{ recipient, country, originCountry, user, factorId, idempotencyKey, source }: AdmittedSend,
	chosen: { ruleId: string | null; hookId: string | null; keepsMessage: boolean },
): Promise<boolean> {
	const { sealKeys } = ctx.env;
	const { id, channel, destination, purpose, expiresAt } = message;
	const now = ctx.now();
	const written = await ctx.db
		.insert(deliveries)
		.values({
			id,
			channel,
			destinationHash: await destinationHashOf(ctx, destination),
			destinationMasked: maskDestination(destination),
			recipientSealed: await seal(sealKeys, recipientPlace(id), JSON.stringify(recipient)),
			country,
			originCountry,
			purpose,
			userId: user?.id ?? null,
			factorId,
			status: "queued",
			ruleId: chosen.ruleId,
			hookId: chosen.hookId,
			accountId: null,
			idempotencyKey: idempotencyKey ?? null,
			sourceId: source?.id ?? null,
			sourceUserId: source?.userId ?? null,
			isJudged: source?.countsOutcomes ?? true,
			messageSealed: chosen.keepsMessage ? await sealMessage(ctx, message) : null,
			expiresAt,
			verifiedAt: null,
			createdAt: now,
			lastUpdatedAt: now,
		})
		.onConflictDoNothing()
		.returning({ id: deliveries.id })
		.catch(refusedBy({ "deliveries.destination_hash": () => invalidPhoneNumber("number-stopped") }));
	return written.length > 0;
}

/**
 * The statements that save the tries.
 * @param keepsMessage whether a later provider may need the text
 */
export function closingStatements(
	ctx: Ctx,
	deliveryId: string,
	tries: readonly Try[],
	keepsMessage: boolean,
): BatchItem<"sqlite">[] {
	const taken = tries.find((one) => one.result === "accepted");
	const rows = tries.map((one, position) => ({ ...one, deliveryId, position }));
	return [
		...rows.map((row) => ctx.db.insert(deliveryTries).values(row).onConflictDoNothing()),
		ctx.db
			.update(deliveries)
			.set({
				status: bestStored(deliveryId),
				...(taken ? { accountId: taken.accountId } : {}),
				...(keepsMessage ? {} : { messageSealed: null }),
				lastUpdatedAt: ctx.now(),
			})
			.where(eq(deliveries.id, deliveryId)),
	];
}

/**
 * The right code was given: no provider gets the message any more, its text is erased, and the meter counts a
 * verification.
 */
export async function settleDelivery(ctx: Ctx, deliveryId: string): Promise<void> {
	const verifiedAt = ctx.now();
	// A second try finds the row with this time, when only the answer to the first try was lost.
	const isOpen = or(isNull(deliveries.verifiedAt), eq(deliveries.verifiedAt, verifiedAt));
	const [row] = await retryWrite(() =>
		ctx.db
			.update(deliveries)
			.set({ verifiedAt, messageSealed: null })
			.where(and(eq(deliveries.id, deliveryId), isOpen))
			.returning(),
	);
	if (row) await countEntered(ctx, row);
}

/** Has the meter count that the code was entered, where it judges the number range by this send. */
export async function countEntered(ctx: Ctx, row: DeliveryRow): Promise<void> {
	if (!row.isJudged) return;
	const recipient = JSON.parse(await open(ctx.env.sealKeys, recipientPlace(row.id), row.recipientSealed)) as Recipient;
	await countVerified(ctx, recipient);
}

/** Erases the text that was kept for later providers. */
export async function eraseMessage(ctx: Ctx, deliveryId: string): Promise<void> {
	await retryWrite(() => ctx.db.update(deliveries).set({ messageSealed: null }).where(eq(deliveries.id, deliveryId)));
}

/**
 * Nightly: erases texts of expired codes, and deletes deliveries and their totals after 30 days. The next run continues
 * a run that was cut short.
 */
export async function cleanDeliveries(ctx: Ctx): Promise<void> {
	const now = ctx.now();
	await ctx.db
		.update(deliveries)
		.set({ messageSealed: null })
		.where(and(isNotNull(deliveries.messageSealed), lt(deliveries.expiresAt, now)));
	const kept = now - deliveryRetentionDays * dayMs;
	await ctx.db.delete(deliveryTotals).where(lt(deliveryTotals.day, Math.floor(kept / dayMs)));
	const old = ctx.db
		.select({ id: deliveries.id })
		.from(deliveries)
		.where(lt(deliveries.createdAt, kept))
		.limit(rowsPerStatement);
	for (;;) {
		const { meta } = await ctx.db.delete(deliveries).where(inArray(deliveries.id, old));
		if (meta.changes < rowsPerStatement) return;
	}
}
