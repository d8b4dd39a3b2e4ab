import { afterEach, describe, expect, it, vi } from "vitest";
import { Aborted, Deadlines, within } from "../../src/net/until-aborted";

const later = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

describe("work with a time", () => {
	it("settles as it would without", async () => {
		expect(await within(1_000, later(5, "done"))).toBe("done");
		const failure = new Error("broken");
		await expect(within(1_000, Promise.reject(failure))).rejects.toBe(failure);
	});

	it("is Aborted when the time is up, whatever becomes of it", async () => {
		await expect(within(20, later(200, "too late"))).rejects.toBeInstanceOf(Aborted);
		const failing = later(40, null).then(() => Promise.reject(new Error("too late")));
		await expect(within(20, failing)).rejects.toBeInstanceOf(Aborted);
		await later(60, null);
	});
});

describe("deadlines of one request", () => {
	afterEach(() => {
		vi.useRealTimers();
	});

	it("settle as the work does, and are Aborted each at its own time, the later ones too", async () => {
		const deadlines = new Deadlines();
		const failure = new Error("broken");
		const settled = await Promise.allSettled([
			deadlines.within(1_000, later(5, "done")),
			deadlines.within(1_000, Promise.reject(failure)),
			deadlines.within(60, later(400, "too late")),
			deadlines.within(20, later(400, "too late")),
			deadlines.within(120, later(90, "in time")),
		]);
		expect(settled).toEqual([
			{ status: "fulfilled", value: "done" },
			{ status: "rejected", reason: failure },
			{ status: "rejected", reason: expect.any(Aborted) },
			{ status: "rejected", reason: expect.any(Aborted) },
			{ status: "fulfilled", value: "in time" },
		]);
	});

	it("need a timer for an earlier end only, and none when nothing is waited for", async () => {
		vi.useFakeTimers();
		const deadlines = new Deadlines();
		const outcomes: string[] = [];
		const wait = (ms: number) =>
			deadlines
				.within(ms, new Promise<never>(() => {}))
				.catch(() => outcomes.push(`${ms} after ${Date.now() - began}`));
		const began = Date.now();
		for (const ms of [500, 700, 600]) wait(ms);
		expect(vi.getTimerCount()).toBe(1);
		wait(200);
		expect(vi.getTimerCount()).toBe(2);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(outcomes).toEqual(["200 after 200", "500 after 500", "600 after 600", "700 after 700"]);
		expect(vi.getTimerCount()).toBe(0);
	});
});
