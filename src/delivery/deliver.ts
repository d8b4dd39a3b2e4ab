// From a code to a person: one row before the message leaves, the hook or the route's providers, the rest after the answer.
import type { Ctx } from "../context";
import { type ApiError, deliveryFailed } from "../errors";
import { activeHook } from "../hooks/active";
import { logExecution } from "../hooks/execution-log";
import { recordExecution } from "../hooks/metrics";
import type { HookTarget } from "../hooks/target";
import { newId } from "../ids";
import type { Channel, DeliveryStatus, Message } from "../messages/message";
import type { Account } from "../providers/accounts/remembered";
import { recordBreaker } from "../providers/accounts/service";
import { orderOf, shareOf } from "../providers/failover";
import { chooseAccounts } from "../providers/rules/service";
import { type Attempt, attemptSend } from "../providers/try";
import { composeMessage } from "./compose-message";
import { attemptHook, type HookAttempt, hookError } from "./hook-attempt";
import { scheduleFailover } from "./late-failover";
import { logSend } from "./log-events";
import { closingStatements, type DeliveryRow, findDeliveryByKey, openDelivery } from "./records";
import type { SendRequest } from "./send-request";
import { deliverySettings } from "./settings/service";

export interface Delivery {
	id: string;
	channel: Channel;
	status: DeliveryStatus;
	provider: string | null;
	providerMessageId: string | null;
	/** An earlier request with the same idempotency key sent it; this one sent nothing. */
	isRepeat: boolean;
}

/**
 * Sends one message through the active hook, or through the route's providers until one takes it.
 * @throws ApiError E0000138/E0000139 when no provider took it, E0000134/E0000135/E0000137 when the hook was the only way
 */
