// Codes of a list, such as recovery codes: each counts once. What is used up is kept as bits of the mark. PURE.
import { equalConstantTime } from "../crypto/digest";
import type { Judgement, Mark } from "./rules";

/** Bit operations take 31 places. */
export const longestList = 31;

/** @param listed the hashes of all codes of the list, whether they are used or not */
export function judgeListed(listed: readonly string[], mark: Mark | undefined, given: string): Judgement {
	const used = mark?.highest ?? 0;
	// Every hash is compared, so that the time doesn't tell the place.
	const place = listed.map((hash) => equalConstantTime(hash, given)).indexOf(true);
	if (place === -1) return { result: "wrong" };
	const bit = 1 << place;
	if ((used & bit) !== 0) return { result: "replayed" };
	return { result: "accepted", mark: { highest: used | bit, drift: 0 } };
}

/** How many codes of a list are not used yet. */
export const countLeft = (listed: number, mark: Mark | null): number =>
	Array.from({ length: listed }, (_, place) => ((mark?.highest ?? 0) >> place) & 1).filter((isUsed) => isUsed === 0)
		.length;
