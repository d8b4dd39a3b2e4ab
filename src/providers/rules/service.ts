// Delivery routes: which accounts a message is tried with, and the changes of the rules behind that.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { refusedBy } from "../../db";
import { findDriver } from "../../drivers";
import { invalid } from "../../errors";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { inboxAccount } from "../accounts/built-in";
import { type Account, rememberedAccounts } from "../accounts/remembered";
import { listAccounts } from "../accounts/service";
import { firstMatch, type RouteQuery } from "./choose";
import { placeOfMoved, placeOfNew, renumber } from "./priorities";
import { getRoute, rememberedRoutes } from "./read";
import type { DeliveryRouteInput } from "./schema";
import { type DeliveryRoute, deliveryRouteProviders, deliveryRoutes } from "./table";

interface ChosenAccounts {
	/** The rule that chose them; null for those that are tried without one. */
	routeId: string | null;
	/** In the order in which they are to be tried. Empty: the rule's are all switched off, or there are none at all. */
	accounts: Account[];
}

/**
 * The accounts of the first rule that matches. Without one: all active accounts of the channel, the oldest first; in
 * development, where there are none of those either, the inbox. Reads D1 once in 30 s.
 */
export async function chooseAccounts(ctx: Ctx, query: RouteQuery): Promise<ChosenAccounts> {
	const chosen = await choose(ctx, query);
	if (chosen.routeId === null || chosen.accounts.length > 0) return chosen;
	// Rules and accounts are remembered apart, so a rule may be older than its accounts. Both are read anew before a
	// message is given up for that.
	rememberedRoutes.forget(ctx);
	rememberedAccounts.forget(ctx);
	return choose(ctx, query);
}

async function choose(ctx: Ctx, query: RouteQuery): Promise<ChosenAccounts> {
	const [routes, { active, all }] = await Promise.all([rememberedRoutes.get(ctx), rememberedAccounts.get(ctx)]);
	const rule = firstMatch(routes, query, (id) => all.get(id)?.driver.channels);
	const candidates = rule ? rule.providers.map((id) => active.get(id)) : [...active.values()];
	const accounts = candidates.filter((account) => account?.driver.channels.includes(query.channel)) as Account[];
	if (rule) return { routeId: rule.id, accounts };
	return { routeId: null, accounts: accounts.length === 0 && ctx.env.isDevelopment ? [inboxAccount()] : accounts };
}

export async function createRoute(ctx: Ctx, input: DeliveryRouteInput): Promise<DeliveryRoute> {
	await checkProviders(ctx, input);
	const id = newId("deliveryRoute", ctx.now());
	const row = {
		id,
		name: input.name,
		...input.conditions,
		priority: placeOfNew(input.priority),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	await write(ctx, () =>
		ctx.db.batch([
			ctx.db.insert(deliveryRoutes).values(row),
			logChange(ctx, "create", row),
			ctx.db.insert(deliveryRouteProviders).values(providerRows(id, input)),
			renumber(ctx),
		]),
	);
	return getRoute(ctx, id);
}

/** Sets everything; the priority alone stays when it is left out. */
export async function replaceRoute(ctx: Ctx, id: string, input: DeliveryRouteInput): Promise<DeliveryRoute> {
	const before = await getRoute(ctx, id);
	await checkProviders(ctx, input);
	const changes = {
		name: input.name,
		...input.conditions,
		...(input.priority === undefined ? {} : { priority: placeOfMoved(input.priority) }),
		lastUpdatedAt: ctx.now(),
	};
	await write(ctx, () =>
		ctx.db.batch([
			ctx.db.update(deliveryRoutes).set(changes).where(eq(deliveryRoutes.id, id)),
			logChange(ctx, "update", before),
			ctx.db.delete(deliveryRouteProviders).where(eq(deliveryRouteProviders.routeId, id)),
			ctx.db.insert(deliveryRouteProviders).values(providerRows(id, input)),
			renumber(ctx),
		]),
	);
	return getRoute(ctx, id);
}

export async function deleteRoute(ctx: Ctx, id: string): Promise<void> {
	const before = await getRoute(ctx, id);
	await write(ctx, () =>
		ctx.db.batch([
			ctx.db.delete(deliveryRoutes).where(eq(deliveryRoutes.id, id)),
			logChange(ctx, "delete", before),
			renumber(ctx),
		]),
	);
}

/** Every provider is there and of use for the rule, and every channel that the rule names has one. */
async function checkProviders(ctx: Ctx, { conditions, providers }: DeliveryRouteInput): Promise<void> {
	const accounts = new Map((await listAccounts(ctx)).map((row) => [row.id, row]));
	const channelsOf = (id: string) => findDriver(accounts.get(id)?.driverId ?? "", ctx.env)?.channels ?? [];
	for (const [index, id] of providers.entries()) {
		if (!accounts.has(id)) throw invalid(`providers.${index}`, "There is no provider account with this id.");
		if (conditions.channels.length > 0 && !channelsOf(id).some((channel) => conditions.channels.includes(channel))) {
			throw invalid(`providers.${index}`, `This account doesn't send by ${conditions.channels.join(" or ")}.`);
		}
	}
	const unserved = conditions.channels.find((channel) => !providers.some((id) => channelsOf(id).includes(channel)));
	if (unserved) throw invalid("conditions.channels", `None of the providers sends by ${unserved}.`);
}

const providerRows = (routeId: string, { providers }: DeliveryRouteInput) =>
	providers.map((accountId, position) => ({ routeId, position, accountId }));

const write = (ctx: Ctx, run: () => Promise<unknown>): Promise<unknown> =>
	run()
		.catch(refusedBy(refusals))
		.finally(() => rememberedRoutes.forget(ctx));

const refusals = {
	"delivery_routes.name": () => invalid("name", "Another delivery route has this name."),
	"FOREIGN KEY": () => invalid("providers", "One of the accounts, or the route itself, was deleted just now."),
};

const logChange = (ctx: Ctx, verb: "create" | "update" | "delete", row: { id: string; name: string }) =>
	logStatement(ctx, {
		eventType: `system.delivery_route.${verb}`,
		target: [{ id: row.id, type: "DeliveryRoute", displayName: row.name }],
	});
