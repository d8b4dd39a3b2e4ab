// Drill: more users than one process can hold guards of are verified for the first time, as fast as it goes.
import { setTimeout as sleep } from "node:timers/promises";
import { createAuthenticator, fill, filledToken } from "../../bench/filled.mjs";
import { inParallel } from "../../bench/load.mjs";
import { verify } from "./users.mjs";
import { withWorkerd } from "./workerd.mjs";

const users = 10_000;
const concurrency = 32;
const verifiedWithinMs = 150_000;
/** Objects that nobody asks leave memory after ten seconds, and then there is room for others. */
const betweenTurnsMs = 2_000;

export const objects = () =>
	withWorkerd(async (server, client) => {
		await fill(server, await createAuthenticator(server), 0, users);
		const startedAt = Date.now();
		const isOver = () => Date.now() > startedAt + verifiedWithinMs;
		const tally = { unavailable: 0, errors: {} };
		let left = Array.from({ length: users }, (_, number) => filledToken(number));
		let turns = 0;
		for (; left.length > 0 && !isOver(); turns++) {
			if (turns > 0) await sleep(betweenTurnsMs);
			left = await turn(client, left, tally, isOver);
		}
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		const errors = Object.entries(tally.errors).map(([what, count]) => `${count} × ${what}`);
		return {
			isKept: left.length === 0 && errors.length === 0,
			figures:
				`${users - left.length} of ${users} users verified in ${seconds} s, asked up to ${turns} times: ` +
				`${tally.unavailable} × 503 with Retry-After, ${errors.join(", ") || "no other error"}`,
		};
	});

/** Asks once for each user. Returns the tokens of those who have to be asked again. */
async function turn(client, tokens, tally, isOver) {
	const again = [];
	await inParallel(concurrency, tokens.length, async (index) => {
		const token = tokens[index];
		if (isOver()) return again.push(token);
		// A request without an answer may have used its code, so each request has a code of its own.
		const { status, headers } = await verify(client, token).catch(({ message }) => ({ status: message, headers: {} }));
		if (status === 200) return;
		again.push(token);
		if (status === 503 && headers["retry-after"]) tally.unavailable += 1;
		else tally.errors[status] = (tally.errors[status] ?? 0) + 1;
	});
	return again;
}
