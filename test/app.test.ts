// The route table, walked: no route without an owner of its access, and the same answers at every door.
import { describe, expect, it } from "vitest";
import { pages, routes } from "../src/app";
import { roles } from "../src/context";
import { assets } from "../src/ui/assets";
import type { Route } from "../src/web/router";
import { reachHosted } from "./hosted/people";
import { cookieFor } from "./support/administrators";
import { addressOf } from "./support/page-addresses";
import { gzipBytes } from "./support/reader";
import { casesOf, nameOf, pathOf } from "./support/route-cases";
import { type Answer, createWorld, type World } from "./support/world";

/** One for all, because two thousand tests ask what its own clock and tokens don't matter for. */
const world = await createShared();

/** A world that makes one token a role. */
async function createShared(): Promise<World> {
	const made = await createWorld();
	const tokens = new Map(await Promise.all(roles.map(async (role) => [role, await made.tokenFor(role)] as const)));
	return { ...made, tokenFor: async (role) => tokens.get(role)! };
}

const reached = new Map<string, { cookie: string; address: string }>();

/** What it takes to see something at a page. */
async function reach(path: string) {
	const known = reached.get(path) ?? (await reachNew(path));
	reached.set(path, known);
	return known;
}

const reachNew = async (path: string) =>
	path.startsWith("/confirm/")
		? reachHosted(world, path)
		: { cookie: await cookieFor(world, path), address: await addressOf(world, path) };

/** Routes that answer as unknown paths do until they are switched on, and to an id that nobody has. */
const closedRoutes: Record<string, string> = {
	"GET /hooks/okta/events": "a secret of its own; it says no more than its caller said",
	"POST /hooks/okta/events": "a secret of its own; 1 MiB; refusals of it are logged",
	"GET /hooks/okta/{sourceId}/events": "as above",
	"POST /hooks/okta/{sourceId}/events": "as above",
	"POST /hooks/okta/telephony": "a secret; the meter counts its messages; refusals of it are logged",
	"POST /hooks/okta/{sourceId}": "as above",
};

/** Who opens a route to everyone says so here too: what stands there in place of a token, and what limits it. */
const publicRoutes: Record<string, string> = {
	"GET /api/v1/users/{userId}/factors/{factorId}/qr/{token}": "its address is a secret of 128 bits, for an hour",
	"POST /receipts/{accountId}": "the provider's signature; 3 MiB",
	"GET /receipts/{accountId}": "the provider's signature",
	"POST /receipts/{accountId}/{deliveryId}": "the provider's signature; 3 MiB",
	"GET /receipts/{accountId}/{deliveryId}": "the provider's signature",
	...closedRoutes,
	"GET /dev/inbox.json": "development alone",
	"DELETE /dev/inbox": "development alone",
	"GET /.well-known/jwks.json": "public keys, the same for everybody, remembered for 30 s",
	"GET /brands/{applicationId}/{file}": "the logo and the colour that the pages show to everybody, remembered for 30 s",
	"GET /health": "says no more than whether D1 answers, which it remembers",
	"GET /openapi.json": "the same for everybody, from memory",
	"GET /ui/{file}": "the same for everybody, from memory",
};

/** Okta's error body, and nothing beside it. */
function expectError(answer: Answer, status: number, errorCode: string) {
	expect(answer.body).toEqual({
		errorCode,
		errorSummary: expect.stringMatching(/\S/),
		errorLink: errorCode,
		errorId: expect.stringMatching(/^oae[A-Za-z0-9]{17}$/),
		errorCauses: expect.any(Array),
	});
	expect(answer.status).toBe(status);
	expect(answer.headers.get("content-type")).toBe("application/json");
	expect(answer.headers.get("x-okta-request-id")).toMatch(/^req[A-Za-z0-9]{17}$/);
}

/**
 * The one answer to a request that was let in with an empty body and ids that nobody has: its status, and the code of a
 * refusal. The body is refused before the ids.
 */
