import { beforeEach, describe, expect, it } from "vitest";
import { createPolicy, removeAllPolicies, ruleOf } from "../../policies/challenge/policies";
import { createGroup } from "../../policies/enrollment/policies";
import { createAdministrator, signedIn } from "../../support/administrators";
import { createReader } from "../../support/reader";
import { createWorld, unique, type World } from "../../support/world";

const list = "/console/challenge-policies";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
});

async function readerOf(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

const policyAt = async (path: string) =>
	(await world.call("GET", `/api/v1/challenge-policies/${path.split("/").at(-1)}`)).body;

describe("the challenge policies", () => {
	it("stand by the steps of a sign-in, each with its active policies", async () => {
		const first = await createPolicy(world, { checkpoint: "POST_AUTHENTICATION" });
		const second = await createPolicy(world, { checkpoint: "POST_AUTHENTICATION" }, "?activate=false");
		const other = await createPolicy(world, { checkpoint: "CHALLENGE" });
		const reader = await readerOf("READ_ONLY");
		const { html } = await reader.open(list);
		expect(html).toMatch(/After the password<\/a>.*?1 of 2 active/s);
		expect(html).toMatch(/Before the password<\/a>.*?No policy/s);
		for (const { id } of [first, second, other]) expect(html).toContain(`${list}/${id}"`);
		const one = await reader.open(`${list}?checkpoint=CHALLENGE`);
		expect(one.html).toContain(`${list}/${other.id}"`);
		expect(one.html).not.toContain(`${list}/${first.id}"`);
		expect(one.html).toMatch(/checkpoint=CHALLENGE" aria-current="true"/);
		expect((await reader.open(`${list}?checkpoint=DEVICE`)).html).toContain("No policy here");
		expect((await reader.open(`${list}?checkpoint=NOWHERE`)).status).toBe(400);
	});

	it("go on to further pages by a cursor", async () => {
		for (let number = 0; number < 52; number += 1) await createPolicy(world, { checkpoint: "DEVICE" });
		const reader = await readerOf();
		const first = await reader.open(`${list}?checkpoint=DEVICE`);
		const next = /href="([^"]*after=[^"]*)"/.exec(first.html)![1]!.replaceAll("&amp;", "&");
		const second = await reader.open(next);
		expect([first, second].map(({ html }) => html.match(/<th scope="row"/g)?.length)).toEqual([50, 2]);
	});

	it("are closed to the help desk, and show readers no button that they may not use", async () => {
		const { id } = await createPolicy(world);
		expect((await (await readerOf("HELP_DESK")).open(list)).status).toBe(403);
		const reader = await readerOf("READ_ONLY");
		expect((await reader.open(`${list}/${id}`)).html).not.toContain(`${id}/`);
		expect((await reader.open(list)).html).not.toContain(`${list}/new`);
		for (const step of ["edit", "copy", "activate", "deactivate", "delete"]) {
			expect((await reader.open(`${list}/${id}/${step}`)).status, step).toBe(403);
		}
		expect((await reader.open(`${list}/new`)).status).toBe(403);
	});

	it("speak Japanese", async () => {
		const { id } = await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [ruleOf()] });
		const reader = await readerOf();
		expect((await reader.open(`${list}?language=ja`)).html).toContain("サインインの流れ");
		expect((await reader.open(`${list}/${id}`)).html).toContain("パスワード確認後");
	});
});

