// PSKC of drafts and other products, and files that somebody damaged or made to do harm.
import { describe, expect, it } from "vitest";
import { toBase64, toHex, utf8 } from "../../../src/crypto/bytes";
import { ApiError } from "../../../src/errors";
import { encryptCbc, macOf } from "../../../src/otp/pskc/cipher";
import { openContainer, type Unlocking } from "../../../src/otp/pskc/container";
import { readPackage } from "../../../src/otp/pskc/read";
import { PskcSplitter } from "../../../src/otp/pskc/split";

const secret = utf8("12345678901234567890");
const hotp = "urn:ietf:params:xml:ns:keyprov:pskc:hotp";
const root = '<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">';
const packageOf = (key: string) => `<KeyPackage><DeviceInfo><SerialNo>1</SerialNo></DeviceInfo>${key}</KeyPackage>`;
const plain = `<Secret><PlainValue>${toBase64(secret)}</PlainValue></Secret>`;
const fileOf = (...packages: string[]) => `${root}${packages.join("")}</KeyContainer>`;
const keyOf = (data: string, more = "", algorithm = hotp) =>
	`<Key Id="1" Algorithm="${algorithm}">${more}<Data>${data}</Data></Key>`;

async function read(text: string, given: Unlocking = {}, pieceLength = 50_000) {
	const splitter = new PskcSplitter();
	const packages: string[] = [];
	for (let at = 0; at < text.length; at += pieceLength)
		packages.push(...splitter.push(text.slice(at, at + pieceLength)));
	splitter.end();
	const container = await openContainer(splitter.head, given);
	return (await Promise.all(packages.map((one) => readPackage(one, container)))).flat();
}

const refusalOf = (text: string, given: Unlocking = {}) =>
	read(text, given).then(
		() => null,
		(error) => (error instanceof ApiError ? error.causes[0]!.reason : String(error)),
	);

describe("a dialect", () => {
	it("of an early draft has devices, and data by name", async () => {
		const [key] = await read(
			`<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc:1.0"><Device><DeviceInfo><SerialNo>77</SerialNo></DeviceInfo>
			<Key KeyAlgorithm="http://www.ietf.org/keyprov/pskc#hotp" KeyId="k"><Usage OTP="true"><ResponseFormat Format="DECIMAL" Length="8"/></Usage>
			<Data Name="COUNTER"><Value>AAAAAAAAAAU=</Value></Data><Data Name="SECRET"><Value>${toBase64(secret)}</Value></Data></Key></Device></KeyContainer>`,
		);
		expect(key).toMatchObject({ serial: "77", id: "k", protocol: "HOTP", digits: 8, counter: 5, fault: null });
		expect(toHex(key!.secret!)).toBe(toHex(secret));
	});

	it("of TOTP names its hash in Suite, and its interval", async () => {
		const more =
			'<AlgorithmParameters><Suite>HMAC-SHA256</Suite><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>';
		const data = `${plain}<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval>`;
		const [key] = await read(fileOf(packageOf(keyOf(data, more, "urn:ietf:params:xml:ns:keyprov:pskc:totp"))));
		expect(key).toMatchObject({ protocol: "TOTP", hash: "SHA-256", digits: 6, periodSeconds: 60, fault: null });
	});

	it("with prefixes, comments, instructions and signs in attributes reads the same", async () => {
		const inner = packageOf(keyOf(plain))
			.replaceAll(/<(\/?)(\w)/g, "<$1p:$2")
			.replace('Id="1"', 'Id="a>b"');
		const text = `\ufeff<?xml version="1.0"?><!-- <KeyPackage> --><p:KeyContainer xmlns:p="x"><!-- > -->${inner}<?x y?></p:KeyContainer>`;
		for (const pieceLength of [1, 3, 10_000]) {
			expect(await read(text, {}, pieceLength)).toMatchObject([{ id: "a>b", serial: "1", fault: null }]);
		}
	});
});

