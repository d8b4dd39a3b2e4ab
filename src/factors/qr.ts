// The QR code of a pending authenticator app. Whoever knows its address may see it, until the activation or for an
// hour.
import { encode as encodePng } from "fast-png";
import { encode as encodeQr } from "uqr";
import type { Ctx } from "../context";
import { fromBase64 } from "../crypto/bytes";
import { equalConstantTime, keyedHash } from "../crypto/digest";
import { notFound } from "../errors";
import { openSecret } from "../guard/secret";
import { encodeSecret } from "../otp/encoding";
import { otpauthUri } from "../otp/uri";
import { findFactor } from "./read";
import type { Factor } from "./table";

const validForMs = 60 * 60 * 1000;
const pixelsPerModule = 6;

/** The unguessable part of the QR code's address, 128 bits. It is derived, so that nothing has to be stored. */
export async function qrToken(ctx: Ctx, factor: Factor): Promise<string> {
	return (await keyedHash(ctx.env.lookupKey, "factors.qr", `${factor.id}:${factor.createdAt}`)).slice(0, 32);
}

/**
 * Returns a PNG of a pending factor's `otpauth://` URI. Throws 404 for a wrong token, an active factor, and after an
 * hour.
 */
export async function drawFactorQr(
	ctx: Ctx,
	userId: string,
	factorId: string,
	token: string,
): Promise<Uint8Array<ArrayBuffer>> {
	const factor = await findFactor(ctx, userId, factorId);
	const isKnown = factor !== null && equalConstantTime(await qrToken(ctx, factor), token);
	const setUp = isKnown ? await setUpOfApp(ctx, factor) : null;
	if (setUp === null) throw notFound("QRCode", factorId);
	return drawPng(setUp.uri);
}

/** What a pending authenticator app is set up with. Null once the factor is active, and after an hour. */
export async function setUpOfApp(ctx: Ctx, factor: Factor): Promise<{ uri: string; secret: string } | null> {
	const isOpen =
		factor.factorType === "token:software:totp" &&
		factor.status === "PENDING_ACTIVATION" &&
		ctx.now() < factor.createdAt + validForMs;
	if (!isOpen || factor.secretSealed === null) return null;
	const secret = fromBase64(await openSecret(ctx.env.sealKeys, factor.userId, factor.id, factor.secretSealed));
	const uri = otpauthUri({
		type: "totp",
		issuer: labelPart(ctx.env.organizationName),
		account: labelPart(factor.profile.credentialId ?? factor.userId),
		secret,
		algorithm: "SHA-1",
		digits: 6,
		stepSeconds: 30,
	});
	return { uri, secret: encodeSecret(secret, "base32") };
}

/** In the label of an `otpauth://` URI a colon separates issuer and account, so neither may contain a colon. */
const labelPart = (text: string) => text.replaceAll(":", " ").trim();

function drawPng(text: string): Uint8Array<ArrayBuffer> {
	const { data: modules, size } = encodeQr(text, { ecc: "M", border: 4 });
	const width = size * pixelsPerModule;
	const pixels = new Uint8Array(width * width).fill(255);
	for (let y = 0; y < width; y++) {
		const row = modules[Math.floor(y / pixelsPerModule)]!;
		for (let x = 0; x < width; x++) if (row[Math.floor(x / pixelsPerModule)]) pixels[y * width + x] = 0;
	}
	return new Uint8Array(encodePng({ width, height: width, data: pixels, channels: 1, depth: 8 }));
}
