// Authenticators: create, list, rename, set up once, switch on and off, delete. Built-in authenticators stay.
import { and, asc, eq, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { refusedBy, violatedConstraint } from "../db";
import { enabledInPolicies, immutable, invalid, notFound } from "../errors";
import { newId } from "../ids";
import type { EventType } from "../log/event-types";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";
import { isBuiltInAuthenticator } from "./built-in";
import type { AuthenticatorInput, AuthenticatorReplacement, OtpSettings } from "./schema";
import { type AuthenticatorRow, authenticators } from "./table";
import { listPoliciesOfAuthenticator } from "./use";

export type { AuthenticatorRow };

export async function createAuthenticator(
	ctx: Ctx,
	input: AuthenticatorInput,
	options: { activate: boolean },
): Promise<AuthenticatorRow> {
	const row: AuthenticatorRow = {
		id: newId("authenticator", ctx.now()),
		key: input.key,
		name: input.name,
		status: options.activate ? "ACTIVE" : "INACTIVE",
		settings: input.settings ?? null,
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	await ctx.db
		.batch([ctx.db.insert(authenticators).values(row), logLifecycle(ctx, "create", row)])
		.catch(refusedBy(refusals));
	if (!options.activate) rememberedInactiveIds.forget(ctx);
	return row;
}

export const listAuthenticators = (ctx: Ctx): Promise<AuthenticatorRow[]> =>
	ctx.db.select().from(authenticators).orderBy(asc(authenticators.id));

export async function findAuthenticator(ctx: Ctx, id: string): Promise<AuthenticatorRow | null> {
	const [row] = await ctx.db.select().from(authenticators).where(eq(authenticators.id, id));
	return row ?? null;
}

export async function getAuthenticator(ctx: Ctx, id: string): Promise<AuthenticatorRow> {
	const row = await findAuthenticator(ctx, id);
	if (!row) throw notFound("Authenticator", id);
	return row;
}

/** Changes the name. Settings may be given too, if none are set yet or if they are the same. */
export async function replaceAuthenticator(
	ctx: Ctx,
	id: string,
	input: AuthenticatorReplacement,
): Promise<AuthenticatorRow> {
	const found = await getAuthenticator(ctx, id);
	if (input.key !== undefined && input.key !== found.key) throw immutable("key");
	const before = input.settings === undefined ? found : await setOtpSettings(ctx, id, input.settings);
	const [updated] = await ctx.db
		.batch([
			ctx.db
				.update(authenticators)
				.set({ name: input.name, lastUpdatedAt: ctx.now() })
				.where(and(eq(authenticators.id, id), ne(authenticators.name, input.name)))
				.returning(),
			logLifecycle(ctx, "update", before),
		])
		.catch(refusedBy(refusals));
	forgetRemembered(ctx);
	return updated[0] ?? before;
}

/** Sets the OTP settings once. The same values again are accepted, a different value is refused: 403 E0000078. */
export async function setOtpSettings(ctx: Ctx, id: string, settings: OtpSettings): Promise<AuthenticatorRow> {
	const before = await getAuthenticator(ctx, id);
	if (isBuiltInAuthenticator(before)) throw notFound("AuthenticatorMethod", "otp");
	const [updated] = await ctx.db.batch([
		ctx.db
			.update(authenticators)
			.set({ settings, lastUpdatedAt: ctx.now() })
			.where(and(eq(authenticators.id, id), isNull(authenticators.settings)))
			.returning(),
		logLifecycle(ctx, "update", before),
	]);
	forgetRemembered(ctx);
	if (updated[0]) return updated[0];
	const current = await getAuthenticator(ctx, id);
	const changed = changedField(current.settings, settings);
	if (changed !== null) throw immutable(changed);
	return current;
}

export async function setAuthenticatorStatus(
	ctx: Ctx,
	id: string,
	status: "ACTIVE" | "INACTIVE",
): Promise<AuthenticatorRow> {
	const before = await getAuthenticator(ctx, id);
	const [updated] = await ctx.db
		.batch([
			ctx.db
				.update(authenticators)
				.set({ status, lastUpdatedAt: ctx.now() })
				.where(and(eq(authenticators.id, id), ne(authenticators.status, status)))
				.returning(),
			logLifecycle(ctx, status === "ACTIVE" ? "activate" : "deactivate", before),
		])
		.catch(namePolicies(ctx, id))
		// The policy may have let go of it meanwhile.
		.catch(refusedBy({ "FOREIGN KEY": () => enabledInPolicies([]) }));
	forgetRemembered(ctx);
	if (!updated[0]) throw invalid("status", "authenticator-already", { status });
	return updated[0];
}

/**
 * Deletes an authenticator without enrolments that no policy offers. D1's foreign keys decide, so no enrolment and no
 * policy at the same time is lost.
 */
export async function deleteAuthenticator(ctx: Ctx, id: string): Promise<void> {
	const before = await getAuthenticator(ctx, id);
	if (isBuiltInAuthenticator(before)) throw invalid("authenticator", "authenticator-built-in");
	await ctx.db
		.batch([ctx.db.delete(authenticators).where(eq(authenticators.id, id)), logLifecycle(ctx, "delete", before)])
		.catch(namePolicies(ctx, id))
		.catch(refusedBy(refusals));
	forgetRemembered(ctx);
}

/** For the `catch` of a write: where policies hold the authenticator, the refusal names them. */
const namePolicies =
	(ctx: Ctx, id: string) =>
	async (error: unknown): Promise<never> => {
		if (violatedConstraint(error) !== "FOREIGN KEY") throw error;
		const policies = await listPoliciesOfAuthenticator(ctx, id);
		throw policies.length === 0 ? error : enabledInPolicies(policies.map(({ name }) => name));
	};

const rememberedInactiveIds = new Remembered<readonly string[]>(async (ctx) => {
	const rows = await ctx.db
		.select({ id: authenticators.id })
		.from(authenticators)
		.where(eq(authenticators.status, "INACTIVE"));
	return rows.map((row) => row.id);
});

const rememberedAuthenticators = new Remembered<AuthenticatorRow>(getAuthenticator);

/** The authenticator as it was at most 30 s ago. Its settings never change once they are set. */
export const recentAuthenticator = (ctx: Ctx, id: string): Promise<AuthenticatorRow> =>
	rememberedAuthenticators.get(ctx, id);

/** For a write whose authenticator was read before: by now it may be switched off. */
export const isActiveAuthenticator = (id: string): SQL => sql`EXISTS (SELECT 1 FROM ${authenticators}
	WHERE ${authenticators.id} = ${id} AND ${authenticators.status} = 'ACTIVE')`;

/** After every change, so that it counts at once in this isolate. */
function forgetRemembered(ctx: Ctx): void {
	rememberedInactiveIds.forget(ctx);
	rememberedAuthenticators.forget(ctx);
}

/** Returns the ids of the authenticators that are switched off. D1 is read every 30 s at the most. */
export const inactiveAuthenticatorIds = (ctx: Ctx): Promise<readonly string[]> => rememberedInactiveIds.get(ctx);

/** The same, where nothing has to be read for them. */
export const recallInactiveIds = (ctx: Ctx): readonly string[] | undefined => rememberedInactiveIds.recall(ctx);

function changedField(current: OtpSettings | null, wanted: OtpSettings): string | null {
	const before: Record<string, unknown> = { ...current };
	return Object.entries(wanted).find(([field, value]) => before[field] !== value)?.[0] ?? null;
}

const refusals = {
	"authenticators.name": () => invalid("name", "authenticator-name-taken"),
	"FOREIGN KEY": () => invalid("authenticator", "authenticator-in-use"),
};

const logLifecycle = (
	ctx: Ctx,
	verb: "create" | "update" | "activate" | "deactivate" | "delete",
	row: AuthenticatorRow,
) =>
	logStatement(ctx, {
		eventType: `security.authenticator.lifecycle.${verb}` satisfies EventType,
		target: [{ id: row.id, type: "Authenticator", displayName: row.name }],
	});
