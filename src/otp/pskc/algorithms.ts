// The algorithms of PSKC keys by their names in RFC 6030, in its drafts, and in vendors' files.
import type { HashAlgorithm } from "../hotp";

const hotpNames = new Set([
	"urn:ietf:params:xml:ns:keyprov:pskc:hotp",
	"urn:ietf:params:xml:ns:keyprov:pskc#hotp",
	"urn:ietf:params:xml:schema:keyprov:otpalg#HOTP",
	"http://www.ietf.org/keyprov/pskc#hotp",
	"HOTP",
]);

const totpNames = new Set([
	"urn:ietf:params:xml:ns:keyprov:pskc:totp",
	"urn:ietf:params:xml:ns:keyprov:pskc#totp",
	"http://www.ietf.org/keyprov/pskc#totp",
	"http://www.openauthentication.org/OATH/2006/10/PSKC#totp",
	"TOTP",
]);

export const protocolOf = (name: string): "HOTP" | "TOTP" | null =>
	hotpNames.has(name) ? "HOTP" : totpNames.has(name) ? "TOTP" : null;

/** `HMAC-SHA256`, `HmacSHA256`, `SHA-256`, `HOTP-SHA256-6` and the like, in PSKC's Suite and in columns of CSV. */
export function hashNamed(name: string): HashAlgorithm | null {
	const [, bits] = /^(?:(?:HMAC|HOTP|TOTP)[-_]?)?SHA[-_]?(1|256|512)(?:[-_]\d{1,2})?$/i.exec(name.trim()) ?? [];
	return bits === undefined ? null : (`SHA-${bits}` as HashAlgorithm);
}
