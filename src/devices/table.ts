// Registered devices as stored: a mark that belongs to a user and a device together.
import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const registeredDevices = sqliteTable(
	"registered_devices",
	{
		id: text("id").primaryKey(),
		/** The row goes with the user. */
		userId: text("user_id").notNull(),
		/** `deviceHash` of its token. */
		device: text("device").notNull(),
		registeredAt: integer("registered_at").notNull(),
	},
	({ userId, device }) => [uniqueIndex("registered_devices_user").on(userId, device)],
);
export type RegisteredDeviceRow = typeof registeredDevices.$inferSelect;
