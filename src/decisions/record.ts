// Recording decisions, noting that a challenge was passed, and deleting what is too old.
import { and, eq, gt, inArray, lt } from "drizzle-orm";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { newId } from "../ids";
import { challengeTypes } from "../policies/challenge/checkpoints";
import type { Decided } from "../policies/challenge/decide";
import { alertStatement } from "./alerts";
import type { Gathered } from "./gather";
import { keptMs } from "./history";
import type { ClientFacts } from "./schema";
import { decisions } from "./table";

/** One row, before the answer, and the events of its alerts in the same batch. Returns its id. */
export async function recordDecision(
	ctx: Ctx,
	{ facts, asked }: Gathered,
	decided: Decided,
	{ latitude, longitude }: ClientFacts,
	revision: number,
): Promise<string> {
	const id = newId("decision", ctx.now());
	const { checkpoint, action, score, alerts } = decided;
	const row = ctx.db.insert(decisions).values({
		id,
		decidedAt: ctx.now(),
		checkpoint,
		action,
		score,
		userId: facts.userId ?? null,
		applicationId: facts.applicationId ?? null,
		device: facts.device ?? null,
		ipAddress: facts.ipAddress ?? null,
		latitude: latitude ?? null,
		longitude: longitude ?? null,
		revision,
		facts,
		asked,
	});
	// A batch of one statement would cost more than the statement.
	if (alerts.length === 0) await row;
	else await ctx.db.batch([row, alertStatement(ctx, id, decided, facts)]);
	return id;
}

/** A challenge is passed within this time, or it's another login's. */
const passedWithinMs = 60 * 60_000;

/** The user passed the challenge, so the sign-in was a good one. The guard judged the code; nothing is judged here. */
export async function passDecision(ctx: Ctx, id: string): Promise<void> {
	const [passed] = await ctx.db
		.update(decisions)
		.set({ passedAt: ctx.now() })
		.where(
			and(
				eq(decisions.id, id),
				eq(decisions.checkpoint, "POST_AUTHENTICATION"),
				inArray(decisions.action, ["CHALLENGE", ...challengeTypes]),
				gt(decisions.decidedAt, ctx.now() - passedWithinMs),
				ctx.actor.kind === "application" ? eq(decisions.applicationId, ctx.actor.id) : undefined,
			),
		)
		.returning({ id: decisions.id });
	if (!passed) throw notFound("Decision", id);
}

/** Statements stay short, so that decisions can be recorded between them. */
const rowsPerStatement = 1_000;

/** If the run is cut short, the next night's goes on. */
export async function deleteOldDecisions(ctx: Ctx): Promise<void> {
	const old = ctx.db
		.select({ id: decisions.id })
		.from(decisions)
		.where(lt(decisions.decidedAt, ctx.now() - keptMs))
		.limit(rowsPerStatement);
	for (;;) {
		const { meta } = await ctx.db.delete(decisions).where(inArray(decisions.id, old));
		if (meta.changes < rowsPerStatement) return;
	}
}
