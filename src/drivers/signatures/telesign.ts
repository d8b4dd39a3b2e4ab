// Telesign's callbacks: `Authorization: TSA {customer}:{signature}`, base64 HMAC-SHA256 over the raw body.
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hmac, parseBase64, toBase64 } from "./hmac";

/** @param apiKey base64; other characters in it are skipped, as Telesign's own libraries do */
export async function isGenuineTelesignCallback({
	headers,
	body,
	customerId,
	apiKey,
}: Pick<ReceiptRequest, "headers" | "body"> & { customerId: string; apiKey: string }): Promise<boolean> {
	const key = parseBase64(apiKey.replace(/[^A-Za-z0-9+/=]/g, ""));
	if (!key) return false;
	const expected = `TSA ${customerId}:${toBase64(await hmac("SHA-256", key, body))}`;
	return equalConstantTime(headers.get("authorization") ?? "", expected);
}
