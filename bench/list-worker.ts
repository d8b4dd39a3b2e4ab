// What the Workers of bench/lists.mjs share: the product, an administrator's session, and a context for what they read.
import { type Context, Hono } from "hono";
import { type Ctx, createCtx, livePlatform } from "../src/context";
import type { Bindings } from "../src/env";
import worker from "../src/index";
import { signIn } from "./session";

type Env = { Bindings: Bindings };

export const ctxOf = (c: Context<Env>): Ctx => createCtx(c.env, livePlatform, (work) => c.executionCtx.waitUntil(work));

/** The paths under `/bench/`; all others are the product's. */
export function listApp(): Hono<Env> {
	const app = new Hono<Env>();
	/** An administrator who is signed in. Returns the cookie. */
	app.post("/bench/session", async (c) => c.json({ cookie: await signIn(ctxOf(c), "ADMINISTRATOR") }));
	return app;
}

export const withProduct = (app: Hono<Env>) => ({
	fetch: (request: Request, bindings: Bindings, execution: ExecutionContext) =>
		(request.url.includes("/bench/") ? app : worker).fetch(request, bindings, execution),
	queue: worker.queue,
});
