import { describe, expect, it } from "vitest";
import type { Ctx } from "../src/context";
import { Remembered } from "../src/remembered";

/** A context that has a clock and a database's identity, and nothing else. */
function newCtx() {
	const clock = { now: 1_800_000_000_000 };
	const ctx = { now: () => clock.now, env: { bindings: { DB: {} } } } as unknown as Ctx;
	return { clock, ctx };
}

/** Reads that end when they are told, with the value that they are told. */
function newReads() {
	const waiting: ((value: string) => void)[] = [];
	const remembered = new Remembered<string>(() => new Promise((resolve) => waiting.push(resolve)));
	return { remembered, waiting };
}

describe("what is remembered", () => {
	it("is read once in 30 seconds for each key and database", async () => {
		const { clock, ctx } = newCtx();
		const asked: string[] = [];
		const remembered = new Remembered(async (_, key) => asked.push(key));
		for (const key of ["a", "b", "a", "b"]) await remembered.get(ctx, key);
		expect(asked).toEqual(["a", "b"]);
		await remembered.get(newCtx().ctx, "a");
		expect(asked).toEqual(["a", "b", "a"]);
		clock.now += 29_999;
		await remembered.get(ctx, "a");
		expect(asked).toHaveLength(3);
		clock.now += 1;
		await remembered.get(ctx, "a");
		expect(asked).toHaveLength(4);
	});

	it("is believed no longer when the clock is set back", async () => {
		const { clock, ctx } = newCtx();
		let reads = 0;
		const remembered = new Remembered(async () => ++reads);
		await remembered.get(ctx);
		clock.now -= 30_000;
		expect(await remembered.get(ctx)).toBe(2);
	});

	it("is nothing when the reading failed", async () => {
		const { ctx } = newCtx();
		let reads = 0;
		const remembered = new Remembered(async () => {
			reads += 1;
			if (reads === 1) throw new Error("no database");
			return reads;
		});
		await expect(remembered.get(ctx)).rejects.toThrow("no database");
		expect(await remembered.get(ctx)).toBe(2);
	});

	it("is forgotten with a change, whole", async () => {
		const { ctx } = newCtx();
		const asked: string[] = [];
		const remembered = new Remembered(async (_, key) => asked.push(key));
		for (const key of ["a", "b"]) await remembered.get(ctx, key);
		remembered.forget(ctx);
		for (const key of ["a", "b"]) await remembered.get(ctx, key);
		expect(asked).toEqual(["a", "b", "a", "b"]);
	});

	it("is never what a reading saw that a change has overtaken", async () => {
		const { ctx } = newCtx();
		const { remembered, waiting } = newReads();
		const early = remembered.get(ctx);
		remembered.forget(ctx);
		const late = remembered.get(ctx);
		waiting[1]?.("after");
		expect(await late).toBe("after");
		waiting[0]?.("before");
		expect(await early).toBe("before");
		expect(await remembered.get(ctx)).toBe("after");
	});

	it("doesn't grow without end", async () => {
		const { ctx } = newCtx();
		const asked = new Set<string>();
		const remembered = new Remembered(async (_, key) => asked.add(key).size);
		for (let index = 0; index <= 1_000; index++) await remembered.get(ctx, String(index));
		expect(await remembered.get(ctx, "1000")).toBe(1_001);
		asked.clear();
		expect(await remembered.get(ctx, "0")).toBe(1);
	});
});
