// The report of an import as a file: a line for each token, page by page. CSV for spreadsheets, NDJSON for programs.
import Papa from "papaparse";
import type { Ctx } from "../context";
import { replyHeaders } from "../web/reply";
import { allImportRows, getImport } from "./service";
import { toImportRowView } from "./view";

const columns = ["row", "serial", "user", "userId", "factorId", "result", "reason", "text"] as const;

/** Also the full-width signs, which Japanese spreadsheets read as formulas. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** Spreadsheets take a file for UTF-8 by this sign. */
const byteOrderMark = "\ufeff";

export async function importReport(ctx: Ctx, id: string, format: "CSV" | "NDJSON"): Promise<Response> {
	await getImport(ctx, id);
	const name = `token-import-${id}.${format === "CSV" ? "csv" : "ndjson"}`;
	const type = format === "CSV" ? "text/csv; charset=utf-8" : "application/x-ndjson";
	const headers = { "content-type": type, "content-disposition": `attachment; filename="${name}"` };
	return new Response(streamOf(lines(ctx, id, format)), { headers: replyHeaders(ctx, headers) });
}

async function* lines(ctx: Ctx, id: string, format: "CSV" | "NDJSON"): AsyncGenerator<string> {
	if (format === "CSV") yield `${byteOrderMark}${columns.join(",")}\r\n`;
	for await (const rows of allImportRows(ctx, id)) {
		const views = rows.map(toImportRowView);
		if (format === "NDJSON") yield views.map((view) => `${JSON.stringify(view)}\n`).join("");
		else {
			const cells = views.map((view) => columns.map((column) => view[column] ?? ""));
			yield `${Papa.unparse(cells, { escapeFormulae: formula })}\r\n`;
		}
	}
}

/** A page is read when the caller has taken the page before. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			const { value, done } = await texts.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		async cancel() {
			await texts.return(undefined);
		},
	});
}
