// The security phrase: words that only our pages know, and that they show to their user.
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import { randomIndex } from "../../crypto/random";
import { invalid } from "../../errors";
import { logStatement } from "../../log/write";
import { type User, userParty } from "../../users/user";
import { securityPhrases } from "./table";
import { ownedWords } from "./words";

const longest = 60;

const place = (userId: string) => `security_phrases.phrase:${userId}`;

/** Draws a phrase that the user may take, in the best language. Nothing is kept. */
export function drawPhrase(wanted: readonly string[]): string {
	const { adjectives, nouns, join } = ownedWords(wanted).phrase;
	const one = (list: readonly string[]) => list[randomIndex(list.length)] ?? "";
	return join(one(adjectives), one(nouns));
}

/** Keeps a phrase, drawn or of the user's own. Throws 400 for one that can't be shown on a page. */
export async function setPhrase(ctx: Ctx, user: User, given: string): Promise<void> {
	const phrase = given.normalize("NFC").trim();
	if (phrase === "") throw invalid("phrase", "missing");
	if (phrase.length > longest) throw invalid("phrase", "too-long", { maximum: longest });
	if (/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(phrase))
		throw invalid("phrase", "control-characters");
	const row = { phraseSealed: await seal(ctx.env.sealKeys, place(user.id), phrase), createdAt: ctx.now() };
	await ctx.db.batch([
		ctx.db
			.insert(securityPhrases)
			.values({ userId: user.id, ...row })
			.onConflictDoUpdate({ target: securityPhrases.userId, set: row }),
		logStatement(ctx, { eventType: "user.security_phrase.update", target: [userParty(user)] }),
	]);
}

/** Null where the user has none. */
export async function findPhrase(ctx: Ctx, userId: string): Promise<string | null> {
	const sealed = await findSealedPhrase(ctx, userId);
	return sealed === null ? null : openPhrase(ctx, userId, sealed);
}

/** For who keeps it until a page shows it. */
export async function findSealedPhrase(ctx: Ctx, userId: string): Promise<string | null> {
	const [row] = await ctx.db.select().from(securityPhrases).where(eq(securityPhrases.userId, userId));
	return row?.phraseSealed ?? null;
}

export const openPhrase = (ctx: Ctx, userId: string, sealed: string): Promise<string> =>
	open(ctx.env.sealKeys, place(userId), sealed);

/** For a batch of customer care. */
export const phraseReset = (ctx: Ctx, userId: string, isTaken: SQL) => ({
	isThere: sql`EXISTS (SELECT 1 FROM ${securityPhrases} WHERE ${securityPhrases.userId} = ${userId})`,
	statements: [ctx.db.delete(securityPhrases).where(and(eq(securityPhrases.userId, userId), isTaken))],
});

/** Whether there is one, for who may not read it. */
export const hasPhrase = async (ctx: Ctx, userId: string): Promise<boolean> =>
	(await ctx.db.$count(securityPhrases, eq(securityPhrases.userId, userId))) > 0;
