// `npm run bench`: compares verifications per second with plain handlers, in one run on one runtime, as ratios.
import { randomBytes } from "node:crypto";
import { newcomersOf, sampleEvicted, sampleFirst } from "./cold.mjs";
import { createAuthenticator, fill, newToken, nextCode, wrongCode } from "./filled.mjs";
import { inParallel } from "./load.mjs";
import { report } from "./report.mjs";
import { prepareSends } from "./send.mjs";
import { call, startServer } from "./server.mjs";
import { plainCalls, post, rightCodes, windowOf } from "./windows.mjs";

const users = Number(process.env.BENCH_USERS ?? 500);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const requestsPerRound = { 1: 600, 32: 3_000 };
const atOnce = 16;

/** Of each row that is measured warm, before the first round. */
const warmUpWindows = 6;

/** How many users of a window have never been asked. One process holds some 3,300 live objects, so they are few. */
const newcomers = 300;

/** Enrolls the users whose codes are verified, through the API, and lets every guard learn its factor. */
async function enroll(server, authenticatorId) {
	const tokens = Array.from({ length: users });
	await inParallel(atOnce, users, async (index) => {
		const login = `user-${index}@example.com`;
		const profile = { firstName: "Ada", lastName: "L", login, email: login };
		const user = await call(server, "POST", "/api/v1/users", { profile });
		const secret = randomBytes(20);
		const factor = await call(server, "POST", `/api/v1/users/${user.id}/factors?activate=true`, {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: authenticatorId,
			profile: { sharedSecret: secret.toString("hex") },
		});
		const token = newToken(user.id, factor.id, secret);
		await call(server, "POST", token.path, { passCode: nextCode(token) });
		tokens[index] = token;
	});
	return tokens;
}

/**
 * Measures in rounds of short windows in turn, so that a slow moment of the machine hits all alike. Each median counts.
 */
async function measure(server, tokens, among, tokensAmongMany, filledAmongMany, sends) {
	const samples = new Map();
	let round = 0;
	const keep = (key, result) => samples.set(key, [...(samples.get(key) ?? []), { ...result, round }]);
	const sample = async (name, concurrency, window) => {
		keep(`${name}@${concurrency}`, await window(concurrency, requestsPerRound[concurrency]));
	};
	const plain = (path) => plainCalls(server, path, tokens);
	const right = rightCodes(server, tokens);
	const rightAmongMany = rightCodes(among, tokensAmongMany);
	// Four wrong codes for each user, so that all of them are judged. Between the rounds the failures are cleared.
	const wrong = windowOf(server, {
		whose: tokens,
		make: (token) => post(server, token.path, { passCode: wrongCode(token) }),
		expect: 403,
		perUser: 4,
	});

	await plain("/bench/bare/write/:user")(32, users);
	// A fresh process compiles, and its young heap is small: its first thousands of requests are slower than all others.
	await gather(server, 120_000);
	for (let windows = 0; windows < warmUpWindows; windows++) {
		for (const window of [plain("/bench/do-upsert/:user"), plain("/bench/do-insert/:user"), right]) {
			await window(32, requestsPerRound[32]);
		}
	}
	await ship(server, tokens);
	for (; round < rounds; round++) {
		await sends.enroll(round);
		for (const concurrency of [1, 32]) {
			// Shipping waits for the end of the round.
			for (const where of [server, among]) await gather(where, 120_000);
			await sample("bare fetch to that provider", concurrency, sends.bareFetches);
			await sample("the bare steps of a send", concurrency, sends.steps);
			await sample("send a code by a provider", concurrency, sends.challenges);
			await sample("empty Hono handler", concurrency, plain("/bench/empty"));
			await sample("one D1 read", concurrency, plain("/bench/d1-read"));
			// Objects leave memory after some seconds without a request, and the windows above took longer. Each user's first
			// verification sets an alarm, too. Neither is measured here.
			for (const window of [plain("/bench/do-insert/:user"), right, rightAmongMany]) await window(32, users);
			await sample("DO call, one row inserted", concurrency, plain("/bench/do-insert/:user"));
			await sample("DO call, the same row upserted", concurrency, plain("/bench/do-upsert/:user"));
			await sample("verify, right code", concurrency, right);
			await sample("DO call, the same row upserted", concurrency, plain("/bench/do-upsert/:user"));
			await sample("verify, right code", concurrency, right);
			await sample("bare guard, warm", concurrency, plainCalls(server, "/bench/bare/write/:user", tokens, 4));
			await sample("verify, wrong code", concurrency, wrong);
			if (concurrency === 32) {
				for (const window of [right, rightAmongMany]) await window(32, users);
				await sample("verify among 100,000 users", concurrency, rightAmongMany);
				await sample("verify among 1,000 users", concurrency, right);
				await sample("verify among 100,000 users", concurrency, rightAmongMany);
				await sample("verify among 1,000 users", concurrency, right);
			}
			const shipped = await ship(server, tokens);
			await ship(among, tokensAmongMany);
			if (concurrency === 32) {
				keep("log events into D1", shipped);
				await sampleEvicted(sample, server, tokens);
				const start = round * newcomersOf(newcomers);
				await sampleFirst(sample, among, filledAmongMany.slice(start, start + newcomersOf(newcomers)));
				await gather(server, 5_000);
				// The first window only starts the shipping. The second window is measured while the shipping goes on.
				await right(32, requestsPerRound[32]);
				await sample("verify, right code, log shipping", concurrency, right);
				await ship(server, tokens);
			}
			await inParallel(atOnce, users, (index) =>
				call(server, "POST", `/api/v1/users/${tokens[index].user}/lifecycle/unlock`),
			);
		}
		for (const way of ["web-crypto", "noble"]) keep(`codes by ${way}`, await codes(server, way));
		process.stderr.write(`round ${round + 1} of ${rounds}\n`);
		// Written after each round, so that an accident in a later one loses nothing.
		report(samples, { rounds: round + 1, users });
	}
}

