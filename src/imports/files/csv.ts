// Tokens from CSV. papaparse reads some hundred records at a time. PURE.
import Papa from "papaparse";
import { invalid } from "../../errors";
import { because, type Cause } from "../../errors/cause";
import { decodeSecret, type SecretEncoding } from "../../otp/encoding";
import { hashNamed } from "../../otp/pskc/algorithms";
import { type ColumnChoice, type ColumnName, type Layout, layoutOf } from "./columns";
import { maxRecordCharacters, RecordSplitter } from "./records";
import { type FileToken, unreadToken } from "./token";

export interface CsvChoices {
	/** Left out: guessed by the first lines. */
	delimiter?: string;
	hasHeader?: boolean;
	columns?: ColumnChoice;
	secretEncoding: SecretEncoding;
}

const delimiters = [",", ";", "\t", "|"];
const maxColumns = 100;

/** Takes the text in pieces of any size. */
export class CsvReader {
	readonly #choices: CsvChoices;
	#splitter: RecordSplitter | null = null;
	/** The first lines, until the delimiter is known. */
	#sample = "";
	#delimiter = ",";
	#layout: Layout | null = null;
	#width = 0;

	constructor(choices: CsvChoices) {
		this.#choices = choices;
	}

	push(piece: string): FileToken[] {
		if (this.#splitter) return this.#read(this.#splitter.push(piece));
		this.#sample += piece;
		return this.#sample.length < maxRecordCharacters ? [] : this.#begin();
	}

	/** To be called after the last piece. */
	end(): FileToken[] {
		const begun = this.#splitter ? [] : this.#begin();
		return [...begun, ...this.#read(this.#splitter?.end() ?? [])];
	}

	#begin(): FileToken[] {
		this.#delimiter = this.#choices.delimiter ?? guessDelimiter(this.#sample.slice(0, maxRecordCharacters));
		this.#splitter = new RecordSplitter(this.#delimiter);
		const piece = this.#sample;
		this.#sample = "";
		return this.#read(this.#splitter.push(piece));
	}

	#read(records: readonly string[]): FileToken[] {
		if (records.length === 0) return [];
		const options = { delimiter: this.#delimiter, newline: "\n", skipEmptyLines: "greedy" } as const;
		const { data, errors } = Papa.parse(records.join("\n"), options);
		// A quote in a wrong place would make one record of several, so that tokens went missing.
		const isSure = !errors.some(({ type }) => type === "Quotes");
		const rows = isSure ? data : records.flatMap((record) => Papa.parse(record, options).data);
		return rows.flatMap((fields) => this.#take(fields));
	}

	#take(fields: readonly string[]): FileToken[] {
		if (fields.length > maxColumns) throw invalid("file", "import-record-columns", { maximum: maxColumns });
		if (this.#layout === null) {
			this.#layout = layoutOf(fields, this.#choices.columns ?? {}, this.#choices.hasHeader ?? null);
			this.#width = fields.length;
			if (this.#layout.hasHeader) return [];
		}
		return [this.#toToken(this.#layout, fields)];
	}

	#toToken(layout: Layout, fields: readonly string[]): FileToken {
		const { places, periodOrCounter } = layout;
		const at = (place: number | undefined) => (place === undefined ? "" : (fields[place]?.trim() ?? ""));
		const text = (name: ColumnName) => at(places[name]) || null;
		const faults: (Cause | null)[] = [];
		// A line that lacks fields may have the secret in a wrong place. More fields than the header are ignored.
		if (fields.length < this.#width) {
			faults.push(because("token-columns", { actual: fields.length, expected: this.#width }));
		}
		const number = (name: ColumnName, given: string | null) => {
			if (given === null) return null;
			if (/^\d{1,15}$/.test(given)) return Number(given);
			faults.push(because("token-unreadable", { name }));
			return null;
		};
		const type = text("type");
		const protocol = type === null ? null : protocolNamed(type);
		const algorithm = text("algorithm");
		const hash = algorithm === null ? null : hashNamed(algorithm);
		const unknown = type !== null && protocol === null ? type : algorithm !== null && hash === null ? algorithm : null;
		if (unknown !== null) faults.push(because("token-algorithm", { name: shownName(unknown) }));
		const either = at(periodOrCounter) || null;
		const encoding = layout.secretEncoding ?? this.#choices.secretEncoding;
		const secret = readSecret(text("secret"), encoding, faults);
		return {
			...unreadToken,
			serial: text("serial"),
			user: text("user"),
			manufacturer: text("manufacturer"),
			protocol,
			hash,
			digits: number("digits", text("digits")),
			periodSeconds: number("period", text("period") ?? (protocol === "TOTP" ? either : null)),
			counter: number("counter", text("counter") ?? (protocol === "HOTP" ? either : null)),
			secret,
			fault: faults.find((fault) => fault !== null) ?? null,
		};
	}
}

/** A guess that fails is a comma: a file of one column fails later, for want of columns. */
export const guessDelimiter = (lines: string): string =>
	Papa.parse(lines, { preview: 10, skipEmptyLines: "greedy", delimitersToGuess: delimiters }).meta.delimiter;

const protocolNamed = (type: string): "HOTP" | "TOTP" | null => {
	const [, name] = /^(?:OATH[-_ ]?)?(HOTP|TOTP)$/i.exec(type) ?? [];
	return name === undefined ? null : (name.toUpperCase() as "HOTP" | "TOTP");
};

/** What stands in a wrong column may be a secret. */
const shownName = (text: string) => (/^[A-Za-z0-9+/=_]{16,}$/.test(text) ? "…" : text.slice(0, 100));

const secretFaults = { alphabet: "secret-alphabet", length: "secret-length", padding: "secret-padding" } as const;

function readSecret(text: string | null, encoding: SecretEncoding, faults: (Cause | null)[]): Uint8Array | null {
	if (text === null) {
		faults.push(because("token-secret-missing"));
		return null;
	}
	// Hexadecimal is often written in groups.
	const decoded = decodeSecret(encoding === "hexadecimal" ? text.replaceAll(/[ :-]/g, "") : text, encoding);
	if (decoded.ok) return decoded.bytes;
	faults.push(because(secretFaults[decoded.reason], { encoding }));
	return null;
}
