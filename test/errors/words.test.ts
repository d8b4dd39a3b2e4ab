// The sentences of the languages against each other, and against the code that uses them.
import { describe, expect, it } from "vitest";
import { errorWords } from "../../src/errors/cause";
import { errorReasons } from "../../src/errors/reasons";
import { languages } from "../../src/languages";

const sources = import.meta.glob<string>(["../../src/**/*.{ts,tsx}", "!../../src/errors/words/**"], {
	query: "?raw",
	import: "default",
	eager: true,
});
const parts = import.meta.glob<Record<string, Record<string, string>>>("../../src/errors/words/*/*.ts", {
	eager: true,
});

const placeholders = (sentence: string) => [...sentence.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

const { en, ja } = errorWords;
const pairs = [
	...Object.entries(en.summaries).map(([key, sentence]) => [key, sentence, ja.summaries]),
	...Object.entries(en.reasons).map(([key, sentence]) => [key, sentence, ja.reasons]),
] as [string, string, Record<string, string>][];

describe("the words of errors", () => {
	it.each(pairs)("say %s in Japanese with the same names in braces", (key, english, japanese) => {
		expect(japanese[key]).toMatch(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u);
		expect(placeholders(japanese[key]!)).toEqual(placeholders(english));
	});

	it("have each reason in one file of a language only", () => {
		for (const language of languages) {
			const files = Object.entries(parts).filter(
				([path]) => path.includes(`/${language}/`) && !/(index|summaries)\.ts$/.test(path),
			);
			const keys = files.flatMap(([, file]) => Object.values(file).flatMap((sentences) => Object.keys(sentences)));
			expect(keys.toSorted()).toEqual(Object.keys(errorWords[language].reasons).toSorted());
		}
	});

	it("have no reason that nothing in src/ names", () => {
		const code = Object.entries(sources)
			.filter(([path]) => !path.endsWith("/errors/reasons.ts"))
			.map(([, text]) => text)
			.join("\n");
		const isNamed = (reason: string) => code.includes(`"${reason}"`);
		expect(Object.keys(en.reasons).filter((reason) => !isNamed(reason))).toEqual([]);
	});

	it("have every sentence of a schema", () => {
		// The configuration's schema answers nobody.
		const schemas = Object.entries(sources).filter(([path]) => !path.endsWith("/env.ts"));
		const written = schemas.filter(([, text]) => /\.(regex|refine)\(.*, ["'`]/.test(text));
		expect(written.map(([path]) => path)).toEqual([]);
	});

	it("leave no code without a reason that it is said to have", () => {
		for (const reasons of Object.values(errorReasons)) expect(new Set(reasons).size).toBe(reasons.length);
	});
});
