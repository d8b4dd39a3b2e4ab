// Lists of deliveries, the newest first. Every filter has an index in the order of the ids.
import { and, desc, eq, exists, getTableColumns, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { keyedHash } from "../../crypto/digest";
import { firstIdAt } from "../../ids";
import type { Channel, DeliveryStatus } from "../../messages/message";
import { type DeliveryRow, deliveries, deliveryTries } from "./table";

export interface DeliveryFilter {
	userId?: string | undefined;
	/** As `destinationHashOf` gives it. */
	destinationHash?: string | undefined;
	/** An account that was tried. */
	accountId?: string | undefined;
	/** A hook that was tried. */
	hookId?: string | undefined;
	status?: DeliveryStatus | undefined;
	channel?: Channel | undefined;
	/** Epoch ms. */
	since?: number | undefined;
	until?: number | undefined;
	/** The id of the delivery that the list begins after. */
	after?: string | undefined;
}

/** A number has one hash, and an address has one for each way to write it. */
export const destinationHashOf = ({ env }: Ctx, destination: string): Promise<string> =>
	keyedHash(env.lookupKey, "deliveries.destination", destination);

/** To whom codes were sent there in the last 30 days. */
export async function usersOfDestination(ctx: Ctx, destination: string): Promise<string[]> {
	const rows = await ctx.db
		.selectDistinct({ userId: deliveries.userId })
		.from(deliveries)
		.where(eq(deliveries.destinationHash, await destinationHashOf(ctx, destination)));
	return rows.flatMap(({ userId }) => userId ?? []);
}

/** For a statement of somebody else's: the hashes of where codes were sent to the user by SMS in the last 30 days. */
export const destinationsOfUser = (userId: string): SQL =>
	sql`SELECT ${deliveries.destinationHash} FROM ${deliveries}
		WHERE ${deliveries.userId} = ${userId} AND ${deliveries.channel} = 'SMS'`;

const ownFilters = ["destinationHash", "userId", "hookId", "status", "channel"] as const;

/** Where most deliveries end: a filter of another status leaves few. */
const usualStatuses: ReadonlySet<DeliveryStatus> = new Set(["sent", "delivered"]);

export function listDeliveryRows(ctx: Ctx, filter: DeliveryFilter, limit: number): Promise<DeliveryRow[]> {
	const { accountId, since, until, after } = filter;
	const leader = leaderOf(filter);
	const isByTries = leader === "accountId";
	const id = isByTries ? deliveryTries.deliveryId : deliveries.id;
	const isTried = and(eq(deliveryTries.accountId, accountId ?? ""), eq(deliveryTries.deliveryId, deliveries.id));
	const all = ctx.db.select(getTableColumns(deliveries)).from(deliveries).$dynamic();
	return (isByTries ? all.innerJoin(deliveryTries, isTried) : all)
		.where(
			and(
				...ownFilters.map((name) => isEqual(name, filter[name], name === leader)),
				accountId === undefined || isByTries ? undefined : exists(ctx.db.select().from(deliveryTries).where(isTried)),
				since === undefined ? undefined : gte(id, firstIdAt("delivery", since)),
				until === undefined ? undefined : lt(id, firstIdAt("delivery", until)),
				after === undefined ? undefined : lt(id, after),
			),
		)
		.orderBy(desc(id))
		.limit(limit);
}

/** The filter whose index is read. */
function leaderOf(filter: DeliveryFilter): keyof DeliveryFilter | undefined {
	const { status } = filter;
	const isRare = status !== undefined && !usualStatuses.has(status);
	const order = [
		"destinationHash",
		"userId",
		...(isRare ? (["status"] as const) : []),
		"hookId",
		"accountId",
		"status",
	] as const;
	return order.find((name) => filter[name] !== undefined);
}

/** A plus keeps SQLite from reading this column's index instead of the leader's. */
const isEqual = (name: (typeof ownFilters)[number], value: string | undefined, isLeader: boolean): SQL | undefined =>
	value === undefined ? undefined : sql`${sql.raw(isLeader ? "" : "+")}${deliveries[name]} = ${value}`;
