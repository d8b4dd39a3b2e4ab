// `node bench/transactions.mjs`: transactions by a token, from the start to the signed result, beside a bare Worker
// with as many requests, calls and writes of objects and statements of D1. The ratio has to be 0.5.
import { createAuthenticator, fill, nextCode } from "./filled.mjs";
import { drive } from "./load.mjs";
import { medianOf } from "./ratios.mjs";
import { call, startServer } from "./server.mjs";
import { post } from "./windows.mjs";

const users = 64;
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
/** Each has an object of its own, so they are few. */
const perWindow = Number(process.env.BENCH_TRANSACTIONS ?? 150);
const concurrency = 8;

/** An application whose users are challenged by a token after the password, always. */
async function prepare(server) {
	const ask = (method, path, body) => call(server, method, path, body);
	const { id: applicationId } = await ask("POST", "/api/v1/applications", { name: "Bench" });
	const token = { name: "Bench", role: "VERIFIER", rateLimit: "LARGE", applicationId };
	const { token: apiToken } = await ask("POST", "/api/v1/api-tokens", token);
	for (const { id } of await ask("GET", "/api/v1/challenge-policies")) {
		await ask("DELETE", `/api/v1/challenge-policies/${id}`);
	}
	const rules = [{ name: "always", conditions: [{ condition: "always" }], actionGroup: "CHALLENGE" }];
	await ask("POST", "/api/v1/challenge-policies", { name: "Bench", checkpoint: "POST_AUTHENTICATION", rules });
	const authenticatorId = await createAuthenticator(server);
	const authenticators = [{ key: "custom_otp", id: authenticatorId, enroll: { self: "OPTIONAL" } }];
	await ask("PUT", "/api/v1/policies/00pDefaultEnrollment", {
		type: "MFA_ENROLL",
		name: "Default Policy",
		conditions: { people: { groups: { include: [] } } },
		settings: { type: "AUTHENTICATORS", authenticators },
	});
	return { caller: { ...server, token: apiToken }, tokens: await fill(server, authenticatorId, 0, users) };
}

/**
 * A window of whole transactions, each a few requests of one connection, one after the other.
 * @param steps `(transaction, body) => bytes` of each request, which sees the answer to the one before
 */
const windowOf = (server, tokens, steps) => (total) => {
	let begun = 0;
	const places = Array.from({ length: concurrency }, () => ({ turn: 0, step: 0, transaction: null }));
	const next = (connection, body) => {
		const place = places[connection];
		if (place.step === 0) {
			if (begun++ >= total) return null;
			const own = Math.ceil((tokens.length - connection) / concurrency);
			place.transaction = { token: tokens[connection + (place.turn++ % own) * concurrency] };
		}
		const bytes = steps[place.step](place.transaction, body);
		place.step = (place.step + 1) % steps.length;
		return bytes;
	};
	return drive({ host: server.host, port: server.port, concurrency, next, expect: 200 });
};

const path = "/api/v1/transactions";

/** The four requests of the product. */
const stepsOf = (caller) => {
	const step = ({ id, handle }, name, body) =>
		post(caller, `${path}/${id}/${name}`, body, { "Transaction-Handle": handle });
	return [
		({ token }) => post(caller, path, { user: token.user, checkpoint: "POST_AUTHENTICATION" }),
		(transaction, body) => {
			const { handle, transaction: begun } = JSON.parse(body);
			Object.assign(transaction, { handle, id: begun.id });
			return step(transaction, "choose", { type: "ChallengeToken" });
		},
		(transaction) => step(transaction, "answer", { answer: nextCode(transaction.token) }),
		(transaction, body) => {
			if (JSON.parse(body).transaction.status !== "ALLOW") throw new Error(`not allowed: ${body}`);
			return step(transaction, "result", null);
		},
	];
};

let bareTransactions = 0;

/** As many requests of the bare Worker. */
const bareStepsOf = (server) =>
	["begin", "choose", "answer", "result"].map((name, index) => (transaction, body) => {
		if (index === 0) transaction.id = `bare-${bareTransactions++}`;
		else JSON.parse(body);
		const to = `/bench/bare-transaction/${name}/${transaction.id}/${transaction.token.user}`;
		return post(server, to, name === "result" ? null : { name });
	});

const server = await startServer({
	entry: "bench/worker.ts",
	durableObjects: { BASELINE: "Baseline", BARE: "Bare", BARE_TRANSACTION: "BareTransaction" },
	isQuiet: true,
});
try {
	// What is written later is written after the bench, here and there.
	await call(server, "POST", "/bench/gather/3600000");
	const { caller, tokens } = await prepare(server);
	const windows = {
		transaction: windowOf(caller, tokens, stepsOf(caller)),
		bare: windowOf(server, tokens, bareStepsOf(server)),
	};
	const rates = { transaction: [], bare: [] };
	for (let round = 0; round <= rounds; round++) {
		for (const [name, window] of Object.entries(windows)) {
			const { perSecond } = await window(perWindow);
			// The first round only warms up.
			if (round > 0) rates[name].push(perSecond / 4);
		}
	}
	const ratio = medianOf(rates.transaction.map((rate, round) => rate / rates.bare[round]));
	console.log(
		`transactions: ${medianOf(rates.transaction).toFixed(1)} a second, ${medianOf(rates.bare).toFixed(1)} bare; ` +
			`the median of the ${rounds} rounds' ratios is ${ratio.toFixed(2)}`,
	);
	if (ratio < 0.5) process.exitCode = 1;
} finally {
	await server.stop();
}
