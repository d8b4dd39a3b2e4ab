// How many short messages a text needs, and the text of each (3GPP TS 23.038 and 23.040).
import { gsm7Septets, isGsm7 } from "./gsm7";

export type SmsEncoding = "GSM-7" | "UCS-2";

interface SegmentedSms {
	encoding: SmsEncoding;
	/**
	 * The text in parts; joined in order, they are the text again. Never empty, because a message without text is sent,
	 * too.
	 */
	segments: string[];
	/** Septets of GSM-7 (two for a character of the extension table) or 16-bit units of UCS-2, all parts together. */
	units: number;
}

/**
 * The units of a single message, and of a part of a longer message. In a part, a header that joins the parts takes six
 * octets.
 */
export const capacity = {
	"GSM-7": { alone: 160, part: 153 },
	"UCS-2": { alone: 70, part: 67 },
} as const satisfies Record<SmsEncoding, { alone: number; part: number }>;

/** The cheapest encoding that can write the whole text. */
export const smsEncodingOf = (text: string): SmsEncoding => (isGsm7(text) ? "GSM-7" : "UCS-2");

/**
 * Splits a text into short messages. Never splits an escape pair of GSM-7 or a surrogate pair of UCS-2.
 * @param encoding UCS-2 takes any text; GSM-7 throws for a text that it can't write
 */
export function segmentSms(text: string, encoding: SmsEncoding = smsEncodingOf(text)): SegmentedSms {
	const { alone, part } = capacity[encoding];
	const parts: string[] = [];
	let units = 0;
	let current = "";
	let currentUnits = 0;
	// `for` walks a string by code points, so a surrogate pair is one character.
	for (const character of text) {
		const size = unitsOf(character, encoding);
		if (currentUnits + size > part) {
			parts.push(current);
			current = "";
			currentUnits = 0;
		}
		current += character;
		currentUnits += size;
		units += size;
	}
	parts.push(current);
	return { encoding, segments: units <= alone ? [text] : parts, units };
}

function unitsOf(character: string, encoding: SmsEncoding): number {
	if (encoding === "UCS-2") return character.length;
	const septets = gsm7Septets(character);
	if (!septets) throw new Error("the text has a character outside the GSM 7-bit alphabet");
	return septets.length;
}
