// A temporary allow in the login of a person: BLOCK becomes a challenge, and nothing else changes.
import { beforeEach, describe, expect, it } from "vitest";
import { createList, createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { createCaller } from "../transactions/transactions";
import { createOperator, note } from "./care";

let world: World;
let operator: Awaited<ReturnType<typeof createOperator>>;
let caller: Awaited<ReturnType<typeof createCaller>>;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	operator = await createOperator(world);
	caller = await createCaller(world);
});

const answer = "Brussels sprouts";

async function createQuestioned(): Promise<string> {
	const { id } = await createUser(world);
	const profile = { question: "disliked_food", answer };
	await world.call("POST", `/api/v1/users/${id}/factors`, { factorType: "question", provider: "OKTA", profile });
	return id;
}

const block = (checkpoint: string, conditions: unknown[] = [{ condition: "always" }]) =>
	createPolicy(world, { checkpoint, rules: [ruleOf({ conditions, actionGroup: "BLOCK" })] });

const allow = async (userId: string, more: object = {}) => {
	const { status, body } = await operator.act(userId, "temporary-allow", { ...note, ...more });
	expect(status, JSON.stringify(body)).toBe(200);
	return body;
};

const statusOf = async (userId: string, more: Record<string, unknown> = {}) =>
	(await caller.begin(userId, more)).first.status;

describe("a person whom policies block", () => {
	it("is challenged after an allow, is let in by a right answer alone, and nobody else is", async () => {
		await block("POST_AUTHENTICATION");
		await block("CHALLENGE");
		const [id, other] = [await createQuestioned(), await createQuestioned()];
		expect(await statusOf(id)).toBe("BLOCK");
		const { until } = await allow(id, { minutes: 30 });
		expect(Date.parse(until)).toBe(world.clock.now + 30 * 60_000);
		const { first, step } = await caller.begin(id);
		expect(first).toMatchObject({ status: "CHALLENGE", offer: [{ type: "ChallengeQuestion" }] });
		await step("choose", { type: "ChallengeQuestion" });
		expect((await step("answer", { answer: "something else" })).body.transaction.status).toBe("CHALLENGE");
		expect((await step("answer", { answer })).body.transaction.status).toBe("ALLOW");
		expect(await statusOf(other)).toBe("BLOCK");
	});

	it("is blocked again after the end to the millisecond, and after a cancel at once", async () => {
		await block("POST_AUTHENTICATION");
		const id = await createQuestioned();
		await allow(id);
		expect((await operator.look(id)).body.temporaryAllow).toEqual({
			until: new Date(world.clock.now + 120 * 60_000).toISOString(),
		});
		world.clock.now += 120 * 60_000 - 1;
		expect(await statusOf(id)).toBe("CHALLENGE");
		world.clock.now += 1;
		expect(await statusOf(id)).toBe("BLOCK");
		await allow(id, { minutes: 1440 });
		expect(await statusOf(id)).toBe("CHALLENGE");
		expect((await operator.act(id, "temporary-allow/cancel")).status).toBe(204);
		expect(await statusOf(id)).toBe("BLOCK");
		expect((await operator.look(id)).body.temporaryAllow).toBeNull();
	});

	it("stays blocked where there is nothing to be challenged by, and isn't asked to register instead", async () => {
		await block("POST_AUTHENTICATION");
		const { id } = await createUser(world);
		await allow(id);
		expect(await statusOf(id)).toBe("BLOCK");
	});

	it("is told the reason of the decision, and the history has what was decided", async () => {
		await block("POST_AUTHENTICATION");
		const id = await createQuestioned();
		await allow(id);
		const input = { checkpoint: "POST_AUTHENTICATION", user: id, record: true };
		const { body } = await world.call("POST", "/api/v1/decisions?explain=true", input);
		expect(body).toMatchObject({
			action: "CHALLENGE",
			reason: "temporary_allow",
			challengeTypes: ["ChallengeQuestion"],
			trace: { policies: [{ actions: ["BLOCK"] }] },
		});
	});
});

describe("an allow passes", () => {
	it("no check of address or country before the password", async () => {
		const countries = await createList(world, { kind: "COUNTRIES", values: ["KP"] });
		const addresses = await createList(world, { kind: "ADDRESSES", values: ["203.0.113.0/24"] });
		for (const [condition, { id: listId }] of [
			["location-country-in-list", countries],
			["location-address-in-list", addresses],
		] as const) {
			await block("PRE_AUTHENTICATION", [{ condition, parameters: { listId } }]);
		}
		await block("POST_AUTHENTICATION");
		const id = await createQuestioned();
		await allow(id);
		const from = (client: object) => statusOf(id, { checkpoint: "PRE_AUTHENTICATION", client });
		expect(await from({ country: "KP" })).toBe("BLOCK");
		expect(await from({ ip: "203.0.113.9" })).toBe("BLOCK");
		expect(await from({ country: "JP", ip: "198.51.100.9" })).toBe("CONTINUE");
	});

	it("no suspension, and no deactivation", async () => {
		await block("POST_AUTHENTICATION");
		const id = await createQuestioned();
		await allow(id);
		for (const step of ["suspend", "deactivate"]) {
			await world.call("POST", `/api/v1/users/${id}/lifecycle/${step}`);
			const begun = await caller.create({ user: id, checkpoint: "POST_AUTHENTICATION" });
			expect(begun.body.errorCode, step).toBe("E0000038");
			const input = { checkpoint: "POST_AUTHENTICATION", user: id };
			expect((await world.call("POST", "/api/v1/decisions", input)).body.action, step).toBe("BLOCK");
		}
	});

	it("no lock of the guard", async () => {
		await block("POST_AUTHENTICATION");
		const id = await createQuestioned();
		await allow(id);
		const { step } = await caller.begin(id);
		await step("choose", { type: "ChallengeQuestion" });
		for (let count = 0; count < 5; count++) await step("answer", { answer: `not ${count}` });
		expect((await step("answer", { answer })).status).toBe(429);
	});
});

describe("an allow", () => {
	it.each([[0], [1441], [1.5], [-1], ["60"], [null]])("isn't granted for %j minutes", async (minutes) => {
		const { id } = await createUser(world);
		expect((await operator.act(id, "temporary-allow", { ...note, minutes })).body.errorCode).toBe("E0000001");
	});

	it("says in the log until when, and goes with the user", async () => {
		const { id } = await createUser(world);
		const { until } = await allow(id, { minutes: 1 });
		const [entry] = (await operator.timeline(id)).body;
		expect(entry).toMatchObject({
			eventType: "user.temporary_allow.grant",
			debugContext: { debugData: { ...note, endsAt: until } },
		});
		for (let times = 0; times < 2; times++) await world.call("DELETE", `/api/v1/users/${id}`);
		const { results } = await world.ctx.env.bindings.DB.prepare("SELECT * FROM temporary_allows WHERE user_id = ?")
			.bind(id)
			.all();
		expect(results).toEqual([]);
	});
});
