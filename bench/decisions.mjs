// `node bench/decisions.mjs`: decisions over HTTP beside their bare steps, of which they have to reach 0.6, and
// evaluations of challenge policies beside a plain loop, which may take 4 times as long, or 5 times with the trace.
import { createAuthenticator, fill } from "./filled.mjs";
import { medianOf } from "./ratios.mjs";
import { call, startServer } from "./server.mjs";
import { post, rightCodes, windowOf } from "./windows.mjs";

const users = 500;
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const [concurrency, requestsPerRound] = [32, 2_000];
const evaluations = 10_000;

/** Asks the shipped policy about a device, and about failures. Nothing is recorded. */
const question = (user) => ({
	checkpoint: "POST_AUTHENTICATION",
	user,
	client: { ip: "203.0.113.9", country: "JP", userAgent: "Bench", deviceToken: "a device token of the bench" },
});

/** Returns the evaluations per second of one request. `way`: `loop`, `policies` or `traced`. */
async function evaluate(server, way) {
	const began = performance.now();
	await call(server, "POST", `/bench/evaluate/${way}/${evaluations}`);
	return evaluations / ((performance.now() - began) / 1_000);
}

const server = await startServer({
	entry: "bench/worker.ts",
	durableObjects: { BASELINE: "Baseline", BARE: "Bare" },
	isQuiet: true,
});
try {
	await call(server, "POST", "/bench/gather/3600000");
	const tokens = await fill(server, await createAuthenticator(server), 0, users);
	// Each user's first verification loads the factor, and isn't measured.
	await rightCodes(server, tokens)(concurrency, users);
	const windowAt = (path) => {
		const window = windowOf(server, { whose: tokens, make: ({ user }) => post(server, path, question(user)) });
		return async () => (await window(concurrency, requestsPerRound)).perSecond;
	};
	const measured = {
		decision: windowAt("/api/v1/decisions"),
		bareSteps: windowAt("/bench/decision-steps"),
		loop: () => evaluate(server, "loop"),
		policies: () => evaluate(server, "policies"),
		traced: () => evaluate(server, "traced"),
	};
	const rates = Object.fromEntries(Object.keys(measured).map((name) => [name, []]));
	for (let round = 0; round <= rounds; round++) {
		for (const [name, measure] of Object.entries(measured)) {
			const rate = await measure();
			// The first round only warms up.
			if (round > 0) rates[name].push(rate);
		}
	}
	const compare = (name, bare, bound) => {
		const ratio = medianOf(rates[name].map((rate, round) => rate / rates[bare][round]));
		const [ours, theirs] = [name, bare].map((row) => Math.round(medianOf(rates[row])));
		console.log(
			`${name}: ${ours} a second, ${bare}: ${theirs}; the median of the ${rounds} rounds' ratios is ` +
				`${ratio.toFixed(2)}, which has to be ${bound.toFixed(2)}`,
		);
		if (ratio < bound) process.exitCode = 1;
	};
	compare("decision", "bareSteps", 0.6);
	compare("policies", "loop", 1 / 4);
	compare("traced", "loop", 1 / 5);
} finally {
	await server.stop();
}
