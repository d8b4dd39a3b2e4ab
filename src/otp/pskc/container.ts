// The head of a PSKC file: how its secrets are encrypted, and the keys that open them. The password goes no further.
import { utf8 } from "../../crypto/bytes";
import { invalid } from "../../errors";
import { decryptCbc, deriveKey, hashOf, maxRounds, readBase64 } from "./cipher";
import { attributeOf, childOf, readElement, textOf } from "./xml";

/** What opens an encrypted file, as its vendor told it. */
export interface Unlocking {
	password?: string;
	key?: Uint8Array<ArrayBuffer>;
}

/** `recipient`: encrypted for a certificate, so that nobody here can open it. */
export type OpenContainer =
	| { kind: "open"; key: Uint8Array<ArrayBuffer> | null; mac: { key: Uint8Array<ArrayBuffer>; hash: string } | null }
	| { kind: "recipient"; name: string };

/** The least rounds that are read. Some vendors' files have few. */
const pbkdf2Names =
	/^(http:\/\/www\.rsasecurity\.com\/rsalabs\/pkcs\/schemas\/pkcs-5v2-0|http:\/\/www\.w3\.org\/2009\/xmlenc11)#pbkdf2$/;
const usualHash = "http://www.w3.org/2000/09/xmldsig#hmac-sha1";

/**
 * Opens the head.
 * @param head elements before the first key package, by name
 * @throws ApiError for a missing password or key, and for too many rounds. A wrong one shows when a MAC is checked
 */
export async function openContainer(head: ReadonlyMap<string, string>, given: Unlocking): Promise<OpenContainer> {
	const encryption = head.has("EncryptionKey") ? readElement(head.get("EncryptionKey")!) : null;
	const derived = childOf(encryption, "EncryptionKey", "DerivedKey");
	const [foreign] = ["X509Data", "EncryptedKey", "RetrievalMethod", "KeyValue"].filter(
		(name) => childOf(encryption, "EncryptionKey", name) !== undefined,
	);
	if (foreign !== undefined) return { kind: "recipient", name: foreign };
	if (encryption === null) return { kind: "open", key: null, mac: null };
	const key = derived === undefined ? presharedKey(given) : await derivedKey(derived, given);
	return { kind: "open", key, mac: await readMac(head, key) };
}

function presharedKey({ key }: Unlocking): Uint8Array<ArrayBuffer> {
	if (key === undefined) throw invalid("file", "pskc-key-missing", { kind: "key" });
	return key;
}

async function derivedKey(derived: unknown, { password }: Unlocking): Promise<Uint8Array<ArrayBuffer>> {
	const method = childOf(derived, "KeyDerivationMethod");
	const name = attributeOf(method, "Algorithm") ?? "";
	const parameters = childOf(method, "PBKDF2-params");
	const prf = attributeOf(childOf(parameters, "PRF"), "Algorithm") ?? usualHash;
	const [salt, hash] = [readBase64(textOf(parameters, "Salt", "Specified")), hashOf(prf)];
	if (!pbkdf2Names.test(name) || salt === null || hash === null) {
		throw invalid("file", "pskc-derivation", { name: (hash === null ? prf : name).slice(0, 100) });
	}
	if (password === undefined) throw invalid("file", "pskc-key-missing", { kind: "password" });
	const rounds = wholeNumber(textOf(parameters, "IterationCount"), 1, Number.MAX_SAFE_INTEGER);
	if (rounds > maxRounds) throw invalid("file", "pskc-rounds", { rounds, maximum: maxRounds });
	// Left out, the length is the cipher's; 16 bytes are what writers of such files use.
	const bytes = wholeNumber(textOf(parameters, "KeyLength") ?? "16", 1, 64);
	return deriveKey(utf8(password), { salt, rounds, hash, bytes });
}

/** RFC 6030 6.1.1: without a key of its own, the MAC has the key of the encryption. Drafts name the algorithm alone. */
async function readMac(head: ReadonlyMap<string, string>, key: Uint8Array<ArrayBuffer>) {
	const own = head.has("MACMethod") ? childOf(readElement(head.get("MACMethod")!), "MACMethod") : undefined;
	const ofDrafts = head.has("MACAlgorithm") ? textOf(readElement(head.get("MACAlgorithm")!), "MACAlgorithm") : null;
	const uri = attributeOf(own, "Algorithm") ?? ofDrafts;
	if (uri === null) return null;
	const hash = hashOf(uri);
	if (hash === null) throw invalid("file", "pskc-derivation", { name: uri.slice(0, 100) });
	const sealed = childOf(own, "MACKey");
	if (sealed === undefined) return { key, hash };
	const cipher = attributeOf(childOf(sealed, "EncryptionMethod"), "Algorithm") ?? "";
	const value = readBase64(textOf(sealed, "CipherData", "CipherValue"));
	const opened = value && (await decryptCbc(key, cipher, value));
	// A key of chance: its MACs are wrong, as with a wrong password. So nobody learns what was wrong.
	return { key: opened?.length ? opened : crypto.getRandomValues(new Uint8Array(20)), hash };
}

function wholeNumber(text: string | null, least: number, most: number): number {
	const number = text !== null && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
	if (!(number >= least && number <= most)) throw invalid("file", "pskc-xml");
	return number;
}
