import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createOperator, note } from "../../care/care";
import { createList, createPolicy, removeAllPolicies, ruleOf } from "../../policies/challenge/policies";
import { createAdministrator, signedIn } from "../../support/administrators";
import { createUser } from "../../support/otp-tokens";
import { createReader } from "../../support/reader";
import { createWorld, type World } from "../../support/world";

const list = "/console/challenge-policies";
const curl = [{ condition: "device-user-agent-contains", parameters: { text: "curl" } }];

let world: World;
let reader: ReturnType<typeof createReader>;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await env.DB.prepare("DELETE FROM decisions").run();
	reader = await readerOf("ADMINISTRATOR");
});

async function readerOf(role: Parameters<typeof createAdministrator>[1]) {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

const tryIt = (fields: Record<string, string>) =>
	reader.send("try", { checkpoint: "PRE_AUTHENTICATION", userAgent: "curl/8", ...fields });

describe("trying challenge policies", () => {
	it("shows the path from the facts to the outcome, and records nothing", async () => {
		const ada = await createUser(world);
		const rules = [
			ruleOf({ name: "Curl", conditions: curl, score: 300, actionGroup: "CHALLENGE" }),
			ruleOf({ name: "Far away", conditions: [{ condition: "user-velocity", parameters: {} }] }),
		];
		const combinations = [{ rules: { "Far away": "TRUE" } }, { rules: { Curl: "TRUE" }, actionGroup: "BLOCK" }];
		const { id, body } = await createPolicy(world, { rules, combinations });
		await reader.open(`${list}/try`);
		const { status, html } = await tryIt({ user: ada.login });
		expect(status).toBe(200);
		expect(html).toMatch(/role="status">Outcome: <span class="badge badge-danger">Block/);
		expect(html).toContain(`${list}/${id}" translate="no">${body.name}</a>`);
		expect(html).toMatch(/badge-success">True<\/span> <strong translate="no">Curl/);
		expect(html).toMatch(/Not met: Speed since the last good sign-in/);
		expect(html).toMatch(/A fact is unknown/);
		expect(html).toMatch(/Matches<\/span> Combination<small><span translate="no">Curl<\/span>: True/);
		expect(html).toContain('value="curl/8"');
		expect((await env.DB.prepare("SELECT COUNT(*) AS n FROM decisions").first<{ n: number }>())?.n).toBe(0);
	});

	it("takes an inactive policy as active, and leaves it inactive", async () => {
		const rules = [ruleOf({ conditions: curl, actionGroup: "BLOCK" })];
		const { id, path } = await createPolicy(world, { rules }, "?activate=false");
		expect((await reader.open(`${list}/try?policy=${id}`)).html).toContain(`value="${id}" selected`);
		expect((await tryIt({})).html).toMatch(/Outcome: <span class="badge badge-success">Allow/);
		expect((await tryIt({ policyId: id })).html).toMatch(/Outcome: <span class="badge badge-danger">Block/);
		expect((await world.call("GET", path)).body.status).toBe("INACTIVE");
		const other = await tryIt({ policyId: id, checkpoint: "CHALLENGE" });
		expect([other.status, other.html.includes('href="#field-policyId"')]).toEqual([400, true]);
	});

	it("says why a block became a challenge for somebody whom customer care has allowed", async () => {
		const { id, login } = await createUser(world);
		const profile = { question: "disliked_food", answer: "Brussels sprouts" };
		await world.call("POST", `/api/v1/users/${id}/factors`, { factorType: "question", provider: "OKTA", profile });
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [ruleOf({ actionGroup: "BLOCK" })] });
		await reader.open(`${list}/try`);
		const asked = { user: login, checkpoint: "POST_AUTHENTICATION" };
		expect((await tryIt(asked)).html).toMatch(/Outcome: <span class="badge badge-danger">Block/);
		expect((await (await createOperator(world)).act(id, "temporary-allow", note)).status).toBe(200);
		const { html } = await tryIt(asked);
		expect(html).toMatch(/Outcome: <span class="badge badge-warning">Challenge/);
		expect(html).toContain("A policy blocks, but customer care has allowed the user for a while");
	});

	it("compares a typed address and country with lists", async () => {
		const { id: listId } = await createList(world, { kind: "COUNTRIES", values: ["KP"] });
		const conditions = [{ condition: "location-country-in-list", parameters: { listId } }];
		await createPolicy(world, { rules: [ruleOf({ conditions, actionGroup: "BLOCK" })] });
		await reader.open(`${list}/try`);
		expect((await tryIt({ country: "kp" })).html).toContain('badge-danger">Block');
		expect((await tryIt({ country: "JP" })).html).toContain('badge-success">Allow');
	});

	it("comes back with each error at its field", async () => {
		await reader.open(`${list}/try`);
		const bad: [Record<string, string>, string][] = [
			[{ user: "nobody@example.com" }, "user"],
			[{ ip: "999.1.1.1" }, "ip"],
			[{ country: "JAPAN" }, "country"],
			[{ asn: "x" }, "asn"],
			[{ latitude: "91" }, "latitude"],
			[{ checkpoint: "NOWHERE" }, "checkpoint"],
			[{ application: "0oaNobody" }, "application"],
			[{ policyId: "0cpNobody" }, "policyId"],
		];
		for (const [fields, field] of bad) {
			const { status, html } = await tryIt(fields);
			expect([status, html.includes(`href="#field-${field}"`)], field).toEqual([400, true]);
			expect(html).toContain('value="curl/8"');
		}
	});

	it("is for administrators alone, and speaks Japanese", async () => {
		expect((await (await readerOf("READ_ONLY")).open(`${list}/try`)).status).toBe(403);
		await reader.open(`${list}/try?language=ja`);
		expect((await tryIt({})).html).toContain("判定とその理由");
	});
});

