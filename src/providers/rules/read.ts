// Reading delivery routes: all in order, one by id, and all as every send asks for them.
import { asc, eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { notFound } from "../../errors";
import { Remembered } from "../../remembered";
import { type DeliveryRoute, deliveryRouteProviders, deliveryRoutes } from "./table";

/** By priority. Both tables are read in one transaction, so that no route is seen without its accounts. */
export async function listRoutes(ctx: Ctx, id?: string): Promise<DeliveryRoute[]> {
	const [routes, providers] = await ctx.db.batch([
		ctx.db
			.select()
			.from(deliveryRoutes)
			.where(id === undefined ? undefined : eq(deliveryRoutes.id, id))
			.orderBy(asc(deliveryRoutes.priority)),
		ctx.db
			.select()
			.from(deliveryRouteProviders)
			.where(id === undefined ? undefined : eq(deliveryRouteProviders.routeId, id))
			.orderBy(asc(deliveryRouteProviders.position)),
	]);
	return routes.map((row) => ({
		...row,
		providers: providers.filter(({ routeId }) => routeId === row.id).map(({ accountId }) => accountId),
	}));
}

export async function getRoute(ctx: Ctx, id: string): Promise<DeliveryRoute> {
	const [route] = await listRoutes(ctx, id);
	if (!route) throw notFound("DeliveryRoute", id);
	return route;
}

export const rememberedRoutes = new Remembered<readonly DeliveryRoute[]>((ctx) => listRoutes(ctx));
