import { describe, expect, it } from "vitest";
import type { SmppAccount } from "../../../src/drivers/smpp/account";
import { submitBodies } from "../../../src/drivers/smpp/submit";

const account = {
	defaultEncoding: "GSM_DEFAULT",
	sender: { address: "A", ton: 5, npi: 0 },
	wantsReceipts: false,
} as SmppAccount;

const bodies = (text: string, fields: Partial<SmppAccount> = {}, validSeconds = 300) =>
	submitBodies({ ...account, ...fields }, { id: "dlv1", destination: "+4520", text, validSeconds }, 0xab);

const ascii = (text: string) => [...new TextEncoder().encode(text)];

describe("submit_sm", () => {
	it("has its fields in the order of SMPP 3.4", () => {
		expect([...bodies("@1")[0]!]).toEqual([
			0,
			...[5, 0, ...ascii("A"), 0],
			...[1, 1, ...ascii("4520"), 0],
			...[0, 0, 0, 0],
			...[...ascii("000000000500000R"), 0],
			...[0, 0, 0, 0],
			...[2, 0x00, 0x31],
		]);
	});

	it("writes @ as its encoding does", () => {
		const tail = (text: string, defaultEncoding: SmppAccount["defaultEncoding"]) =>
			[...bodies(text, { defaultEncoding })[0]!].slice(-2);
		expect(tail("@", "GSM_DEFAULT")).toEqual([1, 0x00]);
		expect(tail("@", "IA5")).toEqual([1, 0x40]);
		expect(tail("@", "UCS2")).toEqual([0x00, 0x40]);
	});

	it("fills segments to 140 octets of the air interface, header and all", () => {
		for (const [text, octets] of [
			["x".repeat(161), 6 + 153],
			["日".repeat(71), 6 + 134],
		] as const) {
			const [first] = bodies(text);
			const start = first!.length - octets;
			expect([...first!.slice(start - 1, start + 6)]).toEqual([octets, 5, 0, 3, 0xab, 2, 1]);
		}
	});

	it("says how long the message is worth something", () => {
		const validity = (seconds: number) => /\d{12}000R/.exec(String.fromCharCode(...bodies("x", {}, seconds)[0]!))?.[0];
		expect(validity(0.2)).toBe("000000000001000R");
		expect(validity(-5)).toBe("000000000001000R");
		expect(validity(90_061)).toBe("000001010101000R");
	});
});
