// A route as data: method, path, roles, what goes in and what comes out. Mounting, access, OpenAPI and tests read it.
import type { Context, Hono } from "hono";
import * as z from "zod";
import { type Actor, type Ctx, createCtx, hasRole, type Platform, type Role } from "../context";
import type { Bindings } from "../env";
import { ApiError, forbidden } from "../errors";
import { writeWorkerLog } from "../worker-log";
import { errorPageResponse } from "./error-page";
import { errorResponse } from "./error-response";
import { frameOf } from "./frame";
import { developmentPath, refuseForeignHost } from "./local-host";
import { type Reply, toResponse } from "./reply";
import { readBody, readQuery, readText } from "./validate";

/** The parameters of a path, by their names. */
export type PathParameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
	? { [Key in Name | keyof PathParameters<Rest>]: string }
	: unknown;

interface RouteInput<Path extends string, Query extends z.ZodObject, Body extends z.ZodType> {
	params: PathParameters<Path>;
	query: z.infer<Query>;
	body: z.infer<Body>;
	request: Request;
}

// biome-ignore-start lint/suspicious/noConfusingVoidType: handlers without an answer return a verb's Promise<void>
/** What a handler returns: the body that the answer's schema describes, alone or in a Reply. */
export type Answered<Answer extends z.ZodType | undefined> = Answer extends z.ZodType
	? z.input<Answer> | Reply<z.input<Answer>>
	: void;
// biome-ignore-end lint/suspicious/noConfusingVoidType: only above

interface RouteSpec<
	Path extends string,
	Query extends z.ZodObject,
	Body extends z.ZodType,
	Answer extends z.ZodType | undefined,
> {
	method: "GET" | "POST" | "PUT" | "DELETE";
	/** As in OpenAPI: `/api/v1/users/{userId}`. */
	path: Path;
	tag: string;
	summary: string;
	/** Details beyond the summary, in Markdown. */
	description?: string;
	/** The roles that may call the route; "public" needs no token. */
	access: readonly Role[] | "public";
	query?: Query;
	body?: Body;
	/** An empty body is taken as `{}`. */
	hasOptionalBody?: boolean;
	/** Media type of a body that isn't JSON. The route gets its text unchanged. */
	bodyMediaType?: string;
	/** The handler reads the body of the request itself, piece by piece, and says how much of it. */
	streamsBody?: boolean;
	/** The largest body; 64 KiB when left out. */
	maxBodyBytes?: number;
	/** For a public route with a key of its own. Throws if the key is missing or wrong, before the body is read. */
	checkCaller?(ctx: Ctx, request: Request, params: Record<string, string>): Promise<void>;
	/** The body of a 200. Without it the answer is an empty 204. */
	answer?: Answer;
	/** Media type of an answer that isn't JSON. */
	mediaType?: string;
	/** What we ask a service whose URL is in the body. */
	callbacks?: readonly Callback[];
	handle(ctx: Ctx, input: RouteInput<Path, Query, Body>): Answered<Answer> | Promise<Answered<Answer>>;
}

/** A request of ours to somebody else's service: its contract, for the OpenAPI document. */
export interface Callback {
	method: "GET" | "PUT";
	/** As OpenAPI writes it: `{$request.body#/url}`. */
	url: string;
	summary: string;
	description: string;
	query: z.ZodObject;
	body?: z.ZodType;
	answer: z.ZodType;
}

/** A route whatever its types: `route` has checked that they fit together. */
export type Route = Omit<RouteSpec<string, z.ZodObject, z.ZodType, z.ZodType | undefined>, "handle"> & {
	handle(ctx: Ctx, input: RouteInput<string, z.ZodObject, z.ZodType>): unknown;
};

const nothing = z.object({});

/** Declares a route. The types of its parts are inferred. */
export function route<
	const Path extends string,
	Query extends z.ZodObject = typeof nothing,
	Body extends z.ZodType = typeof nothing,
	Answer extends z.ZodType | undefined = undefined,
>(spec: RouteSpec<Path, Query, Body, Answer>): Route {
	return spec as unknown as Route;
}

