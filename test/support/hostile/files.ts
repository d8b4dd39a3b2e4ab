// Files of tokens that somebody damaged: every shape that is read, and what chance does to its bytes.
import fc from "fast-check";
import { toBase64, toHex, utf8 } from "../../../src/crypto/bytes";
import { writePskc } from "../../../src/otp/pskc/write";

export interface TokenFile {
	name: string;
	bytes: Uint8Array;
	/** What opens it. */
	headers: Record<string, string>;
}

/** How the secrets of the files begin, in each encoding. No error may say it. */
export const fileSecrets = ["3132333435363738", "GEZDGNBVGY3TQOJQ", "MTIzNDU2Nzg5MDEy"] as const;

const secret = utf8("12345678901234567890");
const hex = toHex(secret);
const base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const password = "長い合言葉 of fourteen";
const key = new Uint8Array(32).fill(7);

const lines = (count: number, line: (index: number) => string) =>
	Array.from({ length: count }, (_, index) => line(index)).join("");

/** A secret of its own for each line, which begins like all others. */
const hexOf = (index: number) => hex.slice(0, -2) + (index % 256).toString(16).padStart(2, "0");

const csvFiles: Record<string, string | Uint8Array> = {
	header: `serial,login,secret,type,digits,counter\n${lines(8, (index) => `H${index},,${hexOf(index)},HOTP,6,0\n`)}`,
	quoted: `"Serial No.";"User";"Secret"\r\n${lines(8, (index) => `"Q;${index}";"nobody ""${index}""";"${hexOf(index)}"\r\n`)}`,
	oath: lines(8, (index) => `O${index}, ${hexOf(index)}, ${index % 2 ? "TOTP" : "HOTP"}, 6, 30\n`),
	yubikey: lines(
		4,
		(index) => `OATH-HOTP,11.12.13 18:55,1,ccccccccccc${index},,${hexOf(index)},,,0,0,0,6,0,0,0,0,0,0\r\n`,
	),
	entra: `\ufeffupn,serial number,secret key,time interval,manufacturer,model\n${lines(4, (index) => `nobody${index},${index},${base32},30,Contoso,Key\n`)}`,
	shiftJis: new Uint8Array([...utf8("serial,secret,login\n1,"), ...utf8(`${hex},`), 0x93, 0xfa, 0x96, 0x7b, 0x0a]),
};

const hotp = "urn:ietf:params:xml:ns:keyprov:pskc:hotp";
const plainPskc = `<?xml version="1.0"?><KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
${lines(
	4,
	(
		index,
	) => `<KeyPackage><DeviceInfo><Manufacturer>Drill</Manufacturer><SerialNo>P${index}</SerialNo></DeviceInfo><Key Id="k${index}" Algorithm="${hotp}">
<Issuer>Drill</Issuer><AlgorithmParameters><Suite>HMAC-SHA1</Suite><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue>${toBase64(utf8(`1234567890123456789${index}`))}</PlainValue></Secret><Counter><PlainValue>0</PlainValue></Counter></Data>
<UserId>CN=nobody</UserId><Policy><KeyUsage>OTP</KeyUsage></Policy></Key></KeyPackage>`,
)}</KeyContainer>`;
const draftPskc = `<KeyContainer xmlns="urn:ietf:params:xml:ns:keyprov:pskc:1.0"><Device><DeviceInfo><SerialNo>77</SerialNo></DeviceInfo>
<Key KeyAlgorithm="http://www.ietf.org/keyprov/pskc#hotp" KeyId="k"><Usage OTP="true"><ResponseFormat Format="DECIMAL" Length="8"/></Usage>
<Data Name="COUNTER"><Value>AAAAAAAAAAU=</Value></Data><Data Name="SECRET"><Value>${toBase64(secret)}</Value></Data></Key></Device></KeyContainer>`;

const bytesOf = (file: string | Uint8Array) => (typeof file === "string" ? utf8(file) : file);

const written = (by: Parameters<typeof writePskc>[0]) =>
	writePskc(
		by,
		"Drill",
		[0, 1, 2].map((index) => ({
			id: `w${index}`,
			serial: `W${index}`,
			manufacturer: null,
			user: null,
			hash: "SHA-1" as const,
			digits: 6,
			moving: { protocol: "HOTP" as const, counter: index },
			secret: utf8(`1234567890123456789${index}`),
		})),
	);

export async function tokenFiles(): Promise<TokenFile[]> {
	const ofPassword = { "x-file-password": toBase64(utf8(password)) };
	const pskcFiles = {
		"pskc plain": [plainPskc, {}],
		"pskc of a draft": [draftPskc, {}],
		"pskc with a key": [await written({ key }), { "x-file-key": toHex(key) }],
		"pskc with a password": [await written({ password }), ofPassword],
	} as const;
	return [
		...Object.entries(csvFiles).map(([name, file]) => ({ name: `csv ${name}`, headers: {}, bytes: bytesOf(file) })),
		...Object.entries(pskcFiles).map(([name, [file, headers]]) => ({ name, headers, bytes: bytesOf(file) })),
	];
}

