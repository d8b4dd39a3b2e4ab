// Makes the secrets of a deployment: `node scripts/make-secrets.mjs | npx wrangler secret bulk`. They go to Cloudflare
// without touching the disk; the API token, of which the Worker gets only the hash, is shown this once.
import { newKeys, newToken, sha256 } from "./start/secrets.mjs";

const token = newToken();
const keyId = `k${new Date().toISOString().slice(0, 10)}`;

if (process.stdout.isTTY) {
	console.error("Send the secrets where they belong: node scripts/make-secrets.mjs | npx wrangler secret bulk");
	process.exit(1);
}
console.log(JSON.stringify({ ...newKeys(keyId), BOOTSTRAP_TOKEN_SHA256: sha256(token) }));
console.error(`The first API token, with the administrator's role. Keep it, it can't be shown again:\n\n  ${token}\n`);
