// Exporting what an import takes: the values of one scope, in one language or for all.
import type { Ctx } from "../../context";
import { invalid } from "../../errors";
import { findNamed, wholeName } from "../catalogue";
import type { Elsewheres } from "../elsewhere";
import { listValues } from "../store";
import { localeOf } from "../values";
import type { PropertyExportQuery } from "./schema";

/** Secrets aren't exported. A file without them leaves those that are stored. */
export async function exportFile(
	ctx: Ctx,
	elsewheres: Elsewheres,
	{ scope, locale }: PropertyExportQuery,
): Promise<string> {
	const own = locale === undefined ? "" : localeOf(locale);
	if (own === null) throw invalid("locale", "locale-format");
	const rows = await listValues(ctx, scope, own);
	const elsewhere = own === "" ? await valuesElsewhere(ctx, elsewheres, scope) : [];
	const lines = [
		`# Properties of ${scope}${own === "" ? "" : ` in ${own}`}`,
		...[...rows.map((row) => [wholeName(row), row.value] as const), ...elsewhere].map(([name, value]) =>
			value === null ? `# secret kept: ${name}` : [name, value],
		),
	];
	const { stringify } = await import("dot-properties");
	return `${stringify(lines, { latin1: true, lineWidth: null, keySep: "=" })}\n`;
}

async function valuesElsewhere(ctx: Ctx, elsewheres: Elsewheres, scope: string) {
	const kept = await Promise.all(Object.values(elsewheres).map((elsewhere) => elsewhere.read(ctx, scope)));
	return kept
		.flatMap((values) => [...values])
		.map(([name, value]) => [findNamed(name) ? name : wholeName({ scope, name }), value] as const);
}
