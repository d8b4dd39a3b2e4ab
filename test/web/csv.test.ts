import { describe, expect, it } from "vitest";
import { csvParts } from "../../src/web/csv";

async function* inPages(...pages: string[][][]) {
	yield* pages;
}

/** The rows of the pages as one file. */
async function fileOf(...pages: string[][][]): Promise<string> {
	let file = "";
	for await (const part of csvParts(["head"], inPages(...pages))) file += part;
	return file;
}

describe("a table as CSV", () => {
	it.each(["=1+1", "+81 90", "-1", "@x", "\tx", "\rx", "\n=x", "＝1", "＋1", "－1", "＠x", '=HYPERLINK("//evil")'])(
		"runs nothing in a spreadsheet: %j",
		async (text) => {
			expect(await fileOf([[text]])).toMatch(/^\ufeffhead\r\n"?'/);
		},
	);

	it("keeps every other text as it is, in its cell", async () => {
		expect(await fileOf([["a,b", 'say "x"', "two\nlines", "東京", "a=b", ""]])).toBe(
			'\ufeffhead\r\n"a,b","say ""x""","two\nlines",東京,a=b,\r\n',
		);
	});

	it("is the same in however many pages its rows come", async () => {
		expect(await fileOf([["a"], ["b"]])).toBe(await fileOf([["a"]], [], [["b"]]));
		expect(await fileOf()).toBe("\ufeffhead\r\n");
	});
});
