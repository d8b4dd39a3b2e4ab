// Whether the service can work: it can if its database answers.
import { sql } from "drizzle-orm";
import * as z from "zod";
import { version } from "../../package.json";
import type { Ctx } from "../context";
import { isUnavailable } from "../errors";

export const HealthView = z
	.object({
		status: z.enum(["ok", "unavailable"]).meta({ description: "`unavailable` comes with HTTP status 503" }),
		version: z.string().meta({ examples: [version] }),
		time: z.iso.datetime().meta({ description: "The service's clock" }),
	})
	.meta({ id: "Health" });
export type HealthView = z.infer<typeof HealthView>;

/** Asks D1 for nothing but an answer. The reason of a failure goes to the Worker's own log, and not to the caller. */
export async function checkHealth(ctx: Ctx): Promise<HealthView> {
	const facts = { version, time: new Date(ctx.now()).toISOString() };
	try {
		await ctx.db.run(sql`SELECT 1`);
		return { status: "ok", ...facts };
	} catch (error) {
		if (!isUnavailable(error)) throw error;
		return { status: "unavailable", ...facts };
	}
}
