import { describe, expect, it } from "vitest";
import { awaitFirst } from "../../src/delivery/first-request";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function timed<T>(look: () => Promise<T | null>, withinMs: number) {
	const startedAt = performance.now();
	const seen = await awaitFirst(look, withinMs);
	return { seen, tookMs: performance.now() - startedAt };
}

describe("waiting for the first request", () => {
	it("ends with the first result that a look finds", async () => {
		let looks = 0;
		const { seen, tookMs } = await timed(async () => (++looks === 3 ? "answer" : null), 5_000);
		expect([seen, looks]).toEqual(["answer", 3]);
		expect(tookMs).toBeLessThan(1_000);
	});

	it.each([
		["at once", async () => null],
		["slowly", async () => sleep(400).then(() => null)],
		["never", () => new Promise<null>(() => {})],
	])("ends on time when there is no result, and the look answers %s", async (_, look) => {
		const { seen, tookMs } = await timed(look, 600);
		expect(seen).toBeNull();
		expect(tookMs).toBeGreaterThanOrEqual(550);
		expect(tookMs).toBeLessThan(900);
	});

	it("takes no time when no time is left", async () => {
		const { seen, tookMs } = await timed(() => sleep(1_000).then(() => "late"), -50);
		expect(seen).toBeNull();
		expect(tookMs).toBeLessThan(300);
	});

	it("throws what the look throws", async () => {
		await expect(awaitFirst(() => Promise.reject(new Error("no such key")), 600)).rejects.toThrow("no such key");
	});
});
