// Which transactions there were. Where one stands is in its Durable Object.
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { purposes } from "./facts";
import { stateNames } from "./states/state";

export const transactions = sqliteTable("transactions", {
	id: text("id").primaryKey(),
	userId: text("user_id").notNull(),
	applicationId: text("application_id").notNull(),
	purpose: text("purpose", { enum: purposes }).notNull(),
	state: text("state", { enum: stateNames }).notNull(),
	reason: text("reason"),
	createdAt: integer("created_at").notNull(),
	endedAt: integer("ended_at"),
});
