// How the accounts do, for people: who works, who fails, and which channels nobody serves.
import type { Ctx } from "../context";
import { findDriver } from "../drivers";
import { type Channel, channels } from "../messages/message";
import { listAccounts, type ProviderAccountRow } from "./accounts/service";
import { breakerPhase } from "./breaker";

export interface AccountHealth {
	id: string;
	name: string;
	/** As its company is called. */
	provider: string;
	channels: readonly Channel[];
	/** off: an administrator has switched it off. down: left out by its breaker, or probed. */
	state: "fine" | "failing" | "down" | "off";
	/** In a row, since the last success. */
	failures: number;
	breaker: ReturnType<typeof breakerPhase>;
	/** Epoch ms: until when nothing is sent through it; null unless it is down. */
	openUntil: number | null;
}

/** All accounts whose drivers there are, the oldest first. As D1 has it, so a few seconds behind the isolates. */
export const listAccountHealth = async (ctx: Ctx): Promise<AccountHealth[]> =>
	(await listAccounts(ctx)).flatMap((row) => healthOf(ctx, row) ?? []);

/** Null when the account's driver is missing. */
export function healthOf(ctx: Ctx, row: ProviderAccountRow): AccountHealth | null {
	const { id, name, driverId, status, breakerFailures: failures, breakerOpenUntil: openUntil } = row;
	const driver = findDriver(driverId, ctx.env);
	if (!driver) return null;
	const working = failures > 0 ? "failing" : "fine";
	const state = status === "INACTIVE" ? "off" : openUntil === null ? working : "down";
	const breaker = breakerPhase({ failures, openUntil }, ctx.now());
	return { id, name, provider: driver.title, channels: driver.channels, state, failures, breaker, openUntil };
}

/** The channels for which no account is switched on. */
export const channelsWithoutAccount = (accounts: readonly AccountHealth[]): Channel[] =>
	channels.filter((channel) => !accounts.some(({ state, channels: own }) => state !== "off" && own.includes(channel)));
