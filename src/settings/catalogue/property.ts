// What the catalogue says of a property: its name or pattern, its type, its meaning, and where its value lives. PURE.

/** How a value is written, checked and shown. */
export type PropertyType =
	| { kind: "switch" }
	| { kind: "number"; min: number; max: number }
	/** One line of plain text. */
	| { kind: "text"; max: number }
	/** HTML of the allow-list (`src/settings/html.ts`). */
	| { kind: "html" }
	/** A text with numbered placeholders. Without `hasLines` it is one line, as a subject has to be. */
	| { kind: "message"; placeholders: readonly number[]; needsCode?: true; hasLines?: true }
	/** Keys of fields, with commas between. */
	| { kind: "keys" }
	| { kind: "choice"; values: readonly string[] }
	| { kind: "expression" }
	| { kind: "url" }
	/** Whom a message comes from: an address, a number or a name. */
	| { kind: "sender"; max: number }
	/** The name of a Java class, which stands for something of ours. */
	| { kind: "class"; known: readonly string[] }
	/** A word for programs: the name of an input, a prefix, an error's code. */
	| { kind: "word" }
	/** The characters that codes are made of. */
	| { kind: "alphabet" };

export interface Property {
	/**
	 * The name behind `bharosa.uio.{scope}.`, or the whole name of a global property. `{key}` stands for the key of an
	 * element of an enumeration, `{type}` for that of a challenge type, `{code}` for words with points between.
	 */
	name: string;
	type: PropertyType;
	meaning: string;
	/** Other spellings that books and files have. */
	aliases?: readonly string[];
	/** It has no scope: there is one value for all applications. */
	isGlobal?: true;
	isPerLocale?: true;
	/** Answers, logs and exports never have its value. */
	isSecret?: true;
	/** The slice that keeps the value. Without it, the value is a row of our own. */
	livesIn?: Place;
}

/** Slices that keep values of properties. `src/app.ts` hands them in. */
export const places = ["accounts", "applications", "policySets"] as const;
export type Place = (typeof places)[number];

/** Values that count until somebody sets others, by the names of properties. */
export type Defaults = Readonly<Record<string, string>>;

export const flag: PropertyType = { kind: "switch" };
export const line: PropertyType = { kind: "text", max: 500 };
export const html: PropertyType = { kind: "html" };
export const word: PropertyType = { kind: "word" };
export const wholeNumber = (min: number, max: number): PropertyType => ({ kind: "number", min, max });
export const oneOf = (...values: readonly string[]): PropertyType => ({ kind: "choice", values });
