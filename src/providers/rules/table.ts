// Delivery routes as stored, and the accounts that each one tries.
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Channel } from "../../messages/message";
import type { RequestType } from "../../messages/purpose";

export const deliveryRoutes = sqliteTable("delivery_routes", {
	id: text("id").primaryKey(),
	name: text("name").notNull(),
	/** 1, 2, 3 …: see priorities.ts. */
	priority: integer("priority").notNull(),
	channels: text("channels", { mode: "json" }).$type<Channel[]>().notNull(),
	destinationCountries: text("destination_countries", { mode: "json" }).$type<string[]>().notNull(),
	originCountries: text("origin_countries", { mode: "json" }).$type<string[]>().notNull(),
	requestTypes: text("request_types", { mode: "json" }).$type<RequestType[]>().notNull(),
	createdAt: integer("created_at").notNull(),
	lastUpdatedAt: integer("last_updated_at").notNull(),
});

export const deliveryRouteProviders = sqliteTable(
	"delivery_route_providers",
	{
		routeId: text("route_id").notNull(),
		/** From 0: the order in which they are tried. */
		position: integer("position").notNull(),
		accountId: text("account_id").notNull(),
	},
	(table) => [primaryKey({ columns: [table.routeId, table.position] })],
);

/** A route with the ids of its accounts, in order. */
export type DeliveryRoute = typeof deliveryRoutes.$inferSelect & { providers: string[] };
