// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1).

/** A character's position is its septet. 0x1B is the escape to the extension table, and no character of its own. */
const basicAlphabet =
	"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
	"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

const escapeSeptet = 0x1b;

const extensionTable = {
	"\f": 0x0a,
	"^": 0x14,
	"{": 0x28,
	"}": 0x29,
	"\\": 0x2f,
	"[": 0x3c,
	"~": 0x3d,
	"]": 0x3e,
	"|": 0x40,
	"€": 0x65,
};

const septetsByCharacter = new Map<string, readonly number[]>([
	...[...basicAlphabet].flatMap((character, septet): [string, number[]][] =>
		septet === escapeSeptet ? [] : [[character, [septet]]],
	),
	...Object.entries(extensionTable).map(([character, septet]): [string, number[]] => [
		character,
		[escapeSeptet, septet],
	]),
]);

/** Returns the one or two septets of a character; undefined when the alphabet can't write the character. */
export const gsm7Septets = (character: string): readonly number[] | undefined => septetsByCharacter.get(character);

export function isGsm7(text: string): boolean {
	for (const character of text) if (!septetsByCharacter.has(character)) return false;
	return true;
}

/** Writes one septet in each octet, unpacked, as SMPP does. Throws when the alphabet can't write the text. */
export function encodeGsm7(text: string): Uint8Array {
	return Uint8Array.from(
		[...text].flatMap((character) => {
			const septets = gsm7Septets(character);
			if (!septets) throw new Error("the text has a character outside the GSM 7-bit alphabet");
			return [...septets];
		}),
	);
}
