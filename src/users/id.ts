// Ids of users. Their last characters are a keyed check, so that an id that somebody made up is known by itself.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { base62, newId } from "../ids";

/** One made-up id in 62⁴ has the right check. Five random characters are left, for users of the same millisecond. */
const checkCharacters = 4;
/** 48 bits of the hash: far more than the check takes, and exact as a number. */
const hashDigits = 12;

export const newUserId = (ctx: Ctx): Promise<string> => withCheck(ctx, newId("user", ctx.now()));

/** Whether we gave this id out, to a user who may be gone. An id without its check may still be a user's. */
export const hasCheck = async (ctx: Ctx, id: string): Promise<boolean> => (await withCheck(ctx, id)) === id;

/** Puts the check in the place of the last characters. */
export async function withCheck(ctx: Ctx, id: string): Promise<string> {
	const checked = id.slice(0, -checkCharacters);
	const hash = await keyedHash(ctx.env.lookupKey, "users.id", checked);
	return checked + base62(Number.parseInt(hash.slice(0, hashDigits), 16), checkCharacters);
}
