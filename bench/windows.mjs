// Windows of the bench: many requests of one kind, spread over users, as fast as the connections go.
import { nextCode } from "./filled.mjs";
import { drive, request } from "./load.mjs";

/**
 * Sends `total` requests. Each connection has its own users, in turn, so that two requests of one user never meet,
 * whatever stalls.
 * @param {{whose: unknown[], make: (token: unknown) => Buffer, expect?: number, perUser?: number}} what `whose` tokens,
 *   the request of each, the status of all answers, and the most requests of a user
 * @returns a window: `(concurrency, total, endsAt) => result`. It ends after so many requests, or at a time in epoch ms
 */
export function windowOf(server, { whose, make, expect = 200, perUser = Number.POSITIVE_INFINITY }) {
	return (concurrency, total, endsAt = Number.POSITIVE_INFINITY) => {
		const turns = Array.from({ length: concurrency }, () => 0);
		let sent = 0;
		const next = (connection) => {
			const own = Math.ceil((whose.length - connection) / concurrency);
			if (sent === total || Date.now() >= endsAt || turns[connection] >= own * perUser) return null;
			sent += 1;
			return make(whose[connection + (turns[connection]++ % own) * concurrency]);
		};
		return drive({ host: server.host, port: server.port, concurrency, next, expect });
	};
}

/** A window of right codes. */
export const rightCodes = (server, whose, perUser) =>
	windowOf(server, { whose, perUser, make: (token) => post(server, token.path, { passCode: nextCode(token) }) });

/** A window of requests to a plain handler. `:user` in the path stands for each user's id. */
export const plainCalls = (server, path, whose, perUser) =>
	windowOf(server, { whose, perUser, make: ({ user }) => post(server, path.replace(":user", user)) });

/** @param body null: none, because a server closes a connection with a body that it hasn't read */
export const post = (server, path, body = {}, headers = {}) =>
	request(
		"POST",
		path,
		{
			Authorization: `SSWS ${server.token}`,
			"Content-Type": "application/json",
			"User-Agent": "tessera-bench/1.0",
			...headers,
		},
		body === null ? "" : JSON.stringify(body),
	);
