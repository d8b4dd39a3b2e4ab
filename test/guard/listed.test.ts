import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { countLeft, judgeListed, longestList } from "../../src/guard/listed";
import { sealSecret, sentCodeHash } from "../../src/guard/secret";
import type { Lesson, Verdict } from "../../src/guard/types";
import { lookupKey, newGuard, now, sealKeys } from "./token-guard";

const shape = { length: 6, alphabet: "abcdefghjk23456789" };
const codes = ["fedcba", "gfedcb", "hgfedc", "jhgfed"];

/** A guard that knows a list of codes. */
async function listGuard() {
	const guard = await newGuard({ kind: "listed", shape });
	const { userId, factorId, stub, attempt, epoch } = guard;
	const hashes = await Promise.all(codes.map((code) => sentCodeHash(lookupKey, factorId, code)));
	const { factor, ...rest } = await guard.lesson(epoch);
	const sealedSecret = await sealSecret(sealKeys, userId, factorId, JSON.stringify(hashes));
	const lesson: Lesson = { ...rest, factor: { ...factor, sealedSecret, countedAs: "ChallengeRecoveryCode" } };
	const ask = (code: string, at = now): Promise<Verdict> => stub().attempt(attempt({ code, now: at }), lesson);
	return { ...guard, ask };
}

describe("a code of a list", () => {
	it("is accepted once, in either case, and not after an eviction either", async () => {
		const { ask } = await listGuard();
		expect(await ask("GFEDcb")).toEqual({ result: "accepted" });
		expect(await ask("gfedcb")).toEqual({ result: "replayed" });
		await abortAllDurableObjects();
		expect(await ask("gfedcb")).toEqual({ result: "replayed" });
		expect(await ask("fedcba")).toEqual({ result: "accepted" });
	});

	it("is wrong when the list doesn't have it, and malformed when no list could", async () => {
		const { stub, ask } = await listGuard();
		expect(await ask("jjjjjj")).toEqual({ result: "wrong" });
		for (const typed of ["", "fedcb", "fedcbag", "fedcb1", "ｆedcba"]) {
			expect(await ask(typed)).toEqual({ result: "unfit", reason: "malformed", length: 6, isNumeric: false });
		}
		expect((await stub().lockStatus(now)).failures).toBe(1);
	});

	it("is accepted once of 200 at once, and of all its codes at once each is", async () => {
		const { ask } = await listGuard();
		const same = await Promise.all(Array.from({ length: 200 }, () => ask("fedcba")));
		expect(same.filter(({ result }) => result === "accepted")).toHaveLength(1);
		const later = now + 301_000;
		const others = await Promise.all(codes.slice(1).map((code) => ask(code, later)));
		expect(others).toEqual([{ result: "accepted" }, { result: "accepted" }, { result: "accepted" }]);
	});

	it("leaves neither code nor plain hash in the guard", async () => {
		const { stub, factorId, ask } = await listGuard();
		await ask("fedcba");
		const stored = await runInDurableObject(stub(), (_, state) =>
			JSON.stringify([...state.storage.sql.exec("SELECT * FROM kept")]),
		);
		expect(stored).not.toContain("fedcba");
		expect(stored).not.toContain(await sentCodeHash(lookupKey, factorId, "fedcba"));
	});

	it("is judged by all bits of the longest list, and what is left is counted", () => {
		const hashes = Array.from({ length: longestList }, (_, place) => `hash ${place}`);
		let mark = { highest: 0, drift: 0 };
		for (const [place, hash] of hashes.entries()) {
			expect(countLeft(longestList, mark)).toBe(longestList - place);
			const judged = judgeListed(hashes, mark, hash);
			expect(judged.result).toBe("accepted");
			if (judged.result === "accepted" && judged.mark) mark = judged.mark;
			expect(judgeListed(hashes, mark, hash)).toEqual({ result: "replayed" });
		}
		expect([countLeft(longestList, mark), countLeft(longestList, null)]).toEqual([0, longestList]);
	});
});
