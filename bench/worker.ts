// The Worker under measurement: the product's own app, and the plain handlers that it is compared with.
import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";
import { createApp } from "../src/app";
import type { Bindings } from "../src/env";
import { Guard as ProductGuard } from "../src/guard/object";
import worker from "../src/index";
import { hotpCodes, importHmacKey } from "../src/otp/hotp";
import { hotpSync } from "../src/otp/hotp-sync";
import { Transaction as ProductTransaction } from "../src/transactions/object";
import { bareRoutes } from "./bare";
import { bareTransactionRoutes, type TransactionBindings } from "./bare-transaction";
import { decisionSteps } from "./decision-steps";
import { evaluationRoutes } from "./evaluation";
import { fillRoute } from "./fill";
import { historyRoutes } from "./history";

interface BenchBindings extends TransactionBindings {
	BASELINE: DurableObjectNamespace<Baseline>;
}

/**
 * How long guards and transactions gather log events; the driver sets it. A minute defers all shipping past a measured
 * window.
 */
let gatherMs = 5_000;

export class Guard extends ProductGuard {
	constructor(state: DurableObjectState, bindings: Bindings) {
		super(state, bindings);
		// An accessor of the class would stand behind the field that the product's class gives each of its objects.
		Object.defineProperty(this, "gatherMs", { get: () => gatherMs });
	}

	/** Another name for the alarm, because the runtime lets nobody call `alarm`. */
	ship() {
		return this.alarm();
	}

	/** Leaves memory, as after a while without a request. */
	evict() {
		this.ctx.abort("evicted by the bench");
	}
}

export class Transaction extends ProductTransaction {
	constructor(state: DurableObjectState, bindings: Bindings) {
		super(state, bindings);
		Object.defineProperty(this, "gatherMs", { get: () => gatherMs });
	}
}

export * from "../src/index";
export { Bare } from "./bare";
export { BareTransaction } from "./bare-transaction";

export class Baseline extends DurableObject<Bindings> {
	#count = 0;

	constructor(state: DurableObjectState, bindings: Bindings) {
		super(state, bindings);
		state.storage.sql.exec("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, value TEXT)");
		state.storage.sql.exec("CREATE TABLE IF NOT EXISTS added (id INTEGER PRIMARY KEY, value TEXT)");
	}

	upsert() {
		this.#count += 1;
		this.ctx.storage.sql.exec("INSERT OR REPLACE INTO kept (id, value) VALUES (0, ?)", this.#value());
		return { result: "kept" };
	}

	insert() {
		this.#count += 1;
		this.ctx.storage.sql.exec("INSERT INTO added (value) VALUES (?)", this.#value());
		return { result: "added" };
	}

	read() {
		return [...this.ctx.storage.sql.exec("SELECT value FROM kept")].length;
	}

	#value() {
		return JSON.stringify({ count: this.#count, at: Date.now(), note: "about as long as a small state of a user" });
	}
}

const secret = new TextEncoder().encode("a secret of thirty-two characters");
const product = createApp();
const app = new Hono<{ Bindings: BenchBindings }>();
const baseline = (bindings: BenchBindings, user: string) => bindings.BASELINE.get(bindings.BASELINE.idFromName(user));

interface ToProvider {
	url: string;
	body: unknown;
}

async function fetchBarely({ url, body }: ToProvider) {
	const headers = { "content-type": "application/json" };
	const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
	return answer.json();
}

app.post("/bench/fetch", async (c) => c.json(await fetchBarely(await c.req.json<ToProvider>())));
/** The steps that no send can avoid: a row for the user, one for the number range, one in D1, and the request. */
app.post("/bench/send-steps/:user/:range", async (c) => {
	const sent = await c.req.json<ToProvider>();
	await baseline(c.env, c.req.param("user")).upsert();
	await baseline(c.env, c.req.param("range")).upsert();
	const row = [crypto.randomUUID(), JSON.stringify(sent)];
	await c.env.DB.prepare("INSERT INTO bench_rows (id, value) VALUES (?, ?)")
		.bind(...row)
		.run();
	return c.json(await fetchBarely(sent));
});
app.route(
	"/",
	decisionSteps((bindings, user) => baseline(bindings as BenchBindings, user).read()),
);
app.post("/bench/empty", (c) => c.json({ result: "empty" }));
app.post("/bench/d1-read", async (c) => c.json(await c.env.DB.prepare("SELECT id FROM groups LIMIT 1").first()));
app.post("/bench/do-insert/:user", async (c) => c.json(await baseline(c.env, c.req.param("user")).insert()));
app.post("/bench/do-upsert/:user", async (c) => c.json(await baseline(c.env, c.req.param("user")).upsert()));

/** Computes as many codes as asked for, each with its own counter, with one of two HMAC implementations. */
app.post("/bench/codes/web-crypto/:count", async (c) => {
	const key = await importHmacKey(secret, "SHA-256");
	const counters = Array.from({ length: Number(c.req.param("count")) }, (_, index) => index);
	// As the guard does for the expected code and its neighbours.
	for (let start = 0; start < counters.length; start += 3) await hotpCodes(key, counters.slice(start, start + 3), 6);
	return c.json({});
});
app.post("/bench/codes/noble/:count", (c) => {
	for (let counter = 0; counter < Number(c.req.param("count")); counter++) hotpSync(secret, counter, 6, "SHA-256");
	return c.json({});
});

app.post("/bench/gather/:ms", (c) => {
	gatherMs = Number(c.req.param("ms"));
	return c.json({ gatherMs });
});
app.post("/bench/ship/:user", async (c) => {
	const namespace = c.env.GUARD as DurableObjectNamespace<Guard>;
	await namespace.get(namespace.idFromName(c.req.param("user"))).ship();
	return c.json({});
});
app.get("/bench/log-count", async (c) =>
	c.json(await c.env.DB.prepare("SELECT count(*) AS count FROM log_events").first()),
);
app.post("/bench/evict/:user", async (c) => {
	const namespace = c.env.GUARD as DurableObjectNamespace<Guard>;
	// The call ends with the object.
	await namespace
		.get(namespace.idFromName(c.req.param("user")))
		.evict()
		.catch(() => {});
	return c.json({});
});
app.route("/", bareRoutes);
app.route("/", bareTransactionRoutes);
app.route("/", fillRoute);
app.route("/", evaluationRoutes);
app.route("/", historyRoutes);

export default {
	/** The product answers as it is deployed, with no other router before its own. */
	fetch: (request: Request, bindings: BenchBindings, execution: ExecutionContext) =>
		(request.url.includes("/bench/") ? app : product).fetch(request, bindings, execution),
	queue: worker.queue,
};
