import { describe, expect, it } from "vitest";
import { forwardedAddress } from "../../src/net/forwarded";

const told = (header: string | null, ownProxies = 0, caller: string | null = null) => {
	const { ipAddress, hasUnreadableAddress } = forwardedAddress(header, caller, ownProxies);
	return hasUnreadableAddress ? "unreadable" : ipAddress;
};

describe("an entry of X-Forwarded-For", () => {
	it.each([
		["198.51.100.7", "198.51.100.7"],
		["198.51.100.7:4711", "198.51.100.7"],
		[' "198.51.100.7:4711" ', "198.51.100.7"],
		["2001:db8::1", "2001:db8::1"],
		["2001:0DB8:0:0::1", "2001:db8::1"],
		["[2001:db8::1]", "2001:db8::1"],
		["[2001:db8::1]:4711", "2001:db8::1"],
		['"[2001:db8::1]:4711"', "2001:db8::1"],
		["for=198.51.100.7", "198.51.100.7"],
		['For="[2001:db8::1]:4711";proto=https;by=203.0.113.43', "2001:db8::1"],
		["proto=https; for=198.51.100.7:80", "198.51.100.7"],
		["::ffff:198.51.100.7", "198.51.100.7"],
		["[::ffff:c633:6407]:4711", "198.51.100.7"],
		["2001:db8::1%eth0", "2001:db8::1"],
	])("is read as proxies write it: %s", (entry, address) => {
		expect(told(entry)).toBe(address);
	});

	it.each([
		"unknown",
		"_hidden",
		"for=_SEVKISEK",
		"198.51.100",
		"198.51.100.256",
		"198.51.100.7:",
		"[2001:db8::1",
		"2001:db8::1::2",
		"localhost",
		"<script>",
		"0x7f.1",
	])("is unreadable when it is no address: %s", (entry) => {
		expect(told(entry)).toBe("unreadable");
		expect(told(`198.51.100.7, ${entry}`)).toBe("unreadable");
	});
});

describe("the end user's address", () => {
	it.each([null, "", " ", ",", " , ,"])("isn't told by a header without entries: %j", (header) => {
		expect(told(header)).toBeNull();
	});

	it("is the last one, because everybody can write what stands before", () => {
		expect(told("192.0.2.1, 198.51.100.7")).toBe("198.51.100.7");
		expect(told("unknown, 198.51.100.7")).toBe("198.51.100.7");
		expect(told("198.51.100.7,,")).toBe("198.51.100.7");
	});

	it.each([
		"10.0.0.1",
		"172.16.9.9",
		"172.31.255.255",
		"192.168.1.1:80",
		"127.0.0.1",
		"169.254.1.1",
		"100.64.0.1",
		"0.0.0.0",
		"::1",
		"::",
		"[fd00::1]:80",
		"fc00::1",
		"fe80::1%eth0",
		"::ffff:10.0.0.1",
	])("is never a private or loopback address: %s", (hop) => {
		expect(told(hop)).toBeNull();
		expect(told(`198.51.100.7, ${hop}`)).toBe("198.51.100.7");
		expect(told(`198.51.100.7, ${hop}, ${hop}`)).toBe("198.51.100.7");
	});

	it.each(["172.32.0.1", "11.0.0.1", "100.128.0.1", "2001:db8::fd00", "fd::1", "fec0::1", "::2"])(
		"may be an address that only looks private: %s",
		(address) => expect(told(address)).toBe(address),
	);

	it("stands before the caller's own proxies, as many as the setting says", () => {
		const header = "192.0.2.1, 198.51.100.7, 203.0.113.1, 10.0.0.1, 203.0.113.2";
		expect([0, 1, 2, 3, 4].map((proxies) => told(header, proxies))).toEqual([
			"203.0.113.2",
			"203.0.113.1",
			"198.51.100.7",
			"192.0.2.1",
			null,
		]);
		expect(told("198.51.100.7, unknown", 1)).toBe("198.51.100.7");
		expect(told("unknown, 203.0.113.2", 1)).toBe("unreadable");
	});

	it("isn't the caller's address, which Cloudflare adds at the end", () => {
		expect(told("198.51.100.7, 203.0.113.9", 0, "203.0.113.9")).toBe("198.51.100.7");
		expect(told("203.0.113.9", 0, "203.0.113.9")).toBeNull();
		expect(told("198.51.100.7, 2001:DB8:0::9", 0, "2001:db8::9")).toBe("198.51.100.7");
		// The caller's address counts once at the end, and not as one of its proxies.
		expect(told("198.51.100.7, 203.0.113.1, 203.0.113.9", 1, "203.0.113.9")).toBe("198.51.100.7");
		expect(told("203.0.113.9, 198.51.100.7", 0, "203.0.113.9")).toBe("198.51.100.7");
	});

	it("is read from a header of thousands of entries", () => {
		expect(told(`${"x,".repeat(20_000)}198.51.100.7`)).toBe("198.51.100.7");
	});
});
