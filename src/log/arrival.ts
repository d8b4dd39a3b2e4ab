// Tells which events the log has, so that whoever sent them may forget them.
import { sql } from "drizzle-orm";
import type { Db } from "../db";
import { logEvents } from "./table";

/** A JSON array carries all these uuids in a single parameter. */
const uuidsPerStatement = 500;

/** Returns those of the uuids that are in the log. */
export async function arrivedUuids(db: Db, uuids: readonly string[]): Promise<ReadonlySet<string>> {
	const arrived = new Set<string>();
	for (let start = 0; start < uuids.length; start += uuidsPerStatement) {
		const asked = JSON.stringify(uuids.slice(start, start + uuidsPerStatement));
		const rows = await db
			.select({ uuid: logEvents.uuid })
			.from(logEvents)
			.where(sql`${logEvents.uuid} IN (SELECT value FROM json_each(${asked}))`);
		for (const { uuid } of rows) arrived.add(uuid);
	}
	return arrived;
}
