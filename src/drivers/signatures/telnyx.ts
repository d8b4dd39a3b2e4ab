// Checks Telnyx's webhooks: Ed25519 over `{timestamp}|{body}` (Telnyx, "Webhook signing"). PURE.
import { utf8 } from "../../crypto/bytes";
import type { ReceiptRequest } from "../driver";
import { isRecent, parseBase64 } from "./parts";

const publicKeyBytes = 32;
const signatureBytes = 64;

/** @param publicKey base64 of the 32 bytes that the portal shows */
export async function isGenuineTelnyxWebhook({
	headers,
	body,
	publicKey,
	nowMs,
}: Pick<ReceiptRequest, "headers" | "body"> & { publicKey: string; nowMs: number }): Promise<boolean> {
	const timestamp = headers.get("telnyx-timestamp");
	const signature = parseBase64(headers.get("telnyx-signature-ed25519") ?? "");
	const keyBytes = parseBase64(publicKey);
	// workerd throws for a signature of another length.
	if (signature?.length !== signatureBytes || keyBytes?.length !== publicKeyBytes) return false;
	if (!isRecent(timestamp, nowMs)) return false;
	const key = await crypto.subtle.importKey("raw", keyBytes, "Ed25519", false, ["verify"]);
	return crypto.subtle.verify("Ed25519", key, signature, utf8(`${timestamp}|${body}`));
}
