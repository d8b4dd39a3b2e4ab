import { describe, expect, it } from "vitest";
import { Breakable } from "../../src/ui/parts";

const drawn = (text: string): string => [Breakable({ text })].flat().join("");

describe("a text that may break", () => {
	it("breaks a property behind its dots", () => {
		expect(drawn("user.mfa.factor.activate")).toBe("user.<wbr/>mfa.<wbr/>factor.<wbr/>activate");
	});

	it("breaks a mail address before its domain, and nothing around it", () => {
		expect(drawn("Reset ada@mail.example.com?")).toBe('Reset <span translate="no">ada<wbr/>@mail.example.com</span>?');
	});

	it("leaves other texts as they are", () => {
		for (const text of ["", "Delivery routes", "Version 1.2", "example.com"]) expect(drawn(text)).toBe(text);
	});
});
