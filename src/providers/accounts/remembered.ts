// The accounts as every send asks for them.
import { asc } from "drizzle-orm";
import type { Ctx } from "../../context";
import { findDriver } from "../../drivers";
import type { Driver } from "../../drivers/driver";
import { Remembered } from "../../remembered";
import type { BreakerState } from "../breaker";
import { openAccountSecrets } from "./secrets";
import { type ProviderAccountRow, providerAccounts } from "./table";

/** An account with its driver. */
export interface Account {
	id: string;
	name: string;
	driver: Driver;
	config: Record<string, unknown>;
	openSecrets(): Promise<Record<string, unknown>>;
	/** As this isolate knows it: attempts change it here at once, and in D1 after the answer. */
	breaker: BreakerState;
}

interface RememberedAccounts {
	/** The ACTIVE ones by id, the oldest first. */
	active: ReadonlyMap<string, Account>;
	/** Those that are switched off as well: they may still report what they have sent. */
	all: ReadonlyMap<string, Account>;
}

export const rememberedAccounts = new Remembered<RememberedAccounts>(async (ctx) => {
	const rows = await ctx.db.select().from(providerAccounts).orderBy(asc(providerAccounts.id));
	const accounts = rows.flatMap((row) => {
		const account = toAccount(ctx, row);
		return account ? [{ account, isActive: row.status === "ACTIVE" }] : [];
	});
	return {
		active: new Map(accounts.flatMap(({ account, isActive }) => (isActive ? [[account.id, account]] : []))),
		all: new Map(accounts.map(({ account }) => [account.id, account])),
	};
});

/** Null when its driver isn't there: one of development elsewhere, or one that a newer version has dropped. */
export function toAccount(ctx: Ctx, row: ProviderAccountRow): Account | null {
	const driver = findDriver(row.driverId, ctx.env);
	if (!driver) return null;
	const { env } = ctx;
	let secrets: Promise<Record<string, unknown>> | undefined;
	return {
		id: row.id,
		name: row.name,
		driver,
		// A field that came with a newer version gets its default.
		config: driver.config.safeParse(row.config).data ?? row.config,
		openSecrets() {
			secrets ??= openAccountSecrets({ env }, row);
			return secrets;
		},
		breaker: { failures: row.breakerFailures, openUntil: row.breakerOpenUntil },
	};
}
