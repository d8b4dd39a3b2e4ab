// Contact data in our own database: sealed values, which change in one batch with their flags.
import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import type { ContactStorage } from "./storage";
import { contactValues } from "./table";

/** User and key are in it, so a value that is moved to another user or field doesn't open. */
const place = (userId: string, key: string) => `contacts.value:${userId}/${key}`;

/** Opens what was sealed under this key of the user. */
export const openContactValue = (ctx: Ctx, userId: string, key: string, valueSealed: string): Promise<string> =>
	open(ctx.env.sealKeys, place(userId, key), valueSealed);

export const database: ContactStorage = {
	async read(ctx, { id }, keys) {
		if (keys.length === 0) return new Map();
		const rows = await ctx.db
			.select()
			.from(contactValues)
			.where(
				and(
					eq(contactValues.userId, id),
					sql`${contactValues.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
				),
			);
		return new Map(
			await Promise.all(
				rows.map(async ({ key, valueSealed }) => [key, await openContactValue(ctx, id, key, valueSealed)] as const),
			),
		);
	},

	async write(ctx, { id: userId }, key, value, { kept }) {
		if (value === null) {
			const isThis = and(eq(contactValues.userId, userId), eq(contactValues.key, key));
			await ctx.db.batch([ctx.db.delete(contactValues).where(isThis), ...kept]);
			return;
		}
		const valueSealed = await seal(ctx.env.sealKeys, place(userId, key), value);
		const change = ctx.db
			.insert(contactValues)
			.values({ userId, key, valueSealed })
			.onConflictDoUpdate({ target: [contactValues.userId, contactValues.key], set: { valueSealed } });
		// The flags go first: where one ends a value, a trigger keeps that value for the notice about it.
		const [first, ...others] = [...kept, change];
		await ctx.db.batch([first ?? change, ...others]);
	},
};
