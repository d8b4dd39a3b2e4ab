// Challenges that passkeys answer: each for one session, for five minutes, once. D1 has those that were answered.
import { lte } from "drizzle-orm";
import type { Ctx } from "../context";
import { equalConstantTime, keyedHash, sha256 } from "../crypto/digest";
import { randomCharacters } from "../ids";
import { challenges } from "./table";

export const challengeLivesMs = 5 * 60_000;
/** 130 bits. */
const randomPart = 22;

/** A page that only shows a challenge writes nothing: the challenge says itself when it ends and whose it is. */
export async function newChallenge(ctx: Ctx, sessionId: string): Promise<string> {
	const text = `${ctx.now() + challengeLivesMs}.${randomCharacters(randomPart)}`;
	return `${text}.${await signatureOf(ctx, sessionId, text)}`;
}

/** Whether the challenge was made for this session and counts now. Of many answers at once, one gets `true`. */
export async function useChallenge(ctx: Ctx, sessionId: string, challenge: string): Promise<boolean> {
	const [, text, endsAt, signature] = /^((\d+)\.\w+)\.(\w+)$/.exec(challenge) ?? [];
	if (text === undefined || endsAt === undefined || signature === undefined) return false;
	if (!equalConstantTime(await signatureOf(ctx, sessionId, text), signature)) return false;
	if (Number(endsAt) <= ctx.now()) return false;
	const used = await ctx.db
		.insert(challenges)
		.values({ challengeHash: await sha256(challenge), endsAt: Number(endsAt) })
		.onConflictDoNothing()
		.returning({ hash: challenges.challengeHash });
	return used.length > 0;
}

const signatureOf = (ctx: Ctx, sessionId: string, text: string): Promise<string> =>
	keyedHash(ctx.env.lookupKey, "administrators.challenge", `${sessionId}\0${text}`);

/** For the nightly clean-up. */
export async function deleteEndedChallenges(ctx: Ctx): Promise<void> {
	await ctx.db.delete(challenges).where(lte(challenges.endsAt, ctx.now()));
}
