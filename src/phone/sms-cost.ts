// What a text costs as short messages, and which of its characters make it dearer. PURE.
import { isGsm7 } from "./gsm7";
import { capacity, type SmsEncoding, segmentSms } from "./segments";

export interface SmsCost {
	encoding: SmsEncoding;
	segments: number;
	/** Units that are taken, and units that these segments have. */
	units: number;
	room: number;
	/** Characters that GSM-7 doesn't have, each once. With one of them, a message holds less than half. */
	foreign: string[];
	/** How many segments the text would take without such characters. */
	segmentsInGsm7: number;
	/** Characters of GSM-7 that take two units, each once. */
	double: string[];
}

export function smsCostOf(text: string): SmsCost {
	const { encoding, segments, units } = segmentSms(text);
	const { alone, part } = capacity[encoding];
	const characters = [...text];
	const foreign = characters.filter((character) => !isGsm7(character));
	const plain = characters.map((character) => (isGsm7(character) ? character : "?")).join("");
	const isDouble = (character: string) => encoding === "GSM-7" && segmentSms(character).units === 2;
	return {
		encoding,
		segments: segments.length,
		units,
		room: segments.length === 1 ? alone : part * segments.length,
		foreign: [...new Set(foreign)],
		segmentsInGsm7: segmentSms(plain).segments.length,
		double: [...new Set(characters.filter(isDouble))],
	};
}
