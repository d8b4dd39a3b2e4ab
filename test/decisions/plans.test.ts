import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { deleteOldDecisions } from "../../src/decisions/record";
import type { Bindings } from "../../src/env";
import { createList, createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { watch } from "../support/counted-bindings";
import { createUser } from "../support/otp-tokens";
import { createWorld, unique } from "../support/world";

/** The suite's bindings, which note the text of every statement. */
function noting(texts: Set<string>): Bindings {
	const prepare = (text: unknown) => {
		texts.add(String(text));
		return env.DB.prepare(String(text));
	};
	return { ...env, DB: watch(env.DB, { prepare }) };
}

it("asks the history by indexes alone, whatever policies ask for, and whoever the user is", async () => {
	const texts = new Set<string>();
	const world = await createWorld({ bindings: noting(texts) });
	await removeAllPolicies(world);
	const user = await createUser(world);
	const conditions = [
		{ condition: "device-new-for-user" },
		{ condition: "device-registered" },
		{ condition: "device-user-count", parameters: {} },
		{ condition: "location-address-user-count", parameters: {} },
		{ condition: "session-risk-class", parameters: {} },
		{ condition: "user-velocity", parameters: {} },
		{ condition: "user-action-count", parameters: { action: "BLOCK" } },
		{ condition: "user-action-count", parameters: { action: "BLOCK", checkpoint: "CHALLENGE", seconds: 60 } },
		{ condition: "user-in-group", parameters: { groupId: "00gEveryone000000000" } },
	];
	const rules = conditions.map((one, index) => ruleOf({ name: `rule ${index}`, conditions: [one], score: index }));
	const alertGroup = (
		await createList(world, { kind: "ALERT_GROUP", values: [{ level: "LOW", type: "t", text: "x" }] })
	).id;
	const checkpoint = "POST_AUTHENTICATION";
	const policy = await createPolicy(world, {
		checkpoint,
		rules: [...rules, ruleOf({ name: "always", actionGroup: "REGISTER_OPTIONAL", alertGroup })],
	});
	const client = { ip: "203.0.113.9", latitude: 1, longitude: 1, deviceToken: unique("token-of-a-browser") };
	texts.clear();
	for (const asked of [user.id, user.login, undefined]) {
		const { status, body } = await world.call("POST", "/api/v1/decisions", {
			checkpoint,
			client,
			record: true,
			...(asked === undefined ? {} : { user: asked }),
		});
		expect(status).toBe(200);
		await world.call("POST", `/api/v1/decisions/${body.id}/passed`);
	}
	await world.call("POST", `${policy.path}/what-if`, { rules });
	await deleteOldDecisions(world.ctx);

	const plans = [];
	for (const text of texts) {
		if (!/\bdecisions\b/.test(text) || /^insert/i.test(text)) continue;
		const nothing = Array.from(text.matchAll(/\?/g), () => null);
		const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${text}`)
			.bind(...nothing)
			.all<{ detail: string }>();
		for (const { detail } of plan.results) if (/\bdecisions\b/.test(detail)) plans.push(detail);
	}
	const used = new Set(
		plans.map((detail) => /INDEX (\w+)/.exec(detail)?.[1] ?? (/PRIMARY KEY/.test(detail) ? "id" : detail)),
	);
	expect([...used].sort()).toEqual([
		"decisions_address",
		"decisions_age",
		"decisions_checkpoint",
		"decisions_device",
		"decisions_sign_in",
		"decisions_sign_in_device",
		"decisions_user",
		"decisions_user_action",
		"id",
	]);
	expect(plans.filter((detail) => !detail.startsWith("SEARCH"))).toEqual([]);
});
