import { describe, expect, it } from "vitest";
import { writeFields } from "../../../src/drivers/smpp/pdu";
import { messageIdKey, readReceipt } from "../../../src/drivers/smpp/receipt";

const deliverSm = (text: string, parameters: number[] = [], esmClass = 0x04) => {
	const message = new TextEncoder().encode(text);
	return writeFields(
		...["", 1, 1, "4520", 1, 1, "4521", esmClass, 0, 0, "", "", 0, 0, 0, 0],
		message.length,
		message,
		Uint8Array.from(parameters),
	);
};

describe("SMPP receipts", () => {
	it("are read whatever the case of their field names", () => {
		const text = "ID:0A1b sub:001 dlvrd:000 Submit Date:2611221200 done date:2611221201 Stat:undeliv ERR:034 Text:Your";
		expect(readReceipt(deliverSm(text))).toEqual({ messageId: "0A1b", status: "undelivered", detail: "UNDELIV 034" });
	});

	it("take nothing from the text of the message that they quote", () => {
		expect(readReceipt(deliverSm("text:id:5 stat:DELIVRD"))).toBeNull();
		const forged = readReceipt(deliverSm("id:7 sub:001 stat:EXPIRED err:000 text:stat:DELIVRD err:999"));
		expect(forged).toEqual({ messageId: "7", status: "undelivered", detail: "EXPIRED" });
	});

	it("may say everything in optional parameters", () => {
		const parameters = [0x00, 0x1e, 0, 3, 0x37, 0x37, 0, 0x04, 0x27, 0, 1, 2];
		expect(readReceipt(deliverSm("", parameters))).toEqual({ messageId: "77", status: "delivered", detail: "DELIVRD" });
	});

	it("may have their text in message_payload", () => {
		const text = [...new TextEncoder().encode("id:78 stat:DELIVRD err:000 text:stat:UNDELIV")];
		expect(readReceipt(deliverSm("", [0x04, 0x24, 0, text.length, ...text]))).toEqual({
			messageId: "78",
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
		["SAME", "0a", "0a", true],
		["SAME", "10", "16", false],
		["HEX_THEN_DECIMAL", "1A2B", "0000006699", true],
		["HEX_THEN_DECIMAL", "10", "10", false],
		["DECIMAL_THEN_HEX", "0006699", "1a2b", true],
		["HEX_THEN_DECIMAL", "8c0ffee-id", "8c0ffee-id", true],
	] as const)("with ids written %s: %s and %s are one message: %s", (form, answered, reported, isOne) => {
		expect(messageIdKey(answered, form, "answer") === messageIdKey(reported, form, "receipt")).toBe(isOne);
	});
});
