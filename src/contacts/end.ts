// Ending contact data: a reset switches it off and keeps it sealed for 30 days, and an erasure leaves nothing.
import { and, eq, lt, ne, sql } from "drizzle-orm";
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
 * Nothing of the user counts any more, or is shown. Where the values are, they stay until they are erased. An opt-out
 * ends, too.
 */
export async function resetContacts(ctx: Ctx, user: User): Promise<void> {
	await ctx.db.batch([
		ctx.db
			.update(contactFlags)
			.set({
				status: "OFF",
				provenHash: null,
				textVersion: null,
				changedAt: sql`CASE ${contactFlags.status} WHEN 'OFF' THEN ${contactFlags.changedAt} ELSE ${ctx.now()} END`,
			})
			.where(eq(contactFlags.userId, user.id)),
		factStatement(ctx, { eventType: "user.contact.reset", target: [userParty(user)] }),
		forgetChoices(ctx, user.id),
	]);
}

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
		forgetChoices(ctx, user.id),
		ctx.db.delete(contactValues).where(eq(contactValues.userId, user.id)),
		ctx.db.delete(contactFlags).where(and(eq(contactFlags.userId, user.id), eq(contactFlags.storage, "DATABASE"))),
	]);
	for (const flag of outside) await eraseOutside(ctx, user, flag);
}

const forgetChoices = (ctx: Ctx, userId: string) =>
	ctx.db.delete(contactChoices).where(eq(contactChoices.userId, userId));

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
