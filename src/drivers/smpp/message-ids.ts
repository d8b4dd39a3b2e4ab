// How the id of a receipt may have been written in the answer to submit_sm. SMPP leaves the notation open. PURE.
import type { ReceiptIds } from "./account";

/** The id without what operators don't care about: the case of its letters, and zeros in front. */
const bareId = (id: string): string => id.toLowerCase().replace(/^0+/, "");

/** SQL: the same of a column. */
export const bareIdOf = (column: string): string => `ltrim(lower(${column}), '0')`;

/**
 * The bare ids that the answer may have had, in groups. The first group with a message that we sent has the message.
 * The readings of one group can't be told apart by looking: "10" is a number in decimal and in hexadecimal.
 */
export function possibleIds(id: string, form: ReceiptIds): string[][] {
	const asHex = /^\d+$/.test(id) ? BigInt(id).toString(16) : null;
	const asDecimal = /^[0-9a-f]+$/i.test(id) ? BigInt(`0x${id}`).toString() : null;
	switch (form) {
		case "SAME":
			return [[bareId(id)]];
		case "HEX_THEN_DECIMAL":
			return [[asHex ?? bareId(id)]];
		case "DECIMAL_THEN_HEX":
			return [[asDecimal ?? bareId(id)]];
		case "ANY":
			return [[bareId(id)], [asHex, asDecimal].filter((reading) => reading !== null)];
	}
}
