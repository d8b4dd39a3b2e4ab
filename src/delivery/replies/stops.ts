// Numbers that have answered STOP: which they are, for a send, for an offer, for policies and for people.
import { and, eq, isNotNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { provenHashes } from "../../contacts/facts";
import type { Ctx } from "../../context";
import { destinationsOfUser } from "../records/list";
import { smsReplies } from "./table";

/** @param destinationHash as `destinationHashOf` gives it */
export async function isStopped(ctx: Ctx, destinationHash: string): Promise<boolean> {
	const rows = await ctx.db
		.select({ stoppedAt: smsReplies.stoppedAt })
		.from(smsReplies)
		.where(and(eq(smsReplies.destinationHash, destinationHash), isNotNull(smsReplies.stoppedAt)));
	return rows.length > 0;
}

/** The same within a statement of somebody else's. */
export const isStoppedIn = (destinationHash: SQLWrapper): SQL<boolean> =>
	sql<boolean>`EXISTS (SELECT 1 FROM ${smsReplies}
		WHERE ${smsReplies.destinationHash} = ${destinationHash} AND ${smsReplies.stoppedAt} IS NOT NULL)`.mapWith(Boolean);

/** For a batch of somebody else's: the hashes of those numbers among the user's contact data that are stopped. */
export const stoppedContactsStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db
		.select({ contactHash: smsReplies.contactHash })
		.from(smsReplies)
		.where(and(isNotNull(smsReplies.stoppedAt), sql`${smsReplies.contactHash} IN (${provenHashes(userId)})`));

/**
 * A user's numbers that are stopped: proven contact data, what was sent to in the last 30 days, and those of factors.
 * The longest stopped comes first.
 * @param ofFactors selects their hashes, as `destinationHashOf` gives them: factors are above this room
 */
export const listStops = (ctx: Ctx, userId: string, ofFactors: SQL) =>
	ctx.db
		.select({ numberMasked: smsReplies.numberMasked, stoppedAt: sql<number>`${smsReplies.stoppedAt}` })
		.from(smsReplies)
		.where(
			and(
				isNotNull(smsReplies.stoppedAt),
				sql`(${smsReplies.contactHash} IN (${provenHashes(sql`${userId}`)})
					OR ${smsReplies.destinationHash} IN (${destinationsOfUser(userId)} UNION ${ofFactors}))`,
			),
		)
		.orderBy(smsReplies.stoppedAt);
