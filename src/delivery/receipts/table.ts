// The timeline of a delivery as stored: each status that a provider reported for its try.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { deliveryStatuses } from "../../messages/message";

export const deliveryReceipts = sqliteTable(
	"delivery_receipts",
	{
		deliveryId: text("delivery_id").notNull(),
		/** The provider account that reported. */
		accountId: text("account_id").notNull(),
		status: text("status", { enum: deliveryStatuses }).notNull(),
		/** The provider's word or code. */
		detail: text("detail"),
		receivedAt: integer("received_at").notNull(),
	},
	(table) => [primaryKey({ columns: [table.deliveryId, table.accountId, table.status] })],
);
