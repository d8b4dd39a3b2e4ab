// Drill, on request: warm users are verified for two minutes, and no single answer is slow. It needs an idle machine.
import { tmpdir } from "node:os";
import { createAuthenticator, fill, filledToken, nextCode } from "../../bench/filled.mjs";
import { drive, inParallel, request } from "../../bench/load.mjs";
import { verify } from "./users.mjs";
import { withWorkerd } from "./workerd.mjs";

const users = 1_000;
const concurrency = 32;
const forMs = 120_000;
const slowMs = 500;

export const steady = () =>
	withWorkerd(async (server, client) => {
		await fill(server, await createAuthenticator(server), 0, users);
		const tokens = Array.from({ length: users }, (_, number) => filledToken(number));
		await inParallel(concurrency, users, (number) => verify(client, tokens[number]));

		const headers = { Authorization: `SSWS ${server.token}`, "Content-Type": "application/json" };
		const ends = Date.now() + forMs;
		const turns = Array.from({ length: concurrency }, () => 0);
		/** Each connection has its own users, in turn. */
		const next = (connection) => {
			if (Date.now() > ends) return null;
			const own = Math.ceil((users - connection) / concurrency);
			const token = tokens[connection + (turns[connection]++ % own) * concurrency];
			return request("POST", token.path, headers, JSON.stringify({ passCode: nextCode(token) }));
		};
		const { count, perSecond, p50, p99, slowest } = await drive({ ...server, concurrency, next, expect: 200 });
		return {
			isKept: slowest <= slowMs,
			figures:
				`${count} verifications at ${Math.round(perSecond)}/s for ${forMs / 1000} s: ` +
				`p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, slowest ${Math.round(slowest)} ms`,
		};
	}, tmpdir());
