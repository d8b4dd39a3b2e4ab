// The accounts that every send asks for, remembered for 30 s.
import { asc } from "drizzle-orm";
import type { Ctx } from "../../context";
import { findDriver } from "../../drivers";
import type { Driver } from "../../drivers/driver";
import { Remembered } from "../../remembered";
import type { BreakerState } from "../breaker";
import { type ProviderAccountRow, providerAccounts } from "./table";

/** An account with its driver. */
export interface Account {
	id: string;
	name: string;
	driver: Driver;
	config: Record<string, unknown>;
	/** See `rememberedSecrets`. */
	secretsSealed: string | null;
	/** The state in D1. `breakerOf` knows what tries have changed since then. */
	storedBreaker: BreakerState;
}

export interface KnownAccounts {
	/** The ACTIVE ones by id, the oldest first. */
	active: ReadonlyMap<string, Account>;
	/** All accounts, because an account that is switched off may still report what it has sent. */
	all: ReadonlyMap<string, Account>;
}

export const rememberedAccounts = new Remembered<KnownAccounts>(readAccounts);

/** The same as D1 has it now. */
export async function readAccounts(ctx: Ctx): Promise<KnownAccounts> {
	const rows = await ctx.db.select().from(providerAccounts).orderBy(asc(providerAccounts.id));
	const accounts = rows.flatMap((row) => {
		const account = toAccount(ctx, row);
		return account ? [{ account, isActive: row.status === "ACTIVE" }] : [];
	});
	return {
		active: new Map(accounts.flatMap(({ account, isActive }) => (isActive ? [[account.id, account]] : []))),
		all: new Map(accounts.map(({ account }) => [account.id, account])),
	};
}

/** Returns null when the driver is missing: it exists in development only, or a newer version dropped it. */
export function toAccount(ctx: Ctx, row: ProviderAccountRow): Account | null {
	const driver = findDriver(row.driverId, ctx.env);
	if (!driver) return null;
	return {
		id: row.id,
		name: row.name,
		driver,
		// A field that came with a newer version gets its default.
		config: driver.config.safeParse(row.config).data ?? row.config,
		secretsSealed: row.secretsSealed,
		storedBreaker: { failures: row.breakerFailures, openUntil: row.breakerOpenUntil },
	};
}
