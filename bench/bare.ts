// What a guard is compared with: a Durable Object that reads and writes as many rows and bytes, and judges nothing.
import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";
import type { Bindings } from "../src/env";

export interface BareBindings extends Bindings {
	BARE: DurableObjectNamespace<Bare>;
}

/** Rows are about as long as those of a guard: what it knows of user and factor, its state, and an event in it. */
const subject = "s".repeat(93);
const factor = "f".repeat(316);
const emptyState = "e".repeat(140);
const event = "w".repeat(110);
const eventsPerPage = 16;

/** Nothing has to ring while the bench runs. Setting an alarm costs the same. */
const alarmAfterMs = 24 * 60 * 60 * 1000;

export class Bare extends DurableObject<BareBindings> {
	readonly #sql: SqlStorage;
	#isSetUp: boolean;
	#waiting: string[] = [];
	#nextPage = 1;
	#hasAlarm = false;

	constructor(state: DurableObjectState, bindings: BareBindings) {
		super(state, bindings);
		this.#sql = state.storage.sql;
		this.#isSetUp = [...this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'state'")].length > 0;
		if (!this.#isSetUp) return;
		const [row] = [...this.#sql.exec("SELECT value FROM state")];
		({ waiting: this.#waiting, nextPage: this.#nextPage } = JSON.parse(String(row?.value)));
		this.#sql.exec("SELECT id, value FROM known").toArray();
	}

	/** Writes what a verification writes, and before that what a guard learns when it is asked for the first time. */
	write() {
		if (!this.#isSetUp) this.#setUp();
		this.#waiting.push(event);
		if (this.#waiting.length >= eventsPerPage) {
			const page = [this.#nextPage++, JSON.stringify(this.#waiting)];
			this.#sql.exec("INSERT INTO pages (id, value) VALUES (?, ?)", ...page);
			this.#waiting = [];
		}
		const state = { emptyState, waiting: this.#waiting, nextPage: this.#nextPage };
		this.#sql.exec("INSERT OR REPLACE INTO state (id, value) VALUES (0, ?)", JSON.stringify(state));
		if (!this.#hasAlarm) this.ctx.waitUntil(this.ctx.storage.setAlarm(Date.now() + alarmAfterMs));
		this.#hasAlarm = true;
		return { result: "written" };
	}

	evict() {
		this.ctx.abort("evicted by the bench");
	}

	override alarm() {}

	#setUp() {
		this.#sql.exec(`
			CREATE TABLE state (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
			CREATE TABLE known (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
			CREATE TABLE pages (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
		`);
		this.#sql.exec("INSERT INTO known (id, value) VALUES ('subject', ?), ('factor', ?)", subject, factor);
		this.#isSetUp = true;
	}
}

export const bareOf = (bindings: BareBindings, user: string) => bindings.BARE.get(bindings.BARE.idFromName(user));

export const bareRoutes = new Hono<{ Bindings: BareBindings }>();

bareRoutes.post("/bench/bare/write/:user", async (c) => c.json(await bareOf(c.env, c.req.param("user")).write()));
/** A guard that doesn't know its user is taught from D1, so the rows of user and factor are read here, too. */
bareRoutes.post("/bench/bare/first/:user", async (c) => {
	const user = c.req.param("user");
	await Promise.all([
		c.env.DB.prepare("SELECT * FROM users WHERE id = ?").bind(user).first(),
		c.env.DB.prepare("SELECT * FROM factors WHERE user_id = ?").bind(user).first(),
	]);
	return c.json(await bareOf(c.env, user).write());
});
bareRoutes.post("/bench/bare/evict/:user", async (c) => {
	// The call ends with the object.
	await bareOf(c.env, c.req.param("user"))
		.evict()
		.catch(() => {});
	return c.json({});
});
