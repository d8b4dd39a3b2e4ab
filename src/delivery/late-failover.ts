// Failover after the answer: without a receipt or the right code in time, the next provider gets the same code.
import type { Ctx } from "../context";
import { retryWrite } from "../db";
import { withGuard } from "../guard/client";
import type { Message } from "../messages/message";
import type { Account } from "../providers/accounts/remembered";
import { recordBreaker } from "../providers/accounts/service";
import { breakerOf } from "../providers/breakers";
import { orderOf, totalBudgetMs } from "../providers/failover";
import { chooseAccounts } from "../providers/rules/service";
import { type Try, tryAccount } from "../providers/try";
import { takeEach } from "../queue";
import { findUser } from "../users/service";
import { logSend } from "./log-events";
import { claimedTry, claimTry, lateTryStatements } from "./records/late-try";
import { openMessage } from "./records/message";
import { type DeliveryRow, findDelivery } from "./records/read";
import { eraseMessage } from "./records/write";
import { isStopped } from "./replies/stops";
import { rememberedDeliverySettings } from "./settings/service";

/**
 * A message of the failover queue. `tried` names the accounts that had the message, because their rows may not be
 * written yet.
 */
export interface FailoverDue {
	deliveryId: string;
	tried: string[];
}

/** Has the delivery looked at again after the delay. */
export async function scheduleFailover(
	ctx: Ctx,
	deliveryId: string,
	tries: readonly Pick<Try, "accountId">[],
	delaySeconds: number,
	triedBefore: readonly string[] = [],
): Promise<void> {
	const tried = tries.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]));
	const due: FailoverDue = { deliveryId, tried: [...triedBefore, ...tried] };
	await ctx.env.bindings.FAILOVER_QUEUE.send(due, { delaySeconds });
}

/** The consumer of the failover queue. */
export const takeDueFailovers = (ctx: Ctx, batch: MessageBatch<FailoverDue>): Promise<void> =>
	takeEach(batch, (due) => failOverLate(ctx, due));

/** Sends through the next provider, unless nobody waits for the message any more. Two calls send the message once. */
export async function failOverLate(ctx: Ctx, { deliveryId, tried }: FailoverDue): Promise<void> {
	const row = await findDelivery(ctx, deliveryId);
	const message = row && (await openMessage(ctx, row));
	if (!row || !message) return;
	const next = (await isOver(ctx, row)) ? [] : await accountsLeft(ctx, row, tried);
	const [account] = next;
	if (!account) return eraseMessage(ctx, deliveryId);
	const position = await claimTry(ctx, deliveryId, account);
	if (position === null) {
		// The queue brought its message twice, or the run before this one didn't come to its end.
		const before = await claimedTry(ctx, deliveryId, account.id, ctx.now() - 2 * totalBudgetMs);
		if (before === "under-way") throw new Error("another run is sending this message");
		if (before === "broken-off") return failOverLate(ctx, { deliveryId, tried: [...tried, account.id] });
	} else {
		await makeTry(ctx, row, message, account, position);
	}
	const { confirmWithinSeconds } = await rememberedDeliverySettings.get(ctx);
	if (next.length > 1 && confirmWithinSeconds !== null) {
		await scheduleFailover(ctx, deliveryId, [{ accountId: account.id }], confirmWithinSeconds, tried);
	} else {
		await eraseMessage(ctx, deliveryId);
	}
}

/** Sends through the account, and saves what came of it. */
async function makeTry(ctx: Ctx, row: DeliveryRow, message: Message, account: Account, position: number) {
	const made = await tryAccount(ctx, account, message, totalBudgetMs);
	const statements = [
		...lateTryStatements(ctx, row.id, position, made),
		...recordBreaker(ctx, account, breakerOf(account)),
		logSend(ctx, message, { user: row.userId === null ? null : { id: row.userId }, country: row.country }, [made]),
	] as const;
	await retryWrite(() => ctx.db.batch(statements));
}

/** Nobody waits for the message any more: it has arrived, its code can't be used, or the person wants none. */
async function isOver(ctx: Ctx, row: DeliveryRow): Promise<boolean> {
	if (row.status === "delivered" || row.verifiedAt !== null || row.expiresAt <= ctx.now()) return true;
	if (row.channel === "SMS" && (await isStopped(ctx, row.destinationHash))) return true;
	if (row.userId === null || row.factorId === null) return false;
	const user = await findUser(ctx, row.userId);
	if (user === null || user.status === "SUSPENDED" || user.status === "DEPROVISIONED") return true;
	const { factorId, id } = row;
	return !(await withGuard(ctx, row.userId, (guard) => guard.isCodeCounting(factorId, id, ctx.now())));
}

async function accountsLeft(ctx: Ctx, row: DeliveryRow, tried: readonly string[]): Promise<Account[]> {
	const { accounts } = await chooseAccounts(ctx, row);
	return orderOf(accounts, breakerOf, ctx.now()).filter((account) => !tried.includes(account.id));
}
