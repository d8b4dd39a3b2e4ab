// Writes a PSKC file (RFC 6030) whose secrets are encrypted by AES-256-CBC, each with a MAC.
import { toBase64, utf8 } from "../../crypto/bytes";
import type { HashAlgorithm } from "../hotp";
import { deriveKey, encryptCbc, macOf, maxRounds } from "./cipher";

export interface WrittenKey {
	id: string;
	serial: string | null;
	manufacturer: string | null;
	user: string | null;
	hash: HashAlgorithm;
	digits: number;
	/** TOTP has a period, HOTP its next counter. */
	moving: { protocol: "TOTP"; periodSeconds: number } | { protocol: "HOTP"; counter: number };
	secret: Uint8Array;
}

const keyBytes = 32;
const cipher = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
const mac = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
const pkcs5 = "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#";

/**
 * @param by the password, or a key of 32 bytes
 * @param issuer who gives the keys out
 */
export async function writePskc(
	by: { password: string } | { key: Uint8Array<ArrayBuffer> },
	issuer: string,
	keys: readonly WrittenKey[],
): Promise<string> {
	const salt = crypto.getRandomValues(new Uint8Array(16));
	const how = { salt, rounds: maxRounds, hash: "SHA-256", bytes: keyBytes };
	const key = "key" in by ? by.key : await deriveKey(utf8(by.password), how);
	const macKey = crypto.getRandomValues(new Uint8Array(keyBytes));
	const packages: string[] = [];
	for (const one of keys) packages.push(await keyPackage(one, issuer, key, macKey));
	return `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
 xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
 xmlns:pkcs5="${pkcs5}">
<EncryptionKey>${"key" in by ? "<ds:KeyName>Pre-shared key</ds:KeyName>" : derivation(salt)}</EncryptionKey>
<MACMethod Algorithm="${mac}"><MACKey>${encrypted(await encryptCbc(key, macKey))}</MACKey></MACMethod>
${packages.join("\n")}
</KeyContainer>
`;
}

const derivation = (salt: Uint8Array) =>
	`<xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="${pkcs5}pbkdf2"><pkcs5:PBKDF2-params>` +
	`<Salt><Specified>${toBase64(salt)}</Specified></Salt><IterationCount>${maxRounds}</IterationCount>` +
	`<KeyLength>${keyBytes}</KeyLength><PRF Algorithm="${pkcs5}hmac-sha256"/>` +
	"</pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod></xenc11:DerivedKey>";

const encrypted = (value: Uint8Array) =>
	`<xenc:EncryptionMethod Algorithm="${cipher}"/><xenc:CipherData><xenc:CipherValue>${toBase64(value)}` +
	"</xenc:CipherValue></xenc:CipherData>";

async function keyPackage(
	key: WrittenKey,
	issuer: string,
	by: Uint8Array<ArrayBuffer>,
	macKey: Uint8Array<ArrayBuffer>,
): Promise<string> {
	const { moving } = key;
	const value = await encryptCbc(by, key.secret);
	const tag = toBase64(await macOf(macKey, "SHA-256", value));
	const algorithm = `urn:ietf:params:xml:ns:keyprov:pskc:${moving.protocol.toLowerCase()}`;
	const data =
		moving.protocol === "HOTP"
			? `<Counter><PlainValue>${moving.counter}</PlainValue></Counter>`
			: `<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>${moving.periodSeconds}</PlainValue></TimeInterval>`;
	return (
		`<KeyPackage><DeviceInfo>${element("Manufacturer", key.manufacturer)}${element("SerialNo", key.serial)}</DeviceInfo>` +
		`<Key Id="${escaped(key.id)}" Algorithm="${algorithm}">${element("Issuer", issuer)}` +
		`<AlgorithmParameters><Suite>HMAC-${key.hash.replace("-", "")}</Suite>` +
		`<ResponseFormat Length="${key.digits}" Encoding="DECIMAL"/></AlgorithmParameters>` +
		`<Data><Secret><EncryptedValue>${encrypted(value)}</EncryptedValue><ValueMAC>${tag}</ValueMAC></Secret>${data}</Data>` +
		`${element("UserId", key.user && `UID=${key.user}`)}</Key></KeyPackage>`
	);
}

const element = (name: string, text: string | null) => (text ? `<${name}>${escaped(text)}</${name}>` : "");

const signs: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML can't hold at all become a question mark. */
const escaped = (text: string) =>
	text.replaceAll(/[&<>"]/g, (sign) => signs[sign]!).replaceAll(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "?");
