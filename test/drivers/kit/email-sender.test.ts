import { describe, expect, it } from "vitest";
import * as z from "zod";
import { asciiMailbox, emailSender, mailbox } from "../../../src/drivers/kit/email-sender";

const fromAddress = "no-reply@example.com";

/** RFC 2047 the other way round. */
const decoded = (text: string) =>
	text.replaceAll(/=\?UTF-8\?B\?([^?]*)\?= ?/g, (_, part) =>
		new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
			Uint8Array.from(atob(part), (byte) => byte.charCodeAt(0)),
		),
	);

describe("the sender of an e-mail", () => {
	it("is the address alone when it has no name", () => {
		expect([mailbox({ fromAddress }), asciiMailbox({ fromAddress })]).toEqual([fromAddress, fromAddress]);
	});

	it("has its name in quotation marks, so that a comma doesn't make two senders of it", () => {
		const sender = { fromAddress, fromName: "Example, Inc." };
		expect(mailbox(sender)).toBe('"Example, Inc." <no-reply@example.com>');
		expect(asciiMailbox(sender)).toBe('"Example, Inc." <no-reply@example.com>');
	});

	it.each(["Zürich", "株式会社テッセラ・ワンタイムパスコード", "👩‍💻".repeat(8), "Ж".repeat(64)])(
		"has %s as encoded words of at most 75 characters that split no character",
		(fromName) => {
			const text = asciiMailbox({ fromAddress, fromName });
			expect(text).toMatch(/^[\x20-\x7e]+ <no-reply@example\.com>$/);
			for (const word of text.split(" ").slice(0, -1)) expect(word.length).toBeLessThanOrEqual(75);
			expect(decoded(text)).toBe(`${fromName}<no-reply@example.com>`);
		},
	);

	it.each(["a\r\nBcc: x@example.org", 'a" <x@example.org>', "tab\there", "nul\0", "<b>"])(
		"can't be called %j",
		(fromName) => {
			expect(z.object(emailSender).safeParse({ fromAddress, fromName }).success).toBe(false);
		},
	);

	it.each(["", "nobody", "a@b@c.example", "a@example.com\r\nBcc: x@example.org"])("can't be at %j", (address) => {
		expect(z.object(emailSender).safeParse({ fromAddress: address }).success).toBe(false);
	});
});
