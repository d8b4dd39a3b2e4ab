// What a person has chosen where contact data is asked for: to decline for good, or to skip this time.
import { eq, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { logStatement } from "../log/write";
import { type User, userParty } from "../users/user";
import { contactChoices } from "./table";

export interface Choices {
	isOptedOut: boolean;
	skips: number;
}

/** For a batch of somebody else's: no row or one. `choicesOf` reads it. */
export const choicesStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select().from(contactChoices).where(eq(contactChoices.userId, userId));

type ChoiceRows = Awaited<ReturnType<typeof choicesStatement>>;

export const choicesOf = ([row]: ChoiceRows): Choices => ({
	isOptedOut: typeof row?.optedOutAt === "number",
	skips: row?.skips ?? 0,
});

export const findChoices = async (ctx: Ctx, userId: string): Promise<Choices> =>
	choicesOf(await choicesStatement(ctx, sql`${userId}`));

/** Declines for good. It lasts until customer care resets the contact data, or the person registers some. */
export async function optOut(ctx: Ctx, user: User): Promise<void> {
	const set = { optedOutAt: ctx.now(), skips: 0 };
	await ctx.db.batch([
		ctx.db
			.insert(contactChoices)
			.values({ userId: user.id, ...set })
			.onConflictDoUpdate({
				target: contactChoices.userId,
				set,
				setWhere: sql`${contactChoices.optedOutAt} IS NULL`,
			}),
		logStatement(ctx, { eventType: "user.contact.opt_out", target: [userParty(user)] }),
	]);
}

/** Ends an opt-out, and forgets skips. */
export async function optIn(ctx: Ctx, user: User): Promise<void> {
	await ctx.db.batch([
		ctx.db
			.update(contactChoices)
			.set({ optedOutAt: null })
			.where(sql`${eq(contactChoices.userId, user.id)} AND ${isNotNull(contactChoices.optedOutAt)}`),
		logStatement(ctx, { eventType: "user.contact.opt_in", target: [userParty(user)] }),
		ctx.db.delete(contactChoices).where(eq(contactChoices.userId, user.id)),
	]);
}

/** Counts a skip. False: the person has skipped as often as that already, also by requests at the same time. */
export async function countSkip(ctx: Ctx, userId: string, most: number): Promise<boolean> {
	const counted = await ctx.db
		.insert(contactChoices)
		.values({ userId, skips: 1 })
		.onConflictDoUpdate({
			target: contactChoices.userId,
			set: { skips: sql`${contactChoices.skips} + 1` },
			setWhere: lt(contactChoices.skips, most),
		})
		.returning({ skips: contactChoices.skips });
	return counted.length > 0;
}
