// Tables as CSV that a spreadsheet opens as it is: with a byte order mark, and without formulas. PURE.
import Papa from "papaparse";

type Row = readonly string[];

/** Without it, Excel takes UTF-8 for the machine's own encoding. */
const byteOrderMark = "\ufeff";

/** The full-width signs begin a formula in Japanese spreadsheets. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** A table whose rows come page by page. */
export async function* csvParts(head: Row, pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
	yield byteOrderMark + lines([head]);
	for await (const rows of pages) yield lines(rows);
}

/** The last line has its end, so that further ones can follow. */
const lines = (rows: readonly Row[]): string =>
	rows.length === 0 ? "" : `${Papa.unparse(rows, { escapeFormulae: formulaStart })}\r\n`;
