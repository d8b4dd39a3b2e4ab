// What a transaction is compared with: as many requests, calls and writes of objects and statements of D1, and nothing
// that is decided, judged, sealed or signed.
import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";
import { type BareBindings, bareOf } from "./bare";
import { type StepCost, transactionSteps } from "./transaction-steps";

export interface TransactionBindings extends BareBindings {
	BARE_TRANSACTION: DurableObjectNamespace<BareTransaction>;
}

/** About as long as a transaction and an event. */
const kept = "k".repeat(1_500);
const event = "e".repeat(500);

/** Nothing has to ring while the bench runs. */
const alarmAfterMs = 24 * 60 * 60 * 1000;

export class BareTransaction extends DurableObject<TransactionBindings> {
	readonly #sql = this.ctx.storage.sql;

	create() {
		this.#sql.exec(`
			CREATE TABLE kept (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
			CREATE TABLE waiting (seq INTEGER PRIMARY KEY, event TEXT NOT NULL);
		`);
		this.ctx.waitUntil(this.ctx.storage.setAlarm(Date.now() + alarmAfterMs));
		return this.write();
	}

	write() {
		this.#sql.exec("INSERT OR REPLACE INTO kept (id, value) VALUES (0, ?)", kept);
		this.#sql.exec("INSERT INTO waiting (event) VALUES (?)", event);
		return this.read();
	}

	read() {
		return this.#sql.exec("SELECT value FROM kept").one();
	}

	override alarm() {}
}

export const bareTransactionRoutes = new Hono<{ Bindings: TransactionBindings }>();

bareTransactionRoutes.post("/bench/bare-transaction/:step/:id/:user", async (c) => {
	const { step, id, user } = c.req.param();
	const { objects, reads, writes } = transactionSteps[step as keyof typeof transactionSteps];
	if (step !== "result") await c.req.json();
	for (const name of objects) await callBarely(c.env, name, { id, user });
	await readBarely(c.env.DB, reads, user);
	for (let write = 0; write < writes; write++) {
		const row = [crypto.randomUUID(), event];
		await c.env.DB.prepare("INSERT INTO bench_rows (id, value) VALUES (?, ?)")
			.bind(...row)
			.run();
	}
	return c.json({ id, answered: kept.slice(0, 500) });
});

let page: { body: string; headers: Record<string, string> } = { body: "", headers: {} };

/** Takes the answer that a hosted page once gave, so that both answers have the same bytes. */
bareTransactionRoutes.put("/bench/static-page", async (c) => {
	page = await c.req.json<typeof page>();
	return c.json({});
});
/** What a hosted page is compared with: the same page, ready, after one read of the object. */
bareTransactionRoutes.get("/bench/static-page/:id", async (c) => {
	await c.env.BARE_TRANSACTION.get(c.env.BARE_TRANSACTION.idFromName(c.req.param("id"))).read();
	return new Response(page.body, { headers: page.headers });
});

const callsThatRead = new Set(["TRANSACTIONS.read", "TRANSACTIONS.endCodes"]);

async function callBarely(bindings: TransactionBindings, name: string, { id, user }: { id: string; user: string }) {
	if (name.startsWith("GUARD.")) return bareOf(bindings, user).write();
	const stub = bindings.BARE_TRANSACTION.get(bindings.BARE_TRANSACTION.idFromName(id));
	if (name === "TRANSACTIONS.create") return stub.create();
	return callsThatRead.has(name) ? stub.read() : stub.write();
}

/** Rows by their keys. What goes alone goes at the same time, as a person would write it. */
async function readBarely(database: D1Database, reads: StepCost["reads"], user: string) {
	const one = () => database.prepare("SELECT * FROM users WHERE id = ?").bind(user);
	const alone = reads.filter((together) => together === 1).map(() => one().first());
	await Promise.all(alone);
	for (const together of reads) {
		if (together > 1) await database.batch(Array.from({ length: together }, one));
	}
}
