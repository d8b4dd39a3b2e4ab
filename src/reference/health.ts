// Whether the service can do its work: it can when its database answers.
import { sql } from "drizzle-orm";
import * as z from "zod";
import { version } from "../../package.json";
import type { Ctx } from "../context";
import { writeWorkerLog } from "../worker-log";

export const HealthView = z
	.object({
		status: z.enum(["ok", "unavailable"]).meta({ description: "`unavailable` comes with HTTP status 503" }),
		version: z.string().meta({ examples: [version] }),
		time: z.iso.datetime().meta({ description: "The service's clock" }),
	})
	.meta({ id: "Health" });
export type HealthView = z.infer<typeof HealthView>;

/** Asks D1 for nothing but an answer. Why there is none goes to the Worker's own log, not to whoever asks. */
export async function checkHealth(ctx: Ctx): Promise<HealthView> {
	const facts = { version, time: new Date(ctx.now()).toISOString() };
	try {
		await ctx.db.run(sql`SELECT 1`);
		return { status: "ok", ...facts };
	} catch (error) {
		// drizzle names the statement that failed; what went wrong is the cause behind it.
		const cause = String(error instanceof Error ? (error.cause ?? error) : error);
		writeWorkerLog("error", { message: "the database does not answer", cause });
		return { status: "unavailable", ...facts };
	}
}
