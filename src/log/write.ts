// Writing the System Log: beside a change in the same batch, or in bulk as the guards' events come off the queue.
import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { Db } from "../db";
import { type LogEvent, type LogFacts, toLogEvent } from "./event";
import { logEvents } from "./table";

/** D1 takes a statement of 100 bound parameters; one JSON array carries more events than that in a single one. */
const eventsPerStatement = 100;

/** What a verb says of its own event; who asked and when comes from the context. */
type OwnFacts = Pick<LogFacts, "eventType" | "target" | "debugData"> & Partial<Pick<LogFacts, "actor" | "outcome">>;

/**
 * The statement that logs what this request changed. Put it in the batch right behind the change: it writes nothing
 * when the statement before it changed no row, so a conditional update is logged exactly when it took place.
 */
export function logStatement(ctx: Ctx, facts: OwnFacts) {
	return insertEvents(ctx.db, [ownEvent(ctx, facts)], sql`changes() > 0`);
}

/** The statement that logs what took place whatever the batch before it changes, such as a message that was sent. */
export const factStatement = (ctx: Ctx, facts: OwnFacts) => insertEvents(ctx.db, [ownEvent(ctx, facts)], sql`true`);

/**
 * Logs where D1 isn't written, such as a message that was refused. The queue has the event when this resolves, and the
 * guards' events go the same way.
 */
export async function queueEvent(ctx: Ctx, facts: OwnFacts): Promise<void> {
	await ctx.env.bindings.LOG_QUEUE.send([ownEvent(ctx, facts)]);
}

/** Writes events that may have come before: each one is in the table once, by its uuid. */
export async function ingestEvents(db: Db, events: readonly LogEvent[]): Promise<void> {
	for (let start = 0; start < events.length; start += eventsPerStatement) {
		await insertEvents(db, events.slice(start, start + eventsPerStatement), sql`true`);
	}
}

const ownEvent = (ctx: Ctx, facts: OwnFacts): LogEvent =>
	toLogEvent({
		uuid: crypto.randomUUID(),
		published: ctx.now(),
		outcome: { result: "SUCCESS" },
		actor: {
			id: ctx.actor.id,
			type: ctx.actor.role === "SYSTEM" ? "SystemPrincipal" : "ApiToken",
			displayName: ctx.actor.name,
		},
		client: ctx.client,
		requestId: ctx.requestId,
		requestUri: ctx.requestUri,
		...(ctx.actor.role === "SYSTEM" ? {} : { apiTokenId: ctx.actor.id }),
		...facts,
	});

/** NULL is the next seq. The condition also keeps SQLite from reading ON CONFLICT as part of a join. */
const insertEvents = (db: Db, events: readonly LogEvent[], condition: SQL) =>
	db
		.insert(logEvents)
		.select(
			sql`SELECT NULL, value ->> 'uuid', CAST(ROUND(unixepoch(value ->> 'published', 'subsec') * 1000) AS INTEGER),
				value ->> 'eventType', value
				FROM json_each(${JSON.stringify(events)}) WHERE ${condition}`,
		)
		.onConflictDoNothing();
