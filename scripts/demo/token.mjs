// A token as somebody else would build it: RFC 6238 on node:crypto, sharing no line with the Worker's own math.
import { createHmac, randomBytes } from "node:crypto";

const base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const secretBytes = 20;

/** A new token. `secret` is Base32; `codeAt(step)` is its code at a time step. */
export function newToken({ hash, digits }) {
	const key = randomBytes(secretBytes);
	return { secret: toBase32(key), codeAt: (step) => codeAt(key, step, hash, digits) };
}

/** RFC 4226 5.3: four bytes of the HMAC, from where its last half byte points, without the sign bit. */
function codeAt(key, step, hash, digits) {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = createHmac(hash, key).update(counter).digest();
	const offset = mac.at(-1) & 0x0f;
	const number = mac.readUInt32BE(offset) & 0x7fffffff;
	return String(number % 10 ** digits).padStart(digits, "0");
}

/** RFC 4648 6; 20 bytes are 32 characters, so nothing has to be padded. */
function toBase32(bytes) {
	const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
	return bits
		.match(/.{5}/g)
		.map((group) => base32Alphabet[Number.parseInt(group, 2)])
		.join("");
}
