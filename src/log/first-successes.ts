// When factors were first verified: a question to the log, for a handful of factors.
import { sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { openForSearch } from "../db";
import type { EventType } from "./event-types";
import { logEvents } from "./table";

const verification = "user.authentication.auth_via_mfa" satisfies EventType;

/** @returns factor id → epoch ms of the first successful verification since then */
export async function firstSuccesses(
	ctx: Ctx,
	factorIds: readonly string[],
	since: number,
): Promise<Map<string, number>> {
	const rows = await openForSearch(ctx.env.bindings.DB).all<{ factorId: string; at: number }>(sql`
		SELECT event ->> '$.target[1].id' AS factorId, min(published) AS at FROM ${logEvents}
			WHERE event_type = ${verification} AND published >= ${since} AND event ->> '$.outcome.result' = 'SUCCESS'
			AND factorId IN (SELECT value FROM json_each(${JSON.stringify(factorIds)})) GROUP BY factorId`);
	return new Map(rows.map(({ factorId, at }) => [factorId, at]));
}
