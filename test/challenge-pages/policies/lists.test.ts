import { beforeEach, describe, expect, it } from "vitest";
import { createList, createPolicy, removeAllPolicies, ruleOf } from "../../policies/challenge/policies";
import { createAdministrator, signedIn } from "../../support/administrators";
import { createReader } from "../../support/reader";
import { createWorld, unique, type World } from "../../support/world";

const policies = "/console/challenge-policies";
const lists = `${policies}/lists`;

let world: World;
let reader: ReturnType<typeof createReader>;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	reader = await readerOf("ADMINISTRATOR");
});

async function readerOf(role: Parameters<typeof createAdministrator>[1]) {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

const allLists = async (): Promise<{ id: string; name: string; values: unknown[] }[]> =>
	(await world.call("GET", "/api/v1/challenge-lists?limit=100")).body;

describe("the lists of challenge policies", () => {
	it("are added with a line for each value, or a switch for each action", async () => {
		const kinds: [string, Record<string, string>, unknown[]][] = [
			["COUNTRIES", { values: "KP\r\n\r\n JP " }, ["KP", "JP"]],
			["ADDRESSES", { values: "203.0.113.0/24\r\n2001:db8::/32" }, ["203.0.113.0/24", "2001:db8::/32"]],
			["ALERT_GROUP", { values: "high | fraud | Too | fast" }, [{ level: "HIGH", type: "fraud", text: "Too|fast" }]],
			["ACTION_GROUP", { "action.BLOCK": "on", "action.ALLOW": "on" }, ["BLOCK", "ALLOW"]],
		];
		for (const [kind, fields, values] of kinds) {
			await reader.open(`${lists}/new?kind=${kind}`);
			const name = unique(kind);
			const added = await reader.send("save", { kind, name, ...fields });
			expect([added.path, added.html.includes(`${name} is saved.`)], kind).toEqual([lists, true]);
			expect((await allLists()).find((one) => one.name === name)?.values).toEqual(values);
		}
	});

	it("come back with what was typed and the error at its field", async () => {
		const { body } = await createList(world, { kind: "COUNTRIES" });
		const bad: [string, Record<string, string>, string][] = [
			["COUNTRIES", { values: "Japan" }, "values"],
			["ADDRESSES", { values: "203.0.113.1/24" }, "values"],
			["ASNS", { values: "AS1" }, "values"],
			["ALERT_GROUP", { values: "fraud" }, "values"],
			["ALERT_GROUP", { values: "" }, "values"],
			["USERS", { name: "" }, "name"],
			["USERS", { name: String(body.name) }, "name"],
		];
		for (const [kind, fields, field] of bad) {
			await reader.open(`${lists}/new?kind=${kind}`);
			const { status, html } = await reader.send("save", { kind, name: "Kept", description: "Why", ...fields });
			expect([status, html.includes(`href="#field-${field}"`)], `${kind} ${field}`).toEqual([400, true]);
			expect(html).toContain('value="Why"');
		}
		expect((await reader.open(`${lists}/new?kind=STARS`)).status).toBe(400);
	});

	it("change, keep their kind, and go after a question", async () => {
		const { id } = await createList(world, { kind: "ASNS", values: ["64496"] });
		expect((await reader.open(`${lists}/${id}`)).html).toContain(">64496</textarea>");
		const name = unique("Networks");
		await reader.send("save", { name, values: "64496\r\n64497" });
		expect(await allLists()).toContainEqual(expect.objectContaining({ id, name, values: ["64496", "64497"] }));
		await reader.open(`${lists}/${id}/delete`);
		expect((await reader.send("delete", {})).path).toBe(lists);
		expect((await reader.open(`${lists}/${id}`)).status).toBe(404);
	});

	it("stay while a policy names them, which the question says", async () => {
		const { id: listId } = await createList(world, { kind: "COUNTRIES" });
		const conditions = [{ condition: "location-country-in-list", parameters: { listId } }];
		const { body } = await createPolicy(world, { rules: [ruleOf({ conditions })] });
		const { html } = await reader.open(`${lists}/${listId}/delete`);
		expect(html).toContain(String(body.name));
		expect((await reader.send("delete", {})).status).toBe(400);
	});

	it("are read by readers, changed by administrators, and closed to the help desk", async () => {
		const { id } = await createList(world, { kind: "USERS", values: ["ada@example.com"] });
		expect((await (await readerOf("HELP_DESK")).open(lists)).status).toBe(403);
		const readOnly = await readerOf("READ_ONLY");
		const { html } = await readOnly.open(`${lists}/${id}`);
		expect([html.includes("ada@example.com"), html.includes('value="save"')]).toEqual([true, false]);
		expect((await readOnly.send("save", { name: "x" })).status).toBe(403);
		expect((await readOnly.open(`${lists}/new`)).status).toBe(403);
	});
});

describe("exporting and importing challenge policies", () => {
	it("brings a policy back with its lists, switched off", async () => {
		const { id: listId } = await createList(world, { kind: "COUNTRIES", values: ["KP"] });
		const conditions = [{ condition: "location-country-in-list", parameters: { listId } }];
		const { id } = await createPolicy(world, { rules: [ruleOf({ conditions })] });
		const headers = { cookie: reader.cookies() };
		const { body: file } = await world.call("GET", `${policies}/${id}/export`, undefined, { token: null, headers });
		for (const part of [...file.policies, ...file.lists]) part.name = unique("Imported");
		await reader.open(`${policies}/import`);
		const taken = await reader.send("import", { document: JSON.stringify(file) });
		expect(taken.html).toContain(`Imported, and inactive: ${file.policies[0].name}`);
		const { body } = await world.call("GET", "/api/v1/challenge-policies");
		const imported = body.find((one: { name: string }) => one.name === file.policies[0].name);
		expect(imported).toMatchObject({ status: "INACTIVE" });
		expect(imported.rules[0].conditions[0].parameters.listId).not.toBe(listId);
	});

	it("takes nothing of a document with a mistake, and gives it back", async () => {
		const before = (await allLists()).length;
		await reader.open(`${policies}/import`);
		const list = { id: "1", name: unique("List"), kind: "COUNTRIES", values: ["KP"] };
		const bad = [
			"{",
			"[]",
			JSON.stringify({ policies: [] }),
			JSON.stringify({ lists: [list], policies: [{ id: "2", name: unique("x"), engine: "GUESS" }] }),
			JSON.stringify({ lists: [list], policies: [{ id: "2", name: "x", rules: [ruleOf({ actionGroup: "NO" })] }] }),
		];
		for (const document of bad) {
			const { status, html } = await reader.send("import", { document });
			expect([status, html.includes('href="#field-document"')], document).toEqual([400, true]);
		}
		expect((await allLists()).length).toBe(before);
		expect((await (await readerOf("READ_ONLY")).open(`${policies}/import`)).status).toBe(403);
	});
});
