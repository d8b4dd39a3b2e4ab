import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { CodeShape } from "../../src/guard/types";
import { unique } from "../support/world";
import { expiresAt, holderOf, issued, newGuard, now, sentFactor } from "./sent-guard";

const letters: CodeShape = { length: 8, alphabet: "ABCDEFGHJKLMNPQRSTUVWXYZ23456789" };
const mixedCase: CodeShape = { length: 5, alphabet: "abcdeABCDE" };
const malformed = (length: number, isNumeric: boolean) => ({ result: "unfit", reason: "malformed", length, isNumeric });
const ofLetters = { method: { kind: "sent", shape: letters } } as const;

async function storedState(stub: DurableObjectStub): Promise<{ codes: Record<string, object[]>; failures: number[] }> {
	return runInDurableObject(stub, (_, state) => {
		const [row] = [...state.storage.sql.exec("SELECT value FROM kept WHERE id = 0")];
		return JSON.parse(String(row?.value));
	});
}

describe("a code of letters", () => {
	it("is accepted once, in either case, also after an eviction", async () => {
		const { verify, issue, lesson } = await newGuard(ofLetters);
		expect(await issue("ABCD2345", { shape: letters }, lesson)).toEqual(issued);
		await abortAllDurableObjects();
		expect(await verify("ABCD2346")).toEqual({ result: "wrong" });
		expect(await verify("abcD2345")).toEqual({ result: "accepted", deliveryId: "dlv-ABCD2345" });
		expect(await verify("ABCD2345")).toEqual({ result: "wrong" });
	});

	it("is accepted in either case when its alphabet has lower-case letters only", async () => {
		const shape = { length: 4, alphabet: "1234567890abcd" };
		const { verify, issue, lesson } = await newGuard();
		await issue("12ab", { shape }, lesson);
		expect(await verify("12AC")).toEqual({ result: "wrong" });
		expect((await verify("12Ab")).result).toBe("accepted");
	});

	it("has to be typed in the right case when its alphabet has both cases", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("abCDE", { shape: mixedCase }, lesson);
		expect(await verify("ABCDE")).toEqual({ result: "wrong" });
		expect((await verify("abCDE")).result).toBe("accepted");
	});

	it("of another length or with another character is malformed, and isn't counted", async () => {
		const { stub, verify, issue, lesson } = await newGuard(ofLetters);
		await issue("ABCD2345", { shape: letters }, lesson);
		for (const typed of ["ABCD234", "ABCD23456", "ABCD234O", "271828", ""]) {
			expect(await verify(typed)).toEqual(malformed(8, false));
		}
		expect((await stub().lockStatus(now)).failures).toBe(0);
	});

	it("is accepted exactly once of 200 times at once", async () => {
		const { verify, issue, lesson } = await newGuard(ofLetters);
		await issue("ABCD2345", { shape: letters }, lesson);
		const typed = (index: number) => (index % 2 === 0 ? "ABCD2345" : "abcd2345");
		const verdicts = await Promise.all(Array.from({ length: 200 }, (_, index) => verify(typed(index))));
		const count = (result: string) => verdicts.filter((verdict) => verdict.result === result).length;
		expect([count("accepted"), count("wrong"), count("locked")]).toEqual([1, 5, 194]);
	});
});

describe("codes of several shapes", () => {
	it("are under way at once, and each is accepted by its own shape", async () => {
		for (const [typed, deliveryId] of [
			["271828", "dlv-271828"],
			["abcd2345", "dlv-ABCD2345"],
			["abCDE", "dlv-abCDE"],
		] as const) {
			const { verify, issue, lesson } = await newGuard();
			await issue("271828", {}, lesson);
			await issue("ABCD2345", { shape: letters });
			await issue("abCDE", { shape: mixedCase });
			expect(await verify("27182")).toEqual(malformed(5, false));
			expect(await verify("2718281")).toEqual(malformed(5, false));
			expect(await verify("314159")).toEqual({ result: "wrong" });
			expect(await verify(typed)).toEqual({ result: "accepted", deliveryId });
		}
	});

	it("decide while they count, and then the factor's own shape decides", async () => {
		const { stub, factorId, verify, issue, lesson } = await newGuard(ofLetters);
		await issue("271828", {}, lesson);
		expect(await verify("ABCD2345")).toEqual(malformed(6, true));
		await issue("ABCD2345", { shape: letters });
		expect(await verify("ABCD2346")).toEqual({ result: "wrong" });
		await stub().confirmCode(factorId, "dlv-ABCD2345");
		expect(await verify("271828")).toEqual(malformed(8, false));
		await stub().withdrawCode(factorId, "dlv-ABCD2345");
		expect(await verify("271828")).toEqual(malformed(8, false));
		expect(await verify("ABCD2345")).toEqual({ result: "wrong" });
	});
});

describe("two holders of one user", () => {
	async function twoHolders() {
		const guard = await newGuard();
		const second = unique("emf");
		const lesson = { ...guard.lesson, factor: sentFactor(second, ofLetters) };
		await guard.issue("271828", {}, guard.lesson);
		await guard.issue("ABCD2345", { holder: holderOf(second), shape: letters }, lesson);
		return { ...guard, second };
	}

	it("are locked together by five failures in five minutes over both", async () => {
		const { stub, verify, second } = await twoHolders();
		for (const [index, seconds] of [0, 60, 120, 180, 299].entries()) {
			const at = { now: now + seconds * 1000 };
			const attempt = index % 2 === 0 ? verify("999999", at) : verify("ZZZZ9999", { ...at, factorId: second });
			expect(await attempt).toEqual({ result: "wrong" });
		}
		const at = { now: now + 299_000 };
		expect(await verify("271828", at)).toEqual({ result: "locked", retryAfterSeconds: 1 });
		expect((await verify("ABCD2345", { ...at, factorId: second })).result).toBe("locked");
		expect(await stub().lockStatus(at.now)).toMatchObject({ failures: 5, lockedUntil: now + 300_000 });
	});

	it("are judged by their own codes, and the use of a code leaves the other holder's code", async () => {
		const { verify, second } = await twoHolders();
		expect(await verify("ABCD2345")).toEqual(malformed(6, true));
		expect(await verify("271828", { factorId: second })).toEqual(malformed(8, false));
		expect((await verify("271828")).result).toBe("accepted");
		expect((await verify("ABCD2345", { factorId: second })).result).toBe("accepted");
	});
});

describe("the guard's row", () => {
	it("holds a six-digit code in no more bytes than before codes had a shape", async () => {
		const { stub, factorId, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		const before = [{ hash: "0".repeat(64), issuedAt: now, expiresAt, deliveryId: "dlv-271828" }];
		const { codes } = await storedState(stub());
		expect(JSON.stringify(codes)).toHaveLength(JSON.stringify({ [factorId]: before }).length);
	});

	it("holds the shape of any other code", async () => {
		const { stub, factorId, issue, lesson } = await newGuard();
		await issue("ABCD2345", { shape: letters }, lesson);
		expect((await storedState(stub())).codes[factorId]).toMatchObject([{ shape: letters }]);
	});
});
