// Drill: more users than one process can hold guards of are verified for the first time, as fast as it goes.
import { setTimeout as sleep } from "node:timers/promises";
import { createAuthenticator, fill, nextCode } from "../../bench/filled.mjs";
import { inParallel } from "../../bench/load.mjs";
import { verify } from "./users.mjs";
import { withWorkerd } from "./workerd.mjs";

const users = 10_000;
const concurrency = 32;
const verifiedWithinMs = 240_000;

/**
 * What Node calls a connection that workerd ended, because its only thread had stood still for five seconds: all that
 * were open then. It is the second where the request was still being written.
 */
const dropped = new Set(["socket hang up", "read ECONNRESET", "write ECONNRESET", "write EPIPE"]);
/** Six such halts, as a slow disk makes them. Before, thousands of requests met an error for good. */
const maxDropped = 6 * concurrency;

export const objects = () =>
	withWorkerd(async (server, client) => {
		const tokens = await fill(server, await createAuthenticator(server), 0, users);
		const startedAt = Date.now();
		const isOver = () => Date.now() > startedAt + verifiedWithinMs;
		const tally = { unavailable: 0, dropped: 0, errors: {} };
		let left = tokens.map((token) => ({ token, passCode: null }));
		let turns = 0;
		for (; left.length > 0 && !isOver(); turns++) left = await turn(client, left, tally, isOver);
		const seconds = Math.round((Date.now() - startedAt) / 1000);
		const errors = Object.entries(tally.errors).map(([what, count]) => `${count} × ${what}`);
		if (tally.dropped > 0) errors.push(`${tally.dropped} connections dropped`);
		return {
			isKept: left.length === 0 && Object.keys(tally.errors).length === 0 && tally.dropped <= maxDropped,
			figures:
				`${users - left.length} of ${users} users verified in ${seconds} s, asked up to ${turns} times: ` +
				`${tally.unavailable} × 503 with Retry-After, ${errors.join(", ") || "no other error"}`,
		};
	});

/** Asks once for each user. Returns those who have to be asked again, when it is time for that. */
async function turn(client, asked, tally, isOver) {
	const again = [];
	let waitSeconds = 1;
	await inParallel(concurrency, asked.length, async (index) => {
		const user = asked[index];
		if (isOver()) return again.push(user);
		user.passCode ??= nextCode(user.token);
		const { status, headers, body } = await verify(client, user.token, user).catch(lostAnswer);
		if (status === 200) return;
		again.push(user);
		if (status === 503 && headers["retry-after"]) {
			tally.unavailable += 1;
			waitSeconds = Math.max(waitSeconds, Number(headers["retry-after"]));
			// The code of a lost answer may have been used.
		} else if (dropped.has(status)) tally.dropped += 1;
		else if (body?.errorCode === "E0000082") user.passCode = null;
		else tally.errors[status] = (tally.errors[status] ?? 0) + 1;
	});
	if (again.length > 0) await sleep(1000 * waitSeconds);
	return again;
}

const lostAnswer = ({ message }) => ({ status: message, headers: {}, body: null });
