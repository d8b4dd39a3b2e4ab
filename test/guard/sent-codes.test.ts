import { abortAllDurableObjects } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { sentCodeHash } from "../../src/guard/secret";
import type { Attempt } from "../../src/guard/types";
import { unique } from "../support/world";
import {
	asker,
	expiresAt,
	fresh,
	holderOf,
	inactiveAuthenticatorIds,
	issued,
	lookupKey,
	newGuard,
	now,
	sealedAddress,
	sixDigits,
	storedText,
} from "./sent-guard";

describe("a code that was sent", () => {
	it("is taken with a lesson, accepted once, and names the message that carried it", async () => {
		const { verify, issue, lesson } = await newGuard();
		expect(await issue("271828", {}, lesson)).toEqual(issued);
		expect(await verify("271828")).toEqual({ result: "accepted", deliveryId: "dlv-271828" });
		expect(await verify("271828")).toEqual({ result: "wrong" });
	});

	it("is accepted one millisecond before it expires and called expired from then on", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		expect(await verify("271828", { now: expiresAt })).toEqual({ result: "expired" });
		expect(await verify("314159", { now: expiresAt })).toEqual({ result: "wrong" });
		expect((await verify("271828", { now: expiresAt - 1 })).result).toBe("accepted");
	});

	it("counts beside the next one until that is confirmed", async () => {
		const { stub, factorId, verify, issue, lesson } = await newGuard();
		expect(await issue("271828", {}, lesson)).toEqual(issued);
		expect(await issue("314159")).toEqual({ ...issued, isReplacing: true });
		await stub().confirmCode(factorId, "dlv-314159");
		expect(await verify("271828")).toEqual({ result: "wrong" });
		expect(await verify("314159")).toEqual({ result: "accepted", deliveryId: "dlv-314159" });
	});

	it("is as good as the next one while that is under way, and using either ends both", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		await issue("314159");
		expect(await verify("271828")).toEqual({ result: "accepted", deliveryId: "dlv-271828" });
		expect(await verify("314159")).toEqual({ result: "wrong" });
	});

	it("is wrong once the next one is ten seconds old, confirmed or not", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		await issue("314159", { now: now + 30_000 });
		expect(await verify("271828", { now: now + 40_000 })).toEqual({ result: "wrong" });
		expect((await verify("314159", { now: now + 40_000 })).result).toBe("accepted");
	});

	it("is the only one again when those after it are withdrawn, also after an eviction", async () => {
		const { stub, factorId, verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		const codes = ["314159", "161803", "141421"];
		for (const [index, code] of codes.entries()) await issue(code, { now: now + 30_000 + index });
		for (const code of ["161803", "141421", "141421", "314159"]) await stub().withdrawCode(factorId, `dlv-${code}`);
		await abortAllDurableObjects();
		for (const code of codes) expect(await verify(code)).toEqual({ result: "wrong" });
		expect(await verify("271828")).toEqual({ result: "accepted", deliveryId: "dlv-271828" });
	});

	it("that was withdrawn leaves none when it was the first, and changes nothing once a code was used", async () => {
		const { stub, factorId, verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		await stub().withdrawCode(factorId, "dlv-271828");
		expect(await verify("271828")).toEqual({ result: "wrong" });
		await issue("271828");
		await issue("314159");
		await verify("314159");
		await stub().withdrawCode(factorId, "dlv-314159");
		await stub().confirmCode(factorId, "dlv-314159");
		expect(await verify("271828")).toEqual({ result: "wrong" });
	});

	it("is one of four under way at the most; more are refused and change nothing", async () => {
		const { stub, factorId, verify, issue, lesson } = await newGuard();
		for (const code of ["271828", "314159", "161803", "141421"]) await issue(code, {}, lesson);
		expect(await issue("173205")).toEqual({ result: "busy", sealedAddress });
		expect(await verify("173205")).toEqual({ result: "wrong" });
		await stub().confirmCode(factorId, "dlv-161803");
		expect((await issue("173205")).result).toBe("issued");
		expect((await verify("141421")).result).toBe("accepted");
	});

	it("can be asked for by the message that carries it", async () => {
		const { stub, factorId, verify, issue, lesson } = await newGuard();
		const isCounting = (code: string, at = now) => stub().isCodeCounting(factorId, `dlv-${code}`, at);
		await issue("271828", {}, lesson);
		await issue("314159");
		expect([await isCounting("271828"), await isCounting("314159")]).toEqual([true, true]);
		await stub().confirmCode(factorId, "dlv-314159");
		expect([await isCounting("271828"), await isCounting("314159")]).toEqual([false, true]);
		await verify("314159");
		expect(await isCounting("314159")).toBe(false);
	});

	it("is issued once, however often the same message asks for it", async () => {
		const { stub, verify, issue, lesson, factorId } = await newGuard();
		await issue("271828", {}, lesson);
		for (let time = 0; time < 6; time++) expect(await issue("271828")).toEqual(issued);
		await stub().withdrawCode(factorId, "dlv-271828");
		expect((await verify("271828")).result).toBe("wrong");
	});

	it("is no code of another factor of the same user", async () => {
		const { stub, verify, issue, lesson, factorId } = await newGuard();
		await issue("271828", {}, lesson);
		const other = { ...lesson, factor: { ...lesson.factor, id: unique("sms") } };
		const attempt = (): Attempt => ({
			...fresh(),
			purpose: "verify",
			factorId: other.factor.id,
			code: "271828",
			now,
			asker,
		});
		expect(await stub().attempt(attempt(), other)).toEqual({ result: "wrong" });
		const borrowed = {
			purpose: "verify",
			holder: holderOf(other.factor.id),
			expiresAt,
			deliveryId: "dlv-x",
			shape: sixDigits,
			now,
			inactiveAuthenticatorIds,
			generation: 0,
		} as const;
		await stub().issueCode({ ...borrowed, codeHash: await sentCodeHash(lookupKey, factorId, "271828") });
		expect(await stub().attempt(attempt())).toEqual({ result: "wrong" });
		expect((await verify("271828")).result).toBe("accepted");
	});

	it("outlives an eviction, and so does its use", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		await abortAllDurableObjects();
		expect((await verify("271828")).result).toBe("accepted");
		await abortAllDurableObjects();
		expect(await verify("271828")).toEqual({ result: "wrong" });
	});

	it("is accepted exactly once of 50 times at once", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		const verdicts = await Promise.all(Array.from({ length: 50 }, () => verify("271828")));
		const count = (result: string) => verdicts.filter((verdict) => verdict.result === result).length;
		expect([count("accepted"), count("wrong"), count("locked")]).toEqual([1, 5, 44]);
	});

	it("is nowhere in what the guard keeps", async () => {
		const { stub, verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		await verify("314159");
		const text = await storedText(stub());
		expect(text).toContain("dlv-");
		expect(text.replaceAll("dlv-271828", "")).not.toContain("271828");
		expect(text).not.toContain("314159");
	});

	it("is forgotten when its factor is erased, and when it has expired and another one comes", async () => {
		const { stub, factorId, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		const other = { ...lesson, factor: { ...lesson.factor, id: unique("clf") } };
		await issue("314159", { holder: holderOf(other.factor.id), now: expiresAt }, other);
		expect(await storedText(stub())).not.toContain("dlv-271828");
		await stub().erase([other.factor.id, factorId], [], now);
		expect(await storedText(stub())).not.toContain("dlv-314159");
	});
});

