// What is used of papaparse. The package's own types would bring those of Node along, and workerd isn't Node.

declare module "papaparse" {
	interface UnparseOptions {
		/** A cell that begins like this gets an apostrophe, so that no spreadsheet runs it. */
		escapeFormulae?: boolean | RegExp;
	}

	const papa: {
		/** Rows of cells as lines of CSV. The last line has no line end. */
		unparse(rows: readonly (readonly unknown[])[], options?: UnparseOptions): string;
	};

	export default papa;
}
