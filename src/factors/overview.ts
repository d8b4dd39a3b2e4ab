// A user's factors as people look at them: by their names, with numbers and addresses masked, and whether they count.
import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { maskDestination } from "../phone/mask";
import { destinationOf, isSent, openContact } from "./contact";
import { factorName, listFactors } from "./read";
import type { Factor } from "./table";

export interface FactorSummary
	extends Pick<Factor, "id" | "factorType" | "provider" | "status" | "createdAt" | "lastUpdatedAt"> {
	/** The authenticator's name, otherwise the provider's. */
	name: string;
	/** Where its codes go; null unless codes are sent. */
	maskedContact: string | null;
	/** The authenticator is switched off, so no code counts. */
	isSwitchedOff: boolean;
}

export const summarizeFactors = async (ctx: Ctx, userId: string): Promise<FactorSummary[]> =>
	Promise.all((await listFactors(ctx, userId)).map((factor) => summarizeFactor(ctx, factor)));

export async function summarizeFactor(ctx: Ctx, factor: Factor): Promise<FactorSummary> {
	const { id, factorType, provider, status, createdAt, lastUpdatedAt, authenticatorId } = factor;
	const inactiveIds = await inactiveAuthenticatorIds(ctx);
	return {
		id,
		factorType,
		provider,
		status,
		createdAt,
		lastUpdatedAt,
		name: await factorName(ctx, factor),
		maskedContact: isSent(factor) ? maskDestination(destinationOf(await openContact(ctx, factor))) : null,
		isSwitchedOff: authenticatorId !== null && inactiveIds.includes(authenticatorId),
	};
}
