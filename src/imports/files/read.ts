// Reads the tokens of an upload as they arrive, in whichever format.
import { invalid } from "../../errors";
import type { Unlocking } from "../../otp/pskc/container";
import { type CsvChoices, CsvReader } from "./csv";
import { PskcReader } from "./pskc";
import { type FileEncoding, readText } from "./text";
import type { FileToken } from "./token";

export type FileFormat = "PSKC" | "CSV";

export interface FileChoices extends CsvChoices {
	/** Left out: by the first sign. */
	format?: FileFormat;
	encoding?: FileEncoding;
}

/** An upload hands 500 rows over at a time, and one invocation may make 1,000 calls. More tokens come in two files. */
const maxTokens = 250_000;

type Reader = Pick<PskcReader, "end" | "push"> | CsvReader;

/** @throws ApiError for a file that can't be read, and when the file is too large */
export async function* readTokens(
	body: ReadableStream<Uint8Array>,
	choices: FileChoices,
	unlocking: Unlocking,
): AsyncGenerator<FileToken[]> {
	let reader: Reader | null = null;
	let count = 0;
	const counted = (tokens: FileToken[]) => {
		count += tokens.length;
		if (count > maxTokens) throw invalid("file", "import-rows", { maximum: maxTokens });
		return tokens;
	};
	for await (const piece of readText(body, choices.encoding ?? null)) {
		if (reader === null && piece.trim() === "") continue;
		reader ??= readerOf(piece, choices, unlocking);
		const tokens = counted(await reader.push(piece));
		if (tokens.length > 0) yield tokens;
	}
	if (reader !== null) yield counted(await reader.end());
	if (count === 0) throw invalid("file", "import-file-empty");
}

const readerOf = (piece: string, choices: FileChoices, unlocking: Unlocking): Reader =>
	formatOf(piece, choices.format) === "PSKC" ? new PskcReader(unlocking) : new CsvReader(choices);

/** @param given how somebody says that the file is written */
export function formatOf(beginning: string, given: FileFormat | undefined): FileFormat {
	const isXml = /^\ufeff?\s*</.test(beginning);
	const format = given ?? (isXml ? "PSKC" : "CSV");
	if ((format === "PSKC") !== isXml) throw invalid("file", "import-file-type");
	return format;
}
