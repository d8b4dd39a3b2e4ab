// Files of tokens in the shapes of other products, in several encodings, and files that do harm.
import { describe, expect, it } from "vitest";
import { toHex } from "../../src/crypto/bytes";
import { ApiError } from "../../src/errors";
import { type FileChoices, readTokens } from "../../src/imports/files/read";
import { maxFileBytes } from "../../src/imports/files/text";
import type { FileToken } from "../../src/imports/files/token";
import type { Unlocking } from "../../src/otp/pskc/container";

const hex = "3132333435363738393031323334353637383930";
const base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

const streamOf = (bytes: Uint8Array, pieceLength = 64 * 1024) =>
	new ReadableStream<Uint8Array>({
		start(controller) {
			for (let at = 0; at < bytes.length; at += pieceLength) controller.enqueue(bytes.slice(at, at + pieceLength));
			controller.close();
		},
	});

async function read(
	file: string | Uint8Array,
	choices: Partial<FileChoices> = {},
	unlocking: Unlocking = {},
	pieceLength?: number,
): Promise<FileToken[]> {
	const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
	const tokens: FileToken[] = [];
	const all = { secretEncoding: "hexadecimal", ...choices } as const;
	for await (const some of readTokens(streamOf(bytes, pieceLength), all, unlocking)) tokens.push(...some);
	return tokens;
}

const refusalOf = (file: string | Uint8Array, choices: Partial<FileChoices> = {}) =>
	read(file, choices).then(
		() => null,
		(error) => (error instanceof ApiError ? (error.causes[0]?.reason ?? error.code) : String(error)),
	);

/** What the tokens say, without what they don't say. */
const said = (tokens: FileToken[]) =>
	tokens.map(({ secret, ...token }) => ({
		...Object.fromEntries(Object.entries(token).filter(([, value]) => value !== null)),
		...(secret ? { secret: toHex(secret) } : {}),
	}));

describe("the shape of", () => {
	it("privacyIDEA's OATH CSV", async () => {
		const file = `T1, ${hex}, TOTP, 6, 60\nH1, ${hex}, HOTP, 8, 5\n`;
		expect(said(await read(file))).toEqual([
			{ serial: "T1", secret: hex, protocol: "TOTP", digits: 6, periodSeconds: 60 },
			{ serial: "H1", secret: hex, protocol: "HOTP", digits: 8, counter: 5 },
		]);
	});

	it("the YubiKey personalization tool", async () => {
		const file =
			`OATH-HOTP,11.12.13 18:55,1,cccccccccccc,,${hex},,,0,0,0,6,0,0,0,0,0,0\r\n` +
			"Yubico OTP,12/11/2013 11:10,1,vvgutbiedkvi,ab86c04de6a3,d26a7c0f85fdda28bd816e406342b214,,,0,0,0,0,0,0,0,0,0,0\r\n";
		const [oath, own] = await read(file, { secretEncoding: "base32" });
		expect(said([oath!])).toEqual([{ serial: "cccccccccccc", secret: hex, protocol: "HOTP", digits: 6 }]);
		expect(own!.fault).toEqual({ reason: "token-algorithm", params: { name: "Yubico OTP" } });
	});

	it("Entra ID and Token2", async () => {
		const file = `upn,serial number,secret key,time interval,manufacturer,model\nada@example.com,2300,${base32},30,Contoso,HardwareKey\n`;
		expect(said(await read(file, { secretEncoding: "base32" }))).toEqual([
			{ user: "ada@example.com", serial: "2300", secret: hex, periodSeconds: 30, manufacturer: "Contoso" },
		]);
	});

	it("Duo: a serial number and a secret", async () => {
		expect(said(await read(`123456,${hex}\n123457,${hex}`))).toEqual([
			{ serial: "123456", secret: hex },
			{ serial: "123457", secret: hex },
		]);
	});

	it("Feitian: PSKC that isn't encrypted, with a key for each package", async () => {
		const pack = (serial: string) => `<KeyPackage>
  <DeviceInfo><Manufacturer>Feitian Technology Co.,Ltd</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo>
  <Key Id="${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><Issuer>Feitian Technology Co.,Ltd</Issuer>
  <AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
  <Data><Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret><Time><PlainValue>0</PlainValue></Time>
  <TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>4</PlainValue></TimeDrift></Data></Key></KeyPackage>`;
		const file = `<?xml version="1.0" encoding="UTF-8"?>\r\n<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
${pack("1000133508267")}${pack("1000133508268")}</KeyContainer>\r\n`;
		const common = { manufacturer: "Feitian Technology Co.,Ltd", protocol: "TOTP", hash: "SHA-1", secret: hex };
		expect(said(await read(file))).toEqual(
			["1000133508267", "1000133508268"].map((serial) => ({ serial, ...common, digits: 6, periodSeconds: 60 })),
		);
	});

	it("a header of many words, with semicolons, a BOM, quotes and lines without anything", async () => {
		const file = `\ufeffUser Name;Serial No.;OTP key;Hash;Digits;Counter\r\n"ada; ""the first""";1;${hex};HMAC-SHA-256;8;7\r\n\r\n;2;${hex};sha512;6;\r\n;;;;;\r\n`;
		expect(said(await read(file))).toEqual([
			{ user: 'ada; "the first"', serial: "1", secret: hex, hash: "SHA-256", digits: 8, counter: 7 },
			{ serial: "2", secret: hex, hash: "SHA-512", digits: 6 },
		]);
	});

	it("columns that the caller names or counts", async () => {
		const file = `a\tb\tc\n1\t${hex}\tada\n`;
		const token = { serial: "1", secret: hex, user: "ada" };
		expect(said(await read(file, { columns: { serial: "A", secret: "b", user: "c" } }))).toEqual([token]);
		const byNumber = { columns: { serial: 1, secret: 2, user: 3 }, delimiter: "\t" };
		expect(said(await read(file.slice(6), byNumber))).toEqual([token]);
		expect(said(await read(file, { ...byNumber, hasHeader: true }))).toEqual([token]);
	});
});

