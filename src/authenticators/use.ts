// How much an authenticator is used: by how many users, and by which policies.
import { asc, eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { authenticatorPolicies, authenticatorUsers } from "./table";

/** Authenticator id → how many users have a factor of it, proven or not. Authenticators without users aren't in it. */
export async function countUsersOfAuthenticators(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
	const rows = await ctx.db.select().from(authenticatorUsers);
	return new Map(rows.map(({ authenticatorId, users }) => [authenticatorId, users]));
}

export async function countUsersOfAuthenticator(ctx: Ctx, id: string): Promise<number> {
	const [row] = await ctx.db.select().from(authenticatorUsers).where(eq(authenticatorUsers.authenticatorId, id));
	return row?.users ?? 0;
}

/** The enrolment policies that offer it or ask for it. While they do, it can't be switched off or deleted. */
export const listPoliciesOfAuthenticator = (ctx: Ctx, id: string): Promise<{ id: string; name: string }[]> =>
	ctx.db
		.select({ id: authenticatorPolicies.policyId, name: authenticatorPolicies.policyName })
		.from(authenticatorPolicies)
		.where(eq(authenticatorPolicies.authenticatorId, id))
		.orderBy(asc(authenticatorPolicies.priority));
