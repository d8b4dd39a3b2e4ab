// A form with a file, in pieces of any size.
import { describe, expect, it } from "vitest";
import { readFileForm } from "../../src/web/multipart";

const boundary = "----form1a2b";

const part = (name: string, value: string, fileName?: string) =>
	`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileName === undefined ? "" : `; filename="${fileName}"`}\r\n` +
	`${fileName === undefined ? "" : "Content-Type: text/csv\r\n"}\r\n${value}\r\n`;

const end = `--${boundary}--\r\n`;

function formOf(text: string | Uint8Array, { chunk = 1_000, type = `multipart/form-data; boundary=${boundary}` } = {}) {
	const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
	let at = 0;
	const sent = { bytes: 0 };
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			if (at >= bytes.length) return controller.close();
			controller.enqueue(bytes.slice(at, at + chunk));
			at += chunk;
			sent.bytes = Math.min(at, bytes.length);
		},
	});
	return {
		request: new Request("https://otp.test", { method: "POST", body, headers: { "content-type": type } }),
		sent,
	};
}

const textOf = (body: ReadableStream<Uint8Array> | undefined) => new Response(body).text();
const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => "taken",
		(error) => error.code,
	);

describe("a form with a file", () => {
	const content = `serial,secret\r\nT1,${"ab".repeat(40)}\r\n--${boundary.slice(0, 6)}\r\n\r--${boundary}\r\n\r\nトークン`;
	const text = part("_csrf", "a token") + part("password", '鍵 " = &') + part("file", content, "t.csv") + end;

	it.each([1, 2, 3, 7, 16, 64, 1_000, 100_000])("is read from pieces of %i bytes", async (chunk) => {
		const { fields, file } = await readFileForm(formOf(text, { chunk }).request);
		expect(fields).toEqual({ _csrf: "a token", password: '鍵 " = &' });
		expect(file?.name).toBe("t.csv");
		expect(await textOf(file?.body)).toBe(content);
	});

	it("has an empty file, and one without a name where nothing was chosen", async () => {
		const { file } = await readFileForm(formOf(part("a", "") + part("file", "", "") + end).request);
		expect(file?.name).toBe("");
		expect(await textOf(file?.body)).toBe("");
	});

	it("is taken without a file, urlencoded too", async () => {
		expect(await readFileForm(formOf(part("a", "1") + end).request)).toEqual({ fields: { a: "1" }, file: null });
		const type = "application/x-www-form-urlencoded";
		expect(await readFileForm(formOf("a=1", { type }).request)).toEqual({ fields: { a: "1" }, file: null });
	});

	it("hands the file over while it arrives, and takes the rest when nobody wants it", async () => {
		const { request, sent } = formOf(part("file", "x".repeat(1_000_000), "t.csv") + end, { chunk: 10_000 });
		const { file } = await readFileForm(request);
		expect(sent.bytes).toBeLessThan(100_000);
		await file?.discard();
		expect(sent.bytes).toBeGreaterThan(1_000_000);
	});

	it.each([
		["a field that comes twice", part("a", "1") + part("a", "2") + end, "E0000003"],
		["a part without a name", `--${boundary}\r\ncontent-type: text/plain\r\n\r\n1\r\n${end}`, "E0000003"],
		["no end", part("a", "1"), "E0000003"],
		["an end that is none", `${part("a", "1")}--${boundary}xx`, "E0000003"],
		["half a field", `--${boundary}\r\ncontent-disposition: form-data; name="a"\r\n\r\n1`, "E0000003"],
		["nothing", "", "E0000003"],
		["too much before the file", part("a", "x".repeat(70_000)) + end, "E0000223"],
		["many fields that are too much", part("a", "x".repeat(40_000)) + part("b", "x".repeat(40_000)) + end, "E0000223"],
		["an endless head", `--${boundary}\r\n${"x".repeat(10_000)}`, "E0000223"],
	])("is refused with %s", async (_, bad, code) => {
		expect(await codeOf(readFileForm(formOf(bad).request))).toBe(code);
	});

	it("is refused with bytes that aren't UTF-8, and with another media type", async () => {
		const bytes = new TextEncoder().encode(part("a", "~") + end).map((byte) => (byte === 0x7e ? 0xff : byte));
		expect(await codeOf(readFileForm(formOf(bytes).request))).toBe("E0000003");
		for (const type of ["text/plain", "multipart/form-data", "multipart/mixed; boundary=x"]) {
			expect(await codeOf(readFileForm(formOf("a=1", { type }).request))).toBe("E0000003");
		}
	});

	it("whose file is cut off breaks off there", async () => {
		const { file } = await readFileForm(formOf(part("file", "x".repeat(100), "t.csv")).request);
		expect(await codeOf(textOf(file?.body))).toBe("E0000003");
	});
});
