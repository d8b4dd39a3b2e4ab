// Mailgun's webhooks: the body carries `signature {timestamp, token, signature}`, hex HMAC-SHA256 over timestamp and token.
import * as z from "zod";
import { toHex } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";
import { parseJson } from "../../net/json";
import type { ReceiptRequest } from "../driver";
import { hmac } from "./hmac";
import { isRecent } from "./recent";

const Signed = z.object({ signature: z.object({ timestamp: z.string(), token: z.string(), signature: z.string() }) });

/** Says that Mailgun wrote the token, not that it wrote the rest of the body: Mailgun signs nothing else. */
export async function isGenuineMailgunWebhook({
	body,
	signingKey,
	nowMs,
}: Pick<ReceiptRequest, "body"> & { signingKey: string; nowMs: number }): Promise<boolean> {
	const parsed = Signed.safeParse(parseJson(body));
	if (!parsed.success) return false;
	const { timestamp, token, signature } = parsed.data.signature;
	if (!isRecent(timestamp, nowMs)) return false;
	return equalConstantTime(signature, toHex(await hmac("SHA-256", signingKey, timestamp + token)));
}
