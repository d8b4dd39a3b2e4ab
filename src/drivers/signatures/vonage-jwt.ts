// Vonage's signed webhooks: a bearer JWT (HS256) that carries the hash of the body (Vonage, "Decoding signed webhooks").
import { equalConstantTime, sha256 } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { openHs256Jwt } from "./jwt";
import { isRecent } from "./recent";

export async function isGenuineVonageWebhook({
	headers,
	body,
	secret,
	nowMs,
}: Pick<ReceiptRequest, "headers" | "body"> & { secret: string; nowMs: number }): Promise<boolean> {
	const token = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
	const claims = token === undefined ? null : await openHs256Jwt(token, secret);
	if (!claims || !isRecent(String(claims.iat), nowMs)) return false;
	// A genuine token says nothing about the body unless this hash is compared; Vonage's own library leaves that out.
	return equalConstantTime(String(claims.payload_hash), await sha256(body));
}
