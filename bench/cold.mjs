// Rows of guards that aren't in memory, or were never asked, each beside a bare object that reads and writes as much.
import { inParallel } from "./load.mjs";
import { call } from "./server.mjs";
import { plainCalls, rightCodes } from "./windows.mjs";

const concurrency = 32;
const atOnce = 16;
/** Windows of each row in a round: they are short, because a user is asked once in each. */
const windowsPerRound = 2;

/** Measures users whose guards have left memory. Their events were shipped before, so that the rows are short. */
export async function sampleEvicted(sample, server, tokens) {
	for (let window = 0; window < windowsPerRound; window++) {
		await askEach(server, "/bench/bare/evict/:user", tokens);
		await sample("bare guard, evicted", concurrency, plainCalls(server, "/bench/bare/write/:user", tokens, 1));
		await askEach(server, "/bench/evict/:user", tokens);
		await sample("verify, guard evicted", concurrency, rightCodes(server, tokens, 1));
	}
}

/** Measures users whose guards were never asked: the filled users of the round, a share of them in each window. */
export async function sampleFirst(sample, server, tokens) {
	const count = tokens.length / windowsPerRound;
	for (let window = 0; window < windowsPerRound; window++) {
		const newcomers = tokens.slice(window * count, (window + 1) * count);
		await sample("bare guard, never asked", concurrency, plainCalls(server, "/bench/bare/first/:user", newcomers, 1));
		await sample("verify, guard never asked", concurrency, rightCodes(server, newcomers, 1));
		// Otherwise their alarms would ring in somebody else's window.
		await askEach(server, "/bench/ship/:user", newcomers);
	}
}

/** How many users `sampleFirst` takes in a round. */
export const newcomersOf = (count) => windowsPerRound * count;

const askEach = (server, path, tokens) =>
	inParallel(atOnce, tokens.length, (index) => call(server, "POST", path.replace(":user", tokens[index].user)));
