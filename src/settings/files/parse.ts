// A `.properties` file as Java reads it: from bytes to lines with names and values. PURE.
import { parseLines } from "dot-properties";

export interface FileLine {
	/** Counted from 1. A continued line has the number of its first part. */
	line: number;
	name: string;
	value: string;
	/** `\u` without four hexadecimal digits behind it. Java refuses the whole file. */
	hasBadEscape: boolean;
}

/** A file with comments left out. What is given twice is there twice. */
export function parseFile(bytes: Uint8Array): FileLine[] {
	// Java ends a line at each of the three.
	const text = textOf(bytes).replaceAll(/\r\n?/g, "\n");
	const lines: FileLine[] = [];
	let [line, counted] = [1, 0];
	for (const node of parseLines(text, true)) {
		if (node.type !== "PAIR") continue;
		const { key: name, value, range } = node as unknown as { key: string; value: string; range: number[] };
		const [start = 0, end = 0] = [range[0], range[3]];
		for (; counted < start; counted++) if (text[counted] === "\n") line++;
		lines.push({ line, name, value, hasBadEscape: hasBadEscape(text.slice(start, end)) });
	}
	return lines;
}

/**
 * What is valid UTF-8 is UTF-8; otherwise each byte is a character, as in ISO-8859-1. A `TextDecoder` of that name
 * would read windows-1252.
 */
function textOf(bytes: Uint8Array): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
	} catch {
		return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
	}
}

const hasBadEscape = (written: string): boolean => /\\u(?![0-9A-Fa-f]{4})/.test(written.replaceAll(/\\[^u]/gs, ""));
