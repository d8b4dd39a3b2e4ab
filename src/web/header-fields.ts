// Headers that an administrator configures for calls to others: names, values, and a secret as a value. PURE.
import * as z from "zod";
import { reason } from "../errors/cause";

/** Ours, the connection's, and the network's own. */
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

/** Letters' case doesn't count. */
function isReservedHeader(name: string): boolean {
	const folded = name.toLowerCase();
	return reservedNames.has(folded) || reservedPrefixes.some((prefix) => folded.startsWith(prefix));
}

/** A token of RFC 9110, section 5.6.2. */
export const headerName = z
	.string()
	.max(128)
	.regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, reason("header-name"))
	.refine((name) => !isReservedHeader(name), reason("header-reserved"));

/** Printable ASCII only, because a line break would begin another header. */
export const headerValue = z
	.string()
	.max(2048)
	.regex(/^[\x20-\x7e]*$/, reason("header-value"));

export const headerSecret = headerValue.regex(/^\S(.*\S)?$/, reason("secret-edges")).meta({
	description: "The secret. It is never answered; left out of a change, the one that is kept stays.",
	examples: ["Bearer a-long-random-secret"],
});
