// The `sig` parameter of Vonage's SMS API: a hash or an HMAC over the sorted parameters (Vonage, "Signing messages").
import { toHex } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";
import { hash, hmac } from "./hmac";
import { isRecent } from "./recent";
import { sortedPairs } from "./sorted-pairs";

/** As Vonage's dashboard names them; `md5hash` is a plain MD5 with the secret at the end. */
export const vonageSignatureMethods = ["md5hash", "md5", "sha1", "sha256", "sha512"] as const;
export type VonageSignatureMethod = (typeof vonageSignatureMethods)[number];

const hmacHashes = { md5: "MD5", sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" } as const;

/** @param method from the account's settings: one that the caller could choose would be the weakest */
export async function isGenuineVonageSms({
	params,
	secret,
	method,
	nowMs,
}: {
	params: URLSearchParams;
	secret: string;
	method: VonageSignatureMethod;
	nowMs: number;
}): Promise<boolean> {
	const signature = params.get("sig") ?? "";
	if (!isRecent(params.get("timestamp"), nowMs)) return false;
	const text = sortedPairs(params)
		.filter(([name]) => name !== "sig")
		.map(([name, value]) => `&${name}=${value.replace(/[&=]/g, "_")}`)
		.join("");
	const digest = method === "md5hash" ? await hash("MD5", text + secret) : await hmac(hmacHashes[method], secret, text);
	// Vonage writes hexadecimal in either case.
	return equalConstantTime(toHex(digest), signature.toLowerCase());
}
