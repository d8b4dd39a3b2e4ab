// The secrets of a Tessera: made once for the local one, or in one go for a deployment.
import { createHash, randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const tokenCharacters = 40;

/** A fresh API token, in the form the Worker gives out itself. */
export const newToken = () =>
	`00${Array.from({ length: tokenCharacters }, () => alphanumeric[randomInt(alphanumeric.length)]).join("")}`;

export const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** @param keyId names the sealing key inside every envelope, so that it can be told apart after a rotation */
export const newKeys = (keyId) => ({
	SEAL_KEYS: `${keyId}:${randomBytes(32).toString("base64")}`,
	LOOKUP_KEY: randomBytes(32).toString("base64"),
});

/**
 * The local API token and the file of secrets that goes with it. What is there stays; what is missing is made.
 * @param places `{ vars, state, credentials }`: paths of the secrets, the local data and the credentials
 * @returns the API token
 */
export function ensureLocalSecrets(places) {
	const known = readVars(places.vars);
	if ((!known.SEAL_KEYS || !known.LOOKUP_KEY) && existsSync(places.state)) {
		throw new Error(
			`${places.vars} has lost SEAL_KEYS or LOOKUP_KEY, and the data in ${places.state} can't be opened without them.\n` +
				`Bring the file back, or delete ${places.state} to begin with empty data.`,
		);
	}
	const token = readToken(places.credentials);
	const isTokenKnown = token !== undefined && sha256(token) === known.BOOTSTRAP_TOKEN_SHA256;
	const apiToken = isTokenKnown ? token : newToken();
	const vars = {
		ENVIRONMENT: "development",
		// For a bare `wrangler dev`; `npm start` says its own port.
		PUBLIC_ORIGIN: "http://localhost:8787",
		...newKeys("local-1"),
		...known,
		BOOTSTRAP_TOKEN_SHA256: sha256(apiToken),
	};
	if (Object.keys(vars).some((name) => vars[name] !== known[name])) {
		const lines = Object.entries(vars).map(([name, value]) => `${name}=${value}\n`);
		writePrivately(
			places.vars,
			`# Secrets of this checkout's local Tessera, made by \`npm start\`. Never commit them.\n${lines.join("")}`,
		);
	}
	return apiToken;
}

/** Writes a file that only its owner may read. A reader sees the old text or the new one, never half of a text. */
export function writePrivately(path, text) {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(`${path}.new`, text, { mode: 0o600 });
	renameSync(`${path}.new`, path);
}

function readVars(path) {
	if (!existsSync(path)) return {};
	const lines = readFileSync(path, "utf8").matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm);
	return Object.fromEntries([...lines].map(([, name, value]) => [name, value.trim()]));
}

function readToken(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8")).apiToken;
	} catch {
		return undefined;
	}
}
