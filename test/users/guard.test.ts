import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { sealSecret } from "../../src/guard/secret";
import type { Attempt, Lesson, Verdict } from "../../src/guard/types";
import { countBindings } from "../support/counted-bindings";
import { createWorld, unique, type World } from "../support/world";
import { countEvents, newUser } from "./people";

const factorId = "ufsOfTheGuardTest000";

/** Asks a user's guard about a security answer that is never right. */
async function ask(world: World, userId: string, epoch?: number): Promise<Verdict> {
	const attempt: Attempt = {
		id: unique("attempt"),
		generation: 0,
		purpose: "verify",
		factorId,
		code: "wrong",
		isAnswer: true,
		now: world.clock.now,
		asker: { requestId: "req", requestUri: "/", apiTokenId: "00T", ipAddress: null, userAgent: null },
	};
	const sealedSecret = await sealSecret(world.ctx.env.sealKeys, userId, factorId, "0".repeat(64));
	const lesson: Lesson | undefined =
		epoch === undefined
			? undefined
			: {
					epoch,
					subject: { id: userId, login: "x", displayName: "x" },
					factor: {
						id: factorId,
						status: "ACTIVE",
						authenticatorId: null,
						name: "Question",
						challengeType: "ChallengeQuestion",
						method: { kind: "answer" },
						sealedSecret,
					},
				};
	return env.GUARD.get(env.GUARD.idFromName(userId)).attempt(attempt, lesson);
}

/** The guard's epoch; fails the test when the guard knows the factor. */
async function epochOf(world: World, userId: string): Promise<number> {
	const verdict = await ask(world, userId);
	if (verdict.result !== "unknown") throw new Error(`the guard knows the factor: ${verdict.result}`);
	return verdict.epoch;
}

const step = (world: World, id: string, name: string) => world.call("POST", `/api/v1/users/${id}/lifecycle/${name}`);

describe("the guard", () => {
	it.each([
		["suspended", (world: World, id: string) => step(world, id, "suspend")],
		["deactivated", (world: World, id: string) => step(world, id, "deactivate")],
		["deleted the first time", (world: World, id: string) => world.call("DELETE", `/api/v1/users/${id}`)],
		[
			"given another name",
			(world: World, id: string) => world.call("POST", `/api/v1/users/${id}`, { profile: { lastName: "Costa" } }),
		],
	])("forgets a warm factor of a user who is %s, and takes no lesson from before", async (_, change) => {
		const world = await createWorld();
		const { id } = await newUser(world);
		const before = await epochOf(world, id);
		expect(await ask(world, id, before)).toEqual({ result: "wrong" });
		expect((await change(world, id)).status).toBeLessThan(300);
		const after = await epochOf(world, id);
		expect(await ask(world, id, before)).toEqual({ result: "unknown", epoch: after });
		expect(await ask(world, id, after)).toEqual({ result: "wrong" });
	});

	it("takes no lesson about a user who has been deleted", async () => {
		const world = await createWorld();
		const { id } = await newUser(world);
		await world.call("DELETE", `/api/v1/users/${id}`);
		await world.call("DELETE", `/api/v1/users/${id}`);
		const epoch = await epochOf(world, id);
		expect(await ask(world, id, epoch)).toEqual({ result: "unknown", epoch });
	});
});

describe("the lock", () => {
	it("is read, and cleared by unlock, which is logged", async () => {
		const world = await createWorld();
		const { id } = await newUser(world);
		const lock = async () => (await world.call("GET", `/api/v1/users/${id}/lock`)).body;
		expect(await lock()).toEqual({ failures: 0, lockedUntil: null, failuresInARow: [] });
		const epoch = await epochOf(world, id);
		for (let failure = 0; failure < 5; failure++) await ask(world, id, epoch);
		expect(await ask(world, id)).toEqual({ result: "locked", retryAfterSeconds: 300 });
		expect(await lock()).toEqual({
			failures: 5,
			lockedUntil: new Date(world.clock.now + 300_000).toISOString(),
			failuresInARow: [{ factorId, failures: 5, pausedUntil: null, needsAdministrator: false }],
		});
		expect((await step(world, id, "unlock")).body).toEqual({});
		expect(await lock()).toEqual({ failures: 0, lockedUntil: null, failuresInARow: [] });
		expect(await ask(world, id)).toEqual({ result: "wrong" });
		expect(await countEvents(world, "user.account.unlock_by_admin", id)).toBe(1);
	});

	it("is cleared without a write to the user's row", async () => {
		const { bindings, count } = countBindings();
		const world = await createWorld({ bindings });
		const { id } = await newUser(world);
		const { calls } = await count((onAnswer) =>
			world.call("POST", `/api/v1/users/${id}/lifecycle/unlock`, undefined, { onAnswer }),
		);
		expect(calls.objects).toEqual(["GUARD.unlock"]);
		expect(calls.statements.filter((statement) => !statement.startsWith("select"))).toEqual([
			expect.stringMatching(/^insert into "log_events"/),
		]);
	});

	it("is nobody's who doesn't exist", async () => {
		const world = await createWorld();
		expect((await world.call("GET", "/api/v1/users/00uNobody00000000000/lock")).status).toBe(404);
		expect((await step(world, "00uNobody00000000000", "unlock")).status).toBe(404);
	});
});
