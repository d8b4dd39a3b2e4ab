// A certificate authority for this test run only, and server certificates for localhost, good and bad.
import "reflect-metadata";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	BasicConstraintsExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	X509CertificateGenerator,
} from "@peculiar/x509";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const dayMs = 24 * 60 * 60 * 1000;

/** @returns the authority's certificate as a path for NODE_EXTRA_CA_CERTS, and servers' keys and certificates */
export async function makeCertificates() {
	const validity = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + dayMs) };
	const common = { ...validity, signingAlgorithm: algorithm };
	const newKeys = () => crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
	const names = new SubjectAlternativeNameExtension([
		{ type: "dns", value: "localhost" },
		{ type: "ip", value: "127.0.0.1" },
	]);

	const authority = await newKeys();
	const authorityCertificate = await X509CertificateGenerator.createSelfSigned({
		...common,
		name: "CN=Tessera test",
		keys: authority,
		extensions: [new BasicConstraintsExtension(true, undefined, true)],
	});
	const server = await newKeys();
	const key = await pemOf(server.privateKey);
	const signed = async (changes) => {
		const certificate = await X509CertificateGenerator.create({
			...common,
			subject: "CN=localhost",
			issuer: authorityCertificate.subject,
			publicKey: server.publicKey,
			signingKey: authority.privateKey,
			extensions: [names],
			...changes,
		});
		return { key, cert: certificate.toString("pem") };
	};
	// No authority vouches for this server, so that tests can see that nothing is sent to it.
	const stray = await newKeys();
	const strayCertificate = await X509CertificateGenerator.createSelfSigned({
		...common,
		name: "CN=localhost",
		keys: stray,
		extensions: [names],
	});

	const folder = mkdtempSync(join(tmpdir(), "tessera-test-ca-"));
	process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
	const authorityPath = join(folder, "ca.pem");
	writeFileSync(authorityPath, authorityCertificate.toString("pem"));
	return {
		authorityPath,
		trusted: await signed({}),
		expired: await signed({ notAfter: new Date(Date.now() - dayMs / 2) }),
		misnamed: await signed({
			subject: "CN=example.com",
			extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: "example.com" }])],
		}),
		untrusted: { key: await pemOf(stray.privateKey), cert: strayCertificate.toString("pem") },
	};
}

const pemOf = async (key) => PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
