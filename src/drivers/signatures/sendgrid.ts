// Checks SendGrid's event webhook: ECDSA on P-256 over the timestamp and the raw body. PURE.
// Source: SendGrid, "Event Webhook security features".
import { utf8 } from "../../crypto/bytes";
import type { ReceiptRequest } from "../driver";
import { readElements } from "./der";
import { parseBase64 } from "./parts";

const curve = { name: "ECDSA", namedCurve: "P-256" };
const coordinateBytes = 32;

/**
 * There is no time limit: SendGrid prescribes none, and repeats an event for a day. A receipt that comes twice changes
 * nothing.
 * @param publicKey base64 of the SubjectPublicKeyInfo that SendGrid shows. Throws when this is no P-256 key
 */
export async function isGenuineSendGridEvent({
	headers,
	body,
	publicKey,
}: Pick<ReceiptRequest, "headers" | "body"> & { publicKey: string }): Promise<boolean> {
	const timestamp = headers.get("x-twilio-email-event-webhook-timestamp") ?? "";
	const der = parseBase64(headers.get("x-twilio-email-event-webhook-signature") ?? "");
	const signature = der && fixedLengthSignature(der);
	const keyBytes = parseBase64(publicKey);
	if (!signature || !keyBytes) return false;
	const key = await crypto.subtle.importKey("spki", keyBytes, curve, false, ["verify"]);
	return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, utf8(timestamp + body));
}

/** Web Crypto wants r and s side by side, 32 bytes each. SendGrid sends DER. Null unless `der` is two numbers. */
function fixedLengthSignature(der: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
	try {
		const numbers = readElements(readElements(der)[0]?.contents ?? der).map(({ contents }) => contents);
		if (numbers.length !== 2) return null;
		const signature = new Uint8Array(2 * coordinateBytes);
		for (const [index, number] of numbers.entries()) {
			// DER puts a zero byte before a number whose first bit is set, and drops leading zeros.
			const digits = number[0] === 0 ? number.slice(1) : number;
			signature.set(digits, (index + 1) * coordinateBytes - digits.length);
		}
		return signature;
	} catch {
		return null;
	}
}