describe("issuing a code", () => {
	it("is refused while the user is locked, and what was issued before stays locked too", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		for (let i = 0; i < 5; i++) await verify("999999");
		expect(await issue("314159")).toEqual({ result: "locked", retryAfterSeconds: 300 });
		expect((await verify("271828")).result).toBe("locked");
		const later = now + 299_999;
		expect(await issue("314159", { now: later })).toEqual({ result: "locked", retryAfterSeconds: 1 });
		expect(await issue("314159", { now: now + 300_000, expiresAt: now + 600_000 })).toEqual(issued);
	});

	it("fits the factor's state and kind", async () => {
		const pending = await newGuard({ status: "PENDING_ACTIVATION" });
		expect(await pending.issue("271828", {}, pending.lesson)).toEqual({ result: "unfit", reason: "pending" });
		expect(await pending.issue("271828", { purpose: "activate" })).toEqual(issued);
		expect(await pending.verify("271828")).toEqual({ result: "unfit", reason: "pending" });
		expect((await pending.verify("271828", { purpose: "activate" })).result).toBe("accepted");

		const active = await newGuard();
		expect(await active.issue("271828", { purpose: "activate" }, active.lesson)).toEqual({
			result: "unfit",
			reason: "active",
		});
		const off = { inactiveAuthenticatorIds: ["aut1"] };
		const ofIt = { ...active.lesson.factor, id: unique("sms"), authenticatorId: "aut1" };
		expect(
			await active.issue("271828", { holder: holderOf(ofIt.id), ...off }, { ...active.lesson, factor: ofIt }),
		).toEqual({
			result: "unfit",
			reason: "inactive",
		});
		const question = { ...active.lesson.factor, id: unique("ufs"), method: { kind: "answer" } as const };
		expect(
			await active.issue("271828", { holder: holderOf(question.id) }, { ...active.lesson, factor: question }),
		).toEqual({
			result: "unfit",
			reason: "other-kind",
		});
	});

	it("leaves no code that a resync or an answer could use, and none of another length", async () => {
		const { verify, issue, lesson } = await newGuard();
		await issue("271828", {}, lesson);
		const resync = { purpose: "resync", nextCode: "271828" } as const;
		expect(await verify("271828", resync)).toEqual({ result: "unfit", reason: "no-token" });
		expect(await verify("271828", { isAnswer: true })).toEqual({ result: "unfit", reason: "other-kind" });
		expect(await verify("2718281")).toEqual({ result: "unfit", reason: "malformed", length: 6, isNumeric: true });
		expect((await verify("271828")).result).toBe("accepted");
	});

	it("takes no lesson that was read before a revocation", async () => {
		const { stub, factorId, issue, lesson } = await newGuard();
		await stub().hold({ id: "hld1", factorId, endsCodes: false }, now);
		expect(await issue("271828", {}, lesson)).toEqual({ result: "unknown", epoch: lesson.epoch + 1 });
	});
});
