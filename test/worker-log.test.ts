import { afterEach, describe, expect, it, vi } from "vitest";
import { writeWorkerLog } from "../src/worker-log";

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
});
