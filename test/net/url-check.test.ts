import { describe, expect, it } from "vitest";
import { checkHookUrl } from "../../src/net/url-check";

const isAllowed = (url: string, allowLoopback = false) => checkHookUrl(url, { allowLoopback }).ok;

describe("the URL of a hook", () => {
	it.each([
		"https://example.com/otp",
		"HTTPS://EXAMPLE.COM/otp?tenant=7",
		"https://example.com.",
		"https://hooks.localhost.example.com/",
		"https://internal.example.com/",
		"https://xn--r8jz45g.example/",
		"https://example.com:443/",
		"https://example.com:8443/",
		"https://example.com:1024/",
		"https://example.com:65535/",
		"https://8.8.8.8/",
		"https://[2606:4700::1111]/",
		"https://[2001:4860:4860::8888]:8443/",
		"https://172.32.0.1/",
		"https://100.128.0.1/",
		"https://192.169.0.1/",
		"https://example.com/a@b?c=http://127.0.0.1/",
	])("may be %s", (url) => {
		expect(checkHookUrl(url, { allowLoopback: false })).toEqual({ ok: true });
	});

	it.each([
		["http", "http://example.com/"],
		["another scheme", "ftp://example.com/"],
		["a scheme without a host", "https:example.com"],
		["one slash", "https:/example.com"],
		["three slashes", "https:///example.com"],
		["no scheme", "example.com/otp"],
		["a script", "javascript:alert(1)"],
		["nothing", ""],
		["no host", "https://"],
		["only a port", "https://:8443/"],
		["a half bracket", "https://[::1/"],
		["a number too big for a port", "https://example.com:65536/"],
	])("is refused with %s", (_, url) => {
		expect(isAllowed(url)).toBe(false);
		expect(isAllowed(url, true)).toBe(false);
	});

	it.each([
		["a space", "https://example.com/a b"],
		["a leading space", " https://example.com/"],
		["a line break", "https://example.com/\nHost: evil"],
		["a tab inside the host", "https://exa\tmple.com/"],
		["a no-break space", "https://example.com/\u00a0"],
		["a zero byte", "https://example.com/\u0000"],
		["a zero-width space", "https://127.0.0.1\u200b/"],
		["a backslash for a slash", "https://example.com\\@127.0.0.1/"],
		["a user name", "https://user@example.com/"],
		["a password", "https://user:secret@example.com/"],
		["an empty user name", "https://@example.com/"],
		["an encoded at sign before a real one", "https://a%40b@127.0.0.1/"],
	])("is refused with %s", (_, url) => {
		expect(isAllowed(url)).toBe(false);
		expect(isAllowed(url, true)).toBe(false);
	});

	it.each([
		"127.0.0.1",
		"127.0.0.1.",
		"127.1",
		"127.255.255.254",
		"2130706433",
		"0x7f000001",
		"0x7f.1",
		"0177.0.0.1",
		"017700000001",
		"127%2e0%2e0%2e1",
		"１２７.０.０.１",
		"127。0。0。1",
		"[::1]",
		"[0:0:0:0:0:0:0:1]",
		"[0000::0001]",
		"localhost",
		"LOCALHOST",
		"localhost.",
		"api.localhost",
		"loc%61lhost",
		"ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
	])("leads to this machine in development alone: %s", (host) => {
		for (const scheme of ["http", "https"]) {
			expect(isAllowed(`${scheme}://${host}:9999/otp`)).toBe(false);
			expect(isAllowed(`${scheme}://${host}:9999/otp`, true)).toBe(true);
		}
	});

	it.each([
		["this network", "0.0.0.0"],
		["this network, as a number", "0"],
		["the end of this network", "0.255.255.255"],
		["private", "10.0.0.1"],
		["private, in two parts", "10.1"],
		["private, decimal", "167772161"],
		["private, hexadecimal", "0x0a.0x00.0x00.0x01"],
		["private, octal", "012.0.0.1"],
		["private, mixed", "0xac.020.0.1"],
		["private", "172.16.0.1"],
		["the end of private", "172.31.255.255"],
		["private", "192.168.1.1"],
		["private, decimal", "3232235777"],
		["private, with a dot", "192.168.1.1."],
		["link-local", "169.254.1.1"],
		["metadata", "169.254.169.254"],
		["metadata, decimal", "2852039166"],
		["metadata, hexadecimal", "0xA9FEA9FE"],
		["metadata, octal", "0251.0376.0251.0376"],
		["metadata of Azure", "168.63.129.16"],
		["metadata of Oracle", "192.0.0.192"],
		["metadata of Alibaba", "100.100.100.200"],
		["carrier-grade NAT", "100.64.0.1"],
		["the end of carrier-grade NAT", "100.127.255.255"],
		["benchmarks", "198.18.0.1"],
		["documentation", "203.0.113.7"],
		["multicast", "224.0.0.1"],
		["the end of multicast", "239.255.255.255"],
		["reserved", "240.0.0.1"],
		["broadcast", "255.255.255.255"],
		["unspecified", "[::]"],
		["mapped loopback", "[::ffff:127.0.0.1]"],
		["mapped loopback in hexadecimal", "[::ffff:7f00:1]"],
		["mapped loopback in full", "[0:0:0:0:0:ffff:7f00:0001]"],
		["mapped private", "[::ffff:10.0.0.1]"],
		["mapped metadata", "[::ffff:169.254.169.254]"],
		["mapped, though public", "[::ffff:8.8.8.8]"],
		["compatible", "[::127.0.0.1]"],
		["NAT64", "[64:ff9b::7f00:1]"],
		["local NAT64", "[64:ff9b:1::a00:1]"],
		["6to4", "[2002:7f00:1::]"],
		["Teredo", "[2001::7f00:1]"],
		["unique local", "[fc00::1]"],
		["unique local", "[fd12:3456:789a::1]"],
		["metadata of Amazon", "[fd00:ec2::254]"],
		["metadata of Google", "[fd20:ce::254]"],
		["link-local", "[fe80::1]"],
		["link-local with a zone", "[fe80::1%25eth0]"],
		["loopback with a zone", "[::1%25lo]"],
		["site-local", "[fec0::1]"],
		["multicast", "[ff02::1]"],
		["documentation", "[2001:db8::1]"],
		["documentation", "[3fff::1]"],
		["discard", "[100::1]"],
	])("is refused for a %s address: %s", (_, host) => {
		expect(isAllowed(`https://${host}/`)).toBe(false);
		expect(isAllowed(`https://${host}/`, true)).toBe(false);
	});

	it.each([
		"metadata.google.internal",
		"metadata.google.internal.",
		"printer.local",
		"PRINTER.LOCAL",
		"router.lan",
		"nas.home.arpa",
		"wiki.intranet",
		"internal",
		"intranet",
		"db",
		"db.",
	])("is refused for a name of a private network: %s", (host) => {
		expect(isAllowed(`https://${host}/`)).toBe(false);
		expect(isAllowed(`https://${host}/`, true)).toBe(false);
	});

	it.each([0, 1, 22, 25, 80, 444, 587, 1023, 2375, 3306, 5432, 6379, 6667, 9200, 11211, 27017])(
		"is refused on port %i",
		(port) => {
			expect(isAllowed(`https://example.com:${port}/`)).toBe(false);
		},
	);

	it("has 1,024 characters at the most", () => {
		const url = `https://example.com/${"a".repeat(1024 - 20)}`;
		expect([url.length, isAllowed(url), isAllowed(`${url}a`)]).toEqual([1024, true, false]);
	});

	it("isn't repeated by the refusal", () => {
		const verdict = checkHookUrl("https://user:hunter2@10.0.0.1/?token=abc", { allowLoopback: false });
		expect(JSON.stringify(verdict)).not.toMatch(/hunter2|10\.0|abc/);
	});
});
