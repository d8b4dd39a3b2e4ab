import { describe, expect, it } from "vitest";
import type { Ctx } from "../src/context";
import { invalid, isUnavailable, unavailable } from "../src/errors";
import { Remembered } from "../src/remembered";

/** A context that has a clock, a background and a database's identity, and nothing else. */
function newCtx(DB = {}) {
	const clock = { now: 1_800_000_000_000 };
	const ctx = { now: () => clock.now, background() {}, env: { bindings: { DB } } } as unknown as Ctx;
	return { clock, ctx };
}

/** Reads that end when they are told, with the value that they are told. */
function newReads() {
	const waiting: ((value: string) => void)[] = [];
	const remembered = new Remembered<string>(() => new Promise((resolve) => waiting.push(resolve)));
	return { remembered, waiting };
}

/** Reads of a D1 that answers the number of the read, fails, or refuses the key. */
function newSource() {
	const source = { reads: 0, does: "answers" as "answers" | "fails" | "stalls" | "refuses" };
	const refusal = invalid("token", "last-administrator-token");
	const remembered = new Remembered(async () => {
		source.reads += 1;
		if (source.does === "fails") throw new Error("drizzle's", { cause: unavailable(5) });
		if (source.does === "refuses") throw refusal;
		if (source.does === "stalls") return new Promise<number>(() => {});
		return source.reads;
	});
	return { source, remembered, refusal };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

const thrownBy = (work: Promise<unknown>) =>
	work.then(
		() => null,
		(error: unknown) => error,
	);

describe("what is remembered", () => {
	it("is recalled without a read, for as long as nobody has to read it", async () => {
		const { clock, ctx } = newCtx();
		const { source, remembered } = newSource();
		expect(remembered.recall(ctx)).toBeUndefined();
		await remembered.get(ctx);
		for (const seconds of [0, 24, -24]) {
			expect(remembered.recall({ ...ctx, now: () => clock.now + seconds * 1000 })).toBe(1);
		}
		expect(remembered.recall(ctx, "another")).toBeUndefined();
		for (const seconds of [25, -25, 60]) {
			expect(remembered.recall({ ...ctx, now: () => clock.now + seconds * 1000 })).toBeUndefined();
		}
		remembered.forget(ctx);
		expect(remembered.recall(ctx)).toBeUndefined();
		expect(source.reads).toBe(1);
	});

	it("is read once in 25 seconds for each key and database", async () => {
		const { clock, ctx } = newCtx();
		const asked: string[] = [];
		const remembered = new Remembered(async (_, key) => asked.push(key));
		for (const key of ["a", "b", "a", "b"]) await remembered.get(ctx, key);
		expect(asked).toEqual(["a", "b"]);
		await remembered.get(newCtx().ctx, "a");
		expect(asked).toEqual(["a", "b", "a"]);
		clock.now += 24_999;
		await remembered.get(ctx, "a");
		expect(asked).toHaveLength(3);
	});

	it("is read again in the background from 25 seconds on, while the old value is served", async () => {
		const { clock, ctx } = newCtx();
		const { remembered, waiting } = newReads();
		const first = remembered.get(ctx);
		waiting[0]?.("old");
		await first;
		clock.now += 25_000;
		expect(await Promise.all([remembered.get(ctx), remembered.get(ctx)])).toEqual(["old", "old"]);
		expect(waiting).toHaveLength(2);
		waiting[1]?.("new");
		await turn();
		clock.now += 24_999;
		expect(await remembered.get(ctx)).toBe("new");
		expect(waiting).toHaveLength(2);
	});

	it("is never older than 30 seconds while D1 answers, however slowly", async () => {
		const { clock, ctx } = newCtx();
		const { remembered, waiting } = newReads();
		const first = remembered.get(ctx);
		waiting[0]?.("old");
		await first;
		clock.now += 29_999;
		expect(await remembered.get(ctx)).toBe("old");
		clock.now += 1;
		const late = remembered.get(ctx);
		await turn();
		waiting[1]?.("new");
		expect(await late).toBe("new");
		expect(waiting).toHaveLength(2);
	});

	it("is read once for all who ask at the same time", async () => {
		const { ctx } = newCtx();
		const { remembered, waiting } = newReads();
		const all = Promise.all(Array.from({ length: 20 }, () => remembered.get(ctx)));
		await turn();
		expect(waiting).toHaveLength(1);
		waiting[0]?.("one");
		expect(new Set(await all)).toEqual(new Set(["one"]));
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

describe("while D1 doesn't answer, what is remembered", () => {
	it("counts for ten minutes after the last successful read, and then no longer", async () => {
		const { clock, ctx } = newCtx();
		const { source, remembered } = newSource();
		await remembered.get(ctx);
		clock.now += 20_000;
		await remembered.get(ctx);
		source.does = "fails";
		for (const age of [30_000, 120_000, 599_999]) {
			clock.now = 1_800_000_000_000 + age;
			expect(await remembered.get(ctx), String(age)).toBe(1);
		}
		clock.now = 1_800_000_000_000 + 600_000;
		expect(isUnavailable(await thrownBy(remembered.get(ctx)))).toBe(true);
		source.does = "answers";
		expect(await remembered.get(ctx)).toBe(source.reads);
	});

	it("is served at once for a second after a failed read, of this key, of another or of another kind", async () => {
		const { clock, ctx } = newCtx();
		const [one, other] = [newSource(), newSource()];
		const gets = [
			() => one.remembered.get(ctx, "a"),
			() => one.remembered.get(ctx, "b"),
			() => other.remembered.get(ctx),
		];
		const old = await Promise.all(gets.map((get) => get()));
		for (const { source } of [one, other]) source.does = "fails";
		clock.now += 40_000;
		expect(await gets[0]!()).toBe(old[0]);
		expect([one.source.reads, other.source.reads]).toEqual([3, 1]);
		clock.now += 999;
		expect(await Promise.all(gets.map((get) => get()))).toEqual(old);
		expect([one.source.reads, other.source.reads]).toEqual([3, 1]);
		clock.now += 1;
		expect(await Promise.all(gets.map((get) => get()))).toEqual(old);
		expect([one.source.reads, other.source.reads]).toEqual([5, 2]);
	});

	it("makes one reader wait for a D1 that stalls, two seconds at the most, and nobody after that", async () => {
		const { clock, ctx } = newCtx();
		const { source, remembered } = newSource();
		await remembered.get(ctx);
		source.does = "stalls";
		clock.now += 30_000;
		const timed = async () => {
			const startedAt = Date.now();
			expect(await remembered.get(ctx)).toBe(1);
			return Date.now() - startedAt;
		};
		const waited = await timed();
		expect(waited).toBeGreaterThan(1_900);
		expect(waited).toBeLessThan(3_000);
		for (let seconds = 0; seconds < 3; seconds++) {
			expect(await timed()).toBeLessThan(200);
			clock.now += 999;
		}
		expect(source.reads).toBe(3);
	});

	it("is read anew by the next reader when nobody has asked for a while", async () => {
		const { clock, ctx } = newCtx();
		const { source, remembered } = newSource();
		await remembered.get(ctx);
		source.does = "fails";
		clock.now += 30_000;
		expect(await remembered.get(ctx)).toBe(1);
		source.does = "answers";
		clock.now += 3_000;
		expect(await remembered.get(ctx)).toBe(3);
	});

	it("is old for nobody once D1 has answered another question", async () => {
		const { clock, ctx } = newCtx();
		const [one, other] = [newSource(), newSource()];
		await one.remembered.get(ctx);
		one.source.does = "fails";
		clock.now += 30_000;
		expect(await one.remembered.get(ctx)).toBe(1);
		await other.remembered.get(ctx);
		one.source.does = "answers";
		expect(await one.remembered.get(ctx)).toBe(3);
	});

	it("never comes back after a change in this isolate", async () => {
		const { clock, ctx } = newCtx();
		const { source, remembered } = newSource();
		await remembered.get(ctx);
		source.does = "fails";
		remembered.forget(ctx);
		for (const later of [0, 500, 30_000, 300_000]) {
			clock.now += later;
			expect(isUnavailable(await thrownBy(remembered.get(ctx))), String(later)).toBe(true);
		}
	});

	it("never comes back when a change ends it during a failing read", async () => {
		const { clock, ctx } = newCtx();
		const { source, remembered } = newSource();
		await remembered.get(ctx);
		source.does = "stalls";
		clock.now += 30_000;
		const asked = remembered.get(ctx);
		remembered.forget(ctx);
		expect(isUnavailable(await thrownBy(asked))).toBe(true);
	});

	it("is no excuse: what D1 refuses is gone at once, also when D1 fails right after", async () => {
		const { clock, ctx } = newCtx();
		const { source, remembered, refusal } = newSource();
		await remembered.get(ctx);
		source.does = "refuses";
		clock.now += 25_000;
		expect(await remembered.get(ctx)).toBe(1);
		await turn();
		await expect(remembered.get(ctx)).rejects.toBe(refusal);
		source.does = "fails";
		expect(isUnavailable(await thrownBy(remembered.get(ctx)))).toBe(true);
	});

	it("is nothing for a key that was never read, and each reader may try", async () => {
		const { ctx } = newCtx();
		const { source, remembered } = newSource();
		source.does = "fails";
		for (let reader = 0; reader < 3; reader++) {
			expect(isUnavailable(await thrownBy(remembered.get(ctx)))).toBe(true);
		}
		expect(source.reads).toBe(3);
	});
});
