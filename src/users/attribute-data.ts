// The attributes of a profile at rest: a merge patch on the way in, and the sealed ones opened on the way out.
import { sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import { openForSearch } from "../db";
import { keyIdOf, type SealedCount } from "../keys/service";
import { type Attribute, type Attributes, attributeNames, isSealed } from "./attributes";

const place = (userId: string, name: string) => `users.attributes.${name}:${userId}`;

/** Returns what a profile says of the attributes, as a JSON merge patch (RFC 7396): null removes one. */
export async function attributePatch(
	ctx: Ctx,
	userId: string,
	profile: { [Name in Attribute]?: string | null | undefined },
): Promise<Record<string, string | null>> {
	const named = attributeNames.filter((name) => profile[name] !== undefined);
	const values = named.map(async (name) => {
		const value = profile[name] || null;
		return value !== null && isSealed(name) ? seal(ctx.env.sealKeys, place(userId, name), value) : value;
	});
	const written = await Promise.all(values);
	return Object.fromEntries(named.map((name, index) => [name, written[index]!]));
}

/** Opens what is sealed of the stored attributes. */
export async function openAttributes(ctx: Ctx, userId: string, stored: Attributes): Promise<Attributes> {
	const opened = Object.entries(stored).map(
		async ([name, value]) =>
			[name, isSealed(name) ? await open(ctx.env.sealKeys, place(userId, name), value) : value] as const,
	);
	return Object.fromEntries(await Promise.all(opened));
}

/** How many sealed attributes each key has sealed. They have no column of their own (`countSealed` in src/keys/). */
export async function countSealedAttributes(ctx: Ctx): Promise<SealedCount[]> {
	const names = JSON.stringify(attributeNames.filter(isSealed));
	const counts = await openForSearch(ctx.env.bindings.DB).all<{ keyId: string; count: number }>(sql`
		SELECT ${keyIdOf(sql`each.value`)} AS "keyId", count(*) AS count FROM users, json_each(users.attributes) AS each
		WHERE each.key IN (SELECT value FROM json_each(${names})) GROUP BY 1 ORDER BY 1`);
	return counts.map((one) => ({ table: "users", column: "attributes", ...one }));
}
