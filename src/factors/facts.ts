// What decisions ask about a user's factors: a statement for a batch of somebody else's, and what its rows say.
import { and, eq, type SQL, sql } from "drizzle-orm";
import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { isStoppedIn } from "../delivery/replies/stops";
import { type ChallengeType, challengeTypes } from "../policies/challenge/checkpoints";
import { type Factor, factors } from "./table";

/** Factor type → how its user is challenged. */
export const challengeTypeOf = {
	sms: "ChallengeSMS",
	call: "ChallengeVoice",
	email: "ChallengeEmail",
	"token:hotp": "ChallengeToken",
	"token:software:totp": "ChallengeToken",
	question: "ChallengeQuestion",
} as const satisfies Record<Factor["factorType"], ChallengeType>;

export const factorFactsStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db
		.select({
			id: factors.id,
			factorType: factors.factorType,
			provider: factors.provider,
			authenticatorId: factors.authenticatorId,
			profile: factors.profile,
			isStopped: isStoppedIn(factors.numberHash),
		})
		.from(factors)
		.where(and(eq(factors.userId, userId), eq(factors.status, "ACTIVE")));

export type ActiveFactor = Pick<Factor, "id" | "factorType" | "provider" | "authenticatorId" | "profile"> & {
	/** No text message goes to its number. */
	isStopped: boolean;
};

/** For a statement of somebody else's: the hashes of the numbers that the user's factors send text messages to. */
export const numbersOfFactors = (userId: string): SQL =>
	sql`SELECT ${factors.numberHash} FROM ${factors}
		WHERE ${factors.userId} = ${userId} AND ${factors.numberHash} IS NOT NULL`;

/** The types of the factors that can be used at the moment, in the order in which they are preferred. */
export async function availableTypesOf(ctx: Ctx, rows: readonly ActiveFactor[]): Promise<ChallengeType[]> {
	const inactive = await inactiveAuthenticatorIds(ctx);
	const usable = rows.filter(
		({ authenticatorId, isStopped }) => !isStopped && (authenticatorId === null || !inactive.includes(authenticatorId)),
	);
	return [...new Set(Object.values(challengeTypeOf))].filter((type) =>
		usable.some((row) => challengeTypeOf[row.factorType] === type),
	);
}

/** Wrong codes in a row, by challenge type. What the user's guard doesn't name has none. */
export const failuresOf = (counted: Readonly<Record<string, number>>): Record<ChallengeType, number> =>
	Object.fromEntries(challengeTypes.map((type) => [type, counted[type] ?? 0])) as Record<ChallengeType, number>;
