// Whose address an X-Forwarded-For header tells, as real proxies write that header. PURE.
import * as z from "zod";
import { isPrivateAddress } from "./public-address";

const Address = z.union([z.ipv4(), z.ipv6()]);

export interface Forwarded {
	/** In one spelling; null where the header tells none. */
	ipAddress: string | null;
	hasUnreadableAddress: boolean;
}

/**
 * Reads the header from its end, because every proxy adds what it saw at the end, and anybody can write what stands
 * before. Private and loopback addresses are hops inside a network.
 * @param caller who called us. Cloudflare adds this address itself
 * @param ownProxies how many public addresses at the end belong to proxies of the caller
 */
export function forwardedAddress(header: string | null, caller: string | null, ownProxies: number): Forwarded {
	const entries = (header ?? "")
		.split(",")
		.map((entry) => entry.trim())
		.filter((entry) => entry !== "");
	const addresses = entries.map(readEntry);
	if (caller !== null && addresses.length > 0 && addresses.at(-1) === readEntry(caller)) addresses.pop();
	const hops = addresses.filter((address) => address === null || !isPrivateAddress(address)).reverse();
	const [address] = hops.slice(ownProxies);
	return { ipAddress: address ?? null, hasUnreadableAddress: address === null };
}

/** One entry: an address, perhaps with port, quotes, brackets or the `for=` of RFC 7239. Null for anything else. */
function readEntry(entry: string): string | null {
	const pair = entry.split(";").find((part) => /^\s*for=/i.test(part)) ?? entry;
	const node = pair
		.trim()
		.replace(/^for=/i, "")
		.replace(/^"(.*)"$/, "$1")
		.trim();
	const host = /^\[(.*)\](:\d+)?$/.exec(node)?.[1] ?? /^([\d.]+):\d+$/.exec(node)?.[1] ?? node;
	// A zone names an interface of the machine that wrote the address (RFC 4007 11).
	const { data: address } = Address.safeParse(host.replace(/%.*$/, ""));
	return address === undefined ? null : oneSpelling(address);
}

/** RFC 5952 for IPv6. An IPv4 address that a dual-stack server wrote as IPv6 is an IPv4 address. */
function oneSpelling(address: string): string {
	if (!address.includes(":")) return address;
	const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1);
	const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(canonical);
	if (!mapped) return canonical;
	const [high, low] = [mapped[1], mapped[2]].map((group) => Number.parseInt(group ?? "0", 16)) as [number, number];
	return [high >>> 8, high & 255, low >>> 8, low & 255].join(".");
}
