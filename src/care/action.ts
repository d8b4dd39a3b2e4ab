// An action of customer care on D1: claim, change and log entry are one batch, so each of them is there or none.
import { type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../context";
import { wrongStatus } from "../errors";
import type { EventType } from "../log/event-types";
import { logStatement, type OwnFacts } from "../log/write";
import { type User, userParty } from "../users/user";
import { type Claim, claimStatement, forgetClaims, refuseSpent } from "./claim";
import type { CareNote } from "./schema";

/** What a slice gives for an action: whether there is something to do, and the statements that do it. */
export interface Part {
	isThere: SQL;
	statements: readonly BatchItem<"sqlite">[];
}

export interface CareAction {
	claim: Claim;
	user: User;
	eventType: EventType;
	note: CareNote;
	/** More for the log. */
	details?: Record<string, string>;
	parts: readonly Part[];
}

/** The event of an action. Its first target is the user, so the user's timeline has it. */
export const careFacts = ({ user, eventType, note, details }: Omit<CareAction, "claim" | "parts">): OwnFacts => ({
	eventType,
	target: [userParty(user)],
	debugData: { reason: note.reason, ...(note.ticket === undefined ? {} : { ticket: note.ticket }), ...details },
});

/** Refuses what can't be done now, before anything is touched: 429 at the cap, E0000107 if there is nothing to do. */
export async function refuseAction(ctx: Ctx, { claim, parts }: Pick<CareAction, "claim" | "parts">): Promise<void> {
	if (!(await refuseSpent(ctx, claim, isPossible(parts)))) throw wrongStatus("already-so");
}

/** Of equal actions at once, D1 takes the first. The others find nothing to do. */
export async function takeAction(ctx: Ctx, action: CareAction): Promise<void> {
	const { claim, parts } = action;
	const [taken] = await ctx.db.batch([
		claimStatement(ctx, claim, isPossible(parts)),
		logStatement(ctx, careFacts(action)),
		...parts.flatMap(({ statements }) => statements),
		forgetClaims(ctx, claim),
	]);
	if (taken.length > 0) return;
	await refuseSpent(ctx, claim);
	throw wrongStatus("already-so");
}

const isPossible = (parts: readonly Part[]): SQL =>
	sql`(${sql.join(
		parts.map(({ isThere }) => isThere),
		sql` OR `,
	)})`;
