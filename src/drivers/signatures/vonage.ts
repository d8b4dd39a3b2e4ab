// Checks Vonage's callbacks: the SMS API signs with a parameter `sig`, all other APIs sign with a token. PURE.
import { toHex } from "../../crypto/bytes";
import { equalConstantTime, sha256 } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { openHs256Jwt } from "./jwt";
import { hash, hmac, isRecent, sortedPairs } from "./parts";

/** The methods as Vonage's dashboard names them; `md5hash` is a plain MD5 with the secret at the end. */
export const vonageSignatureMethods = ["md5hash", "md5", "sha1", "sha256", "sha512"] as const;
export type VonageSignatureMethod = (typeof vonageSignatureMethods)[number];

const hmacHashes = { md5: "MD5", sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" } as const;

/**
 * A hash or an HMAC over the sorted parameters (Vonage, "Signing messages").
 * @param method from the account's settings, because a caller who could choose would choose the weakest
 */
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

/** A bearer JWT (HS256) that carries the hash of the body (Vonage, "Decoding signed webhooks"). */
export async function isGenuineVonageWebhook({
	headers,
	body,
	secret,
	nowMs,
}: Pick<ReceiptRequest, "headers" | "body"> & { secret: string; nowMs: number }): Promise<boolean> {
	const token = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
	const claims = token === undefined ? null : await openHs256Jwt(token, secret);
	if (!claims || !isRecent(String(claims.iat), nowMs)) return false;
	// A genuine token says nothing about the body until this hash is compared. Vonage's own library doesn't compare it.
	return equalConstantTime(String(claims.payload_hash), await sha256(body));
}
