// The otpauth:// text that authenticator apps read from a QR code (Google's Key URI format), written and read. PURE.
import { decodeSecret, encodeSecret } from "./encoding";
import type { HashAlgorithm } from "./hotp";

/** Everything an authenticator app needs to know about one key. */
export interface OtpauthKey {
	type: "totp" | "hotp";
	/** Who asks for the code; without a colon. */
	issuer: string;
	/** Whose code it is; without a colon. */
	account: string;
	/** Shared secret, 1 byte or more. */
	secret: Uint8Array;
	algorithm: HashAlgorithm;
	/** Length of a code, 6 to 10. */
	digits: number;
	/** Of TOTP only: length of a step in seconds, 1 to 86400; 30 when left out. */
	stepSeconds?: number;
	/** Of HOTP only: the next event, 0 to 2^53 - 1; 0 when left out. */
	counter?: number;
}

/** The key in a URI, or what is wrong with the URI. */
type ParsedOtpauth = ({ ok: true } & OtpauthKey) | { ok: false; reason: OtpauthProblem };

/** The part of a URI that is wrong; `form` when the text isn't such a URI at all. */
type OtpauthProblem =
	| "form"
	| "unknown-parameter"
	| "repeated-parameter"
	| "label"
	| "issuer"
	| "secret"
	| "algorithm"
	| "digits"
	| "period"
	| "counter";

const maxTextLength = 4096;
const digitsRange = { min: 6, max: 10 };
const stepSecondsRange = { min: 1, max: 86_400 };
const counterRange = { min: 0, max: Number.MAX_SAFE_INTEGER };
const knownParameters = new Set(["secret", "issuer", "algorithm", "digits", "period", "counter", "image"]);

/**
 * Writes the URI of a key (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). Every parameter is
 * written out, because apps disagree about the meaning of a missing parameter.
 * @throws RangeError when a number is out of range or the secret is empty. Also when issuer or account is empty, has a
 *   colon or a control character, or begins or ends with a space.
 */
export function otpauthUri(key: OtpauthKey): string {
	const { type, issuer, account, digits, stepSeconds = 30, counter = 0 } = key;
	if (!isLabelPart(issuer)) throw new RangeError("issuer can't stand in a label");
	if (!isLabelPart(account)) throw new RangeError("account can't stand in a label");
	if (key.secret.length === 0) throw new RangeError("secret must not be empty");
	if (!isWithin(digits, digitsRange)) throw new RangeError("digits out of range");
	if (type === "totp" && !isWithin(stepSeconds, stepSecondsRange)) throw new RangeError("stepSeconds out of range");
	if (type === "hotp" && !isWithin(counter, counterRange)) throw new RangeError("counter out of range");
	const parameters = [
		`secret=${encodeSecret(key.secret, "base32")}`,
		`issuer=${encodeURIComponent(issuer)}`,
		`algorithm=${key.algorithm.replace("-", "")}`,
		`digits=${digits}`,
		type === "totp" ? `period=${stepSeconds}` : `counter=${counter}`,
	];
	return `otpauth://${type}/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${parameters.join("&")}`;
}

/**
 * Reads the URI of a key. A parameter that isn't in the format is refused and not ignored, so that nobody can bring in
 * a hidden setting. Only `image` is ignored, because many apps write it.
 * @param text the URI, at most 4096 characters
 * @returns the key, with `stepSeconds` (TOTP) or `counter` (HOTP), and an empty issuer where the URI names none; or the
 *   first problem
 */
export function parseOtpauthUri(text: string): ParsedOtpauth {
	const form = text.length <= maxTextLength ? /^otpauth:\/\/(totp|hotp)\/([^?#]+)\?([^#]+)$/i.exec(text) : null;
	const label = percentDecoded(form?.[2]);
	const pairs = form?.[3]?.split("&").map((pair) => splitAt(pair, "=").map(percentDecoded)) ?? [];
	if (!form || label === null || pairs.some((pair) => pair.includes(null))) return refused("form");
	const given = new Map(pairs as [string, string][]);
	for (const name of given.keys()) if (!knownParameters.has(name)) return refused("unknown-parameter");
	if (given.size < pairs.length) return refused("repeated-parameter");

	const type = form[1]?.toLowerCase() === "hotp" ? "hotp" : "totp";
	const [prefix, rest] = label.includes(":") ? splitAt(label, ":") : [null, label];
	// The format allows spaces before the account, and nowhere else.
	const account = rest.replace(/^ +/, "");
	if (!isLabelPart(account) || (prefix !== null && !isLabelPart(prefix))) return refused("label");
	const issuer = given.get("issuer") ?? prefix ?? "";
	if (given.has("issuer") && !isLabelPart(issuer)) return refused("issuer");
	if (prefix !== null && prefix !== issuer) return refused("issuer");

	const secret = decodeSecret(given.get("secret") ?? "", "base32");
	if (!secret.ok || secret.bytes.length === 0) return refused("secret");
	const hash = /^SHA(1|256|512)$/i.exec(given.get("algorithm") ?? "SHA1");
	if (!hash) return refused("algorithm");
	const algorithm = `SHA-${hash[1]}` as HashAlgorithm;
	const digits = wholeNumber(given.get("digits") ?? "6", digitsRange);
	if (digits === null) return refused("digits");
	const key = { type, issuer, account, secret: secret.bytes, algorithm, digits } as const;
	if (type === "totp") {
		const stepSeconds = wholeNumber(given.get("period") ?? "30", stepSecondsRange);
		if (given.has("counter")) return refused("counter");
		return stepSeconds === null ? refused("period") : { ok: true, ...key, stepSeconds };
	}
	// A missing counter doesn't mean zero, because the token may have been used before.
	const counter = wholeNumber(given.get("counter") ?? "", counterRange);
	if (given.has("period")) return refused("period");
	return counter === null ? refused("counter") : { ok: true, ...key, counter };
}

function refused(reason: OtpauthProblem): ParsedOtpauth {
	return { ok: false, reason };
}

/** Lone surrogates (Cs) are refused too, because they have no percent-encoding. */
function isLabelPart(text: string): boolean {
	return text !== "" && text === text.trim() && !/[:\p{Cc}\p{Cs}]/u.test(text);
}

function isWithin(value: number, range: { min: number; max: number }): boolean {
	return Number.isSafeInteger(value) && value >= range.min && value <= range.max;
}

/** One spelling per number: no sign, no exponent, no leading zero. */
function wholeNumber(text: string, range: { min: number; max: number }): number | null {
	const value = /^(?:0|[1-9][0-9]*)$/.test(text) ? Number(text) : Number.NaN;
	return isWithin(value, range) ? value : null;
}

function splitAt(text: string, mark: string): [string, string] {
	const place = text.includes(mark) ? text.indexOf(mark) : text.length;
	return [text.slice(0, place), text.slice(place + mark.length)];
}

function percentDecoded(text: string | undefined): string | null {
	try {
		return text === undefined ? null : decodeURIComponent(text);
	} catch {
		return null;
	}
}
