// Encoded words (RFC 2047): other characters than ASCII in the header of a mail.
import { toBase64, utf8 } from "../../crypto/bytes";

/** Bytes of UTF-8 in one encoded word: with its frame it stays under the 75 characters of RFC 2047, section 2. */
const bytesOfWord = 42;

/** The words that a mail program joins to the text again, with white space between them; no character is cut in two. */
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
