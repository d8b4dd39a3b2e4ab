// Administrators' passwords: how they are hashed and checked, and which of them are refused.
import { scrypt } from "node:crypto";
import { fromBase64, toBase64 } from "../crypto/bytes";
import { equalConstantTime } from "../crypto/digest";
import { invalid } from "../errors";
import { passwordLength } from "./schema";

interface Cost {
	/** Logarithm of N. */
	ln: number;
	r: number;
	p: number;
}

/** OWASP's scrypt for little memory: 16 MiB of the 128 MB that an isolate has for everything. */
const cost: Cost = { ln: 14, r: 8, p: 5 };
const saltBytes = 16;
const hashBytes = 32;

/** Long enough, and among the first that somebody would try. */
const commonPasswords = new Set([
	"administrator123",
	"changemechangeme",
	"correcthorsebatterystaple",
	"iloveyouiloveyou",
	"letmeinletmein123",
	"passwordpassword",
	"password12345678",
	"qwertyuiopasdfgh",
	"qwertyuiopasdfghjklzxcvbnm",
	"qwertyuiop123456",
	"thisismypassword",
	"welcome123welcome",
]);

/** Hashes a password with a new salt: a PHC string, which names its algorithm and its cost. */
export async function hashPassword(password: string, { ln, r, p }: Cost = cost): Promise<string> {
	const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
	return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(await derive(password, salt, { ln, r, p }))}`;
}

/** A hash of no password. Checking against it takes as long as against a real one, so nobody learns who exists. */
const hashOfNothing = `$scrypt$ln=14,r=8,p=5$${"A".repeat(22)}$${"A".repeat(43)}`;

/**
 * Checks a password. It takes as long where there is no hash.
 * @returns `isOutdated`: hash it again, because the hash was made with another cost
 */
export async function checkPassword(
	phc: string | null,
	password: string,
): Promise<{ isRight: boolean; isOutdated: boolean }> {
	const form = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(phc ?? hashOfNothing);
	if (!form) throw new Error("a password's hash has an unknown form");
	const [, ln, r, p, salt = "", hash = ""] = form;
	const made = { ln: Number(ln), r: Number(r), p: Number(p) };
	const derived = unpadded(await derive(password, fromBase64(salt), made));
	const isRight = equalConstantTime(derived, hash) && phc !== null;
	return { isRight, isOutdated: made.ln !== cost.ln || made.r !== cost.r || made.p !== cost.p };
}

/** Refuses a new password that somebody would guess first. Its length is the schema's affair. */
export function refuseWeakPassword(password: string, login: string): void {
	const folded = password.normalize("NFKC").toLowerCase();
	const isOneWord = /^(.{1,5})\1+.{0,4}$/su.test(folded) || isRow(folded);
	if (isOneWord || commonPasswords.has(folded.replaceAll(/[\s._-]/g, ""))) throw invalid("password", "password-common");
	const [name = ""] = login.toLowerCase().split("@");
	if (name.length >= 4 && folded.replaceAll(name, "").length < passwordLength.minimum / 2) {
		throw invalid("password", "password-like-login");
	}
}

/** Every character follows the one before it: 0123456789…, abcdefgh…. */
const isRow = (text: string): boolean =>
	[...text].every((character, index, all) => {
		const step = character.charCodeAt(0) - (all[index - 1] ?? character).charCodeAt(0);
		return index === 0 || step === 1 || (character === "0" && all[index - 1] === "9");
	});

/** NFC, and not NFKC: two passwords that a person sees as different stay different (RFC 8265). */
const derive = (password: string, salt: Uint8Array, { ln, r, p }: Cost): Promise<Uint8Array> =>
	new Promise((resolve, reject) => {
		scrypt(password.normalize("NFC"), salt, hashBytes, { N: 2 ** ln, r, p }, (error, key) =>
			error ? reject(error) : resolve(new Uint8Array(key)),
		);
	});

const unpadded = (bytes: Uint8Array): string => toBase64(bytes).replace(/=+$/, "");
