// The report of an import as a file: a line for each token, page by page. CSV for spreadsheets, NDJSON for programs.
import type { Ctx } from "../context";
import type { Language } from "../languages";
import { csvParts } from "../web/csv";
import { Download } from "../web/download";
import type { ImportRowView } from "./schema";
import { allImportRows, getImport } from "./service";
import { toImportRowView } from "./view";

const columns = ["row", "serial", "user", "userId", "factorId", "result", "reason", "text"] as const;

/** @param language of the sentences that say what is wrong */
export async function importReport(
	ctx: Ctx,
	id: string,
	format: "CSV" | "NDJSON",
	language: Language,
): Promise<Download> {
	await getImport(ctx, id);
	const name = `token-import-${id}`;
	async function* pages<Line>(lineOf: (view: ImportRowView) => Line): AsyncGenerator<Line[]> {
		for await (const rows of allImportRows(ctx, id)) yield rows.map((row) => lineOf(toImportRowView(row, language)));
	}
	return format === "CSV"
		? new Download(`${name}.csv`, "text/csv; charset=utf-8", csvParts(columns, pages(cellsOf)))
		: new Download(`${name}.ndjson`, "application/x-ndjson", ndjson(pages((view) => JSON.stringify(view))));
}

const cellsOf = (view: ImportRowView): string[] => columns.map((column) => String(view[column] ?? ""));

async function* ndjson(pages: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
	for await (const lines of pages) yield lines.map((line) => `${line}\n`).join("");
}
