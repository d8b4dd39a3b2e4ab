import { createExecutionContext, env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createApp, pages, routes } from "../../src/app";
import { keepInInbox } from "../../src/inbox/service";
import { message } from "../drivers/fake-provider";
import { createUser } from "../support/otp-tokens";
import { createWorld } from "../support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

const fences = {
	"cross-origin-resource-policy": "same-origin",
	"permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"strict-transport-security": "max-age=63072000; includeSubDomains",
};

/** An answer of each kind: the request, its status, and headers of the request. */
const kinds = [
	["JSON", "GET /api/v1/users", 200, {}],
	["an empty answer", "DELETE /dev/inbox", 204, {}],
	["a refusal", "POST /api/v1/users", 400, {}],
	["an unknown path", "GET /api/v1/nothing", 404, {}],
	["another method", "PATCH /api/v1/users", 405, {}],
	["a page", "GET /docs", 200, {}],
	["a page's refusal", "GET /dev/inbox?refresh=0", 400, {}],
	["a page that isn't there", "GET /nothing", 404, { accept: "text/html" }],
	["text", "GET /openapi.json", 200, {}],
] as const;

describe("every answer keeps other sites out, and browsers to HTTPS", () => {
	it.each(kinds)("%s: %s", async (_, request, expected, headers) => {
		const [method = "", path = ""] = request.split(" ");
		const answer = await (await createWorld()).call(method, path, undefined, { headers });
		expect(answer.status).toBe(expected);
		expect(Object.fromEntries(answer.headers)).toMatchObject(fences);
	});

	it("also the way on from a form", async () => {
		const world = await createWorld();
		// There is a form where there is a message.
		await keepInInbox(env.DB, message({}), world.clock.now);
		const open = await world.call("GET", "/dev/inbox", undefined, { token: null });
		const cookie = open.headers.get("set-cookie")?.split(";")[0] ?? "";
		const token = /name="_csrf" value="([0-9a-f]{64})"/.exec(open.body)?.[1] ?? "";
		const sent = await world.call("POST", "/dev/inbox", undefined, {
			headers: { cookie, "sec-fetch-site": "same-origin" },
			rawBody: new URLSearchParams({ _csrf: token, _action: "empty" }),
		});
		expect(sent.status).toBe(303);
		expect(Object.fromEntries(sent.headers)).toMatchObject({ ...fences, "cache-control": "no-store" });
	});

	it("but the picture of a QR code, which an application's own page shows", async () => {
		const world = await createWorld();
		const { id } = await createUser(world);
		const app = { factorType: "token:software:totp", provider: "GOOGLE" };
		const enrolled = (await world.call("POST", `/api/v1/users/${id}/factors`, app)).body;
		const { pathname } = new URL(enrolled._embedded.activation._links.qrcode.href);
		const { status, headers } = await world.call("GET", pathname, undefined, { token: null });
		expect(status).toBe(200);
		expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
		expect(headers.get("permissions-policy")).toBe(fences["permissions-policy"]);
	});

	it("and no browser is kept to HTTPS by an origin without it, or where nothing is configured", async () => {
		vi.spyOn(console, "error").mockImplementation(() => {});
		for (const changes of [{ PUBLIC_ORIGIN: "http://127.0.0.1:8787" }, { SEAL_KEYS: "" }]) {
			for (const path of ["/docs", "/api/v1/users"]) {
				const request = new Request(`http://127.0.0.1:8787${path}`);
				const { headers } = await createApp().fetch(request, { ...env, ...changes }, createExecutionContext());
				expect(headers.get("strict-transport-security")).toBeNull();
				expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
			}
		}
	});
});

const developmentDoors = [
	...routes.map(({ method, path }) => [method, path] as const),
	...pages.flatMap(({ path, actions }) =>
		["GET", ...(actions ? ["POST"] : [])].map((method) => [method, path] as const),
	),
].filter(([, path]) => path.startsWith("/dev/"));

describe.each(developmentDoors)("in development %s %s", (method, path) => {
	const statusUnder = async (origin: string, bindings: object = env) => {
		const request = new Request(origin + path, { method });
		return (await createApp().fetch(request, bindings, createExecutionContext())).status;
	};

	it.each([
		"http://evil.example",
		"http://evil.example:8787",
		"http://localhost.evil.example:8787",
		"http://127.0.0.1.evil.example",
		"https://otp.test.evil.example",
		"https://otp.test:8443",
		"http://10.0.0.1:8787",
	])("isn't there under %s", async (origin) => {
		expect(await statusUnder(origin)).toBe(404);
	});

	it.each(["https://otp.test", "http://localhost:8787", "http://127.0.0.1:9000", "http://[::1]:8787"])(
		"is there under %s",
		async (origin) => {
			// A form without its token is refused later.
			expect(await statusUnder(origin)).toBe(method === "POST" ? 403 : method === "DELETE" ? 204 : 200);
		},
	);

	it("isn't there in another writing of its path under a foreign host", async () => {
		const request = new Request(`http://evil.example${path.replace("/dev/", "/%64ev/")}`, { method });
		const { status } = await createApp().fetch(request, env, createExecutionContext());
		expect(status).toBe(404);
	});
});
