// Reads factors: one, all of a user, and the catalogue of what can be enrolled.
import { and, asc, eq } from "drizzle-orm";
import { findAuthenticator, listAuthenticators } from "../authenticators/service";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { getUserById } from "../users/service";
import { type User, userParty } from "../users/user";
import { isSent, sentAuthenticators } from "./contact";
import { sentTypes } from "./schema";
import { type Factor, factors } from "./table";

export async function findFactor(ctx: Ctx, userId: string, factorId: string): Promise<Factor | null> {
	const [row] = await ctx.db
		.select()
		.from(factors)
		.where(and(eq(factors.id, factorId), eq(factors.userId, userId)));
	return row ?? null;
}

export async function getFactor(ctx: Ctx, userId: string, factorId: string): Promise<Factor> {
	const row = await findFactor(ctx, userId, factorId);
	if (!row) throw notFound("Factor", factorId);
	return row;
}

export async function listFactors(ctx: Ctx, userId: string): Promise<Factor[]> {
	await getUserById(ctx, userId);
	return ctx.db.select().from(factors).where(eq(factors.userId, userId)).orderBy(asc(factors.id));
}

export interface CatalogEntry {
	factorType: Factor["factorType"];
	provider: Factor["provider"];
	vendorName: string;
	status: "NOT_SETUP" | Factor["status"];
}

/** Returns what the user can enroll, with its status. An authenticator counts when it is active and has settings. */
export async function listCatalog(ctx: Ctx, userId: string): Promise<CatalogEntry[]> {
	const [enrolled, authenticators] = await Promise.all([listFactors(ctx, userId), listAuthenticators(ctx)]);
	const active = authenticators.filter((row) => row.status === "ACTIVE");
	const isCustomReady = active.some((row) => row.settings !== null);
	const sent = sentTypes.filter((type) => active.some((row) => row.id === sentAuthenticators[type]));
	const kinds: Pick<CatalogEntry, "factorType" | "provider">[] = [
		...(isCustomReady ? [{ factorType: "token:hotp", provider: "CUSTOM" } as const] : []),
		{ factorType: "token:software:totp", provider: "GOOGLE" },
		{ factorType: "token:software:totp", provider: "OKTA" },
		{ factorType: "question", provider: "OKTA" },
		...sent.map((factorType) => ({ factorType, provider: "OKTA" }) as const),
	];
	return kinds.map((kind) => ({
		...kind,
		vendorName: kind.provider,
		status:
			enrolled.find((row) => row.factorType === kind.factorType && row.provider === kind.provider)?.status ??
			"NOT_SETUP",
	}));
}

/** The factor's name for people: the custom authenticator's name, otherwise the provider's, as with Okta. */
export async function factorName(ctx: Ctx, factor: Factor): Promise<string> {
	if (factor.authenticatorId === null || isSent(factor)) return factor.provider;
	return (await findAuthenticator(ctx, factor.authenticatorId))?.name ?? factor.provider;
}

/** How log events name a factor and its user. */
export const factorTargets = (user: User, factorId: string, name: string) => [
	userParty(user),
	{ id: factorId, type: "AuthenticatorEnrollment", displayName: name },
];
