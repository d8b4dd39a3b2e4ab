import { beforeEach, describe, expect, it } from "vitest";
import { type Answer, createWorld, unique, type World } from "../../support/world";
import { createList, createPolicy, listsPath, policiesPath, removeAllPolicies, ruleOf, setsPath } from "./policies";

let world: World;
beforeEach(async () => {
	world = await createWorld();
});

const fieldOf = (answer: Answer): string => String(answer.body.errorCauses?.[0]?.errorSummary).split(":")[0] ?? "";

const runs = (policyId: string) =>
	ruleOf({ conditions: [{ condition: "system-evaluate-policy", parameters: { policyId } }] });

describe("a challenge policy", () => {
	it("has the defaults of the books, and comes back as it was sent", async () => {
		const { body, path } = await createPolicy(world, { rules: [ruleOf({ actionGroup: "BLOCK", score: 1000 })] });
		expect(body).toMatchObject({
			status: "ACTIVE",
			checkpoint: "PRE_AUTHENTICATION",
			engine: "AVERAGE",
			weight: 100,
			groupIds: null,
		});
		expect(body.rules[0]).toMatchObject({
			status: "ACTIVE",
			conditions: [{ condition: "always", parameters: {}, is: true, valueOnError: false }],
		});
		const again = await world.call("PUT", path, (await world.call("GET", path)).body);
		expect([again.status, again.body]).toEqual([200, body]);
	});

	it("is switched, replaced and deleted, each with its log event", async () => {
		const { id, path, body } = await createPolicy(world, {}, "?activate=false");
		await world.call("PUT", path, { ...body, weight: 50 });
		expect((await world.call("POST", `${path}/lifecycle/activate`)).status).toBe(204);
		expect((await world.call("POST", `${path}/lifecycle/activate`)).status).toBe(204);
		expect((await world.call("GET", path)).body).toMatchObject({ status: "ACTIVE", weight: 50 });
		await world.call("POST", `${path}/lifecycle/deactivate`);
		expect((await world.call("DELETE", path)).status).toBe(204);
		expect((await world.call("GET", path)).status).toBe(404);
		const { body: events } = await world.call("GET", `/api/v1/logs?filter=target.id eq "${id}"`);
		expect(events.map(({ eventType }: { eventType: string }) => eventType.split(".").at(-1))).toEqual([
			"create",
			"update",
			"activate",
			"deactivate",
			"delete",
		]);
	});

	it("keeps its checkpoint, and its name to itself", async () => {
		const { path, body } = await createPolicy(world);
		expect(fieldOf(await world.call("PUT", path, { ...body, checkpoint: "CHALLENGE" }))).toBe("checkpoint");
		expect(fieldOf(await world.call("POST", policiesPath, { name: body.name.toUpperCase() }))).toBe("name");
	});

	const whole = (parts: Record<string, unknown>) => ({ rules: [ruleOf(parts)] });
	const condition = (id: string, parameters: Record<string, unknown> = {}) =>
		whole({ conditions: [{ condition: "always" }, { condition: id, parameters }] });

	it.each<[fact: string, parts: Record<string, unknown>, field: string]>([
		["an unknown condition", condition("nobody-knows"), "rules.0.conditions.1.condition"],
		[
			"a parameter of the wrong type",
			condition("user-velocity", { milesPerHour: "fast" }),
			"rules.0.conditions.1.parameters.milesPerHour",
		],
		["a parameter that is missing", condition("user-in-group"), "rules.0.conditions.1.parameters.groupId"],
		["a parameter that nobody knows", condition("always", { x: 1 }), "rules.0.conditions.1.parameters"],
		["a missing list", condition("device-in-list", { listId: "0cl" }), "rules.0.conditions.1.parameters.listId"],
		["a missing group", condition("user-in-group", { groupId: "00g" }), "rules.0.conditions.1.parameters.groupId"],
		[
			"a missing application",
			condition("session-application", { applicationId: "0oa" }),
			"rules.0.conditions.1.parameters.applicationId",
		],
		[
			"a missing policy",
			condition("system-evaluate-policy", { policyId: "0cp" }),
			"rules.0.conditions.1.parameters.policyId",
		],
		[
			"an hour that there isn't",
			condition("session-time-of-day", { from: "24:00", to: "06:00" }),
			"rules.0.conditions.1.parameters.from",
		],
		["a rule without conditions", whole({ conditions: [] }), "rules.0.conditions"],
		["a score above 1000", whole({ score: 1001 }), "rules.0.score"],
		["a score below 0", whole({ score: -1 }), "rules.0.score"],
		["half a score", whole({ score: 0.5 }), "rules.0.score"],
		["a weight above 100", whole({ weight: 101 }), "rules.0.weight"],
		["a policy's weight above 100", { weight: 101 }, "weight"],
		["a missing action group", whole({ actionGroup: "SHRUG" }), "rules.0.actionGroup"],
		["a missing alert group", whole({ alertGroup: "0cl" }), "rules.0.alertGroup"],
		[
			"a range that ends before it begins",
			whole({ preconditions: { deviceRisk: { minimum: 9, maximum: 1 } } }),
			"rules.0.preconditions.deviceRisk",
		],
		[
			"a missing excluded group",
			whole({ preconditions: { excludedGroupId: "00g" } }),
			"rules.0.preconditions.excludedGroupId",
		],
		["two rules of one name", { rules: [ruleOf(), ruleOf()] }, "rules.1.name"],
		["a combination without rules", { rules: [ruleOf()], combinations: [{ rules: {} }] }, "combinations.0.rules"],
		[
			"a combination of a rule that there isn't",
			{ rules: [ruleOf()], combinations: [{ rules: { other: "TRUE" } }] },
			"combinations.0.rules.other",
		],
		[
			"a combination's answer that there isn't",
			{ rules: [ruleOf()], combinations: [{ rules: { rule: "MAYBE" } }] },
			"combinations.0.rules.rule",
		],
		[
			"two equal combinations",
			{
				rules: [ruleOf(), ruleOf({ name: "b" })],
				combinations: [{ rules: { rule: "TRUE" } }, { rules: { rule: "TRUE", b: "ANY" } }],
			},
			"combinations.1",
		],
		["a group that there isn't", { groupIds: ["00g"] }, "groupIds.0"],
		["a scoring engine that there isn't", { engine: "MEDIAN" }, "engine"],
		["a checkpoint that there isn't", { checkpoint: "LUNCH" }, "checkpoint"],
	])("with %s is refused by the path of the field, and nothing is saved", async (_, parts, field) => {
		const name = unique("Refused");
		const answer = await world.call("POST", policiesPath, { name, ...parts });
		expect([answer.status, answer.body.errorCode, fieldOf(answer)]).toEqual([400, "E0000001", field]);
		const { body } = await world.call("GET", `${policiesPath}?limit=200`);
		expect(body.filter((policy: { name: string }) => policy.name === name)).toEqual([]);
	});

	it("can't run itself in a circle, however long, nor a policy of another checkpoint", async () => {
		const [a, b, c] = [await createPolicy(world), await createPolicy(world), await createPolicy(world)];
		const elsewhere = await createPolicy(world, { checkpoint: "CHALLENGE" });
		const link = (from: typeof a, to: typeof a) => world.call("PUT", from.path, { ...from.body, rules: [runs(to.id)] });
		const path = "rules.0.conditions.0.parameters.policyId";
		expect(fieldOf(await link(a, a))).toBe(path);
		expect(fieldOf(await link(a, elsewhere))).toBe(path);
		expect([(await link(a, b)).status, (await link(b, c)).status]).toEqual([200, 200]);
		expect(fieldOf(await link(c, a))).toBe(path);
		const combination = { rules: { rule: "TRUE" }, policyId: a.id };
		const nested = await world.call("PUT", c.path, { ...c.body, rules: [ruleOf()], combinations: [combination] });
		expect(fieldOf(nested)).toBe("combinations.0.policyId");
		expect(fieldOf(await world.call("DELETE", b.path))).toBe("policy");
	});

	it("is nested eight deep at the most, whichever end is added last", async () => {
		let { id } = await createPolicy(world);
		const lowest = id;
		for (let depth = 2; depth <= 8; depth += 1) ({ id } = await createPolicy(world, { rules: [runs(id)] }));
		expect((await world.call("POST", policiesPath, { name: unique("ninth"), rules: [runs(id)] })).status).toBe(400);
		const below = await createPolicy(world);
		const { body } = await world.call("GET", `${policiesPath}/${lowest}`);
		const deeper = await world.call("PUT", `${policiesPath}/${lowest}`, { ...body, rules: [runs(below.id)] });
		expect(fieldOf(deeper)).toBe("rules.0.conditions.0.parameters.policyId");
	});

	it("never closes a circle when both halves are saved at once", async () => {
		const [a, b] = [await createPolicy(world), await createPolicy(world)];
		const answers = await Promise.all([
			world.call("PUT", a.path, { ...a.body, rules: [runs(b.id)] }),
			world.call("PUT", b.path, { ...b.body, rules: [runs(a.id)] }),
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
	});

	it("is saved many times at once, and each save counts", async () => {
		await Promise.all(Array.from({ length: 8 }, () => createPolicy(world)));
		const { path, body } = await createPolicy(world);
		const saved = Array.from({ length: 6 }, (_, weight) => world.call("PUT", path, { ...body, weight }));
		expect((await Promise.all(saved)).map(({ status }) => status)).toEqual(Array(6).fill(200));
	});
});

describe("lists", () => {
	it.each([
		["COUNTRIES", ["JP"], ["UK"]],
		["ADDRESSES", ["203.0.113.0/24", "2001:db8::1"], ["203.0.113.1/24"]],
		["ASNS", ["64496"], ["AS64496"]],
		["USER_AGENTS", ["curl/"], [""]],
		["DEVICES", ["hash"], [7]],
		["USERS", ["ada@example.com"], [null]],
		["ACTION_GROUP", ["BLOCK", "ALLOW"], ["SHRUG"]],
		["ALERT_GROUP", [{ level: "LOW", type: "information", text: "x" }], [{ level: "LOUD", type: "a", text: "x" }]],
	])("of %s have values of their kind", async (kind, values, wrong) => {
		const { path, body } = await createList(world, { kind, values });
		expect(body).toMatchObject({ kind, values });
		const answer = await world.call("PUT", path, { ...body, values: wrong });
		expect([answer.status, fieldOf(answer).startsWith("values.0")]).toEqual([400, true]);
		expect(fieldOf(await world.call("PUT", path, { name: "x", kind: kind === "ASNS" ? "USERS" : "ASNS" }))).toBe(
			"kind",
		);
	});

	it("that a policy or a set names stay, and have the kind that is asked for", async () => {
		const list = await createList(world, { kind: "COUNTRIES", values: ["JP"] });
		const group = await createList(world, { kind: "ACTION_GROUP", values: ["BLOCK"] });
		const named = ruleOf({
			conditions: [{ condition: "location-country-in-list", parameters: { listId: list.id } }],
		});
		const policy = await createPolicy(world, { rules: [named] });
		const wrong = ruleOf({ conditions: [{ condition: "device-in-list", parameters: { listId: list.id } }] });
		const refused = await world.call("PUT", policy.path, { ...policy.body, rules: [wrong] });
		expect(fieldOf(refused)).toBe("rules.0.conditions.0.parameters.listId");
		const scoreOverrides = [{ minimum: 0, maximum: 10, actionGroup: group.id }];
		expect((await world.call("PUT", `${setsPath}/DEVICE`, { scoreOverrides })).status).toBe(200);
		expect((await world.call("DELETE", list.path)).body.errorCauses[0].errorSummary).toContain(policy.body.name);
		expect((await world.call("DELETE", group.path)).body.errorCauses[0].errorSummary).toContain("DEVICE");
		await world.call("DELETE", policy.path);
		await world.call("PUT", `${setsPath}/DEVICE`, {});
		expect((await world.call("DELETE", list.path)).status).toBe(204);
		expect((await world.call("DELETE", group.path)).status).toBe(204);
	});

	it("aren't browsed by the help desk, who reads policies", async () => {
		const token = await world.tokenFor("HELP_DESK");
		expect((await world.call("GET", listsPath, undefined, { token })).status).toBe(403);
		expect((await world.call("GET", policiesPath, undefined, { token })).status).toBe(200);
		expect((await world.call("GET", setsPath, undefined, { token })).status).toBe(200);
	});
});

describe("policy sets", () => {
	it("have defaults, and are replaced as a whole", async () => {
		const defaults = {
			checkpoint: "PREFERENCES",
			engine: "MAXIMUM",
			scoreOverrides: [],
			allowActionOverrides: false,
			actionOverrides: [],
			lockDuration: 1_800_000,
		};
		const path = `${setsPath}/PREFERENCES`;
		expect((await world.call("GET", path)).body).toEqual(defaults);
		const changed = await world.call("PUT", path, { engine: "AGGREGATE" });
		expect(changed.body).toEqual({ ...defaults, engine: "AGGREGATE" });
		expect((await world.call("PUT", path, changed.body)).body).toEqual(changed.body);
		expect((await world.call("PUT", path, {})).body).toEqual(defaults);
		expect((await world.call("GET", `${setsPath}/LUNCH`)).status).toBe(404);
	});

	it.each([
		[{ scoreOverrides: [{ minimum: 5, maximum: 4 }] }, "scoreOverrides.0"],
		[{ scoreOverrides: [{ minimum: 0, maximum: 1001 }] }, "scoreOverrides.0.maximum"],
		[{ scoreOverrides: [{ minimum: 0, maximum: 9, actionGroup: "0cl" }] }, "scoreOverrides.0.actionGroup"],
		[{ actionOverrides: [{ from: "BLOCK", to: "ALLOW", count: 0, seconds: 9 }] }, "actionOverrides.0.count"],
		[{ engine: 1 }, "engine"],
	])("refuse %j", async (input, field) => {
		expect(fieldOf(await world.call("PUT", `${setsPath}/PREFERENCES`, input))).toBe(field);
	});
});

describe("copies", () => {
	it("of a policy begin switched off, at another checkpoint", async () => {
		const { path, body } = await createPolicy(world, { rules: [ruleOf({ score: 7 })] });
		const copied = await world.call("POST", `${path}/copy`, { name: unique("Copy"), checkpoint: "CHALLENGE" });
		expect(copied.body).toMatchObject({ status: "INACTIVE", checkpoint: "CHALLENGE", rules: body.rules });
		const outer = await createPolicy(world, { rules: [runs(body.id)] });
		const answer = await world.call("POST", `${outer.path}/copy`, { name: unique("Copy"), checkpoint: "CHALLENGE" });
		expect(fieldOf(answer)).toBe("rules.0.conditions.0.parameters.policyId");
	});

	it("go out and come in whole: nested policies, lists and all", async () => {
		await removeAllPolicies(world);
		const list = await createList(world, { kind: "COUNTRIES", values: ["JP"] });
		const conditions = [{ condition: "location-country-in-list", parameters: { listId: list.id } }];
		const inner = await createPolicy(world, { rules: [ruleOf({ conditions, actionGroup: "BLOCK" })] });
		const middle = await createPolicy(world, { rules: [runs(inner.id)] });
		const combinations = [{ rules: { rule: "TRUE" }, policyId: middle.id }];
		const outer = await createPolicy(world, { rules: [ruleOf()], combinations });
		const exported = (await world.call("GET", `${outer.path}/export`)).body;
		expect([exported.policies.length, exported.lists.length]).toEqual([3, 1]);

		expect(fieldOf(await world.call("POST", `${policiesPath}/import`, exported))).toBe("name");
		for (const { path } of [outer, middle, inner, list]) expect((await world.call("DELETE", path)).status).toBe(204);
		const imported = await world.call("POST", `${policiesPath}/import`, exported);
		expect(imported.body.map(({ name, status }: Record<string, string>) => [name, status])).toEqual(
			exported.policies.map(({ name }: { name: string }) => [name, "INACTIVE"]),
		);
		const again = (await world.call("GET", `${policiesPath}/${imported.body[0].id}/export`)).body;
		const bare = (text: unknown) =>
			JSON.stringify(text).replaceAll(/0c[lp]\w{17}|"(created|lastUpdated)":"[^"]*"/g, "");
		const named = (part: { policies: { name: string }[] }) => part.policies.map(({ name }) => name);
		expect(named(again)).toEqual(named(exported));
		expect(bare(again.policies[0].combinations)).toBe(bare(exported.policies[0].combinations));
		expect(JSON.stringify(again)).not.toContain(list.id);
	});

	it("that don't fit bring nothing in, not even their lists", async () => {
		const name = unique("list");
		const lists = [{ id: "l", name, kind: "USERS", values: [] }];
		const circle = (id: string, to: string) => ({ id, name: unique("p"), rules: [runs(to)] });
		const document = { lists, policies: [circle("a", "b"), circle("b", "a")] };
		expect((await world.call("POST", `${policiesPath}/import`, document)).status).toBe(400);
		const { body } = await world.call("GET", `${listsPath}?limit=100`);
		expect(body.filter((list: { name: string }) => list.name === name)).toEqual([]);
	});
});
