// The steps of an import in a drill: its authenticator and users, sending the file, and waiting.
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { inParallel } from "../../../bench/load.mjs";
import { formats, tokensOf, usersOf } from "./files.mjs";

const endsWithinMs = 20 * 60_000;

/** Of the authenticator. */
export const settings = {
	protocol: "HOTP",
	algorithm: "HMacSHA1",
	encoding: "hexadecimal",
	passCodeLength: 6,
	lookAhead: 10,
};

/** Makes an authenticator, an import into it, and the users that the file names. */
export async function begin(client, { size, round = 0 }) {
	const authenticator = { key: "custom_otp", name: `Drill ${round}`, settings };
	const { id: authenticatorId } = await client.need("POST", "/api/v1/authenticators", authenticator);
	const logins = usersOf(size, round);
	await inParallel(8, logins.length, (at) => client.need("POST", "/api/v1/users", { profile: { login: logins[at] } }));
	const { id } = await client.need("POST", "/api/v1/token-imports", { source: "FILE", authenticatorId });
	return { id, authenticatorId };
}

/** @param passing gets each token when it is about to leave */
export async function send({ baseUrl, apiToken }, id, { format, size, round = 0 }, passing = () => {}) {
	function* tokens() {
		for (const token of tokensOf(size, round)) {
			passing(token);
			yield token;
		}
	}
	const { lines, headers } = formats[format](tokens());
	const answer = await fetch(`${baseUrl}/api/v1/token-imports/${id}/file`, {
		method: "PUT",
		headers: { authorization: `SSWS ${apiToken}`, "content-type": "application/octet-stream", ...headers },
		body: Readable.toWeb(Readable.from(inPieces(lines))),
		duplex: "half",
	});
	if (!answer.ok) throw new Error(`the file was answered ${answer.status}: ${await answer.text()}`);
}

/** As large as a browser sends them. */
const pieceCharacters = 64 * 1024;

function* inPieces(lines) {
	let piece = "";
	for (const line of lines) {
		piece += line;
		if (piece.length < pieceCharacters) continue;
		yield piece;
		piece = "";
	}
	yield piece;
}

/** Waits until the import has this status, or something else is there. */
export async function until(client, id, status, isThere = () => false) {
	const endsAt = Date.now() + endsWithinMs;
	let last = null;
	while (Date.now() < endsAt) {
		const view = await client.need("GET", `/api/v1/token-imports/${id}`).catch(() => null);
		last = view ?? last;
		if (view?.status === status || (view && isThere(view))) return view;
		await sleep(100);
	}
	throw new Error(`the import never came to ${status}: ${JSON.stringify(last)}`);
}
