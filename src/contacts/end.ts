// Ending contact data: a reset switches it off and keeps it sealed for 30 days, an erasure and a deletion keep nothing.
import { and, eq, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { findUsersBy } from "../users/search";
import { findUser } from "../users/service";
import { writeWorkerLog } from "../worker-log";
import { directory } from "./directory/storage";
import { readFlags } from "./read";
import type { ContactOwner, Statements } from "./storage";
import { contactChoices, contactErasures, contactFlags, contactValues } from "./table";

const keptMs = 30 * 86_400_000;

/**
 * For a batch of customer care: nothing of the user counts any more, or is shown. Where the values are, they stay until
 * they are erased. An opt-out ends, too, and skips are forgotten.
 */
export const contactsReset = (ctx: Ctx, userId: string, isTaken: SQL) => ({
	// A proof that outlived its value would let the value come back.
	isThere: sql`(EXISTS (SELECT 1 FROM ${contactFlags} WHERE ${contactFlags.userId} = ${userId}
			AND (${contactFlags.status} <> 'OFF' OR ${contactFlags.provenHash} IS NOT NULL))
		OR EXISTS (SELECT 1 FROM ${contactChoices} WHERE ${contactChoices.userId} = ${userId}))`,
	statements: [
		ctx.db
			.update(contactFlags)
			.set({
				status: "OFF",
				provenHash: null,
				textVersion: null,
				changedAt: sql`CASE ${contactFlags.status} WHEN 'OFF' THEN ${contactFlags.changedAt} ELSE ${ctx.now()} END`,
			})
			.where(and(eq(contactFlags.userId, userId), isTaken)),
		ctx.db.delete(contactChoices).where(and(eq(contactChoices.userId, userId), isTaken)),
	],
});

/**
 * The same for a reset of everything, and nothing is kept for a while: what is here goes at once. A directory erases in
 * the night to come, so that a notice can still go where the user reads.
 */
export function contactsErasure(ctx: Ctx, userId: string, isTaken: SQL) {
	const reset = contactsReset(ctx, userId, isTaken);
	const flags = and(eq(contactFlags.userId, userId), isTaken);
	return {
		// What was reset earlier is kept as well.
		isThere: sql`(${reset.isThere} OR EXISTS (SELECT 1 FROM ${contactFlags}
			WHERE ${contactFlags.userId} = ${userId} AND ${contactFlags.changedAt} > 0))`,
		statements: [
			...reset.statements,
			ctx.db.delete(contactValues).where(and(eq(contactValues.userId, userId), isTaken)),
			ctx.db.delete(contactFlags).where(and(flags, eq(contactFlags.storage, "DATABASE"))),
			ctx.db.update(contactFlags).set({ changedAt: 0 }).where(flags),
		],
	};
}

/** A directory may need three seconds for each value: as many of users who are here, and of users who are gone. */
const mostOutsideANight = 100;

/** Erases what was reset, and what nobody has proven, 30 days later. */
export async function eraseEndedContacts(ctx: Ctx): Promise<void> {
	const isEnded = and(ne(contactFlags.status, "REGISTERED"), lt(contactFlags.changedAt, ctx.now() - keptMs));
	const isHere = eq(contactFlags.storage, "DATABASE");
	await ctx.db.batch([
		ctx.db.delete(contactValues).where(
			sql`(${contactValues.userId}, ${contactValues.key}) IN (
				SELECT ${contactFlags.userId}, ${contactFlags.valueKey} FROM ${contactFlags} WHERE ${and(isEnded, isHere)})`,
		),
		ctx.db.delete(contactFlags).where(and(isEnded, isHere)),
	]);
	const outside = await ctx.db
		.select()
		.from(contactFlags)
		.where(and(isEnded, eq(contactFlags.storage, "DIRECTORY")))
		.limit(mostOutsideANight);
	for (const { userId, key, valueKey } of outside) {
		const user = await findUser(ctx, userId);
		// What is registered again meanwhile keeps its flag.
		const isFlag = and(
			eq(contactFlags.userId, userId),
			eq(contactFlags.key, key),
			ne(contactFlags.status, "REGISTERED"),
		);
		if (user) await eraseOutside(ctx, user, valueKey, ctx.db.delete(contactFlags).where(isFlag));
	}
	await eraseOfGoneUsers(ctx);
}

/** What the directory has of deleted users. Those come first whom it was asked about longest ago, or never. */
async function eraseOfGoneUsers(ctx: Ctx): Promise<void> {
	const [givenUp, due] = await ctx.db.batch([
		ctx.db
			.delete(contactErasures)
			.where(lt(contactErasures.notedAt, ctx.now() - keptMs))
			.returning({ valueKey: contactErasures.valueKey }),
		ctx.db
			.update(contactErasures)
			.set({ triedAt: ctx.now() })
			.where(
				sql`(${contactErasures.userId}, ${contactErasures.valueKey}) IN (
					SELECT user_id, value_key FROM contact_erasures ORDER BY tried_at LIMIT ${mostOutsideANight})`,
			)
			.returning(),
	]);
	if (givenUp.length > 0) {
		const message = "a directory has refused for a month to erase contact data of deleted users";
		writeWorkerLog("error", { message, values: givenUp.length });
	}
	for (const { userId: id, login, valueKey } of due) {
		const isNoted = and(eq(contactErasures.userId, id), eq(contactErasures.valueKey, valueKey));
		const gone = ctx.db.delete(contactErasures).where(isNoted);
		if (await isTakenOver(ctx, login, valueKey)) await gone;
		else await eraseOutside(ctx, { id, login }, valueKey, gone);
	}
}

/** What a directory refuses, a later night tries again. */
const eraseOutside = (ctx: Ctx, owner: ContactOwner, valueKey: string, gone: Statements[number]): Promise<void> =>
	directory.write(ctx, owner, valueKey, null, { unsure: [], refused: [], kept: [gone] }).catch(() => {});

/** Somebody else has the login now, and the directory has this user's value in its place. */
async function isTakenOver(ctx: Ctx, login: string, key: string): Promise<boolean> {
	const owners = await findUsersBy(ctx, "LOGIN", login, []);
	const flags = await Promise.all(owners.map(({ id }) => readFlags(ctx, id)));
	return flags.flat().some(({ storage, valueKey }) => storage === "DIRECTORY" && valueKey === key);
}
