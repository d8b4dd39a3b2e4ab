// Checks X-Twilio-Signature: base64 HMAC-SHA1 over the URL and the sorted form parameters. PURE.
// Source: Twilio, "Validate webhook requests".
import { toBase64 } from "../../crypto/bytes";
import { equalConstantTime, sha256 } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hmac, sortedPairs } from "./parts";

/** @param authToken the account's primary token. Twilio signs with it also when requests use an API key */
export async function isGenuineTwilioRequest({
	url,
	headers,
	body,
	authToken,
}: Pick<ReceiptRequest, "url" | "headers" | "body"> & { authToken: string }): Promise<boolean> {
	const signature = headers.get("x-twilio-signature") ?? "";
	// A JSON callback carries the hash of its body in the query. Then Twilio signs the URL only.
	const bodyHash = new URL(url).searchParams.get("bodySHA256");
	if (bodyHash !== null && !equalConstantTime(bodyHash, await sha256(body))) return false;
	const params = bodyHash === null ? signedParams(body) : "";
	for (const candidate of withAndWithoutPort(url)) {
		const expected = toBase64(await hmac("SHA-1", authToken, candidate + params));
		if (equalConstantTime(expected, signature)) return true;
	}
	return false;
}

/** Names and values without separators. A value that repeats under one name counts once. */
function signedParams(body: string): string {
	return sortedPairs(new URLSearchParams(body))
		.map((pair) => pair.join("\0"))
		.filter((pair, index, all) => pair !== all[index - 1])
		.map((pair) => pair.replace("\0", ""))
		.join("");
}

/** Twilio's own library accepts both, because some of Twilio's products sign with the port and some without. */
function withAndWithoutPort(url: string): string[] {
	const [, scheme = "", host = "", port, rest = ""] = /^(https?:\/\/)([^/?#]*?)(:\d+)?([/?#].*)?$/is.exec(url) ?? [];
	const standardPort = scheme.toLowerCase() === "https://" ? ":443" : ":80";
	return [scheme + host + rest, scheme + host + (port ?? standardPort) + rest];
}