/** Every role except VERIFIER may read. */
export const readers = ["HELP_DESK", "READ_ONLY", "ADMINISTRATOR"] as const satisfies readonly Role[];
export const administrators = ["ADMINISTRATOR"] as const satisfies readonly Role[];
export const helpDesk = ["HELP_DESK", "ADMINISTRATOR"] as const satisfies readonly Role[];
export const anyRole = ["VERIFIER", ...readers] as const satisfies readonly Role[];

export type App = Hono<{ Bindings: Bindings }>;

interface Door {
	platform: Platform;
	/** Returns who is asking, by the request's credentials. Throws for an unknown token. */
	authenticate(ctx: Ctx, request: Request): Promise<Actor>;
}

/**
 * Mounts routes on the app. A known path with another method answers 405, an unknown path 404.
 * @param pagePaths the paths of the pages that are mounted already
 */
export function mount(app: App, routes: readonly Route[], door: Door, pagePaths: readonly string[] = []): void {
	for (const spec of routes) app.on(spec.method, honoPath(spec.path), (c) => serveSampled(c, spec, door));
	for (const path of new Set([...routes.map((spec) => spec.path), ...pagePaths])) {
		app.all(honoPath(path), (c) => fail(c, new ApiError("E0000022"), door.platform));
	}
	// A person who follows a wrong link gets a page.
	app.notFound((c) => {
		const error = new ApiError("E0000008");
		const isForBrowser = c.req.header("accept")?.includes("text/html") === true && !c.req.path.startsWith("/api/");
		return fail(c, error, door.platform, isForBrowser);
	});
	app.onError((error, c) => fail(c, error, door.platform));
}

const sampledEvery = 100;
let served = 0;

/** Of every hundred requests in an isolate, the first gets a line in the Worker's own log, without its URL. */
async function serveSampled(c: Context<{ Bindings: Bindings }>, spec: Route, door: Door): Promise<Response> {
	const isSampled = served++ % sampledEvery === 0;
	if (!isSampled) return serve(c, spec, door);
	const startedAt = door.platform.now();
	const response = await serve(c, spec, door);
	const [requestId, { status }] = [response.headers.get("x-okta-request-id"), response];
	const { method, path: route } = spec;
	const milliseconds = door.platform.now() - startedAt;
	writeWorkerLog("info", { message: "one request of a hundred", requestId, method, route, status, milliseconds });
	return response;
}

async function serve(c: Context<{ Bindings: Bindings }>, spec: Route, door: Door): Promise<Response> {
	let ctx: Ctx | null = null;
	try {
		const request = c.req.raw;
		ctx = createCtx(c.env, door.platform, (work) => c.executionCtx.waitUntil(work), request);
		if (spec.path.startsWith(developmentPath)) refuseForeignHost(ctx, request);
		if (spec.access !== "public") {
			ctx.actor = await door.authenticate(ctx, request);
			if (!hasRole(ctx.actor, spec.access)) throw forbidden();
		}
		await spec.checkCaller?.(ctx, request, c.req.param());
		const query = spec.query ? readQuery(request.url, spec.query) : {};
		const body = await bodyOf(request, spec);
		const result = await spec.handle(ctx, { params: c.req.param(), query, body, request });
		return toResponse(ctx, result, spec.answer !== undefined);
	} catch (error) {
		return errorResponse(error, ctx, door.platform.now());
	}
}

/** A route without a body accepts an empty body or an object, and refuses anything else. */
async function bodyOf(request: Request, spec: Route): Promise<unknown> {
	const { body, hasOptionalBody = body === undefined, maxBodyBytes } = spec;
	if (spec.streamsBody) return "";
	if (spec.bodyMediaType) return readText(request, maxBodyBytes);
	return readBody(request, body ?? nothing, hasOptionalBody, maxBodyBytes);
}

function fail(c: Context<{ Bindings: Bindings }>, error: unknown, platform: Platform, asPage = false): Response {
	const respond = (shown: unknown, ctx: Ctx | null) =>
		asPage
			? errorPageResponse(shown, ctx, frameOf(c.req.raw), platform.now())
			: errorResponse(shown, ctx, platform.now());
	try {
		const ctx = createCtx(c.env, platform, () => {}, c.req.raw);
		return respond(error, ctx);
	} catch (configuration) {
		return respond(configuration, null);
	}
}

/** `/users/{userId}` → `/users/:userId`. */
export const honoPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ":$1");
