// When factors were first verified: a question to the log, for a handful of factors.
import { sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { openForSearch } from "../db";
import type { EventType } from "./event-types";
import { logEvents } from "./table";

const verification = "user.authentication.auth_via_mfa" satisfies EventType;

/**
 * The events of these users are read alone. Their expression is that of an index, letter for letter; `+` keeps SQLite
 * from the index of the types, which has everybody's verifications.
 * @returns factor id → epoch ms of the first successful verification since then
 */
export async function firstSuccesses(
	ctx: Ctx,
	userIds: readonly string[],
	factorIds: readonly string[],
	since: number,
): Promise<Map<string, number>> {
	const rows = await openForSearch(ctx.env.bindings.DB).all<{ factorId: string; at: number }>(sql`
		SELECT event ->> '$.target[1].id' AS factorId, min(published) AS at FROM ${logEvents}
			WHERE event ->> '$.target[0].id' IN (SELECT value FROM json_each(${JSON.stringify(userIds)}))
				AND published >= ${since} AND +event_type = ${verification} AND event ->> '$.outcome.result' = 'SUCCESS'
				AND event ->> '$.target[1].id' IN (SELECT value FROM json_each(${JSON.stringify(factorIds)}))
			GROUP BY event ->> '$.target[1].id'`);
	return new Map(rows.map(({ factorId, at }) => [factorId, at]));
}
