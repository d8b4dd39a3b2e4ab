// How a factor's secret is bound to its place, and how answers and sent codes are kept: as keyed hashes, never as text.
import { keyedHash } from "../crypto/digest";

/** What a factor's envelope is bound to. */
export const secretPlace = (factorId: string) => `factors.secret:${factorId}`;

/**
 * The keyed hash of a security answer, 64 hex digits. Case, outer and repeated white space and Unicode forms don't count:
 * a person who types the answer months later gets them wrong.
 */
export function answerHash(lookupKey: string, factorId: string, answer: string): Promise<string> {
	const normalized = answer.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
	return keyedHash(lookupKey, `factors.answer:${factorId}`, normalized);
}

/** The keyed hash of a code that is sent to the user, 64 hex digits; the factor is bound in. */
export const sentCodeHash = (lookupKey: string, factorId: string, code: string): Promise<string> =>
	keyedHash(lookupKey, `factors.code:${factorId}`, code);
