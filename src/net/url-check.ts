// Whether a URL that an administrator entered may be called. Asked when it is stored, and before every call. PURE.
import { kindOfHost } from "./public-address";

/** Why a URL isn't called. `src/errors/` has the sentences; none repeats the URL, which may hold a secret. */
export type UrlRefusal =
	| { reason: "url-too-long"; params: { maximum: number } }
	| { reason: "url-port"; params: { port: number } }
	| { reason: PlainRefusal };

type PlainRefusal =
	| "url-characters"
	| "url-credentials"
	| "url-loopback"
	| "url-not-https"
	| "url-not-whole"
	| "url-private-host"
	| "url-reserved-address";

type UrlVerdict = { ok: true } | { ok: false; cause: UrlRefusal };

const maxLength = 1024;

/** Names of private machines and networks (RFC 6761, 6762, 8375, and names that clouds and routers use). */
const privateNames = ["localhost", "local", "internal", "home.arpa", "lan", "intranet"];

/**
 * Ports above 1023 that belong to other services than the web: databases, remote control, mail, voice, and the ports
 * that browsers refuse (Fetch standard, "bad port").
 */
const knownServicePorts = new Set([
	1080, 1433, 1521, 1719, 1720, 1723, 1883, 2049, 2181, 2375, 2376, 2379, 2380, 2525, 3128, 3268, 3269, 3306, 3389,
	3659, 4045, 4190, 4369, 5060, 5061, 5222, 5269, 5432, 5433, 5601, 5671, 5672, 5900, 5984, 5985, 5986, 6000, 6379,
	6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 8086, 8125, 8500, 8600, 9042, 9092, 9160, 9200, 9300, 9418,
	10080, 10250, 10255, 11211, 15672, 25672, 27017, 27018, 27019, 28017, 61616,
]);

const refused = (reason: PlainRefusal): UrlVerdict => ({ ok: false, cause: { reason } });

/**
 * Checks the URL of a hook or a webhook: https to a public host, on 443 or on a port above 1023 that no other service
 * is known by. A name that resolves to a private address can't be recognized here, but the platform's network has no
 * route to such an address.
 * @param allowLoopback in development only: http and any port are allowed too, on this machine itself
 */
export function checkHookUrl(text: string, { allowLoopback }: { allowLoopback: boolean }): UrlVerdict {
	if (text.length > maxLength) return { ok: false, cause: { reason: "url-too-long", params: { maximum: maxLength } } };
	// The parser drops or changes some of these characters, so the URL that is called would differ from the text.
	if (/[\s\\\p{C}]/u.test(text)) {
		return refused("url-characters");
	}
	const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
	if (authority === undefined || !URL.canParse(text)) return refused("url-not-whole");
	if (authority.includes("@")) return refused("url-credentials");
	const url = new URL(text);
	// A trailing dot says that a name is complete; it still means the same host.
	const host = url.hostname.replace(/\.+$/, "");
	const kind = kindOfHost(host);
	if (kind === "loopback address" || isUnder(host, ["localhost"])) {
		return allowLoopback ? { ok: true } : refused("url-loopback");
	}
	if (url.protocol !== "https:") return refused("url-not-https");
	if (kind === "reserved address") return refused("url-reserved-address");
	if (kind === "name" && (!host.includes(".") || isUnder(host, privateNames))) {
		return refused("url-private-host");
	}
	const port = Number(url.port || 443);
	if (port !== 443 && (port < 1024 || knownServicePorts.has(port))) {
		return { ok: false, cause: { reason: "url-port", params: { port } } };
	}
	return { ok: true };
}

const isUnder = (host: string, names: readonly string[]) =>
	names.some((name) => host === name || host.endsWith(`.${name}`));