describe("adding and editing a challenge policy", () => {
	it("begins inactive, at the step where the reader was, and holds whom the form names", async () => {
		const reader = await readerOf();
		const groupId = await createGroup(world);
		expect((await reader.open(`${list}/new?checkpoint=CHALLENGE`)).html).toMatch(/value="CHALLENGE" selected/);
		const name = unique("Nights");
		const fields = { name, description: "At night", checkpoint: "CHALLENGE", engine: "MAXIMUM", weight: "５０" };
		const added = await reader.send("save", { ...fields, whom: "GROUPS", [`group.${groupId}`]: "on" });
		expect(added.html).toContain(`${name} is there, and inactive.`);
		const input = { name, description: "At night", checkpoint: "CHALLENGE", engine: "MAXIMUM", weight: 50 };
		expect(await policyAt(added.path)).toMatchObject({ ...input, groupIds: [groupId], status: "INACTIVE" });

		await reader.open(`${added.path}/edit`);
		await reader.send("save", { ...fields, weight: "0", whom: "NESTED", [`group.${groupId}`]: "on" });
		expect(await policyAt(added.path)).toMatchObject({ weight: 0, groupIds: [] });
		await reader.open(`${added.path}/edit`);
		const saved = await reader.send("save", { ...fields, checkpoint: "DEVICE", whom: "EVERYBODY" });
		expect(saved.html).toContain(`${name} is saved.`);
		expect(await policyAt(added.path)).toMatchObject({ groupIds: null, checkpoint: "CHALLENGE" });
	});

	it("keeps the rules that a policy has", async () => {
		const combinations = [{ rules: { rule: "TRUE" }, actionGroup: "BLOCK" }];
		const { id, body } = await createPolicy(world, { rules: [ruleOf({ score: 7 })], combinations });
		const reader = await readerOf();
		await reader.open(`${list}/${id}/edit`);
		await reader.send("save", { name: unique("Renamed"), engine: "AVERAGE", weight: "1", whom: "EVERYBODY" });
		const { rules, combinations: kept } = await policyAt(id);
		expect([rules, kept]).toEqual([body.rules, body.combinations]);
	});

	it("gives back what was typed, with each error at its field", async () => {
		const { body } = await createPolicy(world);
		const reader = await readerOf();
		await reader.open(`${list}/new`);
		const good = { name: unique("x"), description: "Kept", checkpoint: "DEVICE", engine: "AVERAGE", weight: "1" };
		const bad: [Record<string, string>, string][] = [
			[{ name: body.name }, "name"],
			[{ name: "" }, "name"],
			[{ name: "a\u0000b" }, "name"],
			[{ description: "x".repeat(300) }, "description"],
			[{ checkpoint: "NOWHERE" }, "checkpoint"],
			[{ engine: "GUESS" }, "engine"],
			[{ weight: "101" }, "weight"],
			[{ weight: "-1" }, "weight"],
			[{ weight: "much" }, "weight"],
			[{ weight: "1.5" }, "weight"],
			[{ whom: "SOME" }, "whom"],
			[{ whom: "GROUPS" }, "whom"],
		];
		for (const [fields, field] of bad) {
			const { status, html } = await reader.send("save", { ...good, whom: "EVERYBODY", ...fields });
			expect([status, html.includes(`href="#field-${field}"`)], JSON.stringify(fields)).toEqual([400, true]);
			if (field !== "description") expect(html).toContain('value="Kept"');
			expect(html).toMatch(/value="(AVERAGE|DEVICE)" selected/);
		}
		const gone = await reader.send("save", { ...good, whom: "GROUPS", "group.00gNobody": "on" });
		expect(gone.status).toBe(400);
		expect((await world.call("GET", "/api/v1/challenge-policies?checkpoint=DEVICE")).body).toEqual([]);
	});
});

describe("copying, activating and deleting a challenge policy", () => {
	it("copies it to another step, inactive", async () => {
		const { id, body } = await createPolicy(world, { rules: [ruleOf()] });
		const reader = await readerOf();
		expect((await reader.open(`${list}/${id}/copy`)).html).toContain(`${body.name} (copy)`);
		const name = unique("Copy");
		const copied = await reader.send("copy", { name, checkpoint: "CHALLENGE" });
		expect(copied.html).toContain(`${name} is there, and inactive.`);
		expect(await policyAt(copied.path)).toMatchObject({ rules: body.rules, checkpoint: "CHALLENGE" });
		await reader.open(`${list}/${id}/copy`);
		const taken = await reader.send("copy", { name: String(body.name), checkpoint: "CHALLENGE" });
		expect([taken.status, taken.html.includes('href="#field-name"')]).toEqual([400, true]);
	});

	it("refuses a copy that would run policies of another step", async () => {
		const nested = await createPolicy(world);
		const combinations = [{ rules: { rule: "TRUE" }, policyId: nested.id }];
		const { id } = await createPolicy(world, { rules: [ruleOf()], combinations });
		const reader = await readerOf();
		await reader.open(`${list}/${id}/copy`);
		const { status, html } = await reader.send("copy", { name: unique("Copy"), checkpoint: "CHALLENGE" });
		expect([status, html.includes("belongs to another checkpoint")]).toEqual([400, true]);
	});

	it("asks before it activates, switches off and deletes", async () => {
		const { id, body } = await createPolicy(world, {}, "?activate=false");
		const reader = await readerOf();
		await reader.open(`${list}/${id}/activate`);
		expect((await policyAt(id)).status).toBe("INACTIVE");
		expect((await reader.send("activate", {})).html).toContain(`${body.name} is active.`);
		expect((await reader.open(`${list}/${id}/delete`)).html).toContain("asked at every sign-in");
		await reader.open(`${list}/${id}/deactivate`);
		expect((await reader.send("deactivate", {})).html).toContain(`${body.name} is inactive.`);
		expect((await policyAt(id)).status).toBe("INACTIVE");
		await reader.open(`${list}/${id}/delete`);
		expect((await reader.send("delete", {})).path).toBe(list);
		expect((await reader.open(`${list}/${id}`)).status).toBe(404);
	});

	it("offers no deletion of a policy that others run, and names them", async () => {
		const { id } = await createPolicy(world);
		const combinations = [{ rules: { rule: "TRUE" }, policyId: id }];
		const { body } = await createPolicy(world, { rules: [ruleOf()], combinations });
		const reader = await readerOf();
		const { html } = await reader.open(`${list}/${id}/delete`);
		expect(html).toContain(String(body.name));
		expect(html).not.toContain('value="delete"');
		expect((await reader.send("delete", {})).status).toBe(400);
	});

	it("takes no form without its token", async () => {
		const { id } = await createPolicy(world);
		const reader = await readerOf();
		await reader.open(`${list}/${id}/delete`);
		expect((await reader.send("delete", { _csrf: "0" })).status).toBe(403);
		expect((await policyAt(id)).status).toBe("ACTIVE");
	});
});
