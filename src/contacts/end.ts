// Ending contact data: a reset switches it off and keeps it sealed for 30 days, and an erasure leaves nothing.
import { and, eq, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { factStatement } from "../log/write";
import { findUser } from "../users/service";
import { type User, userParty } from "../users/user";
import { readFlags } from "./read";
import type { ContactOwner } from "./storage";
import { storageOf } from "./storages";
import { type ContactFlagRow, contactChoices, contactFlags, contactValues } from "./table";

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

/** Erases values, flags and choices at once, whatever the prefixes were. Throws 503 when a directory fails. */
export async function eraseContacts(ctx: Ctx, user: User): Promise<void> {
	const outside = (await readFlags(ctx, user.id)).filter(({ storage }) => storage === "DIRECTORY");
	await ctx.db.batch([
		// What the directory doesn't erase now, a night to come asks it to erase again.
		ctx.db
			.update(contactFlags)
			.set({ status: "OFF", provenHash: null, textVersion: null, changedAt: 0 })
			.where(eq(contactFlags.userId, user.id)),
		factStatement(ctx, { eventType: "user.contact.erase", target: [userParty(user)] }),
		ctx.db.delete(contactChoices).where(eq(contactChoices.userId, user.id)),
		ctx.db.delete(contactValues).where(eq(contactValues.userId, user.id)),
		ctx.db.delete(contactFlags).where(and(eq(contactFlags.userId, user.id), eq(contactFlags.storage, "DATABASE"))),
	]);
	for (const flag of outside) await eraseOutside(ctx, user, flag);
}

/** What is registered again meanwhile keeps its flag. */
async function eraseOutside(ctx: Ctx, owner: ContactOwner, { userId, key, storage, valueKey }: ContactFlagRow) {
	const gone = ctx.db
		.delete(contactFlags)
		.where(and(eq(contactFlags.userId, userId), eq(contactFlags.key, key), ne(contactFlags.status, "REGISTERED")));
	await storageOf({ storage }).write(ctx, owner, valueKey, null, { unsure: [], refused: [], kept: [gone] });
}

/** A directory may need three seconds for each value. */
const mostOutsideANight = 200;

/** Erases what was reset, and what nobody has proven, 30 days later. What a directory refuses, a later night tries. */
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
	for (const flag of outside) {
		const user = await findUser(ctx, flag.userId);
		if (user) await eraseOutside(ctx, user, flag).catch(() => {});
	}
}
