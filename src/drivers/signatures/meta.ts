// X-Hub-Signature-256 of Meta's webhooks, WhatsApp among them: hex HMAC-SHA256 over the raw body.
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
