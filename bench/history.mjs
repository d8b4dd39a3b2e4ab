// `node bench/history.mjs`: whether decisions take longer with a million recorded ones than with a thousand.
import { createAuthenticator, fill } from "./filled.mjs";
import { medianOf } from "./ratios.mjs";
import { call, startServer } from "./server.mjs";
import { post, rightCodes, windowOf } from "./windows.mjs";

/** Users who are asked about. Each user has as many decisions, whatever the size of the history. */
const users = 100;
const perUser = 10;
const usersPerRequest = 2_000;
const [few, many] = [1_000, Number(process.env.BENCH_DECISIONS ?? 1_000_000)];
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const [concurrency, requestsPerRound] = [8, 400];

/** Every condition that asks the history. */
const conditions = [
	{ condition: "device-new-for-user" },
	{ condition: "user-velocity", parameters: {} },
	{ condition: "user-action-count", parameters: { action: "BLOCK", seconds: 86_400 } },
	{ condition: "device-user-count", parameters: { seconds: 86_400 } },
	{ condition: "location-address-user-count", parameters: { seconds: 86_400 } },
];

const question = (user, record) => ({
	checkpoint: "POST_AUTHENTICATION",
	user,
	record,
	client: { ip: "203.0.113.9", latitude: 55, longitude: 12, deviceToken: "a device token of the bench" },
});

/** Returns how many decisions are recorded, a load for dry runs and one for recorded decisions, and `stop`. */
async function prepare(decisions) {
	const server = await startServer({
		entry: "bench/worker.ts",
		durableObjects: { BASELINE: "Baseline", BARE: "Bare" },
		isQuiet: true,
	});
	const tokens = await fill(server, await createAuthenticator(server), 0, users);
	await rightCodes(server, tokens)(concurrency, users);
	const rules = conditions.map((condition, index) => ({ name: `rule ${index}`, conditions: [condition] }));
	await call(server, "POST", "/api/v1/challenge-policies", {
		name: "History",
		checkpoint: "POST_AUTHENTICATION",
		rules,
	});
	let filled = await call(server, "POST", "/bench/history", { users: tokens.map(({ user }) => user), perUser });
	for (let start = users; start < decisions / perUser; start += usersPerRequest) {
		const numbers = Array.from(
			{ length: Math.min(usersPerRequest, decisions / perUser - start) },
			(_, at) => start + at,
		);
		const others = numbers.map((number) => `00ubare${String(number).padStart(13, "0")}`);
		filled = await call(server, "POST", "/bench/history", { users: others, perUser });
	}
	const load = (record) =>
		windowOf(server, { whose: tokens, make: ({ user }) => post(server, "/api/v1/decisions", question(user, record)) });
	return { ...filled, dry: load(false), recorded: load(true), stop: server.stop };
}

const servers = [];
try {
	for (const decisions of [few, many]) servers.push(await prepare(decisions));
	const rates = { dry: [[], []], recorded: [[], []] };
	for (let round = 0; round <= rounds; round++) {
		for (const way of ["dry", "recorded"]) {
			for (const [index, server] of servers.entries()) {
				const { perSecond } = await server[way](concurrency, requestsPerRound);
				// The first round only warms up.
				if (round > 0) rates[way][index].push(perSecond);
			}
		}
	}
	for (const [way, [small, large]] of Object.entries(rates)) {
		const ratio = medianOf(large.map((rate, round) => rate / small[round]));
		console.log(
			`${way}: ${Math.round(medianOf(small))} a second with ${servers[0].decisions} recorded decisions, ` +
				`${Math.round(medianOf(large))} with ${servers[1].decisions}; the median of the rounds' ratios is ${ratio.toFixed(2)}`,
		);
	}
} finally {
	for (const server of servers) await server.stop();
}
