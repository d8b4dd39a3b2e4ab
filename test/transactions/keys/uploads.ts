// Keys with their certificates, good and bad, as an administrator uploads them.
import "reflect-metadata";
import { BasicConstraintsExtension, PemConverter, X509CertificateGenerator } from "@peculiar/x509";

const dayMs = 86_400_000;
const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", publicExponent: new Uint8Array([1, 0, 1]) };

export interface Wanted {
	bits?: number;
	hash?: "SHA-1" | "SHA-256";
	/** Days from now. */
	from?: number;
	until?: number;
	/** Another key than the certificate's own. */
	keys?: CryptoKeyPair;
}

export const newKeys = async (bits = 2048, hash = "SHA-256"): Promise<CryptoKeyPair> =>
	(await crypto.subtle.generateKey({ ...rsa, hash, modulusLength: bits }, true, ["sign", "verify"])) as CryptoKeyPair;

export const pemOf = async ({ privateKey }: CryptoKeyPair): Promise<string> =>
	PemConverter.encode((await crypto.subtle.exportKey("pkcs8", privateKey)) as ArrayBuffer, "PRIVATE KEY");

/** An authority, and a key whose certificate it has signed. */
export async function createUpload(now: number, wanted: Wanted = {}) {
	const { bits = 2048, hash = "SHA-256", from = -1, until = 365 } = wanted;
	const [authority, keys] = await Promise.all([newKeys(2048, hash), wanted.keys ?? newKeys(bits)]);
	const validity = { notBefore: new Date(now + from * dayMs), notAfter: new Date(now + until * dayMs) };
	const name = `CN=Authority ${crypto.randomUUID()}`;
	const root = await X509CertificateGenerator.createSelfSigned({
		name,
		keys: authority,
		notBefore: new Date(now - dayMs),
		notAfter: new Date(now + 3650 * dayMs),
		signingAlgorithm: rsa,
		extensions: [new BasicConstraintsExtension(true, undefined, true)],
	});
	const leaf = await X509CertificateGenerator.create({
		subject: "CN=Shop",
		issuer: root.subject,
		publicKey: keys.publicKey,
		signingKey: authority.privateKey,
		...validity,
		signingAlgorithm: rsa,
		extensions: [new BasicConstraintsExtension(false)],
	});
	return { keys, privateKey: await pemOf(keys), leaf: leaf.toString("pem"), root: root.toString("pem") };
}

/** The body of an upload. */
export async function createKey(now: number, wanted: Wanted = {}) {
	const { privateKey, leaf, root } = await createUpload(now, wanted);
	return { privateKey, certificates: `${leaf}\n${root}\n` };
}
