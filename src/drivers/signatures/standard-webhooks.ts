// Makes and checks Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over `{id}.{timestamp}.{body}`. PURE.
import { fromBase64, toBase64 } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hmac, isRecent } from "./parts";

/** `whsec_` and base64 of 24 to 64 bytes. */
export const standardWebhookSecret = /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The three headers for a body that we send. */
export async function standardWebhookHeaders({
	id,
	body,
	secret,
	nowMs,
}: {
	id: string;
	body: string;
	secret: string;
	nowMs: number;
}): Promise<Record<string, string>> {
	const timestamp = String(Math.floor(nowMs / 1000));
	return {
		"webhook-id": id,
		"webhook-timestamp": timestamp,
		"webhook-signature": `v1,${await sign(id, timestamp, body, secret)}`,
	};
}

/**
 * Checks a body that came in. The headers may have Svix's names. While secrets are being changed, the header holds
 * several signatures: one must fit.
 */
export async function isGenuineStandardWebhook({
	headers,
	body,
	secret,
	nowMs,
}: Pick<ReceiptRequest, "headers" | "body"> & { secret: string; nowMs: number }): Promise<boolean> {
	const header = (name: string) => headers.get(`webhook-${name}`) ?? headers.get(`svix-${name}`);
	const id = header("id");
	const timestamp = header("timestamp");
	if (id === null || timestamp === null || !isRecent(timestamp, nowMs)) return false;
	const expected = `v1,${await sign(id, timestamp, body, secret)}`;
	return (header("signature") ?? "").split(" ").some((signature) => equalConstantTime(signature, expected));
}

async function sign(id: string, timestamp: string, body: string, secret: string): Promise<string> {
	const key = fromBase64(secret.replace(/^whsec_/, ""));
	return toBase64(await hmac("SHA-256", key, `${id}.${timestamp}.${body}`));
}
