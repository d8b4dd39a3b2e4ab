// Which network an address belongs to when requests are counted.

/** As dual-stack servers (RFC 4291 2.5.5.2) and translators (RFC 6052 2.1) write IPv4 addresses. */
const ipv4Prefixes: ReadonlySet<string> = new Set(["0:0:0:0:0:ffff", "64:ff9b:0:0:0:0"]);

/**
 * For IPv4 the address itself. For IPv6 the first 64 bits, because one household or server owns that many addresses and
 * could use another address for every request. An IPv4 address inside an IPv6 address counts as IPv4.
 * @returns such as `203.0.113.9` or `2001:db8:0:1::/64`; a text that is no address comes back as it is
 */
export function networkOf(address: string): string {
	if (!address.includes(":") || !URL.canParse(`http://[${address}]/`)) return address;
	// The URL parser turns every form of an address into the form of RFC 5952.
	const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
	const [head = "", tail] = canonical.split("::");
	const first = head === "" ? [] : head.split(":");
	const last = tail === undefined || tail === "" ? [] : tail.split(":");
	const zeros = new Array<string>(8 - first.length - last.length).fill("0");
	const groups = tail === undefined ? first : [...first, ...zeros, ...last];
	const prefix = groups.slice(0, 6).join(":");
	if (ipv4Prefixes.has(prefix)) return dotted(groups.slice(6));
	return `${groups.slice(0, 4).join(":")}::/64`;
}

const dotted = (groups: readonly string[]): string =>
	groups
		.map((group) => Number.parseInt(group, 16))
		.flatMap((bits) => [bits >> 8, bits & 255])
		.join(".");
