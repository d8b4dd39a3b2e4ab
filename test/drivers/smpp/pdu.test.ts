import { describe, expect, it } from "vitest";
import { commands, encodePdu, FieldReader, PduSplitter, writeFields } from "../../../src/drivers/smpp/pdu";

const enquiry = encodePdu({ command: commands.enquireLink, status: 0, sequence: 7, body: new Uint8Array() });
const answer = encodePdu({ command: 0x80000004, status: 0x58, sequence: 8, body: writeFields("id", 5) });

describe("SMPP PDUs", () => {
	it("are written with their length first", () => {
		expect([...enquiry]).toEqual([0, 0, 0, 16, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 7]);
		expect([...answer]).toEqual([...[0, 0, 0, 20, 0x80, 0, 0, 4, 0, 0, 0, 0x58, 0, 0, 0, 8], ...[0x69, 0x64, 0, 5]]);
	});

	it("are cut from a stream wherever its chunks begin and end", () => {
		const stream = [...enquiry, ...answer, ...enquiry];
		for (const size of [1, 3, 16, 17, 52]) {
			const splitter = new PduSplitter();
			const pdus = [];
			for (let start = 0; start < stream.length; start += size) {
				pdus.push(...splitter.push(Uint8Array.from(stream.slice(start, start + size))));
			}
			expect(pdus.map(({ command, status, sequence }) => [command, status, sequence])).toEqual([
				[0x15, 0, 7],
				[0x80000004, 0x58, 8],
				[0x15, 0, 7],
			]);
		}
	});

	it("are refused when the length can't be one", () => {
		expect(() => new PduSplitter().push(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n"))).toThrow();
		expect(() => new PduSplitter().push(new Uint8Array(16))).toThrow();
	});

	it("are read to their end and not beyond", () => {
		const fields = new FieldReader(writeFields("id", 5, Uint8Array.of(0x00, 0x1e, 0, 2, 0x61, 0x62)));
		expect([fields.text(), fields.octet()]).toEqual(["id", 5]);
		expect([...fields.optionalParameters()]).toEqual([[0x1e, Uint8Array.of(0x61, 0x62)]]);
		expect([fields.text(), fields.octet(), fields.optionalParameters().size]).toEqual(["", 0, 0]);
	});
});
