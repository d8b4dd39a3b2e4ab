// Ids of users. Their last characters are a keyed check, so that an id that somebody made up is known by itself.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import type { Env } from "../env";
import { base62, newId } from "../ids";

/** One made-up id in 62⁴ has the right check. Five random characters are left, for users of the same millisecond. */
const checkCharacters = 4;
/** 48 bits of the hash: far more than the check takes, and exact as a number. */
const hashDigits = 12;

export const newUserId = (ctx: Ctx): Promise<string> => withCheck(ctx, newId("user", ctx.now()));

/** Ids that were found to have their check under a key, so that a warm path computes no hash. */
const foundRight = new WeakMap<Env, Set<string>>();
/** Some 100 bytes each. */
const mostFound = 10_000;

/** Whether we gave this id out, to a user who may be gone. An id without its check may still be a user's. */
export async function hasCheck(ctx: Ctx, id: string): Promise<boolean> {
	const found = foundRight.get(ctx.env) ?? new Set();
	if (found.has(id)) return true;
	if ((await withCheck(ctx, id)) !== id) return false;
	if (found.size >= mostFound) found.clear();
	foundRight.set(ctx.env, found.add(id));
	return true;
}

/** Puts the check in the place of the last characters. */
export async function withCheck(ctx: Ctx, id: string): Promise<string> {
	const checked = id.slice(0, -checkCharacters);
	const hash = await keyedHash(ctx.env.lookupKey, "users.id", checked);
	return checked + base62(Number.parseInt(hash.slice(0, hashDigits), 16), checkCharacters);
}
