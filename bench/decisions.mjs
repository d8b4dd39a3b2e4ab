// Rows of challenge policies: decisions over HTTP beside their bare steps, and evaluations beside a plain loop.
import { call } from "./server.mjs";
import { post, windowOf } from "./windows.mjs";

/** Asks the shipped policy about a device, and about failures. */
const question = (user) => ({
	checkpoint: "POST_AUTHENTICATION",
	user,
	client: { ip: "203.0.113.9", country: "JP", userAgent: "Bench", deviceToken: "a device token of the bench" },
});

const windowAt = (path) => (server, whose) =>
	windowOf(server, { whose, make: ({ user }) => post(server, path, question(user)) });

/** Nothing is recorded. */
export const dryRuns = windowAt("/api/v1/decisions");
/** The same batch of D1, and a call of a plain object. */
export const decisionSteps = windowAt("/bench/decision-steps");

const evaluations = 10_000;

/** Evaluates so often in one request. `way`: `loop`, `policies` or `traced`. */
export async function evaluate(server, way) {
	const began = performance.now();
	await call(server, "POST", `/bench/evaluate/${way}/${evaluations}`);
	const seconds = (performance.now() - began) / 1000;
	return { count: evaluations, seconds, perSecond: evaluations / seconds, p50: 0, p99: 0 };
}
