// Writing the System Log: in one batch with a change, or in bulk when the guards' events come from the queue.
import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { Db } from "../db";
import { actorParty, apiTokenIdOf, transactionOf } from "./actor";
import { type LogEvent, type LogFacts, toLogEvent } from "./event";
import { inMessages, inParts } from "./messages";
import { logEvents } from "./table";

/** D1 allows 100 bound parameters per statement, and 2 MB a parameter. One JSON array carries all these events. */
const mostOfAStatement = { events: 100, bytes: 1_000_000 };

/** What a verb tells about its event. Who asked, and when, comes from the context. */
export type OwnFacts = Pick<LogFacts, "eventType" | "target" | "debugData"> &
	Partial<Pick<LogFacts, "actor" | "outcome" | "uuid">>;

/**
 * Returns the statement that logs a change of this request. Put it in the batch right behind the change. It writes
 * nothing if the statement before it changed no row, so a conditional update is logged exactly when it took place.
 */
export function logStatement(ctx: Ctx, facts: OwnFacts) {
	return insertEvents(ctx.db, [ownEvent(ctx, facts)], sql`changes() > 0`);
}

/** Returns the statement that logs a fact, such as a sent message, whatever the statement before it changed. */
export const factStatement = (ctx: Ctx, facts: OwnFacts) => insertEvents(ctx.db, [ownEvent(ctx, facts)], sql`true`);

/**
 * Returns the statement that logs many facts. Give each an id: a batch that is made twice then logs them once.
 * @param condition on `value`, the event: whether it took place
 */
export const logManyStatement = (ctx: Ctx, facts: readonly OwnFacts[], condition: SQL) =>
	insertEvents(
		ctx.db,
		facts.map((fact) => ownEvent(ctx, fact)),
		condition,
	);

/**
 * Logs through the queue, where a request writes nothing to D1, such as the refusal of a message. The queue has the
 * event when this resolves. The guards' events go the same way.
 */
export async function queueEvent(ctx: Ctx, facts: OwnFacts): Promise<void> {
	for (const message of inMessages([ownEvent(ctx, facts)])) await ctx.env.bindings.LOG_QUEUE.send(message);
}

/** Writes events from the queue. An event that comes twice is stored once, by its uuid. */
export async function ingestEvents(db: Db, events: readonly LogEvent[]): Promise<void> {
	for (const part of inParts(events, mostOfAStatement)) await insertEvents(db, part, sql`true`);
}

/** The event of this request, for whoever keeps it until the log has it. */
export const ownEvent = (ctx: Ctx, facts: OwnFacts): LogEvent =>
	toLogEvent({
		uuid: crypto.randomUUID(),
		published: ctx.now(),
		outcome: { result: "SUCCESS" },
		actor: actorParty(ctx.actor),
		transaction: transactionOf(ctx.actor),
		apiTokenId: apiTokenIdOf(ctx.actor),
		client: ctx.client,
		requestId: ctx.requestId,
		requestUri: ctx.requestUri,
		...facts,
	});

/** NULL becomes the next seq. The condition also keeps SQLite from reading ON CONFLICT as part of a join. */
const insertEvents = (db: Db, events: readonly LogEvent[], condition: SQL) =>
	db
		.insert(logEvents)
		.select(
			sql`SELECT NULL, value ->> 'uuid', CAST(ROUND(unixepoch(value ->> 'published', 'subsec') * 1000) AS INTEGER),
				value ->> 'eventType', value
				FROM json_each(${JSON.stringify(events)}) WHERE ${condition}`,
		)
		.onConflictDoNothing();