describe("the question before a policy is activated", () => {
	const record = async (userAgent: string, user?: string) => {
		world.clock.now += 1;
		const input = { checkpoint: "PRE_AUTHENTICATION", record: true, client: { userAgent } };
		await world.call("POST", "/api/v1/decisions", user === undefined ? input : { ...input, user });
	};

	it("counts what would have changed in the last 30 days, with examples", async () => {
		const ada = await createUser(world);
		const rules = [ruleOf({ conditions: curl, actionGroup: "BLOCK" })];
		const { id, path } = await createPolicy(world, { rules }, "?activate=false");
		for (const agent of ["curl/7", "curl/8", "Firefox"]) await record(agent, ada.id);
		const { html } = await reader.open(`${list}/${id}/activate`);
		expect(html).toMatch(/Examined<\/dt><dd>3<\/dd>.*Would change<\/dt><dd>2<\/dd>/s);
		expect(html).toMatch(/Allow.*Block/s);
		expect(html).toContain(`/console/users/${ada.id}"`);
		expect((await world.call("GET", path)).body.status).toBe("INACTIVE");
		expect((await reader.send("activate", {})).html).toContain("is active.");
		expect((await world.call("GET", path)).body.status).toBe("ACTIVE");
	});

	it("says when nothing was recorded, when a fact wasn't, and when nothing changes", async () => {
		const rules = [ruleOf({ conditions: [{ condition: "device-new-for-user" }], actionGroup: "BLOCK" })];
		const unknown = await createPolicy(world, { rules }, "?activate=false");
		expect((await reader.open(`${list}/${unknown.id}/activate`)).html).toContain("No decisions were recorded");
		await record("Firefox");
		const { html } = await reader.open(`${list}/${unknown.id}/activate`);
		expect(html).toMatch(/that is asked for<\/dt><dd>1<\/dd>/);
		const same = await createPolicy(world, { rules: [ruleOf({ conditions: curl })] }, "?activate=false");
		expect((await reader.open(`${list}/${same.id}/activate`)).html).toContain("No decision would change.");
	});

	it("stays when the policy names a group that is gone", async () => {
		const rules = [ruleOf({ conditions: [{ condition: "always" }] })];
		const { id } = await createPolicy(world, { rules }, "?activate=false");
		await env.DB.prepare(`UPDATE challenge_policies SET group_ids = '["00gGone"]' WHERE id = ?`).bind(id).run();
		const { status, html } = await reader.open(`${list}/${id}/activate`);
		expect([status, html.includes("can't be made again") || html.includes("can&#39;t be made again")]).toEqual([
			200,
			true,
		]);
	});
});
