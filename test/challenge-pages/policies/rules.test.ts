import { beforeEach, describe, expect, it } from "vitest";
import { conditionViews } from "../../../src/policies/challenge/view";
import { createList, createPolicy, removeAllPolicies, ruleOf, whenNew } from "../../policies/challenge/policies";
import { createGroup } from "../../policies/enrollment/policies";
import { createAdministrator, signedIn } from "../../support/administrators";
import { createReader, type Shown } from "../../support/reader";
import { createWorld, unique, type World } from "../../support/world";

const list = "/console/challenge-policies";

let world: World;
let reader: ReturnType<typeof createReader>;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	const { id } = await createAdministrator(world, "ADMINISTRATOR");
	reader = createReader(world, (await signedIn(world, id)).cookie);
});

const policyOf = async (id: string) => (await world.call("GET", `/api/v1/challenge-policies/${id}`)).body;

/** What a fresh form of a rule holds. */
const rule = { name: "Rule", isActive: "on", score: "0", weight: "100", is: "true" };

/** The addresses of the links on the page that end so. */
const linksOf = ({ html }: Shown, end: RegExp): string[] =>
	[...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!).filter((href) => end.test(href));

describe("a rule of a challenge policy", () => {
	it("begins with a condition, whose fields follow from its schema", async () => {
		const { id } = await createPolicy(world);
		const chosen = await reader.open(`${list}/${id}/rules/new`);
		for (const { id: condition } of conditionViews) expect(chosen.html).toContain(`value="${condition}"`);
		const form = await reader.open(`${list}/${id}/rules/new?condition=user-otp-failures`);
		expect(form.html).toMatch(/<select[^>]* name="p\.challengeType"/);
		expect(form.html).toMatch(/name="p\.failures"[^>]* value="3"/);
		const added = await reader.send("save", {
			...rule,
			condition: "user-otp-failures",
			"p.challengeType": "ChallengeSMS",
			"p.failures": "５",
			valueOnError: "on",
			score: "700",
			actionGroup: "BLOCK",
			minimum: "500",
			maximum: "1000",
		});
		expect(added.html).toContain("The rule Rule is there.");
		expect((await policyOf(id)).rules).toEqual([
			{
				name: "Rule",
				status: "ACTIVE",
				preconditions: { excludedGroupId: null, deviceRisk: { minimum: 500, maximum: 1000 } },
				conditions: [
					{
						condition: "user-otp-failures",
						parameters: { challengeType: "ChallengeSMS", failures: 5 },
						is: true,
						valueOnError: true,
					},
				],
				score: 700,
				weight: 100,
				actionGroup: "BLOCK",
				alertGroup: null,
			},
		]);
	});

	it("may have any condition there is, in either language, and each parameter has a name", async () => {
		const { id } = await createPolicy(world);
		for (const language of ["en", "ja"]) {
			for (const { id: condition, parameters } of conditionViews) {
				const { status, html } = await reader.open(
					`${list}/${id}/rules/new?condition=${condition}&language=${language}`,
				);
				expect(status, condition).toBe(200);
				for (const name of Object.keys(parameters.properties as object)) {
					expect(html, `${condition} ${name} ${language}`).not.toContain(`>${name}<`);
				}
				expect(html).not.toContain(`>${condition}<`);
			}
		}
		expect((await reader.open(`${list}/${id}/rules/new?condition=no-such`)).status).toBe(400);
	});

	it("takes lists, groups, switches, several values and times of its conditions", async () => {
		const { id } = await createPolicy(world);
		const countries = await createList(world, { kind: "COUNTRIES", values: ["KP"] });
		const users = await createList(world, { kind: "USERS" });
		const groupId = await createGroup(world);
		const form = await reader.open(`${list}/${id}/rules/new?condition=location-country-in-list`);
		expect(form.html).toContain(`value="${countries.id}"`);
		expect(form.html).not.toContain(`value="${users.id}"`);
		const parameters: [string, Record<string, string>, object][] = [
			["location-country-in-list", { "p.listId": countries.id }, { listId: countries.id }],
			["user-in-group", { "p.groupId": groupId }, { groupId }],
			["user-velocity", { "p.milesPerHour": "600" }, { milesPerHour: 600, ignoreSameDevice: false }],
			[
				"session-time-of-day",
				{ "p.from": "22:00", "p.to": "06:00", "p.days.SAT": "on", "p.days.SUN": "on" },
				{ from: "22:00", to: "06:00", days: ["SUN", "SAT"] },
			],
			[
				"user-action-count",
				{ "p.action": "BLOCK", "p.checkpoint": "", "p.seconds": "60", "p.moreThan": "0" },
				{ action: "BLOCK", checkpoint: null, seconds: 60, moreThan: 0 },
			],
			["device-user-agent-contains", { "p.text": "curl" }, { text: "curl" }],
			["always", {}, {}],
		];
		for (const [condition, fields, taken] of parameters) {
			await reader.open(`${list}/${id}/rules/new?condition=${condition}`);
			await reader.send("save", { ...rule, name: condition, condition, ...fields });
			const saved = (await policyOf(id)).rules.at(-1);
			expect([saved?.name, saved?.conditions[0].parameters]).toEqual([condition, taken]);
		}
		const { html } = await reader.open(`${list}/${id}`);
		expect(html).toContain("Sun, Sat");
		expect(html).toContain(String(countries.body.name));
	});

	it("comes back with what was typed and each error at its field, and nothing is saved", async () => {
		const { id } = await createPolicy(world, { rules: [ruleOf({ name: "Taken" })] });
		const sms = { ...rule, condition: "user-otp-failures", "p.challengeType": "ChallengeSMS", "p.failures": "3" };
		await reader.open(`${list}/${id}/rules/new?condition=user-otp-failures`);
		const bad: [Record<string, string>, string][] = [
			[{ name: "" }, "name"],
			[{ name: "Taken" }, "name"],
			[{ score: "1001" }, "score"],
			[{ score: "-1" }, "score"],
			[{ score: "many" }, "score"],
			[{ weight: "101" }, "weight"],
			[{ "p.failures": "0" }, "p.failures"],
			[{ "p.failures": "x" }, "p.failures"],
			[{ "p.challengeType": "ChallengeFax" }, "p.challengeType"],
			[{ actionGroup: "EXPLODE" }, "actionGroup"],
			[{ alertGroup: "0clNothing" }, "alertGroup"],
			[{ excludedGroupId: "00gNobody" }, "excludedGroupId"],
			[{ minimum: "9", maximum: "1" }, "minimum"],
			[{ minimum: "9" }, "maximum"],
			[{ maximum: "1001", minimum: "1" }, "maximum"],
			[{ is: "perhaps" }, "is"],
		];
		for (const [fields, field] of bad) {
			const { status, html } = await reader.send("save", { ...sms, name: "Kept", ...fields });
			expect([status, html.includes(`href="#field-${field}"`)], JSON.stringify(fields)).toEqual([400, true]);
			if (!("name" in fields)) expect(html).toContain('value="Kept"');
		}
		await reader.open(`${list}/${id}/rules/new?condition=session-time-of-day`);
		const times = { ...rule, condition: "session-time-of-day", "p.from": "25:00", "p.to": "06:00" };
		expect((await reader.send("save", times)).html).toContain('href="#field-p.from"');
		await reader.open(`${list}/${id}/rules/new?condition=location-country-in-list`);
		const nowhere = { ...rule, condition: "location-country-in-list", "p.listId": "0clNothing" };
		expect((await reader.send("save", nowhere)).html).toContain('href="#field-p.listId"');
		expect((await policyOf(id)).rules).toHaveLength(1);
	});

	it("is renamed in the combinations too, and keeps its conditions", async () => {
		const combinations = [{ rules: { Old: "TRUE", Other: "FALSE" }, actionGroup: "BLOCK" }];
		const rules = [ruleOf({ name: "Old", conditions: whenNew }), ruleOf({ name: "Other" })];
		const { id, body } = await createPolicy(world, { rules, combinations });
		const [address] = linksOf(await reader.open(`${list}/${id}`), /\/rules\/\w{16}$/);
		await reader.open(address!);
		const saved = await reader.send("save", { ...rule, name: "New" });
		expect(saved.html).toContain("The rule New is saved.");
		const after = await policyOf(id);
		expect(after.combinations[0].rules).toEqual({ New: "TRUE", Other: "FALSE" });
		expect(after.rules[0].conditions).toEqual((body.rules as { conditions: unknown }[])[0]?.conditions);
		expect((await reader.open(address!)).status).toBe(404);
	});

	it("gets, changes and loses conditions, but for its last one", async () => {
		const { id } = await createPolicy(world, { rules: [ruleOf()] });
		const [address] = linksOf(await reader.open(`${list}/${id}`), /\/rules\/\w{16}$/);
		await reader.open(`${address}/add?condition=device-new-for-user`);
		const added = await reader.send("save", { condition: "device-new-for-user", is: "false" });
		expect(added.path).toBe(address);
		expect(added.html).toContain("Not: The device is new for the user");
		const conditions = async () => (await policyOf(id)).rules[0].conditions;
		expect(await conditions()).toHaveLength(2);

		const [, second] = linksOf(added, /\/conditions\/\w{16}$/);
		await reader.open(second!);
		await reader.send("save", { condition: "device-new-for-user", is: "true", valueOnError: "on" });
		expect((await conditions())[1]).toMatchObject({ is: true, valueOnError: true });
		expect((await reader.open(second!)).status).toBe(404);

		const [first] = linksOf(await reader.open(address!), /\/conditions\/\w{16}\/delete$/);
		await reader.open(first!);
		await reader.send("delete", {});
		expect(await conditions()).toMatchObject([{ condition: "device-new-for-user" }]);
		const last = await reader.open(address!);
		expect(linksOf(last, /\/conditions\/\w{16}\/delete$/)).toEqual([]);
		const [edit] = linksOf(last, /\/conditions\/\w{16}$/);
		expect((await reader.open(`${edit}/delete`)).html).toContain("at least one condition");
		expect((await reader.send("delete", {})).status).toBe(400);
	});

	it("is deleted after a question, unless a combination names it", async () => {
		const rules = [ruleOf({ name: "One" }), ruleOf({ name: "Two" })];
		const { id } = await createPolicy(world, { rules, combinations: [{ rules: { One: "TRUE" }, score: 1 }] });
		const [one, two] = linksOf(await reader.open(`${list}/${id}`), /\/rules\/\w{16}$/);
		expect((await reader.open(`${one}/delete`)).html).toContain("because a combination names it");
		expect((await reader.send("delete", {})).status).toBe(400);
		await reader.open(`${two}/delete`);
		await reader.send("delete", {});
		expect((await policyOf(id)).rules.map(({ name }: { name: string }) => name)).toEqual(["One"]);
	});

	it("keeps what others do to other rules at the same time", async () => {
		const { id } = await createPolicy(world);
		await reader.open(`${list}/${id}/rules/new?condition=always`);
		await Promise.all(
			Array.from({ length: 6 }, (_, number) =>
				reader.send("save", { ...rule, name: `Rule ${number}`, condition: "always" }),
			),
		);
		const names = (await policyOf(id)).rules.map(({ name }: { name: string }) => name);
		expect(names.toSorted()).toEqual(Array.from({ length: 6 }, (_, number) => `Rule ${number}`));
	});

	it("is shown to readers in words, without links that they may not follow", async () => {
		const { id } = await createPolicy(world, { rules: [ruleOf({ conditions: whenNew })] });
		const someone = await createAdministrator(world, "READ_ONLY");
		const readOnly = createReader(world, (await signedIn(world, someone.id)).cookie);
		const [address] = linksOf(await reader.open(`${list}/${id}`), /\/rules\/\w{16}$/);
		const shown = await readOnly.open(`${list}/${id}`);
		expect(shown.html).toContain("The device is new for the user");
		expect(linksOf(shown, /\/(rules|combinations)\//)).toEqual([]);
		expect((await readOnly.open(address!)).status).toBe(403);
		expect((await readOnly.send("move", { id: "x", from: "1", to: "2" })).status).toBe(403);
	});
});

describe("the combinations of a challenge policy", () => {
	const rules = [ruleOf({ name: "SMS failed" }), ruleOf({ name: "Far away" })];

	/** The field of each rule, in their order. */
	const ruleFieldsOf = ({ html }: Shown): string[] =>
		[...html.matchAll(/name="(rule\.\w{16})"/g)].map(([, name]) => name!);

	it("are added by an answer for each rule, and stand in a table", async () => {
		const nested = await createPolicy(world);
		const { id } = await createPolicy(world, { rules });
		const [sms, far] = ruleFieldsOf(await reader.open(`${list}/${id}/combinations/new`));
		await reader.send("save", { [sms!]: "TRUE", [far!]: "ANY", score: "300", actionGroup: "ChallengeEmail" });
		await reader.open(`${list}/${id}/combinations/new`);
		const added = await reader.send("save", { [sms!]: "FALSE", [far!]: "TRUE", score: "0", policyId: nested.id });
		expect((await policyOf(id)).combinations).toEqual([
			{ rules: { "SMS failed": "TRUE" }, score: 300, policyId: null, actionGroup: "ChallengeEmail", alertGroup: null },
			{
				rules: { "SMS failed": "FALSE", "Far away": "TRUE" },
				score: 0,
				policyId: nested.id,
				actionGroup: null,
				alertGroup: null,
			},
		]);
		expect(added.html).toMatch(/<th scope="col">SMS failed<\/th><th scope="col">Far away<\/th>/);
		expect(added.html).toContain(`Runs ${nested.body.name}`);
		expect(added.html).toContain("Challenge by e-mail");
	});

	it("come back when two are equal, none is named, or a number is out of its range", async () => {
		const combinations = [{ rules: { "SMS failed": "TRUE" }, score: 1 }];
		const { id } = await createPolicy(world, { rules, combinations });
		const [sms] = ruleFieldsOf(await reader.open(`${list}/${id}/combinations/new`));
		const twice = await reader.send("save", { [sms!]: "TRUE", score: "2" });
		expect([twice.status, twice.html.includes("the same one")]).toEqual([400, true]);
		const empty = await reader.send("save", { score: "2" });
		expect([empty.status, empty.html.includes("at least one rule")]).toEqual([400, true]);
		const high = await reader.send("save", { [sms!]: "FALSE", score: "2000" });
		expect([high.status, high.html.includes('href="#field-score"')]).toEqual([400, true]);
		expect(high.html).toMatch(/value="FALSE" selected/);
		const circle = await reader.send("save", { [sms!]: "FALSE", score: "0", policyId: id });
		expect([circle.status, circle.html.includes('href="#field-policyId"')]).toEqual([400, true]);
		expect((await reader.send("save", { [sms!]: "MAYBE", score: "0" })).status).toBe(400);
		expect((await policyOf(id)).combinations).toHaveLength(1);
	});

	it("move, change and go", async () => {
		const combinations = [
			{ rules: { "SMS failed": "TRUE" }, score: 1 },
			{ rules: { "SMS failed": "FALSE" }, score: 2 },
			{ rules: { "Far away": "TRUE" }, score: 3 },
		];
		const { id } = await createPolicy(world, { rules, combinations });
		const scores = async () => (await policyOf(id)).combinations.map(({ score }: { score: number }) => score);
		const shown = await reader.open(`${list}/${id}`);
		const keys = [...shown.html.matchAll(/id="order-(\w{16})"/g)].map(([, key]) => key!);
		await reader.send("move", { id: keys[2]!, from: "3", to: "1" });
		expect(await scores()).toEqual([3, 1, 2]);
		const stale = await reader.send("move", { id: keys[2]!, from: "3", to: "1" });
		expect([stale.status, stale.html.includes("has just been changed")]).toEqual([400, true]);

		const [sms, far] = ruleFieldsOf(await reader.open(`${list}/${id}/combinations/${keys[2]}`));
		await reader.send("save", { [sms!]: "TRUE", [far!]: "TRUE", score: "9" });
		expect(await scores()).toEqual([9, 1, 2]);
		await reader.open(`${list}/${id}/combinations/${keys[0]}/delete`);
		await reader.send("delete", {});
		expect(await scores()).toEqual([9, 2]);
		expect((await reader.open(`${list}/${id}/combinations/${keys[0]}`)).status).toBe(404);
	});
});

it("shows a rule's name as it was typed", async () => {
	const name = unique("<b>&");
	const { id } = await createPolicy(world, { rules: [ruleOf({ name })] });
	expect((await reader.open(`${list}/${id}`)).html).not.toContain("<b>&");
});
