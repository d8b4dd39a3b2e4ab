// An operator's claim to act: at most so many in an hour, exact also for requests at once, because D1 decides.
import { and, eq, lte, type SQL, sql } from "drizzle-orm";
import { type Ctx, hasPermission, type Permission } from "../context";
import { caredTooOften, forbidden } from "../errors";
import { newId } from "../ids";
import { actorParty, apiTokenIdOf } from "../log/actor";
import { queueOnce } from "../log/once";
import { actionsPerHour, careActions, hourMs } from "./table";

export interface Claim {
	id: string;
	operatorId: string;
	/** For the statements of the action: whether D1 has taken the claim. */
	isTaken: SQL;
}

/**
 * Nothing is taken yet. A token counts for itself, also where it acts for an application.
 * @param permission what the action asks for beyond the role; without it, the operator gets 403 E0000006
 */
export function newClaim(ctx: Ctx, permission?: Permission): Claim {
	if (permission !== undefined && !hasPermission(ctx.actor, permission)) throw forbidden();
	const operatorId = apiTokenIdOf(ctx.actor) ?? ("id" in ctx.actor ? ctx.actor.id : null);
	if (operatorId === null) throw forbidden();
	const id = newId("careAction", ctx.now());
	return { id, operatorId, isTaken: sql`EXISTS (SELECT 1 FROM ${careActions} WHERE ${careActions.id} = ${id})` };
}

const countOf = ({ operatorId }: Claim, now: number) =>
	sql<number>`(SELECT count(*) FROM ${careActions} WHERE ${isRecent(operatorId, now)})`;

const isRecent = (operatorId: string, now: number) =>
	sql`${careActions.operatorId} = ${operatorId} AND ${careActions.takenAt} > ${now - hourMs}`;

/** Takes the claim, if the operator has one left and the condition holds. */
export const claimStatement = (ctx: Ctx, claim: Claim, condition: SQL = sql`true`) =>
	ctx.db
		.insert(careActions)
		.select(
			sql`SELECT ${claim.id}, ${claim.operatorId}, ${ctx.now()}
				WHERE ${countOf(claim, ctx.now())} < ${actionsPerHour} AND ${condition}`,
		)
		.returning({ id: careActions.id });

/** Nobody needs to know more of an operator than the last hour. */
export const forgetClaims = (ctx: Ctx, { operatorId }: Claim) =>
	ctx.db
		.delete(careActions)
		.where(and(eq(careActions.operatorId, operatorId), lte(careActions.takenAt, ctx.now() - hourMs)));

/** Takes a claim for what D1 doesn't decide. Throws 429 when the operator has none left. */
export async function takeClaim(ctx: Ctx, claim: Claim): Promise<void> {
	const [taken] = await ctx.db.batch([claimStatement(ctx, claim), forgetClaims(ctx, claim)]);
	if (taken.length > 0) return;
	await refuseSpent(ctx, claim);
	throw caredTooOften(1);
}

/** Gives a claim back whose action did nothing. */
export async function giveBack(ctx: Ctx, { id }: Claim): Promise<void> {
	await ctx.db.delete(careActions).where(eq(careActions.id, id));
}

/**
 * Throws 429 when the operator has none left in this hour. The log is told once a minute.
 * @returns whether the condition holds
 */
export async function refuseSpent(ctx: Ctx, claim: Claim, condition: SQL = sql`true`): Promise<boolean> {
	const now = ctx.now();
	const [found] = await ctx.db.all<{ taken: number; first: number | null; holds: number }>(sql`
		SELECT ${countOf(claim, now)} AS taken, ${condition} AS holds,
			(SELECT min(${careActions.takenAt}) FROM ${careActions} WHERE ${isRecent(claim.operatorId, now)}) AS first`);
	if (found && found.taken >= actionsPerHour) {
		queueOnce(ctx, `care:${claim.operatorId}`, {
			eventType: "system.operation.rate_limit.violation",
			outcome: { result: "DENY", reason: "CARE_LIMIT" },
			target: [actorParty(ctx.actor)],
		});
		throw caredTooOften(Math.ceil(((found.first ?? now) + hourMs - now) / 1000));
	}
	return found?.holds === 1;
}
