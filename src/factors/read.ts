// Reads factors: one, all of a user, and the catalogue of what can be enrolled.
import { and, asc, eq } from "drizzle-orm";
import { findAuthenticator, listAuthenticators } from "../authenticators/service";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { type EnrollSetting, settingOf, strongestOf } from "../policies/enrollment/evaluate";
import { effectivePolicy } from "../policies/enrollment/read";
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
	enrollment: "OPTIONAL" | "REQUIRED";
}

/**
 * Returns what the user's policy lets the user enroll, with its status. An authenticator counts when it is active and
 * has settings. Authenticator apps and questions belong to no authenticator, so no policy speaks of them.
 */
export async function listCatalog(ctx: Ctx, userId: string): Promise<CatalogEntry[]> {
	const [enrolled, authenticators, { offered }] = await Promise.all([
		listFactors(ctx, userId),
		listAuthenticators(ctx),
		effectivePolicy(ctx, userId),
	]);
	const active = authenticators.filter((row) => row.status === "ACTIVE");
	const settingOfAll = (rows: typeof active) => strongestOf(rows.map(({ id }) => settingOf(offered, id)));
	const kinds: (Pick<CatalogEntry, "factorType" | "provider"> & { enrollment: EnrollSetting })[] = [
		{
			factorType: "token:hotp",
			provider: "CUSTOM",
			enrollment: settingOfAll(active.filter((row) => row.settings !== null)),
		},
		{ factorType: "token:software:totp", provider: "GOOGLE", enrollment: "OPTIONAL" },
		{ factorType: "token:software:totp", provider: "OKTA", enrollment: "OPTIONAL" },
		{ factorType: "question", provider: "OKTA", enrollment: "OPTIONAL" },
		...sentTypes.map((factorType) => ({
			factorType,
			provider: "OKTA" as const,
			enrollment: settingOfAll(active.filter((row) => row.id === sentAuthenticators[factorType])),
		})),
	];
	return kinds.flatMap(({ enrollment, ...kind }) => {
		if (enrollment === "NOT_ALLOWED") return [];
		const factor = enrolled.find((row) => row.factorType === kind.factorType && row.provider === kind.provider);
		return [{ ...kind, vendorName: kind.provider, status: factor?.status ?? "NOT_SETUP", enrollment }];
	});
}

/** The factor's name for people: the custom authenticator's name, otherwise the provider's, as with Okta. */
export async function factorName(ctx: Ctx, factor: Factor): Promise<string> {
	if (factor.authenticatorId === null || isSent(factor)) return factor.provider;
	return (await findAuthenticator(ctx, factor.authenticatorId))?.name ?? factor.provider;
}

/** How log events name a factor and its user. */
export const factorTargets = (user: Pick<User, "id" | "login" | "displayName">, factorId: string, name: string) => [
	userParty(user),
	{ id: factorId, type: "AuthenticatorEnrollment", displayName: name },
];
