// LINE's webhooks: `x-line-signature` is a base64 HMAC-SHA256 over the raw body.
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hmac, toBase64 } from "./hmac";

export async function isGenuineLineWebhook({
	headers,
	body,
	channelSecret,
}: Pick<ReceiptRequest, "headers" | "body"> & { channelSecret: string }): Promise<boolean> {
	return equalConstantTime(headers.get("x-line-signature") ?? "", toBase64(await hmac("SHA-256", channelSecret, body)));
}