describe("a key is skipped with its reason", () => {
	it.each([
		["token-algorithm", keyOf(plain, "", "http://www.rsa.com/rsalabs/otps/schemas/2005/09/otps-wst#SecurID-AES")],
		["token-algorithm", keyOf(plain, "<AlgorithmParameters><Suite>HMAC-MD5</Suite></AlgorithmParameters>")],
		[
			"token-response",
			keyOf(plain, '<AlgorithmParameters><ResponseFormat Length="6" Encoding="HEXADECIMAL"/></AlgorithmParameters>'),
		],
		[
			"token-response",
			keyOf(plain, '<AlgorithmParameters><ResponseFormat Length="6" CheckDigits="true"/></AlgorithmParameters>'),
		],
		["token-response", keyOf(plain, '<AlgorithmParameters><ResponseFormat Length="six"/></AlgorithmParameters>')],
		["token-usage", keyOf(plain, "<Policy><KeyUsage>Encrypt</KeyUsage></Policy>")],
		["token-pin", keyOf(plain, '<Policy><PINPolicy PINUsageMode="Append"/></Policy>')],
		["token-secret-missing", keyOf("<Counter><PlainValue>0</PlainValue></Counter>")],
		["token-unreadable", keyOf("<Secret><PlainValue>***</PlainValue></Secret>")],
		["token-unreadable", keyOf(`${plain}<Counter><PlainValue>1e3</PlainValue></Counter>`)],
		[
			"token-cipher",
			keyOf('<Secret><EncryptedValue><EncryptionMethod Algorithm="urn:gcm"/></EncryptedValue></Secret>'),
		],
	])("%s", async (reason, key) => {
		expect((await read(fileOf(packageOf(key)))).map(({ fault }) => fault?.reason)).toEqual([reason]);
	});
});

const aes = (bits: number) => `http://www.w3.org/2001/04/xmlenc#aes${bits}-cbc`;
const encrypted = (value: Uint8Array, bits: number, mac: Uint8Array | null) =>
	`<Secret><EncryptedValue><EncryptionMethod Algorithm="${aes(bits)}"/><CipherData><CipherValue>${toBase64(value)}</CipherValue></CipherData></EncryptedValue>${mac ? `<ValueMAC>${toBase64(mac)}</ValueMAC>` : ""}</Secret>`;
const sha256 = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
const encryptedFile = (data: string, mac = `<MACMethod Algorithm="${sha256}"/>`) =>
	`${root}<EncryptionKey><KeyName>k</KeyName></EncryptionKey>${mac}${packageOf(keyOf(data))}</KeyContainer>`;

describe("an encrypted secret", () => {
	it.each([128, 192, 256])("of AES-%i is read, whatever fills its last block", async (bits) => {
		const key = crypto.getRandomValues(new Uint8Array(bits / 8));
		const imported = await crypto.subtle.importKey("raw", key, "AES-CBC", false, ["encrypt"]);
		// 20 bytes, 11 of anything, and how much was added. Web Crypto's own last block is cut off again.
		const filled = new Uint8Array([...secret, ...crypto.getRandomValues(new Uint8Array(11)), 12]);
		const iv = crypto.getRandomValues(new Uint8Array(16));
		const body = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, imported, filled)).slice(0, 32);
		const value = new Uint8Array([...iv, ...body]);
		const [read1] = await read(encryptedFile(encrypted(value, bits, await macOf(key, "SHA-256", value))), { key });
		expect(toHex(read1!.secret!)).toBe(toHex(secret));
	});

	it("is refused alike with a wrong key, a wrong MAC and a changed value, and without a MAC by that name", async () => {
		const key = crypto.getRandomValues(new Uint8Array(16));
		const value = await encryptCbc(key, secret);
		const mac = await macOf(key, "SHA-256", value);
		const changed = value.with(40, value[40]! ^ 1) as Uint8Array<ArrayBuffer>;
		const other = crypto.getRandomValues(new Uint8Array(16));
		const faultOf = async (data: string, given: Uint8Array<ArrayBuffer>) =>
			(await read(encryptedFile(data), { key: given }))[0]!.fault?.reason;
		expect(await faultOf(encrypted(value, 128, mac), other)).toBe("token-mac");
		expect(await faultOf(encrypted(changed, 128, mac), key)).toBe("token-mac");
		expect(await faultOf(encrypted(value, 128, mac.slice(1)), key)).toBe("token-mac");
		expect(await faultOf(encrypted(value, 256, mac), key)).toBe("token-mac");
		expect(await faultOf(encrypted(value, 128, null), key)).toBe("token-mac-missing");
		expect(await faultOf(encrypted(value, 128, mac), key)).toBeUndefined();
	});
});

