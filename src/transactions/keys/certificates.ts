// What an administrator uploads is checked here: a private key, and the certificates that vouch for it.
import { X509Certificate } from "node:crypto";
import type { CryptoKey, JWK } from "jose";
import { toBase64, toHex } from "../../crypto/bytes";
import { invalid } from "../../errors";
import type { Reason } from "../../errors/words/shape";

export interface CheckedKey {
	privateKey: JWK;
	/** With the certificates as `x5c`. */
	publicKey: JWK;
	/** Epoch ms: when the first certificate of the chain expires. */
	expiresAt: number;
}

/** A longer chain is a mistake. */
const mostCertificates = 6;
/** NIST SP 800-131A: shorter keys may sign nothing. */
const fewestBits = 2048;

/** Throws 400 with what is wrong. */
export async function checkKey(
	{ privateKey: pem, certificates }: { privateKey: string; certificates: string },
	now: number,
): Promise<CheckedKey> {
	const { exportJWK } = await import("jose");
	const privateKey = await exportJWK(await readPrivateKey(pem));
	if (bitsOf(privateKey) < fewestBits) throw invalid("privateKey", "rsa-key-weak", { minimum: fewestBits });
	const chain = readChain(certificates);
	for (const certificate of chain) refuseCertificate(certificate, now);
	for (const [index, certificate] of chain.entries()) {
		const issuer = chain[index + 1];
		if (issuer && !isIssuedBy(certificate, issuer)) throw refused("certificate-chain");
	}
	const { n, e } = await publicKeyOf(chain[0]);
	if (n !== privateKey.n || e !== privateKey.e) throw refused("certificate-of-other-key");
	return {
		privateKey,
		publicKey: { kty: "RSA", n, e, x5c: chain.map((certificate) => toBase64(bytesOf(certificate))) },
		expiresAt: Math.min(...chain.map(({ validTo }) => Date.parse(validTo))),
	};
}

const refused = (reason: Extract<Reason, `certificate-${string}`>) => invalid("certificates", reason);

async function readPrivateKey(pem: string): Promise<CryptoKey> {
	const { importPKCS8 } = await import("jose");
	// An encrypted key, or one of another algorithm, isn't read either.
	return importPKCS8(pem.trim(), "RS256", { extractable: true }).catch(() => {
		throw invalid("privateKey", "rsa-pkcs8-key");
	});
}

const bitsOf = ({ n = "" }: JWK): number => n.length * 6;

const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

function readChain(pem: string): X509Certificate[] {
	const blocks = pem.match(block) ?? [];
	const isPure = pem.replaceAll(block, "").trim() === "";
	if (!isPure || blocks.length === 0 || blocks.length > mostCertificates) throw refused("certificate-unreadable");
	try {
		return blocks.map((one) => new X509Certificate(one));
	} catch {
		throw refused("certificate-unreadable");
	}
}

/** DER of the signature algorithms with MD5 and SHA-1: by RSA, and by ECDSA. */
const weakAlgorithms = ["06092a864886f70d010104", "06092a864886f70d010105", "06072a8648ce3d0401"];

function refuseCertificate(certificate: X509Certificate, now: number): void {
	if (now < Date.parse(certificate.validFrom)) throw refused("certificate-not-yet-valid");
	if (now >= Date.parse(certificate.validTo)) throw refused("certificate-expired");
	const der = toHex(bytesOf(certificate));
	if (weakAlgorithms.some((algorithm) => der.includes(algorithm))) throw refused("certificate-weak");
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
	try {
		return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
	} catch {
		return false;
	}
}

async function publicKeyOf(certificate: X509Certificate | undefined): Promise<JWK> {
	const { exportJWK, importX509 } = await import("jose");
	try {
		return await exportJWK(await importX509(String(certificate), "RS256", { extractable: true }));
	} catch {
		// Of another kind of key.
		throw refused("certificate-of-other-key");
	}
}

const bytesOf = ({ raw }: X509Certificate): Uint8Array => new Uint8Array(raw);
