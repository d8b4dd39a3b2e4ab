// What a file seems to be, by its beginning: format, columns and first tokens. No secret comes out.
import Papa from "papaparse";
import { ApiError, apiErrorIn } from "../../errors";
import type { Cause } from "../../errors/cause";
import type { Unlocking } from "../../otp/pskc/container";
import { type ColumnChoice, type ColumnName, columnNames, type Layout, layoutOf } from "./columns";
import { guessDelimiter } from "./csv";
import { type FileChoices, type FileFormat, formatOf, readTokens } from "./read";
import { type FileEncoding, readBeginning } from "./text";
import type { FileToken } from "./token";

export interface FileLook {
	format: FileFormat;
	encoding: FileEncoding;
	/** Of CSV. */
	table: FileTable | null;
	/** The first ones. */
	tokens: Omit<FileToken, "secret">[];
	/** What has to be told before the file can be read: its columns, a password or a key. */
	missing: Cause | null;
	/** As the file was looked at, for the upload. */
	choices: FileChoices;
}

export interface FileTable {
	delimiter: string;
	hasHeader: boolean;
	columns: { title: string | null; sample: string; holds: ColumnName | null }[];
	/** Which columns we would take, whatever somebody has chosen. */
	guess: ColumnChoice;
}

/** How much of a file is enough. */
export const lookedBytes = 64 * 1024;
const mostTokens = 5;

/** @throws ApiError for a file that can't be read whatever somebody tells of it, and for a wrong password */
export async function lookAtFile(
	{ bytes, isWhole }: { bytes: Uint8Array; isWhole: boolean },
	given: FileChoices,
	unlocking: Unlocking,
): Promise<FileLook> {
	const { text, encoding } = readBeginning(bytes, isWhole, given.encoding ?? null);
	const format = formatOf(text, given.format);
	const table = format === "CSV" ? lookAtTable(text, given) : null;
	const choices = table === null ? given : { ...given, ...chosenIn(table, given) };
	// A line that is cut says nothing, unless it is most of the beginning.
	const end = text.lastIndexOf("\n") + 1;
	const lines = isWhole || table === null || end < text.length / 2 ? text : text.slice(0, end);
	return { format, encoding, table, choices, ...(await readFirst(lines, isWhole, choices, unlocking)) };
}

/** Columns that are chosen by their numbers say nothing of a header, and a header alone says nothing of its columns. */
function chosenIn({ hasHeader, guess }: FileTable, given: FileChoices): Partial<FileChoices> {
	if (given.columns !== undefined) return { hasHeader };
	return given.hasHeader === undefined || Object.keys(guess).length === 0 ? {} : { columns: guess };
}

function lookAtTable(text: string, choices: FileChoices): FileTable {
	const delimiter = choices.delimiter ?? guessDelimiter(text);
	const { data } = Papa.parse(text, { delimiter, preview: 2, skipEmptyLines: "greedy" });
	const [first = [], second = []] = data;
	const guessed = layoutIfAny(first, {}, null);
	const hasHeader = choices.hasHeader ?? guessed?.hasHeader ?? !first.some((field) => /\d/.test(field));
	const layout = choices.columns === undefined ? guessed : layoutIfAny(first, choices.columns, hasHeader);
	const holds = new Map(columnNames.map((name) => [layout?.places[name], name]));
	const guess = Object.entries(guessed?.places ?? {}).map(([name, place]) => [name, place + 1]);
	return {
		delimiter,
		hasHeader,
		guess: Object.fromEntries(guess),
		columns: first.map((field, place) => ({
			title: hasHeader ? field.trim() : null,
			sample: holds.get(place) === "secret" ? hidden : shownSample((hasHeader ? second[place] : field) ?? ""),
			holds: holds.get(place) ?? null,
		})),
	};
}

/** Null for a table whose columns nobody has told yet. */
function layoutIfAny(first: readonly string[], columns: ColumnChoice, hasHeader: boolean | null): Layout | null {
	try {
		return layoutOf(first, columns, hasHeader);
	} catch (error) {
		if (error instanceof ApiError) return null;
		throw error;
	}
}

/** A long text of one alphabet may be a secret, in whichever column it stands. */
const maybeSecret = /^[A-Za-z0-9+/=_ :-]{16,}$/;
const hidden = "••••••••";
const longestSample = 40;

const shownSample = (text: string) => (maybeSecret.test(text.trim()) ? hidden : text.trim().slice(0, longestSample));

const shownToken = ({ secret: _, serial, user, ...token }: FileToken): Omit<FileToken, "secret"> => ({
	...token,
	serial: serial && shownSample(serial),
	user: user && shownSample(user),
});

/** Reasons that ask for something. */
const asking = new Set(["import-columns", "pskc-key-missing"]);

/** Reads it as text, because the last character of a beginning may be cut. */
async function readFirst(text: string, isWhole: boolean, choices: FileChoices, unlocking: Unlocking) {
	const utf8Choices = { ...choices, encoding: "UTF-8" } as const;
	const tokens: FileLook["tokens"] = [];
	let missing: Cause | null = null;
	try {
		for await (const some of readTokens(new Response(text).body!, utf8Choices, unlocking)) {
			tokens.push(...some.slice(0, mostTokens - tokens.length).map(shownToken));
		}
	} catch (error) {
		const cause = apiErrorIn(error)?.causes[0];
		const isCutByUs = cause?.reason === "import-file-broken-off" && !isWhole;
		if (cause === undefined || !(isCutByUs || asking.has(cause.reason))) throw error;
		if (!isCutByUs) missing = cause;
	}
	return { tokens, missing };
}
