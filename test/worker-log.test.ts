import { afterEach, describe, expect, it, vi } from "vitest";
import { causeOf, stackOf, writeWorkerLog } from "../src/worker-log";
import { breakableDatabase } from "./support/broken-database";
import { createWorld } from "./support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

describe("a line of the Worker's own log", () => {
	it.each([
		["error", "error"],
		["warning", "warn"],
	] as const)("goes to the console as JSON, once, with the level first: %s", (level, method) => {
		const methods = ["error", "warn", "log", "info", "debug"] as const;
		const spies = methods.map((name) => [name, vi.spyOn(console, name).mockImplementation(() => {})] as const);
		writeWorkerLog(level, { message: 'a "quoted"\nfact', requestId: undefined, cause: "日本" });
		const written = spies.flatMap(([name, spy]) => spy.mock.calls.map((words) => [name, ...words]));
		expect(written).toEqual([[method, `{"level":"${level}","message":"a \\"quoted\\"\\nfact","cause":"日本"}`]]);
	});

	it.each(["code", "passCode", "phoneNumber", "email", "login", "apiToken", "authorization", "answer", "sharedSecret"])(
		"refuses a value under the name %s",
		(name) => {
			const written = vi.spyOn(console, "error").mockImplementation(() => {});
			writeWorkerLog("error", { message: "a fact", [name]: "canary" });
			expect(written.mock.calls).toEqual([
				[JSON.stringify({ level: "error", message: "a fact", [name]: "(refused)" })],
			]);
		},
	);

	it("has no value of a statement that the database refused", async () => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const d1 = breakableDatabase();
		const world = await createWorld({ bindings: d1.bindings });
		const words = "D1_ERROR: no such column: login_key: SQLITE_ERROR";
		d1.fault = { kind: "fail", words, only: /insert into "users"/ };
		const profile = { firstName: "Canaria", lastName: "L", login: "canary@example.com", email: "canary@example.com" };
		expect((await world.call("POST", "/api/v1/users", { profile })).status).toBe(500);
		d1.fault = { kind: "fail", words, only: /from "users"/ };
		expect((await world.call("GET", "/api/v1/users/canary%40example.com")).status).toBe(500);
		const lines = JSON.stringify(written.mock.calls);
		expect(lines).toContain("no such column");
		expect(lines).not.toMatch(/canar/i);
	});

	it("names the innermost cause, and where it comes from", () => {
		const error = new Error("Failed query: select 1 params: canary", { cause: new Error("no such table") });
		expect(causeOf(error)).toBe("Error: no such table");
		expect(stackOf(error)).toMatch(/^Error: no such table\n\s+at /);
		expect([causeOf("a text"), stackOf("a text")]).toEqual(["a text", "a text"]);
	});
});
