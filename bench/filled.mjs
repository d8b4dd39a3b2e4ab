// The tokens of the users that bench/fill.ts makes, and HOTP tokens of any secret.
import { createHash, createHmac } from "node:crypto";
import { call } from "./server.mjs";

const digits = 6;
const lookAhead = 10;

/** How many users are made in one request: their rows pass D1 as one text of less than two million bytes. */
const usersPerRequest = 5_000;

/** The authenticator of all tokens here, as the API takes it. */
export const authenticatorOf = (name) => ({
	key: "custom_otp",
	name,
	settings: { protocol: "HOTP", algorithm: "HMacSHA256", encoding: "hexadecimal", passCodeLength: digits, lookAhead },
});

/** Makes the authenticator. Returns its id. */
export const createAuthenticator = async (server) =>
	(await call(server, "POST", "/api/v1/authenticators", authenticatorOf("Bench"))).id;

/** Fills D1 with the users of these numbers. Nobody has asked their guards. Returns their tokens. */
export async function fill(server, authenticatorId, from, to) {
	const tokens = [];
	for (let start = from; start < to; start += usersPerRequest) {
		const end = Math.min(to, start + usersPerRequest);
		const users = await call(server, "POST", `/bench/fill/${authenticatorId}/${start}/${end}`);
		tokens.push(...users.map((user, index) => filledToken(user, start + index)));
	}
	return tokens;
}

function filledToken(user, number) {
	const padded = String(number).padStart(13, "0");
	return newToken(user, `chffill${padded}`, createHash("sha256").update(`fill-${number}`).digest());
}

/** A token that has made no code yet, and the path under which its codes are verified. */
export const newToken = (user, factor, secret) => ({
	user,
	path: `/api/v1/users/${user}/factors/${factor}/verify`,
	secret,
	counter: 0,
});

/** The next code. Two calls never return the same code. */
export function nextCode(token) {
	const code = codeAt(token, token.counter);
	token.counter += 1;
	return code;
}

/** A code that is none of those that the guard computes. */
export function wrongCode(token) {
	const near = new Set(
		Array.from({ length: lookAhead + 2 }, (_, ahead) => codeAt(token, Math.max(0, token.counter - 1 + ahead))),
	);
	for (let guess = 0; ; guess++) {
		const text = String(guess).padStart(digits, "0");
		if (!near.has(text)) return text;
	}
}

/** RFC 4226 5.3, by HMAC-SHA-256. */
function codeAt(token, counter) {
	const message = Buffer.alloc(8);
	message.writeBigUInt64BE(BigInt(counter));
	const mac = createHmac("sha256", token.secret).update(message).digest();
	const truncated = mac.readUInt32BE(mac[mac.length - 1] & 15) & 0x7fffffff;
	return String(truncated % 10 ** digits).padStart(digits, "0");
}
