// How many requests a token may make in a minute: a shield against floods, counted by the platform, and not exact.
import type { Actor, Ctx } from "../context";
import { tooManyRequests } from "../errors";
import { queueOnce } from "../log/once";

/** The sizes stand in wrangler.toml. */
export const rateLimits = ["SMALL", "MEDIUM", "LARGE"] as const;
export type RateLimit = (typeof rateLimits)[number];

export const defaultRateLimit: RateLimit = "MEDIUM";

/** Who asks with a token, and how often that token may ask. */
export interface Caller {
	actor: Extract<Actor, { kind: "token" | "application" }>;
	tokenId: string;
	rateLimit: RateLimit;
}

/** The platform doesn't say when it counts anew. Its longest period is this one. */
const periodSeconds = 60;

/**
 * Counts a request of the token. Each of Cloudflare's places counts for itself, which costs no call over the network.
 * Where the limits aren't bound or don't work, every request passes.
 * @throws ApiError 429 E0000047
 */
export async function countRequest(ctx: Ctx, { actor, tokenId, rateLimit }: Caller): Promise<void> {
	if (await isWithin(ctx, rateLimit, tokenId)) return;
	queueOnce({ ...ctx, actor }, `api_token.rate_limit:${tokenId}`, {
		eventType: "system.operation.rate_limit.violation",
		outcome: { result: "DENY", reason: "TOKEN_RATE_LIMIT" },
		target: [{ id: tokenId, type: "Token", displayName: actor.name }],
		debugData: { rateLimit },
	});
	throw tooManyRequests(periodSeconds);
}

/**
 * Counts a visit of a hosted page, for the visitor's address and for the transaction. The guard bounds what can be
 * guessed; this keeps a flood from the objects.
 * @throws ApiError 429 E0000047
 */
export async function countVisit(ctx: Ctx, transactionId: string): Promise<void> {
	const { ipAddress } = ctx.client;
	const keys = [`transaction:${transactionId}`, ...(ipAddress === null ? [] : [`address:${ipAddress}`])];
	const within = await Promise.all(keys.map((key) => isWithin(ctx, "SMALL", key)));
	if (within.includes(false)) throw tooManyRequests(periodSeconds);
}

async function isWithin(ctx: Ctx, rateLimit: RateLimit, key: string): Promise<boolean> {
	const limiter = ctx.env.bindings[`RATE_LIMIT_${rateLimit}`];
	if (limiter === undefined) return true;
	return (await limiter.limit({ key }).catch(() => ({ success: true }))).success;
}
