import { sql } from "drizzle-orm";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Ctx, createCtx } from "../src/context";
import { causeOf, stackOf, throwingTheCause, writeWorkerLog } from "../src/worker-log";
import { breakableDatabase } from "./support/broken-database";
import { createWorld } from "./support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

describe("a line of the Worker's own log", () => {
	it.each([
		["error", "error"],
		["warning", "warn"],
		["info", "log"],
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

	it("refuses a value under such a name at any depth", () => {
		const written = vi.spyOn(console, "error").mockImplementation(() => {});
		const user = { id: "00u1", login: "canary", factors: [{ profile: { phoneNumber: { text: "canary" } } }] };
		writeWorkerLog("error", { message: "a fact", user });
		const shown = { id: "00u1", login: "(refused)", factors: [{ profile: { phoneNumber: "(refused)" } }] };
		expect(written.mock.calls).toEqual([[JSON.stringify({ level: "error", message: "a fact", user: shown })]]);
	});

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
		const [inserted, read] = written.mock.calls.map(([line]) => JSON.parse(line).statement);
		expect([inserted, read]).toEqual([undefined, expect.stringMatching(/^select .* from "users" where .* = \?/)]);
		expect(lines).not.toMatch(/canar/i);
	});

	it.each([
		["after an answer", (ctx: Ctx, work: Promise<unknown>) => ctx.background(work)],
		["of a queue or the clock", (_: Ctx, work: Promise<unknown>) => throwingTheCause(work)],
	])("has no value where nobody catches the failure of work %s", async (_, start) => {
		const started: Promise<unknown>[] = [];
		const platform = { now: () => 0, fetch };
		const d1 = breakableDatabase();
		d1.fault = { kind: "fail", words: "D1_ERROR: no such table: users: SQLITE_ERROR" };
		const ctx = createCtx(d1.bindings, platform, (work) => void started.push(work));
		const work = Promise.resolve(ctx.db.run(sql`DELETE FROM users WHERE login = ${"canary@example.com"}`));
		const thrown = await Promise.resolve(start(ctx, work) ?? started[0]).catch((error: unknown) => error);
		expect(String(thrown)).toBe(`Error: ${d1.fault.words}`);
		expect(JSON.stringify([thrown, (thrown as Error).stack, (thrown as Error).cause])).not.toContain("canary");
	});

	it("names the innermost cause, and where it comes from", () => {
		const error = new Error("Failed query: select 1 params: canary", { cause: new Error("no such table") });
		expect(causeOf(error)).toBe("Error: no such table");
		expect(stackOf(error)).toMatch(/^Error: no such table\n\s+at /);
		expect([causeOf("a text"), stackOf("a text")]).toEqual(["a text", "a text"]);
	});
});
