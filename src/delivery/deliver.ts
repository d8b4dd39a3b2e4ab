// Sends a message: writes its row first, calls the hook or the rule's accounts, and saves the rest after the answer.
import type { Ctx } from "../context";
import { retryWrite } from "../db";
import { ApiError, deliveryFailed } from "../errors";
import { logExecution } from "../hooks/execution-log";
import { recordExecution } from "../hooks/metrics";
import { rememberedActiveHook } from "../hooks/target";
import { composeMessage } from "../messages/compose";
import type { Channel, DeliveryStatus, Message } from "../messages/message";
import type { Account } from "../providers/accounts/remembered";
import { recordBreaker } from "../providers/accounts/service";
import { breakerOf } from "../providers/breakers";
import { orderOf, shareOf } from "../providers/failover";
import { chooseAccounts } from "../providers/rules/service";
import { type Try, tryAccount } from "../providers/try";
import type { AdmittedSend } from "./admit";
import { type HookTry, hookError, isForHooks, tryHook } from "./hook-try";
import { scheduleFailover } from "./late-failover";
import { logSend } from "./log-events";
import { findDeliveryByKey } from "./records/read";
import { closingStatements, openDelivery } from "./records/write";
import { logUncountedRefusal } from "./refusals";
import { rememberedDeliverySettings } from "./settings/service";

/** A delivery as the caller is told of it. */
export interface Delivery {
	id: string;
	status: DeliveryStatus;
	/** Null where an earlier request sent the message. */
	providerName: string | null;
}

/** What came of a send. The result alone tells the caller whether to keep the counted send or to give it back. */
export type SendOutcome =
	/** A provider or the hook has the message. */
	| { result: "taken"; delivery: Delivery }
	/** No provider said yes, and at least one may have sent the message. */
	| { result: "perhaps"; error: ApiError }
	/** The message has certainly not left. `error` may be our own fault, such as a D1 that doesn't answer. */
	| { result: "refused"; error: unknown }
	/** An earlier request with the same idempotency key sent the message; this request sent nothing. */
	| { result: "repeat"; delivery: Delivery };

/** Sends one message through the active hook, or through the rule's accounts until one takes it. */
export async function deliver(ctx: Ctx, send: AdmittedSend): Promise<SendOutcome> {
	const { startedAt = ctx.now(), budgetMs } = send;
	let prepared: Prepared;
	try {
		prepared = await prepare(ctx, send);
	} catch (error) {
		if (error instanceof ApiError && error.code === "E0000098") logUncountedRefusal(ctx, send, "number-stopped");
		return { result: "refused", error };
	}
	if (!prepared.isFirst) return repeatOf(ctx, send);

	const { hook, accounts, message, confirmWithinSeconds } = prepared;
	const byHook = hook === null ? null : await tryHook(ctx, hook, message, send);
	const tries = byHook === null ? [] : [byHook.made];
	if (byHook?.outcome.ok !== true) {
		tries.push(...(await tryAccounts(ctx, accounts, message, byHook === null ? startedAt : ctx.now(), budgetMs)));
	}
	const taken = tries.find((made) => made.result === "accepted");
	const isLeft = (account: Account) => tries.every(({ accountId }) => accountId !== account.id);
	// Hooks give no receipts, so a late failover would always send a hook's message again.
	const lateInSeconds = taken?.accountId && accounts.some(isLeft) ? confirmWithinSeconds : null;
	ctx.background(close(ctx, send, prepared, tries, byHook, lateInSeconds !== null));
	if (taken) {
		if (lateInSeconds !== null) ctx.background(scheduleFailover(ctx, message.id, tries, lateInSeconds));
		const { status, providerName } = taken;
		return { result: "taken", delivery: { id: message.id, status, providerName } };
	}
	const error = failureOf(send.channel, accounts, tries, byHook);
	return { result: tries.every((made) => made.result === "failed") ? "refused" : "perhaps", error };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Everything before the first try. */
async function prepare(ctx: Ctx, send: AdmittedSend) {
	const settings = await rememberedDeliverySettings.get(ctx);
	const hook = isForHooks(send) ? await rememberedActiveHook.get(ctx) : null;
	const chosen = await chooseAccounts(ctx, send);
	const fitting = chosen.accounts.filter(({ driver }) => speaksFor(driver, send.driverId));
	const accounts = hook !== null && settings.whenHookFails === "FAIL" ? [] : orderOf(fitting, breakerOf, ctx.now());
	const message = await composeMessage(ctx, send, settings.originHost);
	const isForLater = accounts.length > 1 && !send.isKeptByHolder;
	const confirmWithinSeconds = isForLater ? settings.confirmWithinSeconds : null;
	const isFirst = await openDelivery(ctx, message, send, {
		ruleId: chosen.ruleId,
		hookId: hook?.id ?? null,
		keepsMessage: confirmWithinSeconds !== null,
	});
	return { hook, accounts, message, confirmWithinSeconds, isFirst };
}

/** A developer's inbox stands in for every service. */
const speaksFor = ({ id, isDevelopmentOnly }: Account["driver"], wanted: string | undefined): boolean =>
	wanted === undefined || id === wanted || isDevelopmentOnly === true;

/** Tries one account after the other. Each account gets the message once, and its own share of the time. */
async function tryAccounts(
	ctx: Ctx,
	accounts: readonly Account[],
	message: Message,
	startedAt: number,
	budgetMs: number | undefined,
): Promise<Try[]> {
	const tries: Try[] = [];
	for (const [index, account] of accounts.entries()) {
		const share = shareOf(ctx.now() - startedAt, accounts.length - index, budgetMs);
		if (share === null) break;
		const made = await tryAccount(ctx, account, message, share);
		tries.push(made);
		if (made.result === "accepted") break;
	}
	return tries;
}

/** Writes what nobody waits for: the timeline, the log, the breakers that changed, the hook's metrics. */
async function close(
	ctx: Ctx,
	send: AdmittedSend,
	{ hook, accounts, message }: Prepared,
	tries: readonly Try[],
	byHook: HookTry | null,
	keepsMessage: boolean,
): Promise<void> {
	const moved = accounts.filter((account) => tries.some((made) => made.accountId === account.id));
	const statements = [
		logSend(ctx, message, send, tries),
		...closingStatements(ctx, message.id, tries, keepsMessage),
		...moved.flatMap((account) => recordBreaker(ctx, account, breakerOf(account))),
		...(hook && byHook ? [logExecution(ctx, hook, byHook.outcome), recordExecution(ctx, hook.id, byHook.outcome)] : []),
	] as const;
	await retryWrite(() => ctx.db.batch(statements));
}

async function repeatOf(ctx: Ctx, { channel, idempotencyKey }: AdmittedSend): Promise<SendOutcome> {
	const earlier = idempotencyKey === undefined ? null : await findDeliveryByKey(ctx, idempotencyKey);
	if (earlier === null) {
		const error = deliveryFailed(channel, "not-recorded");
		return { result: "refused", error };
	}
	return { result: "repeat", delivery: { id: earlier.id, status: earlier.status, providerName: null } };
}

function failureOf(
	channel: Channel,
	accounts: readonly Account[],
	tries: readonly Try[],
	byHook: HookTry | null,
): ApiError {
	if (byHook && !byHook.outcome.ok && accounts.length === 0) return hookError(byHook.outcome);
	if (accounts.length === 0) return deliveryFailed(channel, "no-provider");
	if (tries.length === 0) return deliveryFailed(channel, "no-time-left");
	const isOpen = tries.some((made) => made.result === "unknown");
	return deliveryFailed(channel, isOpen ? "not-confirmed" : "every-provider-failed");
}
