// How a factor's secret is bound to its place, and how a security answer is kept: as a keyed hash, never as text.
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
