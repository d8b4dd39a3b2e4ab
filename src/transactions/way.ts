// Which way a transaction goes: by API, or over our pages in one browser. The first one stays for life. PURE.
import { equalConstantTime } from "../crypto/digest";

export type Way =
	| { by: "API" }
	/** `browserHash`: SHA-256 of the secret in the browser's cookie. */
	| { by: "PAGES"; browserHash: string };

/** What a browser shows to get in: hashes of the secret in the address, and of the one that its cookie will have. */
export interface Entry {
	entranceHash: string;
	browserHash: string;
}

/**
 * The way of a browser that comes by the address. Null: the transaction has a way, or the secret is another one. The
 * same browser again is let in, because the answer to its first call may have got lost.
 */
export function wayOf(way: Way | null, wantedHash: string | null, { entranceHash, browserHash }: Entry): Way | null {
	if (wantedHash === null || !equalConstantTime(entranceHash, wantedHash)) return null;
	if (way === null) return { by: "PAGES", browserHash };
	return isOf(way, browserHash) ? way : null;
}

/** Whether it is the browser that the transaction belongs to. */
export const isOf = (way: Way | null, browserHash: string): boolean =>
	way?.by === "PAGES" && equalConstantTime(browserHash, way.browserHash);
