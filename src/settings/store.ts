// Values of properties in D1, many at a time: those of a file, and all of a scope.
import { and, asc, eq, or, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { defaultScope } from "./catalogue";
import { type PropertyRow, properties } from "./table";

/** D1 takes 2 MB a parameter. */
const mostOfAStatement = 500_000;

type NewValue = Omit<PropertyRow, "lastUpdatedAt">;

/** The statements that set values, for a batch. */
export function setStatements(ctx: Ctx, values: readonly NewValue[]) {
	const parts: NewValue[][] = [];
	let size = mostOfAStatement;
	for (const value of values) {
		if (size >= mostOfAStatement) {
			parts.push([]);
			size = 0;
		}
		parts.at(-1)?.push(value);
		size += JSON.stringify(value).length;
	}
	return parts.map((part) =>
		ctx.db
			.insert(properties)
			.select(
				sql`SELECT value ->> 'scope', value ->> 'name', value ->> 'locale', value ->> 'value', ${ctx.now()}
					FROM json_each(${JSON.stringify(part)}) WHERE true`,
			)
			.onConflictDoUpdate({
				target: [properties.scope, properties.name, properties.locale],
				set: { value: sql`excluded.value`, lastUpdatedAt: sql`excluded.last_updated_at` },
			}),
	);
}

/** The values that are set for a scope in one language. Properties without a scope go with those of the default. */
export const listValues = (ctx: Ctx, scope: string, locale: string): Promise<PropertyRow[]> => {
	const isOwn = eq(properties.scope, scope);
	return ctx.db
		.select()
		.from(properties)
		.where(and(scope === defaultScope ? or(isOwn, eq(properties.scope, "")) : isOwn, eq(properties.locale, locale)))
		.orderBy(asc(properties.scope), asc(properties.name));
};
