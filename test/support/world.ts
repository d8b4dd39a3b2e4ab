// A world for each test: its own clock, the real Worker code on real workerd, D1 and Durable Objects.
import { createExecutionContext, env, runDurableObjectAlarm, waitOnExecutionContext } from "cloudflare:test";
import { AsyncLocalStorage } from "node:async_hooks";
import { createApiToken } from "../../src/access/service";
import { createApp } from "../../src/app";
import { type Ctx, createCtx, type Platform, type Role } from "../../src/context";
import type { Bindings } from "../../src/env";
import { expectDeclaredAnswer } from "./answers";
import { logArrived } from "./log-queue";

export interface Answer {
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked into by tests
	body: any;
	headers: Headers;
}

export interface CallOptions {
	/** null: no Authorization header. */
	token?: string | null;
	headers?: Record<string, string>;
	/** Where the request says that it goes to, instead of our configured origin. */
	origin?: string;
	/** A body that is sent unchanged instead of JSON. */
	rawBody?: BodyInit;
	/** Called when the answer is there, before the background work is waited for. */
	onAnswer?: () => void;
}

export interface World {
	clock: { now: number };
	/** An administrator's token. The worlds of a file share it, unless they bring bindings of their own. */
	token: string;
	ctx: Ctx;
	tokenFor(role: Role): Promise<string>;
	call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
	/** Makes the user's guard ship its waiting log events now, and the queue's consumer write them. */
	shipLog(userId: string): Promise<void>;
}

interface WorldOptions {
	/** Stands in for the network. Without it, calls go out for real. */
	fetch?: typeof fetch;
	/** The suite's bindings, perhaps counted. */
	bindings?: Bindings;
}

/** The world that asks. Making an app takes longer than most requests, so there is one for all worlds. */
const asking = new AsyncLocalStorage<Platform>();
const app = createApp({
	now: () => platformOfAsking().now(),
	fetch: (input: RequestInfo | URL, init?: RequestInit) => platformOfAsking().fetch(input, init),
});

function platformOfAsking(): Platform {
	const platform = asking.getStore();
	if (!platform) throw new Error("no world asks");
	return platform;
}

/** The token of a file's worlds, by the file's handle of the database. */
const fileTokens = new WeakMap<D1Database, Promise<string>>();

export async function createWorld(options: WorldOptions = {}): Promise<World> {
	const bindings = options.bindings ?? env;
	const clock = { now: Date.now() };
	const platform = {
		now: () => clock.now,
		fetch: options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init)),
	};
	const ctx = createCtx(bindings, platform, () => {});
	const tokenFor = async (role: Role) => {
		const sourceId = role === "SOURCE" ? "okta" : null;
		return (await createApiToken(ctx, { name: `test ${role}`, role, sourceId, rateLimit: "LARGE" })).token;
	};
	const token = await (options.bindings ? tokenFor("ADMINISTRATOR") : fileToken(() => tokenFor("ADMINISTRATOR")));

	return {
		clock,
		token,
		ctx,
		tokenFor,
		async call(method, path, body, options = {}) {
			const given = options.token === undefined ? token : options.token;
			const execution = createExecutionContext();
			const request = new Request(`${options.origin ?? "https://otp.test"}${path}`, {
				method,
				headers: {
					...(given === null ? {} : { authorization: `SSWS ${given}` }),
					...(body === undefined ? {} : { "content-type": "application/json" }),
					...options.headers,
				},
				body: options.rawBody ?? (body === undefined ? null : JSON.stringify(body)),
			});
			const response = await asking.run(platform, async () => app.fetch(request, bindings, execution));
			const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
			const text = new TextDecoder().decode(await response.arrayBuffer());
			options.onAnswer?.();
			await waitOnExecutionContext(execution);
			const answered = isJson && text !== "" ? JSON.parse(text) : text;
			expectDeclaredAnswer(method, path, response.status, answered);
			return { status: response.status, body: answered, headers: response.headers };
		},
		async shipLog(userId) {
			const stub = env.GUARD.get(env.GUARD.idFromName(userId));
			await runDurableObjectAlarm(stub);
			await logArrived();
		},
	};
}

function fileToken(make: () => Promise<string>): Promise<string> {
	const token = fileTokens.get(env.DB) ?? make();
	fileTokens.set(env.DB, token);
	return token;
}

let counter = 0;
/** Returns a name that nothing else in the suite has. */
export function unique(word: string): string {
	counter += 1;
	return `${word}-${Date.now().toString(36)}-${counter}`;
}
