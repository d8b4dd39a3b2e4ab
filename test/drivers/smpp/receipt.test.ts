import { describe, expect, it } from "vitest";
import { commands, writeFields } from "../../../src/drivers/smpp/pdu";
import { readReceipt } from "../../../src/drivers/smpp/receipt";

const parameter = (tag: number, value: number[]) => [tag >> 8, tag & 0xff, 0, value.length, ...value];
const ascii = (text: string) => [...new TextEncoder().encode(text)];
const ucs2 = (text: string, isLittleEndian = false) =>
	[...text].flatMap((character) => {
		const pair = [character.charCodeAt(0) >> 8, character.charCodeAt(0) & 0xff];
		return isLittleEndian ? pair.reverse() : pair;
	});

const deliverSm = (text: string | number[], parameters: number[] = [], esmClass = 0x04) => {
	const message = Uint8Array.from(typeof text === "string" ? ascii(text) : text);
	const body = writeFields(
		...["", 1, 1, "4520", 1, 1, "4521", esmClass, 0, 0, "", "", 0, 0, 0, 0],
		message.length,
		message,
		Uint8Array.from(parameters),
	);
	return { command: commands.deliverSm, body };
};

const dataSm = (parameters: number[], esmClass = 0x04) => ({
	command: commands.dataSm,
	body: writeFields(...["", 1, 1, "4520", 1, 1, "4521", esmClass, 0, 0], Uint8Array.from(parameters)),
});

describe("SMPP receipts", () => {
	it("are read whatever the case of their field names", () => {
		const text = "ID:0A1b sub:001 dlvrd:000 Submit Date:2611221200 done date:2611221201 Stat:undeliv ERR:034 Text:Your";
		expect(readReceipt(deliverSm(text))).toEqual({
			messageIds: ["0A1b"],
			status: "undelivered",
			detail: "UNDELIV 034",
		});
	});

	it("take nothing from the text of the message that they quote", () => {
		expect(readReceipt(deliverSm("text:id:5 stat:DELIVRD"))).toBeNull();
		const forged = readReceipt(deliverSm("id:7 sub:001 stat:EXPIRED err:000 text:stat:DELIVRD err:999"));
		expect(forged).toEqual({ messageIds: ["7"], status: "undelivered", detail: "EXPIRED" });
	});

	it("may say everything in optional parameters", () => {
		const parameters = [0x00, 0x1e, 0, 3, 0x37, 0x37, 0, 0x04, 0x27, 0, 1, 2];
		expect(readReceipt(deliverSm("", parameters))).toEqual({
			messageIds: ["77"],
			status: "delivered",
			detail: "DELIVRD",
		});
	});

	it("may have their text in message_payload", () => {
		const text = [...new TextEncoder().encode("id:78 stat:DELIVRD err:000 text:stat:UNDELIV")];
		expect(readReceipt(deliverSm("", [0x04, 0x24, 0, text.length, ...text]))).toEqual({
			messageIds: ["78"],
			status: "delivered",
			detail: "DELIVRD",
		});
	});

	it("are unknown with a word that SMPP hasn't got", () => {
		expect(readReceipt(deliverSm("id:7 stat:LOSTIT err:000"))).toMatchObject({ status: "unknown", detail: "LOSTIT" });
		expect(readReceipt(deliverSm("id:7"))).toMatchObject({ status: "unknown", detail: "UNKNOWN" });
	});

	it("are told from messages that people send", () => {
		expect(readReceipt(deliverSm("id:7 stat:DELIVRD", [], 0x00))).toBeNull();
	});

	it.each([
		["id: 5 sub: 001 dlvrd: 001 stat: DELIVRD err: 000 text: x", "delivered", "DELIVRD"],
		["id:  5\tstat :  UNDELIV  err :034 Text :x", "undelivered", "UNDELIV 034"],
		["id:5 stat:DELIVERED err:0", "delivered", "DELIVERED"],
		["id:5 stat:Delivered err:", "delivered", "DELIVERED"],
		["id:5 stat:UNDELIVERABLE err:5", "undelivered", "UNDELIVERABLE 5"],
		["id:5 stat:undelivered", "undelivered", "UNDELIVERED"],
		["id:5 stat:FAILED err:12", "failed", "FAILED 12"],
		["id:5 stat:REJECTED", "failed", "REJECTED"],
		["id:5 stat:ACCEPTED", "sent", "ACCEPTED"],
		["id:5,sub:001,dlvrd:001,stat:DELIVRD,err:000", "delivered", "DELIVRD"],
	])("are read as operators write them: %s", (text, status, detail) => {
		expect(readReceipt(deliverSm(text))).toEqual({ messageIds: ["5"], status, detail });
	});

	it.each(["id: sub:001 stat:DELIVRD", "id:", "sub:001 stat:DELIVRD", ""])("name no message: %j", (text) => {
		expect(readReceipt(deliverSm(text))).toBeNull();
	});

	const spelt = "id:7 stat:EXPIRED err:001 text:確認";
	it.each([
		["big-endian", deliverSm(ucs2(spelt))],
		["little-endian", deliverSm(ucs2(spelt, true))],
		["big-endian with a mark", deliverSm([0xfe, 0xff, ...ucs2(spelt)])],
		["little-endian with a mark", deliverSm([0xff, 0xfe, ...ucs2(spelt, true)])],
		["behind a user data header", deliverSm([5, 0, 3, 9, 2, 1, ...ucs2(spelt)], [], 0x44)],
		["in message_payload", deliverSm("", parameter(0x0424, ucs2(spelt)))],
		["in a data_sm", dataSm(parameter(0x0424, ucs2(spelt)))],
	])("may be in UCS-2, %s", (_, request) => {
		expect(readReceipt(request)).toEqual({ messageIds: ["7"], status: "undelivered", detail: "EXPIRED 001" });
	});

	it("name both ids when the parameter and the text differ, and each once", () => {
		const parameters = parameter(0x001e, [...ascii("1A"), 0]);
		expect(readReceipt(deliverSm("id:26 stat:DELIVRD", parameters))?.messageIds).toEqual(["1A", "26"]);
		expect(readReceipt(deliverSm("id:1A stat:DELIVRD", parameters))?.messageIds).toEqual(["1A"]);
		expect(readReceipt(deliverSm("id:26 stat:DELIVRD", parameter(0x001e, [0])))?.messageIds).toEqual(["26"]);
	});

	it("have the state of the parameter where the text has no word that SMPP knows", () => {
		const state = (text: string, number: number) => readReceipt(deliverSm(text, parameter(0x0427, [number])))?.detail;
		expect(state("id:7 stat:DONE err:000", 2)).toBe("DELIVRD");
		expect(state("id:7", 5)).toBe("UNDELIV");
		expect(state("id:7 stat:EXPIRED", 2)).toBe("EXPIRED");
		expect(state("id:7 stat:DONE", 99)).toBe("DONE");
	});

	it("may come by data_sm", () => {
		const parameters = [...parameter(0x001e, [...ascii("77"), 0]), ...parameter(0x0427, [5])];
		expect(readReceipt(dataSm(parameters))).toEqual({ messageIds: ["77"], status: "undelivered", detail: "UNDELIV" });
		expect(readReceipt(dataSm(parameter(0x0424, ascii("id:7 stat:DELIVRD")), 0x00))).toBeNull();
	});
});
