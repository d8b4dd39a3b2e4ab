// The form in which answers to security questions are compared, because nobody remembers how they were written. PURE.

/** Words that people write long or short. */
const abbreviations: Readonly<Record<string, string>> = {
	avenue: "ave",
	boulevard: "blvd",
	company: "co",
	doctor: "dr",
	drive: "dr",
	fort: "ft",
	highway: "hwy",
	junior: "jr",
	lane: "ln",
	mister: "mr",
	mount: "mt",
	mountain: "mt",
	number: "no",
	professor: "prof",
	road: "rd",
	saint: "st",
	senior: "sr",
	street: "st",
	university: "univ",
	and: "&",
};

/**
 * Case, width, accents of Latin letters, hiragana and katakana, blanks, signs and usual abbreviations make no
 * difference. `St. Mary's  Road` and `saint marys rd` are one answer, and so are `トヨタ` and `とよた`.
 */
export function normalizeAnswer(answer: string): string {
	const plain = answer
		.normalize("NFKC")
		.toLowerCase()
		.normalize("NFD")
		.replaceAll(/[\u0300-\u036f]/g, "")
		.normalize("NFC");
	const hiragana = plain.replaceAll(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
	// An apostrophe joins, any other sign parts: "mary's" is a word, "anna-lena" are two.
	const words = hiragana.replaceAll(/['’]/g, "").split(/[^\p{L}\p{M}\p{N}&ー]+/u);
	return words.map((word) => (Object.hasOwn(abbreviations, word) ? abbreviations[word] : word)).join("");
}
