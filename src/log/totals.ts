// How many events there were in each hour. The rows are counted when events are stored, so nobody counts the log.
import { and, asc, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { EventType } from "./event-types";
import { logTotals } from "./table";

export const hourMs = 60 * 60 * 1000;

/** Epoch ms. An hour counts if a part of it lies in the window. */
export interface Window {
	since: number;
	until: number;
}

export interface HourlyTotal {
	/** Epoch ms: when the hour begins. */
	at: number;
	result: string;
	events: number;
}

interface Only {
	eventType?: string | undefined;
	result?: string | undefined;
}

/** Events by hour and outcome, the oldest hour first. Hours without an event have no row. */
export const hourlyTotals = (ctx: Ctx, window: Window, { eventType, result }: Only = {}): Promise<HourlyTotal[]> =>
	ctx.db
		.select({ at, result: logTotals.result, events })
		.from(logTotals)
		.where(
			and(
				...within(window),
				eventType === undefined ? undefined : sql`${logTotals.eventType} = ${eventType}`,
				result === undefined ? undefined : sql`${logTotals.result} = ${result}`,
			),
		)
		.groupBy(logTotals.hour, logTotals.result)
		.orderBy(asc(logTotals.hour));

/** The same for several kinds of events at once: each kind is a name for some event types. */
export const hourlyTotalsByKind = <Kind extends string>(
	ctx: Ctx,
	window: Window,
	kinds: Readonly<Record<Kind, readonly EventType[]>>,
): Promise<(HourlyTotal & { kind: Kind })[]> => {
	const named = Object.entries<readonly EventType[]>(kinds);
	const cases = named.map(([kind, types]) => sql`WHEN ${inArray(logTotals.eventType, [...types])} THEN ${kind}`);
	const kind = sql<Kind>`CASE ${sql.join(cases, sql.raw(" "))} END`;
	const types = named.flatMap(([, some]) => some);
	return ctx.db
		.select({ at, kind: kind.as("kind"), result: logTotals.result, events })
		.from(logTotals)
		.where(and(...within(window), inArray(logTotals.eventType, types)))
		.groupBy(logTotals.hour, sql`kind`, logTotals.result)
		.orderBy(asc(logTotals.hour));
};

const at = sql<number>`${logTotals.hour} * ${sql.raw(String(hourMs))}`.as("at");
const events = sql<number>`SUM(${logTotals.events})`.as("events");

const within = ({ since, until }: Window): SQL[] => [
	gte(logTotals.hour, Math.floor(since / hourMs)),
	lt(logTotals.hour, Math.ceil(until / hourMs)),
];
