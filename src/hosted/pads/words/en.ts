// English: what stands on the pads. The other languages have the same. PURE.
import type { KeyGroupName } from "../keys";

/** What a screen reader says for a sign of ASCII. */
const signs: Readonly<Record<string, string>> = {
	"!": "exclamation mark",
	'"': "quotation mark",
	"#": "hash",
	$: "dollar",
	"%": "percent",
	"&": "ampersand",
	"'": "apostrophe",
	"(": "opening parenthesis",
	")": "closing parenthesis",
	"*": "asterisk",
	"+": "plus",
	",": "comma",
	"-": "hyphen",
	".": "full stop",
	"/": "slash",
	":": "colon",
	";": "semicolon",
	"<": "less than",
	"=": "equals",
	">": "greater than",
	"?": "question mark",
	"@": "at",
	"[": "opening bracket",
	"\\": "backslash",
	"]": "closing bracket",
	"^": "caret",
	_: "underscore",
	"`": "backtick",
	"{": "opening brace",
	"|": "vertical bar",
	"}": "closing brace",
	"~": "tilde",
};

export const english = {
	/** Names the keys, whose order changes each time. */
	keys: "Keys in a changing order",
	howTo: "Press the keys, or type into the field below. Arrow keys lead from key to key.",
	groups: {
		digits: "Digits",
		small: "Small letters",
		capitals: "Capital letters",
		signs: "Signs",
	} satisfies Record<KeyGroupName, string>,
	capital: (letter: string) => `capital ${letter}`,
	signs,
	entered: "Entered",
	/** `{0}` is how many. The page's script fills it in. */
	count: "{0} characters",
	deleteLast: "Delete",
	clear: "Clear",
	/** Of the words that only our pages know. */
	phrase: "Your security phrase",
	shownAt: "Shown at",
};

export type PadWords = typeof english;
