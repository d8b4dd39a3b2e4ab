// Random text for ids, tokens and codes, and random places, without a bias towards any character or place.

/**
 * Draws a random text. Every text of this length is equally likely.
 * @param length number of characters, 1 or more
 * @param alphabet 2 to 256 distinct characters (code points)
 * @returns `length` characters of `alphabet`
 * @throws RangeError when the length or the alphabet is out of its range
 */
export function randomText(length: number, alphabet: string): string {
	if (!Number.isSafeInteger(length) || length < 1) throw new RangeError("length must be a positive integer");
	const symbols = symbolsOf(alphabet);
	// A plain remainder would favour the first symbols whenever their number doesn't divide 256 (CVE-2021-23451).
	const bound = 256 - (256 % symbols.length);
	const bytes = new Uint8Array(Math.min(2 * length, 256));
	let text = "";
	for (let drawn = 0; drawn < length; ) {
		for (const byte of crypto.getRandomValues(bytes)) {
			if (byte >= bound || drawn === length) continue;
			text += symbols[byte % symbols.length];
			drawn++;
		}
	}
	return text;
}

/** Draws a place in a list. Every place is equally likely. */
export function randomIndex(count: number): number {
	if (!Number.isSafeInteger(count) || count < 1 || count > 2 ** 32) throw new RangeError("a list has a first place");
	const bound = 2 ** 32 - (2 ** 32 % count);
	for (;;) {
		const [drawn = bound] = crypto.getRandomValues(new Uint32Array(1));
		if (drawn < bound) return drawn % count;
	}
}

/** The same things in another order. Every order is equally likely (Fisher and Yates). */
export function shuffled<T>(items: readonly T[]): T[] {
	const left = [...items];
	return items.flatMap(() => left.splice(randomIndex(left.length), 1));
}

/** Every request draws an id, so each alphabet is checked once. The product has a handful of alphabets. */
const checked = new Map<string, readonly string[]>();
const maxChecked = 100;

function symbolsOf(alphabet: string): readonly string[] {
	const known = checked.get(alphabet);
	if (known) return known;
	const symbols = Array.from(alphabet);
	if (symbols.length < 2 || symbols.length > 256 || new Set(symbols).size !== symbols.length) {
		throw new RangeError("alphabet must have 2 to 256 distinct characters");
	}
	if (checked.size >= maxChecked) checked.clear();
	checked.set(alphabet, symbols);
	return symbols;
}
