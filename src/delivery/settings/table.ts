// The delivery settings as stored: one row, which is there once somebody has changed them.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { DeliverySettings } from "./schema";

export const deliverySettingsRow = sqliteTable("delivery_settings", {
	/** Always 0. */
	id: integer("id").primaryKey(),
	/** Without what came to the settings after the row was written. */
	value: text("value", { mode: "json" }).$type<Partial<DeliverySettings>>().notNull(),
});
