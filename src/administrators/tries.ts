// Counts tries at sign-in in guards of their own, before anybody hashes or looks up what was typed.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { locked } from "../errors";
import { withGuard } from "../guard/client";
import { failureLimit } from "../guard/rules";

/**
 * What is counted together. `name`: strangers' tries of a login, whether there is such a login or not. `device`: tries
 * from a browser that this person has signed in with, so that strangers can't lock her out. `person`: what somebody
 * gives who is signed in, or half signed in. `address`: everything from one address.
 */
export type Tried = { kind: "name" | "device" | "person" | "address"; value: string };

/** Many people may share an address, and each name has its own limit. This one keeps the hashing affordable. */
const limitOfAnAddress = 30;

const limitOf = ({ kind }: Tried) => (kind === "address" ? limitOfAnAddress : failureLimit);

/**
 * Counts the try of this request, and throws 429 when too many count already.
 * @returns whether this was the last try for now
 */
export async function countTry(ctx: Ctx, tried: Tried): Promise<boolean> {
	const wanted = { id: ctx.requestId, limit: limitOf(tried), now: ctx.now() };
	const { retryAfterSeconds, isLast } = await withGuard(ctx, await guardOf(ctx, tried), (guard) =>
		guard.countTry(wanted),
	);
	if (retryAfterSeconds !== null) throw locked(retryAfterSeconds);
	return isLast;
}

/** The try was right, so it doesn't count. */
export async function takeBackTry(ctx: Ctx, tried: Tried): Promise<void> {
	await withGuard(ctx, await guardOf(ctx, tried), (guard) => guard.takeBackTry(ctx.requestId));
}

/** A keyed hash, because a name or an address must not stand in an object's name. */
const guardOf = async (ctx: Ctx, { kind, value }: Tried): Promise<string> =>
	`administrators.${kind}:${await keyedHash(ctx.env.lookupKey, `administrators.${kind}`, value)}`;

/** The address of the request; null where the platform names none. */
export const addressTried = (ctx: Ctx): Tried | null =>
	ctx.client.ipAddress === null ? null : { kind: "address", value: ctx.client.ipAddress };
