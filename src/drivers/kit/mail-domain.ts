// Mail domains in A-labels (RFC 5890). The DNS has no other names, and many mail servers take no others. PURE.
import { kindOfHost } from "../../net/public-address";

/**
 * `ada@bücher.example` → `ada@xn--bcher-kva.example`. The local part stays as it is: only its own server may read it.
 * Null when the domain is no name that the DNS could have.
 */
export function withAsciiDomain(address: string): string | null {
	const at = address.lastIndexOf("@") + 1;
	const domain = address.slice(at);
	if (isAscii(domain)) return address;
	const hostname = hostnameOf(domain);
	return hostname !== null && kindOfHost(hostname) === "name" ? address.slice(0, at) + hostname : null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range begins with them
export const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

/** As the URL parser writes it (UTS #46). The parser would end the name at some characters, and unescape others. */
function hostnameOf(domain: string): string | null {
	if (/[/\\?#:@%[\]]/.test(domain)) return null;
	try {
		return new URL(`http://${domain}`).hostname;
	} catch {
		return null;
	}
}
