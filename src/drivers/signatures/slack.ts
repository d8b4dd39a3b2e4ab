// Slack's request signature, version v0: hex HMAC-SHA256 over `v0:{timestamp}:{body}`.
import { toHex } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hmac } from "./hmac";
import { isRecent } from "./recent";

export async function isGenuineSlackRequest({
	headers,
	body,
	signingSecret,
	nowMs,
}: Pick<ReceiptRequest, "headers" | "body"> & { signingSecret: string; nowMs: number }): Promise<boolean> {
	const timestamp = headers.get("x-slack-request-timestamp");
	if (!isRecent(timestamp, nowMs)) return false;
	const expected = `v0=${toHex(await hmac("SHA-256", signingSecret, `v0:${timestamp}:${body}`))}`;
	return equalConstantTime(headers.get("x-slack-signature") ?? "", expected);
}