const derived = (rounds: string, name = "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2") =>
	`${root}<EncryptionKey><DerivedKey><KeyDerivationMethod Algorithm="${name}"><PBKDF2-params><Salt><Specified>AAAAAAAAAAA=</Specified></Salt>
	<IterationCount>${rounds}</IterationCount><KeyLength>16</KeyLength></PBKDF2-params></KeyDerivationMethod></DerivedKey></EncryptionKey>${packageOf(keyOf(plain))}</KeyContainer>`;

describe("a file is refused", () => {
	it.each([
		["pskc-rounds", derived("100001")],
		["pskc-rounds", derived("999999999999")],
		["pskc-xml", derived("0")],
		["pskc-xml", derived("many")],
		["pskc-derivation", derived("1000", "http://example.com/argon2")],
		["pskc-declaration", `<!DOCTYPE x [<!ENTITY a "b">]>${fileOf(packageOf(keyOf(plain)))}`],
		["pskc-declaration", `<!doctype x SYSTEM "file:///etc/passwd">${fileOf()}`],
		["pskc-declaration", fileOf(`<KeyPackage><![CDATA[</KeyPackage>]]></KeyPackage>`)],
		["pskc-root", "<html><KeyPackage/></html>"],
		["pskc-xml", "no XML at all"],
		["pskc-xml", `${fileOf()}<KeyContainer/>`],
		["pskc-xml", `</KeyContainer>`],
		["pskc-xml", fileOf("<KeyPackage><a></b></KeyPackage>")],
		["import-file-broken-off", fileOf(packageOf(keyOf(plain))).slice(0, -5)],
		["import-file-broken-off", fileOf(packageOf(keyOf(plain))).slice(0, 200)],
		["pskc-deep", fileOf(`${"<a>".repeat(100)}`)],
		["pskc-deep", `${root}${"<x>".repeat(100_000)}`],
		["import-record-size", fileOf(`<KeyPackage>${"x".repeat(70_000)}</KeyPackage>`)],
		["import-record-size", `${root}<KeyPackage a="${"x".repeat(200_000)}`],
		["import-record-size", `${root}<!--${"x".repeat(200_000)}`],
	])("%s: %#", async (reason, text) => {
		expect(await refusalOf(text, { password: "p" })).toBe(reason);
	});

	it("says what opens it, when nothing was given", async () => {
		expect(await refusalOf(derived("1000"))).toBe("pskc-key-missing");
		expect(await refusalOf(encryptedFile(plain))).toBe("pskc-key-missing");
	});

	it.each(["constructor", "toString", "__proto__"])("for a MAC or a derivation that is called %s", async (name) => {
		const given = { key: new Uint8Array(16), password: "p" };
		const data = encrypted(new Uint8Array(48), 128, new Uint8Array(20));
		expect(await refusalOf(encryptedFile(data, `<MACMethod Algorithm="${name}"/>`), given)).toBe("pskc-derivation");
		const prf = derived("1000").replace("<KeyLength>", `<PRF Algorithm="${name}"/><KeyLength>`);
		expect(await refusalOf(prf, given)).toBe("pskc-derivation");
		const [key] = await read(encryptedFile(data.replace(aes(128), name)), given);
		expect(key!.fault).toEqual({ reason: "token-cipher", params: { name } });
	});

	it("keeps entities as they are, and makes no prototype of a name", async () => {
		const [key] = await read(fileOf(packageOf(keyOf(plain)).replace(">1<", ">&#49;&unknown;__proto__<")));
		expect(key!.serial).toContain("&unknown;__proto__");
		expect(await refusalOf(fileOf(packageOf("<__proto__><x>1</x></__proto__>")))).not.toContain("TypeError");
	});
});