describe("the bytes", () => {
	const shiftJis = new Uint8Array([
		...new TextEncoder().encode("serial,secret,login\n1,"),
		...new TextEncoder().encode(`${hex},`),
		0x93,
		0xfa,
		0x96,
		0x7b,
		0x0a,
	]);

	it.each([1, 2, 3, 65_536])("are Shift_JIS where they are no UTF-8, in pieces of %i", async (pieceLength) => {
		expect((await read(shiftJis, {}, {}, pieceLength))[0]!.user).toBe("日本");
		expect((await read(`serial,secret,login\n1,${hex},日本\n`, {}, {}, pieceLength))[0]!.user).toBe("日本");
	});

	it("are of the same encoding, however they arrive, and also where the file ends with their first character", async () => {
		// The first byte of this kanji begins a character in both encodings.
		const file = new Uint8Array([...new TextEncoder().encode(`serial,secret,login\n1,${hex},`), 0xe0, 0x9f]);
		for (const pieceLength of [1, file.length - 1, 65_536]) {
			expect((await read(file, {}, {}, pieceLength))[0]!.user).toBe("燹");
		}
		const cut = new TextEncoder().encode(`serial,secret,login\n1,${hex},日`).slice(0, -1);
		expect(await refusalOf(cut, { encoding: "UTF-8" })).toBe("import-file-encoding");
	});

	it("are refused when they are of neither encoding, or of another than was said", async () => {
		expect(await refusalOf(shiftJis, { encoding: "UTF-8" })).toBe("import-file-encoding");
		expect(await refusalOf(new Uint8Array([0x2c, 0xff, 0xff, 0xff]))).toBe("import-file-encoding");
	});
});

