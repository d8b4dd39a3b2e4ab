import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

let world: World;
let policy: { id: string; path: string; body: Record<string, unknown> };
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await env.DB.prepare("DELETE FROM decisions").run();
	const conditions = [{ condition: "device-user-agent-contains", parameters: { text: "curl" } }];
	policy = await createPolicy(world, { rules: [ruleOf({ conditions, actionGroup: "BLOCK" })] });
});

/** Ids sort by their time. */
function record(userAgent: string, more: Record<string, unknown> = {}) {
	world.clock.now += 1;
	return world.call("POST", "/api/v1/decisions", {
		checkpoint: "PRE_AUTHENTICATION",
		record: true,
		client: { userAgent },
		...more,
	});
}

const whatIf = (draft: Record<string, unknown>, query = "") =>
	world.call("POST", `${policy.path}/what-if${query}`, draft);

const blocking = (condition: string, parameters: Record<string, unknown> = {}) => ({
	rules: [ruleOf({ conditions: [{ condition, parameters }], actionGroup: "BLOCK" })],
});

describe("what if", () => {
	it("says how many decisions would change, from what to what, and changes nothing", async () => {
		const recorded = [await record("curl/8"), await record("Firefox"), await record("wget/1"), await record("wget/2")];
		const ids = recorded.map(({ body }) => body.id);
		const answer = await whatIf(blocking("device-user-agent-contains", { text: "wget" }));
		expect(answer.body).toEqual({
			examined: 4,
			changed: 3,
			notRecorded: 0,
			changes: [
				{ from: "ALLOW", to: "BLOCK", count: 2, examples: ids.slice(2) },
				{ from: "BLOCK", to: "ALLOW", count: 1, examples: ids.slice(0, 1) },
			],
			next: null,
		});
		expect((await whatIf(policy.body)).body.changed).toBe(0);
		expect((await world.call("GET", policy.path)).body).toEqual(policy.body);
	});

	it("goes by pages, and only through the decisions of its checkpoint", async () => {
		for (let index = 0; index < 5; index += 1) await record("wget");
		await record("wget", { checkpoint: "REGISTRATION" });
		const examined: number[] = [];
		let query = "?limit=2";
		for (;;) {
			const { body } = await whatIf(blocking("always"), query);
			examined.push(body.examined);
			if (body.next === null) break;
			query = `?limit=2&after=${body.next}`;
		}
		expect(examined).toEqual([2, 2, 1]);
	});

	it("never fills in what wasn't recorded, but takes what was unknown for unknown", async () => {
		const user = (await createUser(world)).id;
		await record("wget", { user });
		const groups = blocking("user-in-group", { groupId: "00gEveryone000000000" });
		expect((await whatIf(groups)).body).toMatchObject({ examined: 1, changed: 0, notRecorded: 1 });
		expect((await whatIf(blocking("user-account-status"))).body).toMatchObject({ notRecorded: 0 });
		const unknown = { condition: "location-country-in-list", parameters: { listId: "" }, valueOnError: true };
		const list = (await world.call("POST", "/api/v1/challenge-lists", { name: "what if", kind: "COUNTRIES" })).body.id;
		unknown.parameters.listId = list;
		const draft = { rules: [ruleOf({ conditions: [unknown], actionGroup: "BLOCK" })] };
		expect((await whatIf(draft)).body).toMatchObject({ changed: 1, notRecorded: 0 });
	});

	it("refuses a draft as saving it would be refused", async () => {
		const answer = await whatIf(blocking("system-evaluate-policy", { policyId: policy.id }));
		expect([answer.status, answer.body.errorCauses[0].errorSummary.split(":")[0]]).toEqual([
			400,
			"rules.0.conditions.0.parameters.policyId",
		]);
		expect((await world.call("POST", "/api/v1/challenge-policies/0cpNobody/what-if", {})).status).toBe(404);
	});
});
