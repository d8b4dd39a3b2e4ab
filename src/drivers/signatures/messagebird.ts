// MessageBird-Signature-JWT: a short-lived token with the hashes of the URL and of the body.
import { equalConstantTime, sha256 } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { openHmacJwt } from "./jwt";

export async function isGenuineMessageBirdRequest({
	url,
	headers,
	body,
	signingKey,
	nowMs,
}: Pick<ReceiptRequest, "url" | "headers" | "body"> & { signingKey: string; nowMs: number }): Promise<boolean> {
	const token = headers.get("messagebird-signature-jwt") ?? "";
	const claims = await openHmacJwt(token, signingKey, ["HS256", "HS384", "HS512"]);
	if (claims?.iss !== "MessageBird") return false;
	const { nbf, exp, url_hash: urlHash, payload_hash: payloadHash } = claims;
	const nowSeconds = nowMs / 1000;
	if (typeof nbf !== "number" || nbf > nowSeconds || typeof exp !== "number" || exp <= nowSeconds) return false;
	if (!equalConstantTime(String(urlHash), await sha256(url))) return false;
	if (body === "") return payloadHash === undefined;
	return equalConstantTime(String(payloadHash), await sha256(body));
}
