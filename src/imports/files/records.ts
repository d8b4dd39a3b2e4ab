// Cuts CSV into its records, so that no more than some hundred are in memory. papaparse reads them. PURE.
import { invalid } from "../../errors";

/** No line is longer, with the line breaks inside its quotes. */
export const maxRecordCharacters = 64 * 1024;

/** Takes the text in pieces of any size. */
export class RecordSplitter {
	readonly #delimiter: string;
	#rest = "";
	/** Where the search in `#rest` goes on, and whether it is inside of quotes, or at the beginning of a field. */
	#at = 0;
	#isQuoted = false;
	#isFieldStart = true;

	constructor(delimiter: string) {
		this.#delimiter = delimiter;
	}

	/** @returns the records that are complete now, without their line breaks */
	push(piece: string): string[] {
		this.#rest += piece;
		const records: string[] = [];
		let start = 0;
		for (; this.#at < this.#rest.length; this.#at++) {
			const sign = this.#rest[this.#at]!;
			if (this.#isQuoted) {
				// A doubled quote ends the quotes and begins them again.
				if (sign === '"') this.#isQuoted = false;
				else continue;
				this.#isFieldStart = true;
			} else if (sign === '"' && this.#isFieldStart) {
				this.#isQuoted = true;
			} else if (sign === "\n" || sign === "\r") {
				if (this.#at > start) records.push(this.#rest.slice(start, this.#at));
				start = this.#at + 1;
				this.#isFieldStart = true;
			} else {
				this.#isFieldStart = sign === this.#delimiter;
			}
			if (this.#at - start > maxRecordCharacters) throw tooLarge();
		}
		this.#rest = this.#rest.slice(start);
		this.#at -= start;
		if (this.#rest.length > maxRecordCharacters) throw tooLarge();
		return records;
	}

	/** The last record may have no line break. */
	end(): string[] {
		if (this.#isQuoted) throw invalid("file", "import-file-broken-off");
		return this.#rest === "" ? [] : [this.#rest];
	}
}

const tooLarge = () => invalid("file", "import-record-size", { kib: maxRecordCharacters / 1024 });
