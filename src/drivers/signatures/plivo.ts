// X-Plivo-Signature-V3 of a POST: base64 HMAC-SHA256 over the URL, the sorted parameters and a nonce.
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hmac, toBase64 } from "./hmac";
import { sortedPairs } from "./sorted-pairs";

export async function isGenuinePlivoRequest({
	url,
	headers,
	body,
	authToken,
}: Pick<ReceiptRequest, "url" | "headers" | "body"> & { authToken: string }): Promise<boolean> {
	const nonce = headers.get("x-plivo-signature-v3-nonce") ?? "";
	const [path = "", query = ""] = url.split("?");
	const sortedQuery = sortedPairs(new URLSearchParams(query)).map((pair) => pair.join("="));
	const params = sortedPairs(new URLSearchParams(body)).map((pair) => pair.join(""));
	let text = path;
	if (sortedQuery.length > 0 || params.length > 0) text += `?${sortedQuery.join("&")}`;
	if (sortedQuery.length > 0 && params.length > 0) text += ".";
	const expected = toBase64(await hmac("SHA-256", authToken, `${text}${params.join("")}.${nonce}`));
	// While a token is being changed the header holds a signature by each.
	const signatures = (headers.get("x-plivo-signature-v3") ?? "").split(",");
	return signatures.some((signature) => equalConstantTime(signature.trim(), expected));
}
