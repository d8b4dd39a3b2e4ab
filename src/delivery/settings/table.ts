// The delivery settings as stored: one row, written by the first change.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { DeliverySettings } from "./schema";

export const deliverySettingsRow = sqliteTable("delivery_settings", {
	/** Always 0. */
	id: integer("id").primaryKey(),
	/** Lacks settings that are newer than the row. */
	value: text("value", { mode: "json" }).$type<Partial<DeliverySettings>>().notNull(),
});
