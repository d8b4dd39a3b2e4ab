import { describe, expect, it } from "vitest";
import { networkOf } from "../../src/meter/address";

describe("the network of an address", () => {
	it("is the address itself for IPv4", () => {
		expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
	});

	it("is the first 64 bits for IPv6, however the address is written", () => {
		expect(networkOf("2001:db8:0:1:aaaa:bbbb:cccc:dddd")).toBe("2001:db8:0:1::/64");
		expect(networkOf("2001:0DB8:0000:0001::5")).toBe("2001:db8:0:1::/64");
		expect(networkOf("2001:db8::5")).toBe("2001:db8:0:0::/64");
		expect(networkOf("fe80::")).toBe("fe80:0:0:0::/64");
		expect(networkOf("::1")).toBe("0:0:0:0::/64");
	});

	it("is the IPv4 address that an IPv6 one stands for", () => {
		expect(networkOf("::ffff:203.0.113.9")).toBe("203.0.113.9");
		expect(networkOf("::FFFF:cb00:7109")).toBe("203.0.113.9");
		expect(networkOf("64:ff9b::203.0.113.9")).toBe("203.0.113.9");
		expect(networkOf("::fffe:203.0.113.9")).toBe("0:0:0:0::/64");
	});

	it("differs for neighbouring networks", () => {
		expect(networkOf("2001:db8:0:2::1")).not.toBe(networkOf("2001:db8:0:1::1"));
	});

	it("is the text itself when the text is no address", () => {
		expect(networkOf("no:address")).toBe("no:address");
		expect(networkOf("unknown")).toBe("unknown");
	});
});
