import { describe, expect, it } from "vitest";
import { addressMatcher, isRange } from "../../../src/policies/challenge/lists/addresses";

describe("ranges of addresses", () => {
	it.each(["203.0.113.9", "203.0.113.0/24", "0.0.0.0/0", "10.0.0.0/8", "::/0", "2001:db8::/32", "::1", "fe80::/10"])(
		"%s is one",
		(text) => expect(isRange(text)).toBe(true),
	);

	it.each([
		"203.0.113.9/24",
		"203.0.113.0/33",
		"203.0.113.0/-1",
		"203.0.113.0/024",
		"203.0.113.0/24/8",
		"203.0.113.0/",
		"203.0.113",
		"203.0.113.256",
		"203.0.113.01",
		"0x7f.0.0.1",
		"2001:db8::1/32",
		"2001:db8::/129",
		"2001:db8:::1",
		"[::1]",
		"example.com",
		"",
	])("%j isn't", (text) => expect(isRange(text)).toBe(false));

	it.each([
		[["10.0.0.0/8"], "10.255.0.1", true],
		[["10.0.0.0/8"], "11.0.0.0", false],
		[["0.0.0.0/0"], "203.0.113.9", true],
		[["0.0.0.0/0"], "2001:db8::1", false],
		[["192.0.2.128/25"], "192.0.2.127", false],
		[["192.0.2.128/25"], "192.0.2.128", true],
		[["2001:db8::/33"], "2001:db8:7fff::", true],
		[["2001:db8::/33"], "2001:db8:8000::", false],
		[["2001:db8::1"], "2001:0DB8:0:0::1", true],
		[["198.51.100.7", "10.0.0.0/8"], "::ffff:c633:6407", true],
		[[], "10.0.0.1", false],
		[["10.0.0.0/8"], "no address", false],
	] as const)("%j have %s: %s", (values, address, isIn) => {
		expect(addressMatcher(values).has(address)).toBe(isIn);
	});
});
