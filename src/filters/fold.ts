// Comparing texts whatever their letters' case. SQLite's own functions know the 26 letters of ASCII alone.
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** D1 allows expressions of a hundred levels. A name has fewer distinct letters than this. */
const maxLetters = 30;

/** Returns the text in small letters. Letters whose capitals aren't one letter, such as ß, stay as they are. */
export const foldCase = (text: string): string => Array.from(text, smallLetter).join("");

/**
 * Returns a column in small letters, as far as a comparison with `wanted` needs them: the other letters of the column
 * differ from it in either case.
 */
export function foldedFor(wanted: string, column: SQLWrapper): SQL {
	const letters = [...new Set(foldCase(wanted))].filter((letter) => letter > "\x7f" && capitalOf(letter) !== letter);
	return letters
		.slice(0, maxLetters)
		.reduce(
			(folded, letter) => sql`replace(${folded}, ${quoted(capitalOf(letter))}, ${quoted(letter)})`,
			sql`lower(${column})`,
		);
}

/** Whether the 26 letters are all that `COLLATE NOCASE` has to know. */
export const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);

function smallLetter(letter: string): string {
	const small = letter.toLowerCase();
	return small.toUpperCase() === letter ? small : letter;
}

function capitalOf(letter: string): string {
	const capital = letter.toUpperCase();
	return smallLetter(capital) === letter ? capital : letter;
}

/** Written into the statement, because bound values are few. A letter is never an apostrophe. */
const quoted = (letter: string): SQL => sql.raw(`'${letter}'`);
