// Which network an address stands for when requests are counted.

/**
 * The address itself for IPv4; the first 64 bits for IPv6, because one household or server owns as many as that and
 * could use another address for every request.
 * @returns such as `203.0.113.9` or `2001:db8:0:1::/64`; a text that is no address comes back as it is
 */
export function networkOf(address: string): string {
	if (!address.includes(":") || !URL.canParse(`http://[${address}]/`)) return address;
	// The URL parser writes every form of an address in the one of RFC 5952.
	const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
	const [head = "", tail] = canonical.split("::");
	const first = head === "" ? [] : head.split(":");
	const last = tail === undefined || tail === "" ? [] : tail.split(":");
	const zeros = new Array<string>(8 - first.length - last.length).fill("0");
	const groups = tail === undefined ? first : [...first, ...zeros, ...last];
	return `${groups.slice(0, 4).join(":")}::/64`;
}
