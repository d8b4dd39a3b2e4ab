// The lock of a source: a secret in a header, of which only a keyed hash is kept. PURE.
import { equalConstantTime, keyedHash } from "../crypto/digest";

export interface Lock {
	headerName: string;
	secretHash: string;
}

/**
 * The hash has a key, so that the database doesn't give away even a secret that could be guessed. What the hash is for
 * has its name from the time when there was one source, because the hashes of that time still count.
 */
export const secretHashOf = (lookupKey: string, secret: string): Promise<string> =>
	keyedHash(lookupKey, "okta_receiver.secret", secret);

/** Whether the header carries the secret. */
export async function opensLock(
	lookupKey: string,
	headers: Headers,
	{ headerName, secretHash }: Lock,
): Promise<boolean> {
	return equalConstantTime(await secretHashOf(lookupKey, headers.get(headerName) ?? ""), secretHash);
}