function answerBehindTheDoor(route: Route): [number, string?] {
	if (nameOf(route) in closedRoutes) return [404, "E0000008"];
	const takesText = route.bodyMediaType !== undefined;
	const isRefused = [takesText ? undefined : route.body, route.query].some(
		(schema) => schema?.safeParse({}).success === false,
	);
	if (isRefused) return [400, "E0000001"];
	if (route.path.includes("{")) return [404, "E0000007"];
	return [route.answer ? 200 : 204];
}

function expectAnswerBehindTheDoor(answer: Answer, route: Route) {
	const [status, errorCode] = answerBehindTheDoor(route);
	if (errorCode) expectError(answer, status, errorCode);
	else expect(answer.status, JSON.stringify(answer.body)).toBe(status);
}

const paths = [...new Set(routes.map((route) => route.path))];

describe("the route table", () => {
	it("needs no token for these routes and no others", () => {
		const open = routes.filter((route) => route.access === "public").map(nameOf);
		expect(open.sort()).toEqual(Object.keys(publicRoutes).sort());
	});

	it("names known roles for every other route, the administrator always among them", () => {
		for (const route of routes) {
			if (route.access === "public") continue;
			expect(new Set(route.access).size, nameOf(route)).toBe(route.access.length);
			expect(roles, nameOf(route)).toEqual(expect.arrayContaining([...route.access]));
			expect(route.access, nameOf(route)).toContain("ADMINISTRATOR");
		}
	});

	it("has every method of a path once", () => {
		const names = routes.map(nameOf);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});
});

describe.each(routes.map((route) => [nameOf(route), route] as const))("%s", (_, route) => {
	it.each(casesOf(route))("$fact", async ({ status, errorCode, call }) => {
		expectError(await call(world), status, errorCode);
	});

	const { access } = route;
	if (access === "public") {
		it("asks for no token", async () => {
			const answer = await world.call(route.method, pathOf(route), undefined, { token: null });
			expectAnswerBehindTheDoor(answer, route);
		});
		return;
	}

	it.each(access)("lets the role %s in", async (role) => {
		const token = await world.tokenFor(role);
		const body = route.body ? {} : undefined;
		const answer = await world.call(route.method, pathOf(route), body, { token });
		expectAnswerBehindTheDoor(answer, route);
	});
});

describe.each(paths)("%s", (path) => {
	it("answers 405 to a method that it doesn't have", async () => {
		expectError(await world.call("PATCH", path.replaceAll(/\{\w+\}/g, "x")), 405, "E0000022");
	});
});

/** Who opens a page to everyone says so here too. */
const publicPages = [
	"/",
	"/docs",
	"/dev/inbox",
	// The cookie of the transaction's browser stands in place of a session; `open` gives it for a secret of 256 bits.
	...["", "/open", "/password", "/choose", "/code", "/register", "/preferences", "/end", "/back"].map(
		(place) => `/confirm/{transactionId}${place}`,
	),
	"/console/invitation",
	"/console/session",
	"/console/sign-in",
	"/console/sign-in/app",
	"/console/sign-in/code",
	"/console/sign-in/new-password",
	"/console/sign-in/passkey",
	"/console/sign-in/recovery-code",
];

/** Pictures of hosted pages, which stand in frames of the console alone. */
const previews = ["/console/registration/preview"];

describe("the pages", () => {
	it("need no session for these and no others", () => {
		expect(pages.flatMap(({ access, path }) => (access === "public" ? [path] : [])).sort()).toEqual(publicPages.sort());
	});

	it("name known roles, the administrator always among them, or ask for a session", () => {
		for (const { access, path } of pages) {
			if (typeof access === "string") continue;
			expect(roles, path).toEqual(expect.arrayContaining([...access]));
			expect(access, path).toContain("ADMINISTRATOR");
		}
	});

	it("have every path once, and none of a route that answers GET", () => {
		const taken = [
			...pages.map(({ path }) => path),
			...routes.filter(({ method }) => method === "GET").map(({ path }) => path),
		];
		expect(new Set(taken).size).toBe(taken.length);
	});

	it("stay out of the OpenAPI document", async () => {
		const { paths } = (await world.call("GET", "/openapi.json")).body;
		for (const { path } of pages) expect(paths[path]?.get, path).toBeUndefined();
	});
});

