// The bare steps of a decision: the batch that the product sends to D1 for the same question, and a call of an object.
import { Hono } from "hono";
import { createApp } from "../src/app";
import type { Bindings } from "../src/env";

interface Question {
	user: string;
}

interface Statement {
	sql: string;
	values: unknown[];
}

type Read = (bindings: Bindings, user: string) => Promise<unknown>;

/** The statements of the last batch that the product sent while it answered. */
async function batchOf(request: Request, bindings: Bindings, context: ExecutionContext): Promise<Statement[]> {
	const texts = new WeakMap<D1PreparedStatement, Statement>();
	let batch: Statement[] = [];
	const prepare = (sql: string) => {
		const prepared = bindings.DB.prepare(sql);
		const bind = prepared.bind.bind(prepared);
		prepared.bind = (...values) => {
			const bound = bind(...values);
			texts.set(bound, { sql, values });
			return bound;
		};
		return prepared;
	};
	const send = (statements: D1PreparedStatement[]) => {
		batch = statements.map((one) => texts.get(one) as Statement);
		return bindings.DB.batch(statements);
	};
	const watched = { prepare, batch: send } as unknown as D1Database;
	const answer = await createApp().fetch(request, { ...bindings, DB: watched }, context);
	if (!answer.ok || batch.length === 0) throw new Error(`no decision: ${answer.status} ${await answer.text()}`);
	return batch;
}

/** @param read calls an object that reads a row */
export function decisionSteps(read: Read) {
	const routes = new Hono<{ Bindings: Bindings }>();
	let learned: { user: string; batch: Statement[] } | undefined;
	routes.post("/bench/decision-steps", async (c) => {
		const asked = c.req.raw.clone();
		const { user } = await c.req.json<Question>();
		if (!learned) {
			const request = new Request(new URL("/api/v1/decisions", c.req.url), asked);
			learned = { user, batch: await batchOf(request, c.env, c.executionCtx as ExecutionContext) };
		}
		const { user: first, batch } = learned;
		const statements = batch.map(({ sql, values }) =>
			c.env.DB.prepare(sql).bind(...values.map((value) => (value === first ? user : value))),
		);
		const [rows, failures] = await Promise.all([c.env.DB.batch(statements), read(c.env, user)]);
		return c.json({ rows: rows.map(({ results }) => results), failures });
	});
	return routes;
}
