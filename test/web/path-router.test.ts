import { Hono } from "hono";
import { TrieRouter } from "hono/router/trie-router";
import { describe, expect, it } from "vitest";
import { pages, routes } from "../../src/app";
import { PathRouter } from "../../src/web/path-router";
import { honoPath } from "../../src/web/router";

/** The first handler and its parameters, by a router. */
function firstOf(router: PathRouter<string> | TrieRouter<string>, method: string, path: string) {
	const [matched] = router.match(method, path);
	const [first] = matched;
	return first ? { handler: first[0], params: { ...(first[1] as Record<string, string>) } } : null;
}

describe("the router", () => {
	it("finds for every route and page what Hono's own router finds first", () => {
		const [own, other] = [new PathRouter<string>(), new TrieRouter<string>()];
		const all = [
			...pages.map(({ path }) => ["GET", honoPath(path)] as const),
			...routes.map(({ method, path }) => [method, honoPath(path)] as const),
		];
		const fallbacks = [...new Set(all.map(([, path]) => path))].map((path) => ["ALL", path] as const);
		for (const [method, path] of [...all, ...fallbacks]) {
			own.add(method, path, `${method} ${path}`);
			other.add(method, path, `${method} ${path}`);
		}
		for (const [, path] of all) {
			const asked = path.replaceAll(/:\w+/g, "00uABC");
			for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
				for (const variant of [asked, `${asked}/`, `${asked}/more`, asked.replace("00uABC", "")]) {
					expect(firstOf(own, method, variant), `${method} ${variant}`).toEqual(firstOf(other, method, variant));
				}
			}
		}
	});

	it("decodes parameters, and takes no empty one", async () => {
		const app = new Hono({ router: new PathRouter() });
		app.get("/users/:userId/factors", (c) => c.text(c.req.param("userId")));
		app.all("/users/:userId/factors", (c) => c.text("another method", 405));
		const ask = async (path: string, method = "GET") => (await app.request(path, { method })).text();
		expect(await ask("/users/ada%40example.com/factors")).toBe("ada@example.com");
		expect(await ask("/users/ada/factors", "PUT")).toBe("another method");
		expect(await ask("/users//factors")).toBe("404 Not Found");
		expect((await app.request("/users/ada/factors", { method: "HEAD" })).status).toBe(200);
	});

	it.each(["/a/*", "/a/:b?", "/a/:b{[0-9]+}"])("refuses the pattern %s, which it would misread", (path) => {
		expect(() => new PathRouter().add("GET", path, "handler")).toThrow("words and parameters");
	});
});
