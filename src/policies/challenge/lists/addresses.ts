// Addresses and ranges of addresses (CIDR, RFC 4632 and RFC 4291), of both kinds. PURE.
interface Range {
	/** The address as a number. An IPv4 address stands where IPv6 has it: `::ffff:0:0/96` (RFC 4291 2.5.5.2). */
	first: bigint;
	/** How many bits of 128 stay. */
	prefix: number;
}

const bits = 128;
const mappedV4 = 0xffffn << 32n;

/** Whether the text is an address, or a range whose address has no bits beyond its prefix. */
export function isRange(text: string): boolean {
	const range = rangeOf(text);
	return range !== null && network(range.first, range.prefix) === range.first;
}

/** Ranges are grouped by their prefix, so that a list of many addresses is a few look-ups. */
export function addressMatcher(values: readonly string[]): { has(address: string): boolean } {
	const byPrefix = new Map<number, Set<bigint>>();
	for (const range of values.map(rangeOf)) {
		if (range === null) continue;
		const networks = byPrefix.get(range.prefix) ?? new Set();
		byPrefix.set(range.prefix, networks.add(network(range.first, range.prefix)));
	}
	return {
		has(address) {
			const number = numberOf(address);
			if (number === null) return false;
			for (const [prefix, networks] of byPrefix) if (networks.has(network(number, prefix))) return true;
			return false;
		},
	};
}

function rangeOf(text: string): Range | null {
	const [address = "", length] = text.split("/");
	const first = numberOf(address);
	if (first === null || text.split("/").length > 2) return null;
	const width = address.includes(":") ? bits : 32;
	if (length === undefined) return { first, prefix: bits };
	if (!/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > width) return null;
	return { first, prefix: bits - width + Number(length) };
}

const network = (number: bigint, prefix: number): bigint => (number >> BigInt(bits - prefix)) << BigInt(bits - prefix);

function numberOf(address: string): bigint | null {
	if (/^(\d{1,3}\.){3}\d{1,3}$/.test(address)) {
		const parts = address.split(".").map(Number);
		if (parts.some((part, index) => part > 255 || String(part) !== address.split(".")[index])) return null;
		return mappedV4 | BigInt(parts.reduce((number, part) => number * 256 + part, 0));
	}
	if (!address.includes(":") || !URL.canParse(`http://[${address}]/`)) return null;
	// The URL parser turns every form of an address into the form of RFC 5952.
	const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
	const groupsOf = (text: string) => (text === "" ? [] : text.split(":"));
	const [first, last] = [groupsOf(head), groupsOf(tail ?? "")];
	const zeros = new Array<string>(8 - first.length - last.length).fill("0");
	return [...first, ...zeros, ...last].reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n);
}
