// The Worker of the drills: the product, with guards that can be looked into, and guard calls that can lose answers.
import { Hono } from "hono";
import { fillRoute } from "../../bench/fill";
import type { Bindings } from "../../src/env";
import { Guard as ProductGuard } from "../../src/guard/object";
import worker from "../../src/index";
import { losing, setLostShare } from "./losing";

export * from "../../src/index";

export class Guard extends ProductGuard {
	/** Everything in the object's storage, as text: whatever the guard's tables are called. */
	held(): string {
		const { sql } = this.ctx.storage;
		// The runtime keeps tables of its own.
		const tables = sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'");
		return JSON.stringify([...tables].map(({ name }) => [name, [...sql.exec(`SELECT * FROM "${name}"`)]]));
	}
}

const app = new Hono<{ Bindings: Bindings }>();
app.route("/", fillRoute);
app.get("/drills/held/:user", async (c) => {
	const namespace = c.env.GUARD as DurableObjectNamespace<Guard>;
	return c.text(await namespace.get(namespace.idFromName(c.req.param("user"))).held());
});
app.post("/drills/lose/:share", (c) => {
	setLostShare(Number(c.req.param("share")));
	return c.json({});
});
app.all("*", (c) => worker.fetch(c.req.raw, losing(c.env), c.executionCtx as ExecutionContext));

export default { fetch: app.fetch, queue: worker.queue };
