// What a file seems to be, by its beginning.
import { describe, expect, it } from "vitest";
import { toHex } from "../../../src/crypto/bytes";
import { lookAtFile, lookedBytes } from "../../../src/imports/files/look";
import type { FileChoices } from "../../../src/imports/files/read";
import { peek } from "../../../src/net/read-bounded";
import type { Unlocking } from "../../../src/otp/pskc/container";
import { writePskc } from "../../../src/otp/pskc/write";

const secret = "3132333435363738393031323334353637383930";

async function look(file: string | Uint8Array, choices: Partial<FileChoices> = {}, unlocking: Unlocking = {}) {
	const { whole: _, ...beginning } = await peek(new Response(file).body!, lookedBytes);
	return lookAtFile(beginning, { secretEncoding: "hexadecimal", ...choices }, unlocking);
}

const reasonOf = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(error) => error.causes[0].reason,
	);

describe("a file of CSV", () => {
	it("is known by its header, with its delimiter, and shows its first tokens without a secret", async () => {
		const lines = Array.from({ length: 9 }, (_, index) => `T${index};ada${index}@example.com;${secret}`);
		const found = await look(["Serial Number;UPN;Secret Key", ...lines].join("\r\n"));
		expect(found).toMatchObject({ format: "CSV", encoding: "UTF-8", missing: null });
		expect(found.table).toEqual({
			delimiter: ";",
			hasHeader: true,
			guess: { serial: 1, user: 2, secret: 3 },
			columns: [
				{ title: "Serial Number", sample: "T0", holds: "serial" },
				{ title: "UPN", sample: "ada0@example.com", holds: "user" },
				{ title: "Secret Key", sample: "••••••••", holds: "secret" },
			],
		});
		expect(found.tokens.map(({ serial, user }) => [serial, user])).toEqual(
			[0, 1, 2, 3, 4].map((index) => [`T${index}`, `ada${index}@example.com`]),
		);
		expect(JSON.stringify(found)).not.toContain(secret);
	});

	it("without a header is known by its shape", async () => {
		const { table, tokens } = await look(`T1,${secret},TOTP,6,60\nT2,${secret},HOTP,8,5\n`);
		expect(table).toMatchObject({ hasHeader: false, guess: { serial: 1, secret: 2, type: 3, digits: 4 } });
		expect(tokens).toMatchObject([
			{ protocol: "TOTP", periodSeconds: 60 },
			{ protocol: "HOTP", counter: 5 },
		]);
	});

	it("of unknown columns asks for them, and is read once they are told", async () => {
		const file = `Name|Number|Value\nada|T1|${secret}\n`;
		const unknown = await look(file);
		expect(unknown.missing).toMatchObject({ reason: "import-columns" });
		expect(unknown.table).toMatchObject({ delimiter: "|", hasHeader: true, guess: {} });
		expect(unknown.tokens).toEqual([]);
		const told = await look(file, { columns: { user: 1, serial: 2, secret: 3 } });
		expect(told).toMatchObject({ missing: null, choices: { hasHeader: true } });
		expect(told.tokens).toMatchObject([{ serial: "T1", user: "ada", fault: null }]);
		expect(told.table?.columns.map(({ holds }) => holds)).toEqual(["user", "serial", "secret"]);
	});

	it("of a shape that a header has, too, is read by the header that somebody tells of", async () => {
		const file = `Number,Value\nT1,${secret}\n`;
		expect((await look(file)).tokens).toMatchObject([{ serial: "Number" }, { serial: "T1" }]);
		const told = await look(file, { hasHeader: true });
		expect(told.tokens).toMatchObject([{ serial: "T1", fault: null }]);
		expect(told.table).toMatchObject({ hasHeader: true, columns: [{ title: "Number" }, { title: "Value" }] });
	});

	it("never shows what may be a secret, whichever column is taken for it", async () => {
		const base32 = "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ";
		for (const value of [secret, base32, "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA="]) {
			const found = await look(`a,b,c\nT1,x,${value}`, { columns: { serial: 3, secret: 1 } });
			expect(JSON.stringify(found)).not.toContain(value);
			expect(found.tokens).toHaveLength(1);
		}
	});

	it("of Shift_JIS is read as such", async () => {
		const header = Uint8Array.from([0x83, 0x56, 0x83, 0x8a, 0x83, 0x41, 0x83, 0x8b]);
		const rest = new TextEncoder().encode(`,secret\nT1,${secret}\n`);
		const found = await look(new Uint8Array([...header, ...rest]));
		expect(found.encoding).toBe("SHIFT_JIS");
		expect(found.table?.columns[0]).toEqual({ title: "シリアル", sample: "T1", holds: "serial" });
	});

	it("is looked at in its beginning alone, wherever that is cut", async () => {
		const lines = Array.from({ length: 5_000 }, (_, index) => `T${index},"トークン ${index}",${secret}`).join("\n");
		for (const cut of [0, 1, 2, 3, 20]) {
			const found = await look(`${"x".repeat(cut)}serial,note,secret\n${lines}`, { columns: { serial: 1, secret: 3 } });
			expect(found.tokens).toHaveLength(5);
		}
	});

	it.each([
		["empty", "", "import-file-empty"],
		["of a header alone", "serial,secret\n", "import-file-empty"],
		["of too many columns", `serial,secret${",".repeat(100)}\n`, "import-record-columns"],
		["of one endless line", `serial,secret\n${"x".repeat(70_000)}`, "import-record-size"],
	])("is refused when it is %s", async (_, file, reason) => {
		expect(await reasonOf(look(file))).toBe(reason);
	});
});

describe("a file of PSKC", () => {
	const bytes = new TextEncoder().encode("12345678901234567890") as Uint8Array<ArrayBuffer>;
	const keys = Array.from({ length: 200 }, (_, index) => ({
		id: `K${index}`,
		serial: `P${index}`,
		manufacturer: null,
		user: null,
		hash: "SHA-1" as const,
		digits: 6,
		moving: { protocol: "TOTP" as const, periodSeconds: 30 },
		secret: bytes,
	}));

	it("that is encrypted asks for its password, and shows its first tokens with it", async () => {
		const file = await writePskc({ password: "a field of blue flax" }, "Acme", keys);
		expect(file.length).toBeGreaterThan(lookedBytes);
		const closed = await look(file);
		expect(closed).toMatchObject({ format: "PSKC", table: null, tokens: [] });
		expect(closed.missing).toMatchObject({ reason: "pskc-key-missing", params: { kind: "password" } });
		const open = await look(file, {}, { password: "a field of blue flax" });
		expect(open.missing).toBeNull();
		expect(open.tokens.map(({ serial, fault }) => [serial, fault])).toEqual(
			[0, 1, 2, 3, 4].map((index) => [`P${index}`, null]),
		);
		expect(JSON.stringify(open)).not.toContain(toHex(bytes));
		expect(await reasonOf(look(file, {}, { password: "another" }))).toBe("pskc-key");
	});

	it("that has a key of its own asks for that", async () => {
		const key = crypto.getRandomValues(new Uint8Array(32));
		const { missing } = await look(await writePskc({ key }, "Acme", keys.slice(0, 2)));
		expect(missing).toMatchObject({ params: { kind: "key" } });
	});

	it.each([
		["that has a DOCTYPE", "<!DOCTYPE a><KeyContainer/>", "pskc-declaration"],
		["that is something else", "<html></html>", "pskc-root"],
		["that ends too early", "<KeyContainer><KeyPackage>", "import-file-broken-off"],
	])("%s is refused", async (_, file, reason) => {
		expect(await reasonOf(look(file))).toBe(reason);
	});
});
