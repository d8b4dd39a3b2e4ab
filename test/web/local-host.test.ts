import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createWorld } from "../support/world";

const local = () => createWorld({ bindings: { ...env, PUBLIC_ORIGIN: "http://localhost:8787" } });

describe("on a developer's machine the console", () => {
	it.each([
		["http://127.0.0.1:8787", "/console", "http://localhost:8787/console"],
		[
			"http://127.0.0.1:8787",
			"/console/sign-in?next=%2Fconsole",
			"http://localhost:8787/console/sign-in?next=%2Fconsole",
		],
		["http://[::1]:8787", "/console/account", "http://localhost:8787/console/account"],
	])("asked at %s%s sends the reader to the name that passkeys need", async (origin, path, expected) => {
		const { status, headers } = await (await local()).call("GET", path, undefined, { token: null, origin });
		expect([status, headers.get("location")]).toEqual([303, expected]);
	});

	it("is shown at its name", async () => {
		const options = { token: null, origin: "http://localhost:8787" };
		expect((await (await local()).call("GET", "/console/sign-in", undefined, options)).status).toBe(200);
	});

	it("alone moves: the API and the other pages answer under the address, too", async () => {
		const world = await local();
		for (const path of ["/", "/docs", "/api/v1/users", "/health"]) {
			expect((await world.call("GET", path, undefined, { origin: "http://127.0.0.1:8787" })).status, path).toBe(200);
		}
	});

	it.each(["http://127.0.0.1:8787", "https://evil.example", "https://localhost.evil.example"])(
		"of a deployment stays where it is asked: %s",
		async (origin) => {
			const world = await createWorld();
			expect((await world.call("GET", "/console/sign-in", undefined, { token: null, origin })).status).toBe(200);
		},
	);

	it.each(["https://evil.example", "http://127.0.0.1.evil.example:8787"])("sends nobody on from %s", async (origin) => {
		const { status } = await (await local()).call("GET", "/console/sign-in", undefined, { token: null, origin });
		expect(status).toBe(200);
	});
});
