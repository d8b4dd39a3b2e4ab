import { describe, expect, it } from "vitest";
import { withAsciiDomain } from "../../../src/drivers/kit/mail-domain";

describe("a mail domain", () => {
	it.each([
		["ada@bücher.example", "ada@xn--bcher-kva.example"],
		["ada@BÜCHER.example", "ada@xn--bcher-kva.example"],
		["ada@bu\u0308cher.example", "ada@xn--bcher-kva.example"],
		["ada@straße.example", "ada@xn--strae-oqa.example"],
		["ada@例え.テスト", "ada@xn--r8jz45g.xn--zckzah"],
		["ada@例え。テスト", "ada@xn--r8jz45g.xn--zckzah"],
		["ada@почта.example.рф", "ada@xn--80a1acny.example.xn--p1ai"],
		["ada@ｅｘａｍｐｌｅ.com", "ada@example.com"],
		["josé@bücher.example", "josé@xn--bcher-kva.example"],
	])("is written in A-labels: %s", (address, ascii) => {
		expect(withAsciiDomain(address)).toBe(ascii);
	});

	it.each(["ada@Example.COM", "ada@xn--bcher-kva.example", "josé@example.com", "Ada+1@mail.example"])(
		"stays as it is in ASCII: %s",
		(address) => {
			expect(withAsciiDomain(address)).toBe(address);
		},
	);

	it.each([
		"ada@bücher.example/x",
		"ada@bücher.example:25",
		"ada@bücher%2eexample",
		"ada@bücher.example／x",
		"ada@bücher example",
		"ada@１２７.0.0.1",
		"ada@xn--a.ü",
	])("that the DNS can't have is none: %j", (address) => {
		expect(withAsciiDomain(address)).toBeNull();
	});
});
