// A certificate authority of this test run alone, and a server certificate for localhost that it signed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @returns the authority's certificate as a path for NODE_EXTRA_CA_CERTS, and the server's key and certificate */
export function makeCertificates() {
	const folder = mkdtempSync(join(tmpdir(), "tessera-test-ca-"));
	process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
	const openssl = (...words) => execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
	const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
	openssl("req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Tessera test");
	openssl("req", ...newKey, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost");
	writeFileSync(join(folder, "names"), "subjectAltName=DNS:localhost,IP:127.0.0.1");
	const signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"];
	openssl("x509", "-req", "-in", "server.csr", "-out", "server.pem", ...signing);
	// A server that nobody vouches for, to see that nothing is sent to it.
	openssl(
		"req",
		"-x509",
		...newKey,
		"-keyout",
		"stray.key",
		"-out",
		"stray.pem",
		"-days",
		"2",
		"-subj",
		"/CN=localhost",
	);
	const read = (name) => readFileSync(join(folder, name), "utf8");
	return {
		authorityPath: join(folder, "ca.pem"),
		trusted: { key: read("server.key"), cert: read("server.pem") },
		untrusted: { key: read("stray.key"), cert: read("stray.pem") },
	};
}