/** Pieces of text that parsers have stumbled over. */
const pieces = [
	"\u0000",
	"\ufeff",
	"\ud83d\ude00",
	'"',
	'""',
	"\r",
	"\n\n",
	",,,,,",
	";",
	"=1+1",
	"<",
	"</",
	"<!--",
	"-->",
	"<![CDATA[",
	"]]>",
	'<!DOCTYPE a [<!ENTITY b "c">]>',
	"<?xml version='1.0' encoding='UTF-16'?>",
	"&b;",
	"&#0;",
	"&#xD800;",
	"__proto__",
	"constructor",
	"toString",
	"hasOwnProperty",
	"-1",
	"1e999",
	"99999999999999999999",
	"<a>".repeat(40),
	"x".repeat(70_000),
	"http://www.w3.org/2001/04/xmlenc#aes192-cbc",
	"SHA512",
];

/** Algorithms, ciphers, numbers, columns. */
const words = /[A-Za-z0-9:/#.+=_-]{2,}/g;

export type Damage =
	| { kind: "flip"; at: number; bit: number }
	| { kind: "cut"; from: number; length: number }
	| { kind: "end"; at: number }
	| { kind: "double"; from: number; length: number; times: number }
	| { kind: "insert"; at: number; piece: string }
	| { kind: "word"; at: number; piece: string }
	| { kind: "noise"; at: number; bytes: Uint8Array }
	| { kind: "encoding"; as: "UTF-16LE" | "UTF-16BE" | "latin1" | "gzip" };

/** Between 0 and 1: where in the file, whatever its length. */
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "binary", maxLength: 20 }));

const damage: fc.Arbitrary<Damage> = fc.oneof(
	fc.record({ kind: fc.constant("flip" as const), at: place, bit: fc.nat({ max: 7 }) }),
	fc.record({ kind: fc.constant("cut" as const), from: place, length: fc.nat({ max: 300 }) }),
	fc.record({ kind: fc.constant("end" as const), at: place }),
	fc.record({
		kind: fc.constant("double" as const),
		from: place,
		length: fc.nat({ max: 600 }),
		times: fc.integer({ min: 1, max: 30 }),
	}),
	fc.record({ kind: fc.constant("insert" as const), at: place, piece }),
	fc.record({ kind: fc.constant("word" as const), at: place, piece }),
	fc.record({ kind: fc.constant("noise" as const), at: place, bytes: fc.uint8Array({ maxLength: 50 }) }),
	fc.record({
		kind: fc.constant("encoding" as const),
		as: fc.constantFrom("UTF-16LE" as const, "UTF-16BE" as const, "latin1" as const, "gzip" as const),
	}),
);

/** A file of one shape, and up to three things that happen to it, one after the other. */
export const damagedFile = (files: readonly TokenFile[]) =>
	fc.record({
		file: fc.constantFrom(...files),
		damages: fc.array(damage, { minLength: 1, maxLength: 3 }),
		pieceLength: fc.constantFrom(1, 7, 1_000, 65_536),
	});

export const damaged = (bytes: Uint8Array, damages: readonly Damage[]): Uint8Array => damages.reduce(damagedBy, bytes);

function damagedBy(bytes: Uint8Array, one: Damage): Uint8Array {
	const indexOf = (share: number) => Math.floor(share * bytes.length);
	const spliced = (from: number, to: number, between: Uint8Array) =>
		joined(bytes.slice(0, from), between, bytes.slice(to));
	switch (one.kind) {
		case "flip":
			return bytes.map((byte, index) => (index === indexOf(one.at) ? byte ^ (1 << one.bit) : byte));
		case "cut":
			return spliced(indexOf(one.from), indexOf(one.from) + one.length, new Uint8Array());
		case "end":
			return bytes.slice(0, indexOf(one.at));
		case "double": {
			const from = indexOf(one.from);
			const part = bytes.slice(from, from + one.length);
			return spliced(from, from, joined(...Array.from({ length: one.times }, () => part)));
		}
		case "insert":
			return spliced(indexOf(one.at), indexOf(one.at), utf8(one.piece));
		case "noise":
			return spliced(indexOf(one.at), indexOf(one.at), one.bytes);
		case "word": {
			const text = new TextDecoder("latin1").decode(bytes);
			const found = [...text.matchAll(words)];
			const chosen = found[Math.floor(one.at * found.length)];
			return chosen ? spliced(chosen.index, chosen.index + chosen[0].length, utf8(one.piece)) : bytes;
		}
		case "encoding":
			return encoded(bytes, one.as);
	}
}

function encoded(bytes: Uint8Array, as: Extract<Damage, { kind: "encoding" }>["as"]): Uint8Array {
	const text = new TextDecoder().decode(bytes);
	if (as === "latin1") return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
	// The mark of a compressed file, and what could follow it.
	if (as === "gzip") return joined(new Uint8Array([0x1f, 0x8b, 0x08, 0]), bytes);
	const wide = new Uint8Array(2 * text.length + 2);
	const view = new DataView(wide.buffer);
	for (const [index, unit] of ["\ufeff", ...text.split("")].entries()) {
		view.setUint16(2 * index, unit.charCodeAt(0), as === "UTF-16LE");
	}
	return wide;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