const gather = (server, ms) => call(server, "POST", `/bench/gather/${ms}`);

/** Ships all waiting log events and waits until D1 has them. Returns the events per second. */
async function ship(server, tokens) {
	const before = (await call(server, "GET", "/bench/log-count")).count;
	const began = performance.now();
	await inParallel(atOnce, users, (index) => call(server, "POST", `/bench/ship/${tokens[index].user}`));
	let count = before;
	let endedAt = began;
	for (let quiet = 0; quiet < 15; quiet++) {
		const now = (await call(server, "GET", "/bench/log-count")).count;
		if (now > count) [count, endedAt, quiet] = [now, performance.now(), 0];
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	const seconds = (endedAt - began) / 1000;
	return { count: count - before, seconds, perSecond: seconds > 0 ? (count - before) / seconds : 0, p50: 0, p99: 0 };
}

/** Returns the codes per second of one HMAC implementation. One request computes all codes. */
async function codes(server, way) {
	const count = 6_000;
	const began = performance.now();
	await call(server, "POST", `/bench/codes/${way}/${count}`);
	const seconds = (performance.now() - began) / 1000;
	return { count, seconds, perSecond: count / seconds, p50: 0, p99: 0 };
}

const worker = { entry: "bench/worker.ts", durableObjects: { BASELINE: "Baseline", BARE: "Bare" }, isQuiet: true };
const few = await startServer(worker);
const many = await startServer(worker);
// SQLite's memory is one for all objects of a process, so the objects of sends stand elsewhere than the other ones.
const sending = await startServer(worker);
let sends;
try {
	const [authenticator, authenticatorOfMany] = [await createAuthenticator(few), await createAuthenticator(many)];
	const tokens = await enroll(few, authenticator);
	const tokensAmongMany = await enroll(many, authenticatorOfMany);
	await fill(few, authenticator, users, 1_000);
	const filledAmongMany = await fill(many, authenticatorOfMany, users, 100_000);
	sends = await prepareSends(sending);
	await measure(few, tokens, many, tokensAmongMany, filledAmongMany, sends);
} finally {
	sends?.stop();
	await few.stop();
	await many.stop();
	await sending.stop();
}
