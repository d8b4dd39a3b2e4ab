import { abortAllDurableObjects, env, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { NewKeptCode } from "../../src/challenges/codes/kept-code";
import { createCtx } from "../../src/context";
import { createKept, findKept, keeperOf, outcomeOf, takeStep } from "../../src/transactions/client";
import { resultEntry } from "../../src/transactions/entries";
import { lifeMs } from "../../src/transactions/facts";
import type { Event } from "../../src/transactions/states/event";
import { connectionLost, losingAnswers } from "../support/lost-answers";
import { createWorld } from "../support/world";
import { answering, createdIn, factsFor, loggedOf, objectOf, summaryOf } from "./kept";

const made = (expiresAt: number, destinationHash = "number"): NewKeptCode => ({
	sealed: "v1.sealed",
	shape: { length: 5, alphabet: "0123456789" },
	expiresAt,
	destinationHash,
});
const begunBy = (attemptId: string): Event => ({
	type: "ANSWER_BEGUN",
	typeKey: "ChallengeSMS",
	fieldKey: null,
	attemptId,
	at: 1,
});
const right: Event = { type: "POST_AUTHENTICATION_DECIDED", action: "ALLOW", isWithoutMethod: false, decisionId: null };

describe("the object of a transaction", () => {
	it("is made once, and knows the state after a restart", async () => {
		const world = await createWorld();
		const { facts, take, find } = await createdIn(world, { name: "PASSWORD" });
		await take({ type: "PASSWORD_TOLD", result: "right" });
		await createKept(world.ctx, facts, { name: "PASSWORD" });
		await abortAllDurableObjects();
		expect(await find()).toMatchObject({ facts, state: { name: "POST_AUTHENTICATION_DUE" }, version: 1 });
	});

	it("knows nothing of a step that couldn't be written, and takes it again", async () => {
		const world = await createWorld();
		const { facts, take, find } = await createdIn(world, { name: "PASSWORD" });
		const rename = (from: string, to: string) =>
			runInDurableObject(env.TRANSACTIONS.get(env.TRANSACTIONS.idFromName(facts.id)), (_, { storage }) => {
				storage.sql.exec(`ALTER TABLE ${from} RENAME TO ${to}`);
			});
		await rename("waiting", "elsewhere");
		await expect(take({ type: "PASSWORD_TOLD", result: "right" })).rejects.toThrow("no such table: waiting");
		await rename("elsewhere", "waiting");
		expect(await find()).toMatchObject({ state: { name: "PASSWORD" }, version: 0 });
		expect(await take({ type: "PASSWORD_TOLD", result: "right" })).toMatchObject({ version: 1 });
		expect(await find()).toMatchObject({ state: { name: "POST_AUTHENTICATION_DUE" }, version: 1 });
	});

	it("leaves nothing behind for an id that nobody has", async () => {
		const world = await createWorld();
		const { id } = await factsFor(world);
		expect(await findKept(world.ctx, id)).toBeNull();
		await keeperOf(world.ctx, await factsFor(world, { id })).end();
		expect(await objectOf(id).stored()).toBe("[]");
	});

	it("gives one of two hundred answers the turn", async () => {
		const world = await createWorld();
		const { take } = await createdIn(world, answering);
		const answers = await Promise.allSettled(Array.from({ length: 200 }, (_, index) => take(begunBy(`a${index}`))));
		expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		const reasons = answers.flatMap((one) => (one.status === "rejected" ? [one.reason.causes[0].reason] : []));
		expect(new Set(reasons)).toEqual(new Set(["answer-under-way"]));
	});

	it("takes a right answer once, however often it is told", async () => {
		const world = await createWorld();
		const { take, find } = await createdIn(world, answering);
		await take(begunBy("a"));
		const told = await Promise.allSettled(
			Array.from({ length: 50 }, () => take({ type: "ANSWER_JUDGED", attemptId: "a", answered: "right", at: 2 })),
		);
		expect(told.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		expect(await find()).toMatchObject({ state: { name: "REGISTRATION_DUE" }, version: 2 });
	});

	it("takes a step whose answer gets lost once", async () => {
		const world = await createWorld();
		const losing = losingAnswers(env.TRANSACTIONS as never, (index) => (index === 1 ? connectionLost() : null));
		const bindings = { ...env, TRANSACTIONS: losing.namespace } as never;
		const ctx = createCtx(bindings, { now: () => world.clock.now, fetch }, () => {});
		const { take } = await createdIn(world, { name: "PASSWORD" }, {}, ctx);
		const kept = await take({ type: "PASSWORD_TOLD", result: "wrong" });
		expect([losing.calls, kept.version]).toEqual([["create", "step", "step"], 1]);
	});

	it("keeps and logs the first of fifty results, and none of a transaction that isn't allowed", async () => {
		const world = await createWorld();
		const { facts, ring } = await createdIn(world, { name: "ALLOWED", ground: { by: "POLICY" } });
		const outcome = outcomeOf(world.ctx, facts);
		const entry = () => resultEntry(world.ctx, facts);
		const kept = await Promise.all(
			Array.from({ length: 50 }, (_, index) => outcome.keepResult({ jwt: `jwt${index}`, expiresAt: 1 }, entry())),
		);
		expect(new Set(kept.map((result) => result?.jwt))).toEqual(new Set([kept[0]!.jwt]));
		await ring(world.clock.now);
		const logged = await loggedOf(facts.id);
		expect(logged.filter(({ type }) => type === "user.transaction.result")).toHaveLength(1);
		const blocked = await createdIn(world, { name: "PASSWORD" });
		expect(await outcomeOf(world.ctx, blocked.facts).keepResult({ jwt: "j", expiresAt: 1 }, entry())).toBeNull();
	});

	it("refuses a decision about what isn't so any more, and says what is", async () => {
		const world = await createWorld();
		const { kept, take } = await createdIn(world, { name: "POST_AUTHENTICATION_DUE" });
		await take(right);
		const moved = await takeStep(world.ctx, kept, { ...right, action: "BLOCK" }, { isBound: true });
		expect(moved).toMatchObject({ state: { name: "REGISTRATION_DUE" }, version: 1 });
	});

	it("refuses what doesn't fit, with the state as the reason", async () => {
		const world = await createWorld();
		const { take } = await createdIn(world, { name: "PASSWORD" });
		await expect(take(right)).rejects.toMatchObject({
			code: "E0000107",
			causes: [{ reason: "transaction-state", params: { status: "PASSWORD" } }],
		});
	});
});

describe("its codes", () => {
	it("are sent three times, and each message is noted before it leaves", async () => {
		const world = await createWorld();
		const { facts, find } = await createdIn(world, answering);
		const keeper = keeperOf(world.ctx, facts);
		const claims = await Promise.all(
			Array.from({ length: 20 }, (_, index) =>
				keeper.claim("ChallengeSMS", made(world.clock.now + 1_000), `dlv${index}`, world.clock.now),
			),
		);
		expect(claims.filter(({ result }) => result === "claimed")).toHaveLength(3);
		const noted = (await find())!.state;
		expect(noted).toMatchObject({ sends: { ChallengeSMS: { length: 3 } } });
		await keeper.giveBack("ChallengeSMS", "dlv0");
		expect((await find())!.state).toMatchObject({ sends: { ChallengeSMS: { length: 2 } } });
	});

	it("aren't sent for a type that wasn't chosen, nor once the transaction has ended", async () => {
		const world = await createWorld();
		const { facts, take, stored } = await createdIn(world, answering);
		const keeper = keeperOf(world.ctx, facts);
		const claim = (type: string) => keeper.claim(type, made(world.clock.now + 1_000), "dlv", world.clock.now);
		await expect(claim("ChallengeEmail")).rejects.toMatchObject({ code: "E0000107" });
		await claim("ChallengeSMS");
		await take({ type: "CANCELLED" });
		expect(await stored()).not.toContain("v1.sealed");
		await expect(claim("ChallengeSMS")).rejects.toMatchObject({ code: "E0000107" });
		expect(await stored()).not.toContain("v1.sealed");
	});

	it("die with their type, and others stay", async () => {
		const world = await createWorld();
		const { facts, take, stored } = await createdIn(world, answering);
		const claim = () =>
			keeperOf(world.ctx, facts).claim("ChallengeSMS", made(world.clock.now + 1_000), "dlv", world.clock.now);
		await claim();
		await take(begunBy("a"));
		await take({ type: "ANSWER_JUDGED", attemptId: "a", answered: "wrong", at: 2 });
		expect(await stored()).toContain("v1.sealed");
		const offer = answering.name === "ANSWERING" ? answering.offer.slice(1) : [];
		await take({ type: "CHALLENGE_DECIDED", challenged: { says: "OFFER", offer } });
		expect(await stored()).not.toContain("v1.sealed");
	});
});

describe("its end", () => {
	it("comes by itself, with the codes, to the millisecond", async () => {
		const world = await createWorld();
		const { facts, find, take, stored } = await createdIn(world, answering);
		await keeperOf(world.ctx, facts).claim("ChallengeSMS", made(facts.expiresAt + 1), "dlv", world.clock.now);
		world.clock.now = facts.expiresAt - 1;
		expect((await find())!.state.name).toBe("ANSWERING");
		world.clock.now += 1;
		await expect(take(begunBy("a"))).rejects.toMatchObject({ code: "E0000107" });
		expect((await find())!.state).toEqual({ name: "EXPIRED" });
		expect(await stored()).not.toContain("v1.sealed");
	});

	it("is in the log and in the summary, whoever looks or doesn't look", async () => {
		const world = await createWorld();
		const { facts, take, ring } = await createdIn(world, { name: "PASSWORD" });
		await take({ type: "PASSWORD_TOLD", result: "wrong" });
		await ring(facts.startedAt + 6_000);
		const open = { user_id: facts.user.id, purpose: "sign-in", state: "PASSWORD", reason: null, ended_at: null };
		expect(await summaryOf(facts.id)).toEqual(open);
		await ring(facts.startedAt + lifeMs);
		expect(await summaryOf(facts.id)).toEqual({ ...open, state: "EXPIRED", ended_at: facts.startedAt + lifeMs });
		expect(await loggedOf(facts.id)).toEqual([
			{ type: "user.transaction.create", outcome: "SUCCESS", state: "PASSWORD" },
			{ type: "user.transaction.password", outcome: "FAILURE", state: "PASSWORD" },
			{ type: "user.transaction.expire", outcome: "SUCCESS", state: "EXPIRED" },
		]);
	});

	it("is forgotten after an hour", async () => {
		const world = await createWorld();
		const { facts, take, ring, stored, find } = await createdIn(world, { name: "PASSWORD" });
		await take({ type: "CANCELLED" });
		await ring(facts.startedAt + 3_599_999);
		expect(await find()).toMatchObject({ state: { name: "CANCELLED" } });
		await ring(facts.startedAt + 3_600_000);
		expect(await find()).toBeNull();
		expect(await stored()).toBe("[]");
		expect(await summaryOf(facts.id)).toMatchObject({ state: "CANCELLED" });
	});

	it("leaves no summary of a user who was deleted meanwhile", async () => {
		const world = await createWorld();
		const { facts, ring } = await createdIn(world, { name: "PASSWORD" });
		await env.DB.prepare("DELETE FROM users WHERE id = ?").bind(facts.user.id).run();
		await ring(facts.startedAt + 6_000);
		expect(await summaryOf(facts.id)).toBeNull();
	});
});
