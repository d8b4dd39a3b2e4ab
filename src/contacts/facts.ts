// What decisions ask about a user's contact data. Flags alone answer, because no policy waits for a directory.
import { eq, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { type ContactSettings, type ContactType, isProvable } from "./fields";
import { flagKey } from "./read";
import { type ContactFlagRow, contactFlags } from "./table";

/** For a batch of somebody else's. `contactFactsOf` reads the rows. */
export const contactFlagsStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select().from(contactFlags).where(eq(contactFlags.userId, userId));

/** For a statement of somebody else's: the hashes of what the user has proven. */
export const provenHashes = (userId: SQL<string>): SQL =>
	sql`SELECT ${contactFlags.provenHash} FROM ${contactFlags}
		WHERE ${contactFlags.userId} = ${userId} AND ${contactFlags.status} = 'REGISTERED' AND ${contactFlags.provenHash} IS NOT NULL`;

export interface ContactFacts {
	/** Challenge types that are on, and whose fields the user has. No text message goes to a number that is stopped. */
	types: string[];
	/** The fields that the types that are on ask for. */
	requiredInfo: string[];
	hasRequiredInfo: boolean;
	/** A number, an address or a name of the user's is proven. */
	hasProven: boolean;
	/** Something waits for its proof. */
	hasUnverified: boolean;
}

/** @param stopped hashes of the numbers that get no text messages */
export function contactFactsOf(
	settings: ContactSettings,
	rows: readonly ContactFlagRow[],
	stopped: ReadonlySet<string>,
): ContactFacts {
	const flags = new Map(rows.map((row) => [row.key, row]));
	const flagged = settings.fields.filter((field) => {
		const flag = flags.get(flagKey(settings, field, "OWN"));
		return flag?.status === "REGISTERED" && flag.storage === field.storage && (!isProvable(field) || flag.provenHash);
	});
	const has = (key: string) => flagged.some((field) => field.key === key);
	const isStopped = (key: string) => stopped.has(flags.get(flagKey(settings, { key }, "OWN"))?.provenHash ?? "");
	const isReachable = ({ takesTexts, fieldKeys }: ContactType) => !takesTexts || !fieldKeys.some(isStopped);
	const types = settings.types.filter(({ isOn }) => isOn);
	const requiredInfo = [...new Set(types.flatMap(({ fieldKeys }) => fieldKeys))];
	return {
		types: types.filter((type) => type.fieldKeys.every(has) && isReachable(type)).map(({ key }) => key),
		requiredInfo,
		hasRequiredInfo: requiredInfo.every(has),
		hasProven: flagged.some(isProvable),
		hasUnverified: settings.fields.some((field) => flags.get(flagKey(settings, field, "NEW"))?.status === "WAITING"),
	};
}
