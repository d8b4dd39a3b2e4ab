// A factor's secret at rest, and the keyed hashes of answers and sent codes. PURE.
import { keyedHash } from "../crypto/digest";
import { type Keyring, open, seal } from "../crypto/envelope";
import { type caseOf, inLowerCase, inUpperCase } from "./shape";

/** Seals a factor's secret. The user is part of its place, so a row that is moved to another user doesn't open. */
export const sealSecret = (keyring: Keyring, userId: string, factorId: string, secret: string): Promise<string> =>
	seal(keyring, `factors.secret:${userId}/${factorId}`, secret);

/** Opens a factor's secret, also one that was sealed when the user wasn't part of the place yet. */
export const openSecret = (keyring: Keyring, userId: string, factorId: string, sealed: string): Promise<string> =>
	open(keyring, `factors.secret:${userId}/${factorId}`, sealed, `factors.secret:${factorId}`);

/**
 * Returns the keyed hash of a security answer, 64 hex digits; the text itself is never kept. Letters' case, outer and
 * repeated white space and Unicode forms don't count, because people don't remember them for months.
 */
export function answerHash(lookupKey: string, factorId: string, answer: string): Promise<string> {
	const normalized = answer.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
	return keyedHash(lookupKey, `factors.answer:${factorId}`, normalized);
}

/**
 * Returns the keyed hash of a sent code, 64 hex digits. The id of the holder is bound in, and the code itself is never
 * kept. The purpose names factors whatever the holder is, because rows hold hashes under this purpose.
 */
export const sentCodeHash = (lookupKey: string, holderId: string, code: string): Promise<string> =>
	keyedHash(lookupKey, `factors.code:${holderId}`, code);

/** What somebody typed, as the hashes of the codes that it may stand for. */
export type TypedHashes = Record<ReturnType<typeof caseOf>, string>;

/** Hashes what somebody typed. Which of the hashes counts is decided for each live code, by its shape. */
export async function typedHashes(lookupKey: string, holderId: string, typed: string): Promise<TypedHashes> {
	const asTyped = await sentCodeHash(lookupKey, holderId, typed);
	// Most codes are digits, so most attempts cost one hash.
	const hashOf = (text: string) => (text === typed ? asTyped : sentCodeHash(lookupKey, holderId, text));
	return { asTyped, inUpperCase: await hashOf(inUpperCase(typed)), inLowerCase: await hashOf(inLowerCase(typed)) };
}