describe.each(pages.map((page) => [page.path, page] as const))("the page %s", (_, { path, access, actions = {} }) => {
	const address = path.replaceAll(/\{\w+\}/g, "00xNobody00000000000");

	it.runIf(access !== "public")("shows nothing to a reader who isn't signed in, and takes no form", async () => {
		const headers = { "sec-fetch-site": "same-origin", cookie: "__Host-tessera-console=xxxxxxxxxxxxxxxxxxxx" };
		const shown = await world.call("GET", address, undefined, { token: null, headers });
		const sent = await world.call("POST", address, undefined, { token: null, headers });
		expect([shown.status, sent.status]).toEqual([303, Object.keys(actions).length > 0 ? 303 : 405]);
		expect(shown.headers.get("location")).toMatch(/^\/console\/sign-in(\?next=|$)/);
		expect(shown.body).toBe("");
	});

	// They lead on to another page.
	if (["/console", "/confirm/{transactionId}", "/confirm/{transactionId}/back"].includes(path)) return;

	// The export is a file.
	const isConsolePage = path.startsWith("/console") && !path.endsWith("/export");
	const isPreview = previews.includes(path);

	it("is fenced in by its headers, and runs nothing that stands in it", async () => {
		const { cookie, address: shown } = await reach(path);
		const { status, body, headers } = await world.call("GET", shown, undefined, { token: null, headers: { cookie } });
		expect(status).toBe(200);
		expect(headers.get("content-security-policy")).toContain("default-src 'none'");
		expect(headers.get("content-security-policy")).toContain(`frame-ancestors ${isPreview ? "'self'" : "'none'"}`);
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("cache-control")).toMatch(/^(no-store|private, max-age=\d+)$/);
		expect(headers.get("content-language")).toBe("en");
		// A page may be a file of JSON.
		expect(typeof body === "string" ? body : JSON.stringify(body)).not.toMatch(
			/<style|\sstyle="|\son\w+="|<script(?![^>]*\ssrc=)|javascript:/,
		);
	});

	const isHosted = path.startsWith("/confirm") || isPreview;
	const most = isHosted ? 20 : 80;

	it.runIf(isConsolePage || isHosted)(`weighs at most ${most} KiB, compressed, with all that it loads`, async () => {
		const { cookie, address: shown } = await reach(path);
		const { body } = await world.call("GET", shown, undefined, { token: null, headers: { cookie } });
		const loaded = [...body.matchAll(/(?:href|src)="\/ui\/([\w.]+)\?v=/g)].map(([, name]) => name);
		const texts = [body, ...[...new Set(loaded)].map((name) => assets.get(name)!.text)];
		expect(loaded).toContain(isHosted ? "hosted.css" : "style.css");
		const weights = await Promise.all(texts.map(gzipBytes));
		expect(weights.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(most * 1024);
	});

	it.each(Object.keys(actions))("refuses the form %s without its token, and from another site", async (name) => {
		const { cookie, address: shown } = await reach(path);
		const send = (headers: Record<string, string>) =>
			world.call("POST", shown, undefined, {
				token: null,
				headers: { cookie, ...headers },
				rawBody: new URLSearchParams({ _action: name }),
			});
		expect((await send({ "sec-fetch-site": "same-origin" })).status).toBe(403);
		expect((await send({ "sec-fetch-site": "cross-site", origin: "https://evil.example" })).status).toBe(403);
		expect((await send({})).status).toBe(403);
	});

	it("answers another method with 405", async () => {
		expect((await world.call("PUT", address)).status).toBe(405);
		if (Object.keys(actions).length === 0) expect((await world.call("POST", address)).status).toBe(405);
	});
});

describe("a path that doesn't exist", () => {
	it.each([
		"/api/v1/nothing",
		"/api/v1/users/",
		"//api/v1/users",
		"/API/v1/users",
		"/api/v2/users",
		"/api/v1/users/x/factors/y/verify/z",
		"/openapi.json/",
	])("is answered with 404: %s", async (path) => {
		for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
			expectError(await world.call(method, path), 404, "E0000008");
		}
	});
});
