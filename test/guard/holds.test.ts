import { abortAllDurableObjects } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { worthOfLesson } from "../../src/guard/holds";
import { newGuard as newSentGuard } from "./sent-guard";
import { code, newGuard, now } from "./token-guard";

const minute = 60_000;
const hold = (id: string, factorId: string | null, endsCodes = false) => ({ id, factorId, endsCodes });

describe("two changes at once", () => {
	it("end their own hold only, in either order", async () => {
		for (const [first, second] of [
			["one", "two"],
			["two", "one"],
		] as const) {
			const { stub, attempt, lesson } = await newGuard();
			await stub().hold(hold("one", null), now);
			await stub().hold(hold("two", null), now);
			const ask = async () => {
				const known = await stub().attempt(attempt({ code: code(0) }));
				if (known.result !== "unknown") throw new Error("the guard knows the factor");
				return stub().attempt(attempt({ code: code(0) }), await lesson(known.epoch));
			};
			await stub().release({ id: first, factorId: null });
			expect((await ask()).result).toBe("unknown");
			await abortAllDurableObjects();
			expect((await ask()).result).toBe("unknown");
			await stub().release({ id: second, factorId: null });
			expect((await ask()).result).toBe("accepted");
		}
	});

	it("may be ended twice, and by a release that comes after the hold ended by itself", async () => {
		const { stub, attempt, lesson } = await newGuard();
		await stub().hold(hold("one", null), now);
		await stub().release({ id: "one", factorId: null });
		await stub().release({ id: "one", factorId: null });
		const known = await stub().attempt(attempt({ code: code(0) }));
		if (known.result !== "unknown") throw new Error("the guard knows the factor");
		expect(await stub().attempt(attempt({ code: code(0) }), await lesson(known.epoch))).toEqual({ result: "accepted" });
	});
});

describe("a change that nobody ended", () => {
	it("lets lessons count for one attempt, and keeps none, until D1 has certainly made or dropped it", async () => {
		const { stub, attempt, lesson, epoch } = await newGuard();
		await stub().hold(hold("dead", null), now);
		const at = (ms: number, counter: number) => attempt({ code: code(counter), now: now + ms });
		expect((await stub().attempt(at(59_999, 0), await lesson(epoch + 1))).result).toBe("unknown");
		expect(await stub().attempt(at(minute, 0), await lesson(epoch + 1))).toEqual({ result: "accepted" });
		expect((await stub().attempt(at(minute, 1))).result).toBe("unknown");
		expect(await stub().attempt(at(9 * minute, 1), await lesson(epoch + 1))).toEqual({ result: "accepted" });
		expect((await stub().attempt(at(9 * minute, 2))).result).toBe("unknown");
		expect(await stub().attempt(at(10 * minute, 2), await lesson(epoch + 1))).toEqual({ result: "accepted" });
		expect(await stub().attempt(at(10 * minute, 3))).toEqual({ result: "accepted" });
	});

	it.each([
		[0, "held"],
		[minute - 1, "held"],
		[minute, "doubtful"],
		[10 * minute - 1, "doubtful"],
		[10 * minute, "certain"],
	])("makes a lesson after %i ms %s", (age, worth) => {
		expect(worthOfLesson({ h: { factorId: null, since: now } }, "f", now + age)).toBe(worth);
		expect(worthOfLesson({ h: { factorId: "f", since: now } }, "f", now + age)).toBe(worth);
		expect(worthOfLesson({ h: { factorId: "g", since: now } }, "f", now + age)).toBe("certain");
		const newer = { h: { factorId: null, since: now }, i: { factorId: "f", since: now + age } };
		expect(worthOfLesson(newer, "f", now + age)).toBe("held");
	});
});

describe("a code that was sent", () => {
	it("is dead after a change that ends codes, and lives through any other", async () => {
		for (const endsCodes of [true, false]) {
			const { stub, issue, verify, lesson } = await newSentGuard();
			await issue("271828", {}, lesson);
			await stub().hold(hold("one", null, endsCodes), now);
			await stub().release({ id: "one", factorId: null });
			const known = await verify("271828");
			if (known.result !== "unknown") throw new Error("the guard knows the factor");
			const verdict = await verify("271828", {}, { ...lesson, epoch: known.epoch });
			expect(verdict.result).toBe(endsCodes ? "wrong" : "accepted");
		}
	});
});
