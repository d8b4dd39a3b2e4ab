// Checks Telegram Gateway's reports: hex HMAC-SHA256 over timestamp, line feed and body. PURE.
// The key is the SHA-256 of the token.
import { toHex } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hash, hmac, isRecent } from "./parts";

export async function isGenuineTelegramReport({
	headers,
	body,
	token,
	nowMs,
}: Pick<ReceiptRequest, "headers" | "body"> & { token: string; nowMs: number }): Promise<boolean> {
	const timestamp = headers.get("x-request-timestamp");
	if (!isRecent(timestamp, nowMs)) return false;
	const expected = await hmac("SHA-256", await hash("SHA-256", token), `${timestamp}\n${body}`);
	return equalConstantTime(headers.get("x-request-signature") ?? "", toHex(expected));
}
