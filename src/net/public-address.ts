// Which literal IP addresses are public, by IANA's registries of special-purpose addresses. PURE.

/** First address and prefix length of each block that belongs to nobody on the public internet. */
const reservedV4: readonly (readonly [address: string, prefix: number])[] = [
	["0.0.0.0", 8], // this network
	["10.0.0.0", 8],
	["100.64.0.0", 10], // carrier-grade NAT
	["127.0.0.0", 8],
	["168.63.129.16", 32], // Azure's metadata and wire server
	["169.254.0.0", 16], // link-local, with most clouds' metadata services
	["172.16.0.0", 12],
	["192.0.0.0", 24], // protocol assignments, with Oracle's metadata service
	["192.0.2.0", 24], // documentation
	["192.88.99.0", 24], // 6to4 relays
	["192.168.0.0", 16],
	["198.18.0.0", 15], // benchmarks
	["198.51.100.0", 24], // documentation
	["203.0.113.0", 24], // documentation
	["224.0.0.0", 3], // multicast, reserved, broadcast
];

/**
 * Returns what kind of host a URL names.
 * @param hostname as the URL parser returns it; the parser turns every spelling of an IPv4 address into four decimals
 */
export function kindOfHost(hostname: string): "name" | "public address" | "loopback address" | "reserved address" {
	if (hostname.startsWith("[")) return kindOfV6(hostname.slice(1, -1));
	return /^\d+(\.\d+){3}$/.test(hostname) ? kindOfV4(hostname) : "name";
}

function kindOfV4(address: string) {
	if (address.startsWith("127.")) return "loopback address";
	return isWithin(reservedV4, address) ? "reserved address" : "public address";
}

/** What a network uses for itself (RFC 1918, RFC 6598), so that it tells nobody apart. */
const privateV4: typeof reservedV4 = [
	["0.0.0.0", 8],
	["10.0.0.0", 8],
	["100.64.0.0", 10],
	["127.0.0.0", 8],
	["169.254.0.0", 16],
	["172.16.0.0", 12],
	["192.168.0.0", 16],
];

/**
 * Whether the address is private, link-local or loopback.
 * @param address four decimals, or IPv6 in the form of RFC 5952
 */
export const isPrivateAddress = (address: string): boolean =>
	// Unique local addresses are fc00::/7 (RFC 4193), link-local ones fe80::/10.
	address.includes(":") ? /^(::1?$|f[cd]..:|fe[89ab].:)/.test(address) : isWithin(privateV4, address);

const isWithin = (blocks: typeof reservedV4, address: string): boolean =>
	blocks.some(([first, prefix]) => (toNumber(address) ^ toNumber(first)) >>> (32 - prefix) === 0);

/** Public addresses are in 2000::/3, except for blocks that carry an IPv4 address inside or belong to nobody. */
function kindOfV6(address: string) {
	if (address === "::1") return "loopback address";
	// The first two groups decide. A group that `::` stands for is empty here, and counts as zero.
	const [first = 0, second = 0] = address.split(":", 2).map((group) => Number.parseInt(group, 16) || 0);
	const isReserved =
		first >>> 13 !== 1 ||
		(first === 0x2001 && second < 0x200) || // protocol assignments, Teredo
		(first === 0x2001 && second === 0xdb8) || // documentation
		first === 0x2002 || // 6to4
		(first === 0x3fff && second < 0x1000); // documentation
	return isReserved ? "reserved address" : "public address";
}

const toNumber = (address: string) =>
	address.split(".").reduce((number, part) => (number << 8) | Number(part), 0) >>> 0;