describe("a line is skipped with its reason", () => {
	it.each([
		["secret-alphabet", `1,${"zz".repeat(20)},HOTP`],
		["secret-length", `1,${hex.slice(1)},HOTP`],
		["token-secret-missing", "1,,HOTP"],
		["token-algorithm", `1,${hex},mOTP`],
		["token-columns", `1,${hex}`],
	])("%s", async (reason, line) => {
		const tokens = await read(`0,${hex},TOTP\n${line}\n2,${hex},TOTP`);
		expect(tokens.map(({ fault }) => fault?.reason ?? null)).toEqual([null, reason, null]);
	});

	it("and doesn't say what stands in a wrong column, because it may be a secret", async () => {
		const tokens = await read(`serial,secret,type,hash\n1,x,${hex},\n2,x,,${base32}\n3,x,Challenge-Response,`);
		const names = ["…", "…", "Challenge-Response"];
		expect(tokens.map(({ fault }) => fault)).toEqual(
			names.map((name) => ({ reason: "token-algorithm", params: { name } })),
		);
	});

	it("alone where a quote stands in a wrong place", async () => {
		const tokens = await read(`serial,login,secret\n1,ada,"${hex}"x\n2,bob,"${hex}"\n3,"c"d",${hex}\n4,eve,${hex}\n`);
		expect(tokens.map(({ serial, fault }) => [serial, fault === null])).toEqual([
			["1", false],
			["2", true],
			["3", true],
			["4", true],
		]);
	});

	it("for a number that is none", async () => {
		const [token] = await read(`serial,secret,digits\n1,${hex},six`);
		expect(token!.fault).toEqual({ reason: "token-unreadable", params: { name: "digits" } });
	});
});

describe("a file is refused", () => {
	it.each([
		["import-file-empty", ""],
		["import-file-empty", " \n \r\n"],
		["import-file-empty", "serial,secret\n"],
		["import-columns", "one\ntwo"],
		["import-columns", "a,b,c\n1,2,3"],
		["import-columns", "secret\nabc"],
		["import-record-size", `1,${"a".repeat(200_000)}`],
		["import-record-size", `1,"${"\n".repeat(200_000)}`],
		["import-file-broken-off", `1,${hex}\n2,"${hex}`],
		["import-record-columns", "a,".repeat(30_000)],
	])("%s: %#", async (reason, text) => {
		expect(await refusalOf(text)).toBe(reason);
	});

	it("for columns that aren't there, by their names", async () => {
		await expect(read(`a,b\n1,${hex}`, { columns: { serial: "x", secret: "b", user: 7 } })).rejects.toThrow(
			expect.objectContaining({
				causes: [{ field: "columns", reason: "import-columns", params: { names: ["x", "7"] } }],
			}),
		);
	});

	it("when it isn't of the format that was said", async () => {
		expect(await refusalOf("<KeyContainer/>", { format: "CSV" })).toBe("import-file-type");
		expect(await refusalOf(`1,${hex}`, { format: "PSKC" })).toBe("import-file-type");
	});

	/** A source that never ends, and counts what was read of it. */
	const endless = (piece: Uint8Array) => {
		const counted = { pieces: 0, isCancelled: false };
		const stream = new ReadableStream<Uint8Array>({
			pull(controller) {
				counted.pieces++;
				controller.enqueue(piece);
			},
			cancel() {
				counted.isCancelled = true;
			},
		});
		return { stream, counted };
	};

	it.each([
		["one line", "x"],
		["one element", "<KeyContainer><KeyPackage>"],
		["columns", ","],
	])("of %s without an end after 64 KiB of it, and the rest isn't read", async (_, text) => {
		const { stream, counted } = endless(new TextEncoder().encode(text.repeat(16_384 / text.length)));
		const reading = async () => {
			for await (const _ of readTokens(stream, { secretEncoding: "hexadecimal" }, {}));
		};
		await expect(reading()).rejects.toThrow(ApiError);
		expect(counted.pieces).toBeLessThan(10);
		expect(counted.isCancelled).toBe(true);
	});

	it("beyond 90 MiB with 413", async () => {
		const { stream, counted } = endless(new TextEncoder().encode("\n".repeat(4 * 1024 * 1024)));
		const reading = async () => {
			for await (const _ of readTokens(stream, { secretEncoding: "hexadecimal" }, {}));
		};
		await expect(reading()).rejects.toThrow(expect.objectContaining({ status: 413 }));
		expect(counted.pieces).toBeLessThan(maxFileBytes / 4 / 1024 / 1024 + 4);
	});
});
