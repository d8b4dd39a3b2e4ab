// How the headers of a mail are folded.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64 } from "../../../src/crypto/bytes";
import { asciiMailbox } from "../../../src/drivers/kit/email-sender";
import { writeMail } from "../../../src/drivers/smtp/mail";

/** The lines of the mail's header fields. */
function headerLines(fields: { fromName?: string; fromAddress?: string; subject?: string }): string[] {
	const { fromName, fromAddress = "no-reply@example.com", subject = "Your code" } = fields;
	const from = asciiMailbox({ fromName, fromAddress });
	const mail = { from, to: "ada@example.com", subject, text: "123456", messageId: "a@example.com", date: 0 };
	return writeMail(mail).split("\r\n\r\n")[0]!.split("\r\n");
}

/** RFC 5322 and RFC 2047 the other way round. */
function decoded(lines: string[], name: string): string {
	const fields = lines.join("\r\n").replaceAll(/\r\n(?= )/g, "");
	const [, text = ""] = new RegExp(`^${name}: (.*)$`, "m").exec(fields) ?? [];
	return text.replaceAll(/=\?UTF-8\?B\?([^?]*)\?=(?: (?==\?))?/g, (_, word) =>
		new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(fromBase64(word)),
	);
}

describe("A mail's header", () => {
	it.each([
		["テッセラ認証サービス・メール配信係・カスタマーサポートセンター"],
		["Ж".repeat(64)],
		["👩‍💻".repeat(12)],
		["Zürich Versicherungs-Gesellschaft AG, Abteilung Informatik, Bern"],
	])("is folded, and has the same sender: %s", (fromName) => {
		const lines = headerLines({ fromName });
		for (const line of lines) expect(line.length).toBeLessThanOrEqual(76);
		expect(decoded(lines, "From")).toBe(`${fromName} <no-reply@example.com>`);
	});

	it("is folded between a plain name and a long address, but not within either", () => {
		const fromAddress = `${"a".repeat(60)}@${"b".repeat(60)}.example.com`;
		expect(headerLines({ fromName: "Example", fromAddress }).slice(0, 2)).toEqual([
			'From: "Example"',
			` <${fromAddress}>`,
		]);
		expect(headerLines({ fromAddress })[0]).toBe(`From: ${fromAddress}`);
	});

	it("is never wider than RFC 2047 allows, and never loses a character", () => {
		const text = fc
			.string({ unit: "grapheme", maxLength: 64 })
			.map((each) => each.replaceAll(/[\p{C}"\\<>]/gu, "").trim());
		fc.assert(
			fc.property(text, text, (fromName, subject) => {
				const lines = headerLines({ fromName, subject });
				for (const line of lines) expect(line.length).toBeLessThanOrEqual(76);
				expect(lines.filter((line) => line.trim() === "")).toEqual([]);
				expect(decoded(lines, "From").replaceAll(/"| ?<[^<]*>$/g, "")).toBe(fromName || "no-reply@example.com");
				expect(decoded(lines, "Subject")).toBe(subject);
			}),
		);
	});
});
