// Writes a plain-text mail as SMTP carries it (RFC 5322, RFC 2045, RFC 2047): CR LF line ends, ASCII only. PURE.
import { toBase64, utf8 } from "../../crypto/bytes";
import { encodedWords } from "../kit/encoded-words";

export interface Mail {
	/** The text of the From header, in ASCII. */
	from: string;
	to: string;
	subject: string;
	text: string;
	/** Without the angle brackets. */
	messageId: string;
	/** Epoch ms. */
	date: number;
}

/** A longer ASCII header is written in encoded words, too, because encoded words can be folded. */
const longestPlainHeader = 60;
const longestLine = 76;

/** The whole mail with headers, not yet dot-stuffed. The fields must be free of control characters. */
export function writeMail(mail: Mail): string {
	const body = mail.text.replace(/\r\n|\r|\n/g, "\r\n");
	const isPlain = isPrintableAscii(body.replaceAll("\r\n", "")) && lengthOfLongest(body) <= longestLine;
	return [
		header("From", mail.from),
		header("To", mail.to),
		header("Subject", inWords(mail.subject)),
		`Date: ${new Date(mail.date).toUTCString().replace("GMT", "+0000")}`,
		`Message-ID: <${mail.messageId}>`,
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
		`Content-Transfer-Encoding: ${isPlain ? "7bit" : "base64"}`,
		// RFC 3834: no holiday notice should answer a code.
		"Auto-Submitted: auto-generated",
		"",
		isPlain ? body.replace(/\r\n$/, "") : base64Lines(utf8(body)),
		"",
	].join("\r\n");
}

/** RFC 5321, 4.5.2: a line that begins with a dot gets a second dot, because a dot alone ends the mail. */
export const dotStuff = (mail: string): string => mail.replace(/^\./gm, "..");

const isPrintableAscii = (text: string) => /^[\x20-\x7e]*$/.test(text);

const lengthOfLongest = (text: string) => Math.max(...text.split("\r\n").map((line) => line.length));

/** A text with `=?` must become encoded words, or mail programs would decode it. */
const inWords = (text: string) =>
	isPrintableAscii(text) && !text.includes("=?") && text.length <= longestPlainHeader
		? text
		: encodedWords(text).join(" ");

/** Folds at blanks. A line with an encoded word has at most 76 characters (RFC 2047, section 2). */
function header(name: string, text: string): string {
	const [first = "", ...parts] = text.split(" ");
	const lines = [`${name}: ${first}`];
	for (const part of parts) {
		const longer = `${lines.at(-1)} ${part}`;
		if (longer.length <= longestLine) lines[lines.length - 1] = longer;
		else lines.push(` ${part}`);
	}
	return lines.join("\r\n");
}

const base64Lines = (bytes: Uint8Array) => (toBase64(bytes).match(/.{1,76}/g) ?? []).join("\r\n");
