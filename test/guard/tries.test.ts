import { env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Guard } from "../../src/guard/object";
import { unique } from "../support/world";

const guardOf = (name: string) => env.GUARD.get(env.GUARD.idFromName(name)) as DurableObjectStub<Guard>;
const limit = 5;
const counted = { retryAfterSeconds: null, isLast: false };

describe("tries that others judge", () => {
	it("counts five of a hundred at once, and says which is the last", async () => {
		const guard = guardOf(unique("name"));
		const now = Date.now();
		const answers = await Promise.all(
			Array.from({ length: 100 }, (_, index) => guard.countTry({ id: `req${index}`, limit, now })),
		);
		const taken = answers.filter(({ retryAfterSeconds }) => retryAfterSeconds === null);
		expect(taken).toHaveLength(limit);
		// Answers can come in any order.
		expect(taken.filter(({ isLast }) => isLast)).toHaveLength(1);
		expect(answers.find(({ retryAfterSeconds }) => retryAfterSeconds !== null)?.retryAfterSeconds).toBe(300);
	});

	it("counts one request once, takes a right try back, and forgets a try after five minutes", async () => {
		const guard = guardOf(unique("name"));
		const now = Date.now();
		const one = { id: "req", limit: 1, now };
		await guard.countTry(one);
		expect(await guard.countTry(one)).toEqual({ retryAfterSeconds: null, isLast: true });
		expect(await guard.countTry({ ...one, id: "other", now: now + 299_999 })).toEqual({
			retryAfterSeconds: 1,
			isLast: false,
		});
		expect((await guard.countTry({ ...one, id: "other", now: now + 300_000 })).retryAfterSeconds).toBeNull();
		await guard.takeBackTry("other");
		await guard.takeBackTry("other");
		expect(await guard.countTry({ id: "third", limit: 2, now })).toEqual(counted);
	});

	it("keeps nothing of a name once its tries are over, and tries that still count stay", async () => {
		const guard = guardOf(unique("name"));
		await guard.countTry({ id: "old", limit, now: Date.now() - 300_001 });
		const rows = () => runInDurableObject(guard, (_, { storage }) => storage.sql.databaseSize);
		const before = await rows();
		await runDurableObjectAlarm(guard);
		expect(await rows()).toBeLessThan(before);
		await guard.countTry({ id: "new", limit: 1, now: Date.now() });
		await runDurableObjectAlarm(guard);
		expect((await guard.countTry({ id: "next", limit: 1, now: Date.now() })).retryAfterSeconds).toBeGreaterThan(290);
	});
});
