// Header names that an administrator can't configure: ours, the connection's, and the network's own. PURE.

const reservedNames = new Set([
	"accept",
	"accept-charset",
	"accept-encoding",
	"connection",
	"content-encoding",
	"content-length",
	"content-type",
	"cookie",
	"date",
	"expect",
	"forwarded",
	"host",
	"keep-alive",
	"origin",
	"te",
	"trailer",
	"transfer-encoding",
	"upgrade",
	"via",
	"x-real-ip",
]);

const reservedPrefixes = ["cf-", "proxy-", "sec-", "x-forwarded-"];

/** Whether a hook may not set this header. Letters' case doesn't count. */
export function isReservedHeader(name: string): boolean {
	const folded = name.toLowerCase();
	return reservedNames.has(folded) || reservedPrefixes.some((prefix) => folded.startsWith(prefix));
}
