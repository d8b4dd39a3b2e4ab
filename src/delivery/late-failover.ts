// The failover that comes later: no receipt and no right code in time, so the next provider gets the same code.
import { and, eq, max, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { guardOf } from "../guard/client";
import { recordBreaker } from "../providers/accounts/service";
import { orderOf, totalBudgetMs } from "../providers/failover";
import { chooseAccounts } from "../providers/rules/service";
import { type Attempt, attemptSend } from "../providers/try";
import { findUser } from "../users/service";
import { logSend } from "./log-events";
import { bestStatus } from "./receipts/apply";
import { type DeliveryRow, eraseMessage, findDelivery, openMessage } from "./records";
import { deliverySettings } from "./settings/service";
import { deliveries, deliveryAttempts } from "./table";

/** A message of the failover queue. `tried` names the accounts that had the message, in case their rows aren't written. */
export interface FailoverDue {
	deliveryId: string;
	tried: string[];
}

/** Looks at the delivery again once its time is up. */
export async function scheduleFailover(
	ctx: Ctx,
	deliveryId: string,
	attempts: readonly Pick<Attempt, "accountId">[],
	delaySeconds: number,
	triedBefore: readonly string[] = [],
): Promise<void> {
	const tried = attempts.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
	const due: FailoverDue = { deliveryId, tried: [...triedBefore, ...tried] };
	await ctx.env.bindings.FAILOVER_QUEUE.send(due, { delaySeconds });
}

/** Sends through the next provider unless somebody has the message for sure. May be called twice: it sends once. */
export async function failOverLate(ctx: Ctx, { deliveryId, tried }: FailoverDue): Promise<void> {
	const row = await findDelivery(ctx, eq(deliveries.id, deliveryId));
	const message = row && (await openMessage(ctx, row));
	if (!row || !message) return;
	const next = (await isOver(ctx, row)) ? [] : await accountsLeft(ctx, row, tried);
	const [account] = next;
	if (!account) return eraseMessage(ctx, deliveryId);
	const position = await claim(ctx, deliveryId, account.id, account.driver.id);
	if (position === null) {
		// Another delivery of the same queue message is at it and goes on by itself, unless it was broken off.
		const isBrokenOff = await hasBegunBefore(ctx, deliveryId, account.id, ctx.now() - 2 * totalBudgetMs);
		if (isBrokenOff) await failOverLate(ctx, { deliveryId, tried: [...tried, account.id] });
		return;
	}
	const attempt = await attemptSend(ctx, account, message, totalBudgetMs);
	await ctx.db.batch([
		ctx.db
			.update(deliveryAttempts)
			.set({
				...attempt,
				// A receipt may have come while the provider was still being asked.
				status: sql`CASE WHEN ${deliveryAttempts.status} = 'unknown' THEN ${attempt.status} ELSE ${deliveryAttempts.status} END`,
				providerMessageId: sql`coalesce(${deliveryAttempts.providerMessageId}, ${attempt.providerMessageId})`,
			})
			.where(and(eq(deliveryAttempts.deliveryId, deliveryId), eq(deliveryAttempts.position, position))),
		ctx.db
			.update(deliveries)
			.set({
				status: bestStatus(deliveryId),
				...(attempt.result === "accepted" ? { accountId: account.id } : {}),
				lastUpdatedAt: ctx.now(),
			})
			.where(eq(deliveries.id, deliveryId)),
		...recordBreaker(ctx, account),
		logSend(ctx, message, { user: row.userId === null ? null : { id: row.userId }, country: row.country }, [attempt]),
	]);
	const { confirmWithinSeconds } = await deliverySettings.get(ctx);
	if (next.length > 1 && confirmWithinSeconds !== null) {
		await scheduleFailover(ctx, deliveryId, [attempt], confirmWithinSeconds, tried);
	} else {
		await eraseMessage(ctx, deliveryId);
	}
}

/** Nobody waits for the message any more: it has arrived, or its code can't be used. */
async function isOver(ctx: Ctx, row: DeliveryRow): Promise<boolean> {
	if (row.status === "delivered" || row.verifiedAt !== null || row.expiresAt <= ctx.now()) return true;
	if (row.userId === null || row.factorId === null) return false;
	const user = await findUser(ctx, row.userId);
	if (user === null || user.status === "SUSPENDED" || user.status === "DEPROVISIONED") return true;
	return !(await guardOf(ctx, row.userId).isCodeCounting(row.factorId, row.id, ctx.now()));
}

async function hasBegunBefore(ctx: Ctx, deliveryId: string, accountId: string, before: number): Promise<boolean> {
	const { startedAt } = deliveryAttempts;
	const isThisTry = and(eq(deliveryAttempts.deliveryId, deliveryId), eq(deliveryAttempts.accountId, accountId));
	const [begun] = await ctx.db.select({ startedAt }).from(deliveryAttempts).where(isThisTry);
	return begun !== undefined && begun.startedAt < before;
}

async function accountsLeft(ctx: Ctx, row: DeliveryRow, tried: readonly string[]) {
	const { accounts } = await chooseAccounts(ctx, {
		channel: row.channel,
		destinationCountry: row.country,
		originCountry: row.originCountry,
		requestType: row.requestType,
	});
	return orderOf(accounts, ctx.now()).filter((account) => !tried.includes(account.id));
}

/** Takes the place of the next try. Null: this account has the message already, or somebody is handing it over now. */
async function claim(ctx: Ctx, deliveryId: string, accountId: string, provider: string): Promise<number | null> {
	const [last] = await ctx.db
		.select({ position: max(deliveryAttempts.position) })
		.from(deliveryAttempts)
		.where(eq(deliveryAttempts.deliveryId, deliveryId));
	const position = (last?.position ?? -1) + 1;
	const [claimed] = await ctx.db
		.insert(deliveryAttempts)
		.values({
			deliveryId,
			position,
			accountId,
			hookId: null,
			provider,
			result: "unknown",
			kind: "unknown",
			providerCode: null,
			providerMessageId: null,
			status: "unknown",
			startedAt: ctx.now(),
			durationMs: 0,
		})
		.onConflictDoNothing()
		.returning({ position: deliveryAttempts.position });
	return claimed ? position : null;
}
