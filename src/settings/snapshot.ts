// All values that count for a scope, read in one query and remembered for 30 s.
import { sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { Remembered } from "../remembered";
import { defaultScope } from "./catalogue";
import { properties } from "./table";
import type { Snapshot } from "./values";

interface Found {
	scope: string;
	name: string;
	locale: string;
	value: string;
	base: string | null;
}

/** By an application's id, or `default`. */
export const rememberedSnapshot = new Remembered<Snapshot>(readSnapshot);

/** The settings of an application, by default of who is asking: the one whose token it is, otherwise the default's. */
export const settingsFor = (ctx: Ctx, applicationId?: string): Promise<Snapshot> =>
	rememberedSnapshot.get(ctx, applicationId ?? (ctx.actor.kind === "application" ? ctx.actor.id : defaultScope));

/** An unknown scope has the values of the default. */
export async function readSnapshot(ctx: Ctx, scope: string): Promise<Snapshot> {
	const rows = await ctx.db.all<Found>(sql`
		SELECT scope, name, locale, value, base
		FROM ${properties}, (SELECT (SELECT base FROM property_scopes WHERE property_scopes.scope = ${scope}) AS base)
		WHERE scope IN (${scope}, base, ${defaultScope}, '')`);
	const layers = new Map<string, Map<string, Map<string, string>>>();
	for (const { scope, name, locale, value } of rows) {
		const values = layers.get(scope) ?? new Map<string, Map<string, string>>();
		layers.set(scope, values);
		values.set(name, (values.get(name) ?? new Map<string, string>()).set(locale, value));
	}
	const order = new Set([scope, rows[0]?.base ?? scope, defaultScope, ""]);
	return {
		scope,
		layers: [...order].map((layer) => ({ scope: layer, values: layers.get(layer) ?? new Map() })),
	};
}