export async function deliver(ctx: Ctx, request: SendRequest): Promise<Delivery> {
	const startedAt = request.startedAt ?? ctx.now();
	const prepared = await prepare(ctx, request).catch(async (error: unknown) => {
		await request.refund?.();
		throw error;
	});
	const { hook, accounts, message, confirmWithinSeconds, isFirst } = prepared;
	if (!isFirst) return repeatOf(ctx, request);

	const byHook = hook === null ? null : await tryHook(ctx, hook, message, request);
	const attempts = byHook === null ? [] : [byHook.attempt];
	if (byHook?.outcome.ok !== true) {
		attempts.push(...(await tryProviders(ctx, accounts, message, byHook === null ? startedAt : ctx.now())));
	}
	const taken = attempts.find((attempt) => attempt.result === "accepted");
	const isLeft = (account: Account) => attempts.every(({ accountId }) => accountId !== account.id);
	// Hooks give no receipts: what one has taken would always be sent again.
	const lateInSeconds = taken?.accountId && accounts.some(isLeft) ? confirmWithinSeconds : null;
	ctx.background(close(ctx, request, prepared, attempts, byHook, lateInSeconds !== null));
	if (!taken) {
		const isCertain = attempts.every((attempt) => attempt.result === "failed");
		if (isCertain) await request.refund?.();
		throw failureOf(request.channel, accounts, attempts, byHook);
	}
	if (lateInSeconds !== null) ctx.background(scheduleFailover(ctx, message.id, attempts, lateInSeconds));
	return {
		id: message.id,
		channel: message.channel,
		status: taken.status,
		provider: taken.provider,
		providerMessageId: taken.providerMessageId,
		isRepeat: false,
	};
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** Everything before the first try. */
async function prepare(ctx: Ctx, request: SendRequest) {
	const settings = await deliverySettings.get(ctx);
	const hook = isHookable(request) ? await activeHook.get(ctx) : null;
	const route = await chooseAccounts(ctx, {
		channel: request.channel,
		destinationCountry: request.country,
		originCountry: request.origin.country,
		requestType: request.requestType,
	});
	const accounts = hook !== null && settings.whenHookFails === "FAIL" ? [] : orderOf(route.accounts, ctx.now());
	const message = await composeMessage(ctx, request.id ?? newId("delivery", ctx.now()), request, settings);
	const confirmWithinSeconds = accounts.length > 1 ? settings.confirmWithinSeconds : null;
	const isFirst = await openDelivery(ctx, message, request, {
		routeId: route.routeId,
		hookId: hook?.id ?? null,
		keepsMessage: confirmWithinSeconds !== null,
	});
	return { hook, accounts, message, confirmWithinSeconds, isFirst };
}

/** Okta's request to a hook has no place for an extension, and whoever answers the number isn't to hear the code. */
const isHookable = ({ user, channel, extension }: SendRequest) =>
	user !== null && (channel === "SMS" || channel === "CALL") && extension === undefined;

function tryHook(ctx: Ctx, hook: HookTarget, message: Message, request: SendRequest): Promise<HookAttempt> {
	const { user, origin } = request;
	if (user === null || (message.channel !== "SMS" && message.channel !== "CALL")) throw new Error("not for a hook");
	return attemptHook(ctx, hook, { ...message, channel: message.channel }, user, origin.ipAddress);
}

/** One after the other, each once, each within its share of the time. */
async function tryProviders(
	ctx: Ctx,
	accounts: readonly Account[],
	message: Message,
	startedAt: number,
): Promise<Attempt[]> {
	const attempts: Attempt[] = [];
	for (const [index, account] of accounts.entries()) {
		const share = shareOf(ctx.now() - startedAt, accounts.length - index);
		if (share === null) break;
		const attempt = await attemptSend(ctx, account, message, share);
		attempts.push(attempt);
		if (attempt.result === "accepted") break;
	}
	return attempts;
}

/** What nobody waits for: the timeline, the log, the breakers that moved, the hook's metrics. */
async function close(
	ctx: Ctx,
	request: SendRequest,
	{ hook, accounts, message }: Prepared,
	attempts: readonly Attempt[],
	byHook: HookAttempt | null,
	keepsMessage: boolean,
): Promise<void> {
	const moved = accounts.filter((account) => attempts.some((attempt) => attempt.accountId === account.id));
	await ctx.db.batch([
		...closingStatements(ctx, message.id, attempts, keepsMessage),
		logSend(ctx, message, request, attempts),
		...moved.flatMap((account) => recordBreaker(ctx, account)),
		...(hook && byHook ? [recordExecution(ctx, hook.id, byHook.outcome), logExecution(ctx, hook, byHook.outcome)] : []),
	]);
}

async function repeatOf(ctx: Ctx, request: SendRequest): Promise<Delivery> {
	await request.refund?.();
	const earlier = request.idempotencyKey === undefined ? null : await findDeliveryByKey(ctx, request.idempotencyKey);
	if (earlier === null) throw deliveryFailed(request.channel, "The message could not be recorded. Please try again.");
	return toRepeat(earlier);
}

/** An earlier delivery as the answer to a repeated request. */
const toRepeat = (earlier: DeliveryRow): Delivery => ({
	id: earlier.id,
	channel: earlier.channel,
	status: earlier.status,
	provider: null,
	providerMessageId: null,
	isRepeat: true,
});

function failureOf(
	channel: Channel,
	accounts: readonly Account[],
	attempts: readonly Attempt[],
	byHook: HookAttempt | null,
): ApiError {
	if (byHook && !byHook.outcome.ok && accounts.length === 0) return hookError(byHook.outcome);
	if (accounts.length === 0) return deliveryFailed(channel, "No provider is set up for this channel.");
	if (attempts.length === 0) return deliveryFailed(channel, "There was no time left to ask a provider.");
	return deliveryFailed(
		channel,
		attempts.some((attempt) => attempt.result === "unknown")
			? "No provider confirmed the message in time; it may arrive all the same."
			: "Every provider of the route refused the message or could not be reached.",
	);
}
