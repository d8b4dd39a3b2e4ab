// What decisions ask about a user's contact data. Flags alone answer, because no policy waits for a directory.
import { eq, type SQL } from "drizzle-orm";
import type { Ctx } from "../context";
import { type ContactSettings, isProvable } from "./fields";
import { flagKey } from "./read";
import { type ContactFlagRow, contactFlags } from "./table";

/** For a batch of somebody else's. `contactFactsOf` reads the rows. */
export const contactFlagsStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select().from(contactFlags).where(eq(contactFlags.userId, userId));

export interface ContactFacts {
	/** Challenge types that are on, and whose fields the user has. */
	types: string[];
	/** The fields that the types that are on ask for. */
	requiredInfo: string[];
	hasRequiredInfo: boolean;
	/** A number, an address or a name of the user's is proven. */
	hasProven: boolean;
	/** Something waits for its proof. */
	hasUnverified: boolean;
}

export function contactFactsOf(settings: ContactSettings, rows: readonly ContactFlagRow[]): ContactFacts {
	const flags = new Map(rows.map((row) => [row.key, row]));
	const flagged = settings.fields.filter((field) => {
		const flag = flags.get(flagKey(settings, field, "OWN"));
		return flag?.status === "REGISTERED" && flag.storage === field.storage && (!isProvable(field) || flag.provenHash);
	});
	const has = (key: string) => flagged.some((field) => field.key === key);
	const types = settings.types.filter(({ isOn }) => isOn);
	const requiredInfo = [...new Set(types.flatMap(({ fieldKeys }) => fieldKeys))];
	return {
		types: types.filter(({ fieldKeys }) => fieldKeys.every(has)).map(({ key }) => key),
		requiredInfo,
		hasRequiredInfo: requiredInfo.every(has),
		hasProven: flagged.some(isProvable),
		hasUnverified: settings.fields.some((field) => flags.get(flagKey(settings, field, "NEW"))?.status === "WAITING"),
	};
}
