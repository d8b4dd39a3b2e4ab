// Encoded words (RFC 2047): how the header of a mail writes characters outside ASCII. PURE.
import { toBase64, utf8 } from "../../crypto/bytes";

/** The most bytes of UTF-8 in a word. Behind `Subject: `, the word fits into 76 characters (RFC 2047, section 2). */
const bytesOfWord = 39;

/** Cuts a text into encoded words, and no character in two. Mail programs drop the white space between the words. */
export function encodedWords(text: string): string[] {
	const parts: string[] = [];
	let part = "";
	for (const character of text) {
		if (utf8(part + character).length > bytesOfWord) {
			parts.push(part);
			part = "";
		}
		part += character;
	}
	return [...parts, part].map((each) => `=?UTF-8?B?${toBase64(utf8(each))}?=`);
}
