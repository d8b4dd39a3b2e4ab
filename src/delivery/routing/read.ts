// Reading delivery routes: all in order, one by id, and all as every send asks for them, remembered in the isolate.
import { asc, eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { notFound } from "../../errors";
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

/** So late, at the most, another isolate sees a change. */
const rememberedMs = 30_000;

const remembered = new WeakMap<D1Database, { routes: readonly DeliveryRoute[]; readAt: number }>();

export async function rememberRoutes(ctx: Ctx): Promise<readonly DeliveryRoute[]> {
	const known = remembered.get(ctx.env.bindings.DB);
	if (known && Math.abs(ctx.now() - known.readAt) < rememberedMs) return known.routes;
	const readAt = ctx.now();
	const routes = await listRoutes(ctx);
	remembered.set(ctx.env.bindings.DB, { routes, readAt });
	return routes;
}

/** To be called after every change: in this isolate it counts at once. */
export function forgetRoutes(ctx: Ctx): void {
	remembered.delete(ctx.env.bindings.DB);
}
