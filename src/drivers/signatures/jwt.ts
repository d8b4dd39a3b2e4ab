// JSON Web Tokens (RFC 7515, RFC 7519): callbacks carry a token with an HMAC, our requests a token with RSA. PURE.
import { fromBase64, toBase64Url, utf8 } from "../../crypto/bytes";
import { equalConstantTime } from "../../crypto/digest";
import { parseJson } from "../../net/json";
import { hmac, parseBase64 } from "./parts";

type Claims = Record<string, unknown>;

/** The claims of a token that this secret signed with HS256. Null for any other token, also for `alg: none`. */
export async function openHs256Jwt(token: string, secret: string): Promise<Claims | null> {
	const [header, payload, signature, ...rest] = token.split(".");
	if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return null;
	if (parseObject(header)?.alg !== "HS256") return null;
	const expected = await hmac("SHA-256", secret, `${header}.${payload}`);
	return equalConstantTime(toBase64Url(expected), signature) ? parseObject(payload) : null;
}

/**
 * Makes a token that is signed with RS256.
 * @param privateKeyPem PKCS #8, `-----BEGIN PRIVATE KEY-----`. Throws for anything else
 */
export async function signRs256Jwt(claims: Claims, privateKeyPem: string): Promise<string> {
	const der = fromBase64(privateKeyPem.replace(/-----[A-Z ]+-----|\s/g, ""));
	const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
	const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
	const text = [{ alg: "RS256", typ: "JWT" }, claims].map((part) => toBase64Url(utf8(JSON.stringify(part)))).join(".");
	const signature = await crypto.subtle.sign(algorithm.name, key, utf8(text));
	return `${text}.${toBase64Url(new Uint8Array(signature))}`;
}

function parseObject(part: string): Claims | null {
	const bytes = parseBase64(part);
	const value = bytes ? parseJson(new TextDecoder().decode(bytes)) : undefined;
	return typeof value === "object" && value !== null ? (value as Claims) : null;
}
