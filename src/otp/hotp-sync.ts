// A second HOTP by other means: tests hold `hotp` and oathtool against it. The Worker never calls it. PURE.
import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { formatCode } from "./code";
import type { HashAlgorithm } from "./hotp";

const hashes = { "SHA-1": sha1, "SHA-256": sha256, "SHA-512": sha512 };

/**
 * Computes the code of one counter (RFC 4226 section 5.3). It shares only `formatCode` with `hotp`.
 * @param secret shared secret, 1 byte or more
 * @param counter integer, 0 to 2^53 - 1
 * @param digits length of the code, 1 to 10
 * @param algorithm hash of the HMAC
 * @throws RangeError when the secret is empty or a number is out of range
 */
export function hotpSync(secret: Uint8Array, counter: number, digits: number, algorithm: HashAlgorithm): string {
	if (secret.length === 0) throw new RangeError("secret must not be empty");
	if (!Number.isSafeInteger(counter) || counter < 0) throw new RangeError("counter must be an integer, 0 to 2^53 - 1");
	const message = new DataView(new ArrayBuffer(8));
	message.setBigUint64(0, BigInt(counter));
	const mac = hmac(hashes[algorithm], secret, new Uint8Array(message.buffer));
	const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
	return formatCode(view.getUint32(view.getUint8(mac.length - 1) & 0x0f) & 0x7fff_ffff, digits);
}
