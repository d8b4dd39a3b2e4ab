// Checks X-Hub-Signature-256 of Meta's webhooks, as for WhatsApp: hex HMAC-SHA256 over the raw body. PURE.
import { toHex } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hmac } from "./parts";

export async function isGenuineMetaWebhook({
	headers,
	body,
	appSecret,
}: Pick<ReceiptRequest, "headers" | "body"> & { appSecret: string }): Promise<boolean> {
	const expected = `sha256=${toHex(await hmac("SHA-256", appSecret, body))}`;
	return equalConstantTime(headers.get("x-hub-signature-256") ?? "", expected);
}
