// What an administrator may set of delivery, with what holds until then. One row.
import { eq } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import type { Ctx } from "../context";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";

const country = z.string().regex(/^[A-Z]{2}$/, "must be an ISO 3166 code of two capital letters");

export const DeliverySettings = z.object({
	allowedCountries: z
		.array(country)
		.max(250)
		.nullable()
		.default(null)
		.meta({ description: "Countries that SMS and calls go to; null: all of them" }),
	whenHookFails: z
		.enum(["FALL_BACK", "FAIL"])
		.default("FALL_BACK")
		.meta({ description: "What happens to a message that the active telephony hook didn't take" }),
	confirmWithinSeconds: z.int().min(10).max(300).nullable().default(null).meta({
		description: "Without a receipt or a right code by then the next provider gets the same code; null: never",
	}),
	conversionMode: z
		.enum(["block", "observe"])
		.default("block")
		.meta({ description: "What happens to a number range whose codes are hardly ever answered" }),
	originHost: z
		.string()
		.regex(/^[a-z0-9.-]{1,253}$/, "must be a host name")
		.nullable()
		.default(null)
		.meta({ description: "Host that SMS codes are bound to by a last line for browsers; null: none" }),
});
export type DeliverySettings = z.infer<typeof DeliverySettings>;

const table = sqliteTable("delivery_settings", {
	id: integer("id").primaryKey(),
	value: text("value", { mode: "json" }).$type<DeliverySettings>().notNull(),
});

export async function readDeliverySettings(ctx: Ctx): Promise<DeliverySettings> {
	const [row] = await ctx.db.select().from(table).where(eq(table.id, 0));
	return DeliverySettings.parse(row?.value ?? {});
}

/** As every send asks for them. */
export const deliverySettings = new Remembered<DeliverySettings>(readDeliverySettings);

export async function replaceDeliverySettings(ctx: Ctx, settings: DeliverySettings): Promise<DeliverySettings> {
	await ctx.db.batch([
		ctx.db
			.insert(table)
			.values({ id: 0, value: settings })
			.onConflictDoUpdate({ target: table.id, set: { value: settings } }),
		logStatement(ctx, {
			eventType: "system.delivery_settings.update",
			target: [{ id: "delivery", type: "Settings", displayName: "Delivery settings" }],
		}),
	]);
	deliverySettings.forget(ctx);
	return settings;
}
