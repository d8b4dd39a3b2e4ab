// What is used of papaparse. Its own types would bring those of Node along, which promise more than workerd has.

declare module "papaparse" {
	interface ParseOptions {
		delimiter?: string;
		delimitersToGuess?: readonly string[];
		newline?: string;
		preview?: number;
		skipEmptyLines?: boolean | "greedy";
	}
	interface Parsed {
		data: string[][];
		errors: { type: "Quotes" | "Delimiter" | "FieldMismatch" }[];
		meta: { delimiter: string };
	}
	const papa: {
		parse(text: string, options?: ParseOptions): Parsed;
		unparse(rows: readonly (readonly unknown[])[], options?: { escapeFormulae?: boolean | RegExp }): string;
	};
	export default papa;
}
