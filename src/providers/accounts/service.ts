// Provider accounts: create, list, change, switch on and off, delete; and the statements that save their breakers.
import { and, asc, eq, ne, or, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { refusedBy } from "../../db";
import { findDriver } from "../../drivers";
import type { Driver } from "../../drivers/driver";
import { ApiError, immutable, invalid, notFound } from "../../errors";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { type BreakerState, closedBreaker } from "../breaker";
import { isInboxAccount } from "./built-in";
import { releaseAccount } from "./release";
import { type Account, rememberedAccounts } from "./remembered";
import type { ProviderAccountInput, ProviderAccountReplaceInput } from "./schema";
import { openAccountSecrets, sealAccountSecrets } from "./secrets";
import { checkSettings } from "./settings";
import { type ProviderAccountRow, providerAccounts } from "./table";

export type { ProviderAccountRow };

/** The account that sent a message, also when it is switched off now. Returns null when it was deleted. */
export async function findAccount(ctx: Ctx, id: string): Promise<Account | null> {
	return (await rememberedAccounts.get(ctx)).all.get(id) ?? null;
}

/**
 * Statements that save the breaker of an account, for the batch that saves the tries. They write nothing if D1 already
 * has this state, as after most messages. The built-in inbox has none.
 */
export function recordBreaker(ctx: Ctx, account: Pick<Account, "id">, breaker: BreakerState) {
	if (isInboxAccount(account)) return [];
	const { breakerFailures, breakerOpenUntil } = breakerColumns(breaker);
	return [
		ctx.db
			.update(providerAccounts)
			.set({ breakerFailures, breakerOpenUntil })
			.where(
				and(
					eq(providerAccounts.id, account.id),
					or(
						ne(providerAccounts.breakerFailures, breakerFailures),
						sql`${providerAccounts.breakerOpenUntil} IS NOT ${breakerOpenUntil}`,
					),
				),
			),
	];
}

export async function createAccount(
	ctx: Ctx,
	input: ProviderAccountInput,
	options: { activate: boolean },
): Promise<ProviderAccountRow> {
	const { config, secrets } = checkSettings(ctx, getDriver(ctx, input.driver), input);
	const id = newId("providerAccount", ctx.now());
	const row: ProviderAccountRow = {
		id,
		name: input.name,
		driverId: input.driver,
		status: options.activate ? "ACTIVE" : "INACTIVE",
		config,
		secretsSealed: await sealAccountSecrets(ctx, id, secrets),
		secretNames: Object.keys(secrets),
		...breakerColumns(closedBreaker),
		createdAt: ctx.now(),
		lastUpdatedAt: ctx.now(),
	};
	await write(ctx, () => ctx.db.batch([ctx.db.insert(providerAccounts).values(row), logChange(ctx, "create", row)]));
	return row;
}

export const listAccounts = (ctx: Ctx): Promise<ProviderAccountRow[]> =>
	ctx.db.select().from(providerAccounts).orderBy(asc(providerAccounts.id));

export async function getAccount(ctx: Ctx, id: string): Promise<ProviderAccountRow> {
	const [row] = await ctx.db.select().from(providerAccounts).where(eq(providerAccounts.id, id));
	if (!row) throw notFound("ProviderAccount", id);
	return row;
}

/**
 * Sets name and config, and the secrets that are given; the others stay. The breaker closes, because what failed may
 * work now. Throws 409 E0000195 when another change came in between, so that no secret of that change is lost.
 */
export async function replaceAccount(
	ctx: Ctx,
	id: string,
	input: ProviderAccountReplaceInput,
): Promise<ProviderAccountRow> {
	const before = await getAccount(ctx, id);
	if (input.driver !== undefined && input.driver !== before.driverId) throw immutable("driver");
	const stored = await openAccountSecrets(ctx, before);
	const { config, secrets } = checkSettings(ctx, getDriver(ctx, before.driverId), {
		config: input.config,
		secrets: { ...stored, ...input.secrets },
	});
	const changes = {
		name: input.name,
		config,
		secretsSealed: await sealAccountSecrets(ctx, id, secrets),
		secretNames: Object.keys(secrets),
		...breakerColumns(closedBreaker),
		lastUpdatedAt: ctx.now(),
	};
	const isAsRead = and(eq(providerAccounts.id, id), eq(providerAccounts.secretsSealed, before.secretsSealed));
	const [updated] = await write(ctx, () =>
		ctx.db.batch([
			ctx.db.update(providerAccounts).set(changes).where(isAsRead).returning(),
			logChange(ctx, "update", before),
		]),
	);
	if (updated[0]) return updated[0];
	await getAccount(ctx, id);
	throw new ApiError("E0000195", {
		subject: "providerAccount",
		causes: [{ field: "providerAccount", reason: "account-changed" }],
	});
}

/** Switches an account on or off, and closes its breaker. Does nothing if the account already has this status. */
export async function setAccountStatus(
	ctx: Ctx,
	id: string,
	status: ProviderAccountRow["status"],
): Promise<ProviderAccountRow> {
	const before = await getAccount(ctx, id);
	if (status === "ACTIVE") getDriver(ctx, before.driverId);
	const [updated] = await write(ctx, () =>
		ctx.db.batch([
			ctx.db
				.update(providerAccounts)
				.set({ status, ...breakerColumns(closedBreaker), lastUpdatedAt: ctx.now() })
				.where(and(eq(providerAccounts.id, id), ne(providerAccounts.status, status)))
				.returning(),
			logChange(ctx, status === "ACTIVE" ? "activate" : "deactivate", before),
		]),
	);
	if (status === "INACTIVE") await releaseAccount(ctx, before);
	return updated[0] ?? getAccount(ctx, id);
}

/** Deletes an account that no rule names. D1's foreign key decides, so a rule made meanwhile can't lose its account. */
export async function deleteAccount(ctx: Ctx, id: string): Promise<void> {
	const before = await getAccount(ctx, id);
	await write(ctx, () =>
		ctx.db.batch([
			ctx.db.delete(providerAccounts).where(eq(providerAccounts.id, id)),
			logChange(ctx, "delete", before),
		]),
	);
	await releaseAccount(ctx, before);
}

function getDriver(ctx: Ctx, id: string): Driver {
	const driver = findDriver(id, ctx.env);
	if (!driver) throw invalid("driver", "development-driver");
	return driver;
}

const breakerColumns = ({ failures, openUntil }: BreakerState) => ({
	breakerFailures: failures,
	breakerOpenUntil: openUntil,
});

const write = <T>(ctx: Ctx, run: () => Promise<T>): Promise<T> =>
	run()
		.catch(refusedBy(refusals))
		.finally(() => rememberedAccounts.forget(ctx));

const refusals = {
	"provider_accounts.name": () => invalid("name", "account-name-taken"),
	"FOREIGN KEY": () => invalid("providerAccount", "account-in-route"),
};

type Change = "create" | "update" | "activate" | "deactivate" | "delete";

const logChange = (ctx: Ctx, verb: Change, row: ProviderAccountRow) => logStatement(ctx, accountEvent(verb, row));

/** How log events tell what became of an account. */
export const accountEvent = <Verb extends Change | "test">(verb: Verb, row: ProviderAccountRow) => ({
	eventType: `system.provider_account.${verb}` as const,
	target: [{ id: row.id, type: "ProviderAccount", displayName: row.name }],
	debugData: { driver: row.driverId },
});
