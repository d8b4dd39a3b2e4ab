// Sinch's signed callbacks: `Authorization: application {key}:{signature}`, base64 HMAC-SHA256 over a canonical request.
import { equalConstantTime } from "../../crypto/digest";
import type { ReceiptRequest } from "../driver";
import { hash, hmac, parseBase64, toBase64 } from "./hmac";
import { isRecent } from "./recent";

/** @param applicationSecret base64 */
export async function isGenuineSinchCallback({
	method,
	url,
	headers,
	body,
	applicationKey,
	applicationSecret,
	nowMs,
}: ReceiptRequest & { applicationKey: string; applicationSecret: string; nowMs: number }): Promise<boolean> {
	const timestamp = headers.get("x-timestamp") ?? "";
	const secret = parseBase64(applicationSecret);
	if (!secret || !isRecent(String(Math.floor(Date.parse(timestamp) / 1000)), nowMs)) return false;
	const canonical = [
		method,
		toBase64(await hash("MD5", body)),
		headers.get("content-type") ?? "",
		`x-timestamp:${timestamp}`,
		new URL(url).pathname,
	].join("\n");
	const expected = `application ${applicationKey}:${toBase64(await hmac("SHA-256", secret, canonical))}`;
	return equalConstantTime(headers.get("authorization") ?? "", expected);
}
