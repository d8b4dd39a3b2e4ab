import { beforeEach, describe, expect, it } from "vitest";
import { createList, createPolicy, removeAllPolicies, ruleOf, setsPath } from "../../policies/challenge/policies";
import { createAdministrator, signedIn } from "../../support/administrators";
import { createReader, type Shown } from "../../support/reader";
import { createWorld, type World } from "../../support/world";

const sets = "/console/challenge-policies/sets";
const here = `${sets}/POST_AUTHENTICATION`;

let world: World;
let reader: ReturnType<typeof createReader>;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await replaceSet({});
	reader = await readerOf("ADMINISTRATOR");
});

async function readerOf(role: Parameters<typeof createAdministrator>[1]) {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

const setPath = `${setsPath}/POST_AUTHENTICATION`;
const readSet = async () => (await world.call("GET", setPath)).body;
const replaceSet = (settings: Record<string, unknown>) => world.call("PUT", setPath, settings);

/** The addresses of the links on the page that end so. */
const linksOf = ({ html }: Shown, end: RegExp): string[] =>
	[...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!).filter((href) => end.test(href));

const low = { minimum: 0, maximum: 400, actionGroup: "ALLOW", alertGroup: null };
const high = { minimum: 701, maximum: 1000, actionGroup: "BLOCK", alertGroup: null };
const often = { from: "BLOCK", to: "CHALLENGE", count: 3, seconds: 600 };
const tired = { from: "CHALLENGE", to: "BLOCK", count: 20, seconds: 3600 };

describe("the policy sets", () => {
	it("are one for each step, in the order of a sign-in, with what each of them overrides", async () => {
		await replaceSet({
			engine: "AGGREGATE",
			scoreOverrides: [low, high],
			actionOverrides: [often],
			lockDuration: 60_000,
		});
		const shown = await reader.open(sets);
		const links = linksOf(shown, /sets\/[A-Z_]+$/).map((href) => href.slice(sets.length + 1));
		expect(links.slice(0, 4)).toEqual(["PRE_AUTHENTICATION", "DEVICE", "AUTHENTIPAD", "POST_AUTHENTICATION"]);
		expect(links).toHaveLength(7);
		const [, row = ""] = /<tr>((?:(?!<tr>).)*sets\/POST_AUTHENTICATION.*?)<\/tr>/s.exec(shown.html) ?? [];
		for (const text of ["Sum, up to 1000", ">2<", ">1 (off)<", "1 minute<"]) expect(row).toContain(text);
	});

	it("are linked from the policies, and from those of a step", async () => {
		expect(linksOf(await reader.open("/console/challenge-policies"), /\/sets$/)).toEqual([sets]);
		const ofStep = await reader.open("/console/challenge-policies?checkpoint=POST_AUTHENTICATION");
		expect(ofStep.html).toContain(`href="${here}"`);
	});

	it("show the policies of their step, and no others", async () => {
		const member = await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", weight: 30 });
		const other = await createPolicy(world, { checkpoint: "CHALLENGE" });
		const { html } = await reader.open(here);
		expect(html).toContain(`challenge-policies/${member.id}"`);
		expect(html).not.toContain(other.id);
		await removeAllPolicies(world);
		expect((await reader.open(here)).html).toContain("No policy here");
	});

	it("are edited in minutes, and keep their overrides", async () => {
		await replaceSet({ scoreOverrides: [low], actionOverrides: [often], lockDuration: 90_500 });
		const form = await reader.open(`${here}/edit`);
		const [, minutes = ""] = /name="lockMinutes"[^>]* value="([\d.]+)"/.exec(form.html)!;
		await reader.send("save", { engine: "MAXIMUM", lockMinutes: minutes });
		expect(await readSet()).toMatchObject({ lockDuration: 90_500, allowActionOverrides: false });
		await reader.open(`${here}/edit`);
		const fields = { engine: "WEIGHTED_AVERAGE", lockMinutes: "４５", allowActionOverrides: "on" };
		const saved = await reader.send("save", fields);
		expect([saved.path, saved.html.includes("The policy set is saved.")]).toEqual([here, true]);
		expect(await readSet()).toEqual({
			checkpoint: "POST_AUTHENTICATION",
			engine: "WEIGHTED_AVERAGE",
			scoreOverrides: [low],
			allowActionOverrides: true,
			actionOverrides: [often],
			lockDuration: 2_700_000,
		});
	});

	it("say that failures count until somebody unlocks the person", async () => {
		await reader.open(`${here}/edit`);
		await reader.send("save", { engine: "MAXIMUM", lockMinutes: "0" });
		expect((await readSet()).lockDuration).toBe(0);
		expect((await reader.open(here)).html).toContain("Until the person is unlocked");
		expect((await reader.open(`${here}/edit`)).html).toContain('name="lockMinutes" type="text" value="0"');
	});

	it("give back what was typed, with each error at its field", async () => {
		await reader.open(`${here}/edit`);
		const bad: [Record<string, string>, string][] = [
			[{ engine: "GUESS" }, "engine"],
			[{ lockMinutes: "" }, "lockMinutes"],
			[{ lockMinutes: "0.9" }, "lockMinutes"],
			[{ lockMinutes: "43201" }, "lockMinutes"],
			[{ lockMinutes: "1e999" }, "lockMinutes"],
			[{ lockMinutes: "an hour" }, "lockMinutes"],
		];
		for (const [fields, field] of bad) {
			const given = { engine: "MINIMUM", lockMinutes: "30", allowActionOverrides: "on", ...fields };
			const { status, html } = await reader.send("save", given);
			expect([status, html.includes(`href="#field-${field}"`)], JSON.stringify(fields)).toEqual([400, true]);
			expect(html).toMatch(/name="allowActionOverrides"[^>]* checked/);
			expect(html).toContain(`value="${given.lockMinutes}"`);
		}
		expect((await readSet()).engine).toBe("MAXIMUM");
	});

	it("are read by readers, changed by administrators, and closed to the help desk", async () => {
		await replaceSet({ scoreOverrides: [low, high], actionOverrides: [often] });
		const [override = ""] = linksOf(await reader.open(here), /score-overrides\/\w{16}$/);
		expect((await (await readerOf("HELP_DESK")).open(sets)).status).toBe(403);
		const readOnly = await readerOf("READ_ONLY");
		const shown = await readOnly.open(here);
		expect([shown.status, shown.html.includes("0–400")]).toEqual([200, true]);
		expect([shown.html.includes(`${here}/`), shown.html.includes('value="move"')]).toEqual([false, false]);
		expect((await readOnly.send("move", { id: "x", from: "1", to: "2" })).status).toBe(403);
		for (const path of [`${here}/edit`, `${here}/score-overrides/new`, override, `${override}/delete`]) {
			expect((await readOnly.open(path)).status, path).toBe(403);
		}
	});

	it("speak Japanese, and there is none of a step that there isn't", async () => {
		await replaceSet({ scoreOverrides: [low], actionOverrides: [often] });
		expect((await reader.open(`${sets}?language=ja`)).html).toContain("アクションの上書き");
		expect((await reader.open(here)).html).toContain("600秒間に3回");
		for (const path of [`${sets}/LUNCH`, `${sets}/LUNCH/edit`, `${sets}/LUNCH/score-overrides/new`]) {
			expect((await reader.open(path)).status, path).toBe(404);
		}
	});
});

describe("overrides of a score", () => {
	it("are added, changed and deleted, each as the last of them stands", async () => {
		await reader.open(`${here}/score-overrides/new`);
		const added = await reader.send("save", {
			minimum: "７０１",
			maximum: "1000",
			actionGroup: "BLOCK",
			alertGroup: "",
		});
		expect([added.path, added.html.includes("The override is saved.")]).toEqual([here, true]);
		expect((await readSet()).scoreOverrides).toEqual([high]);
		await reader.open(`${here}/score-overrides/new`);
		await reader.send("save", { minimum: "0", maximum: "400", actionGroup: "ALLOW", alertGroup: "" });
		const [first = ""] = linksOf(await reader.open(here), /score-overrides\/\w{16}$/);
		expect((await reader.open(first)).html).toMatch(/name="minimum"[^>]* value="701"/);
		const alerts = await createList(world, {
			kind: "ALERT_GROUP",
			values: [{ level: "HIGH", type: "fraud", text: "x" }],
		});
		await reader.open(first);
		await reader.send("save", { minimum: "801", maximum: "1000", actionGroup: "BLOCK", alertGroup: alerts.id });
		const changed = { ...high, minimum: 801, alertGroup: alerts.id };
		expect((await readSet()).scoreOverrides).toEqual([changed, low]);
		expect((await reader.open(first)).status).toBe(404);
		const [now = ""] = linksOf(await reader.open(here), /score-overrides\/\w{16}$/);
		await reader.open(`${now}/delete`);
		expect((await reader.send("delete", {})).html).toContain("The override is deleted.");
		expect((await readSet()).scoreOverrides).toEqual([low]);
	});

	it("come back with what was typed, with each error at its field", async () => {
		await reader.open(`${here}/score-overrides/new`);
		const bad: [Record<string, string>, string][] = [
			[{ minimum: "" }, "minimum"],
			[{ minimum: "-1" }, "minimum"],
			[{ minimum: "low" }, "minimum"],
			[{ maximum: "1001" }, "maximum"],
			[{ maximum: "0.5" }, "maximum"],
			[{ minimum: "6", maximum: "5" }, "minimum"],
			[{ actionGroup: "0clNobody" }, "actionGroup"],
			[{ alertGroup: "0clNobody" }, "alertGroup"],
		];
		for (const [fields, field] of bad) {
			const given = { minimum: "1", maximum: "9", actionGroup: "ALLOW", alertGroup: "", ...fields };
			const { status, html } = await reader.send("save", given);
			expect([status, html.includes(`href="#field-${field}"`)], JSON.stringify(fields)).toEqual([400, true]);
			expect(html).toContain(`value="${given.maximum}"`);
			if (field !== "actionGroup") expect(html).toContain('value="ALLOW" selected');
		}
		expect((await readSet()).scoreOverrides).toEqual([]);
	});

	it("replace what the policies ask for, and the trace leads to the set", async () => {
		const rules = [ruleOf({ score: 800, actionGroup: "CHALLENGE" })];
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules });
		await replaceSet({ scoreOverrides: [low, high] });
		await reader.open("/console/challenge-policies/try");
		const { html } = await reader.send("try", { checkpoint: "POST_AUTHENTICATION" });
		expect(html).toMatch(/Outcome: <span class="badge badge-danger">Block/);
		expect(html).toContain(`<a href="${here}">Score override 2</a>`);
	});
});

describe("overrides of an action", () => {
	it("are added, changed and deleted, and the page says that they are off", async () => {
		await reader.open(`${here}/action-overrides/new`);
		const added = await reader.send("save", { from: "BLOCK", to: "CHALLENGE", count: "3", seconds: "600" });
		expect(added.html).toMatch(/notice-warning">They are off/);
		expect((await readSet()).actionOverrides).toEqual([often]);
		await replaceSet({ ...(await readSet()), allowActionOverrides: true });
		const shown = await reader.open(here);
		expect(shown.html).not.toContain("They are off");
		const [path = ""] = linksOf(shown, /action-overrides\/\w{16}$/);
		expect((await reader.open(path)).html).toMatch(/value="BLOCK" selected/);
		await reader.send("save", { from: "CHALLENGE", to: "BLOCK", count: "２０", seconds: "3600" });
		expect((await readSet()).actionOverrides).toEqual([tired]);
		const [changed = ""] = linksOf(await reader.open(here), /action-overrides\/\w{16}$/);
		await reader.open(`${changed}/delete`);
		await reader.send("delete", {});
		expect((await readSet()).actionOverrides).toEqual([]);
	});

	it("come back with what was typed, with each error at its field", async () => {
		await reader.open(`${here}/action-overrides/new`);
		const bad: [Record<string, string>, string][] = [
			[{ from: "WAVE" }, "from"],
			[{ to: "" }, "to"],
			[{ count: "0" }, "count"],
			[{ count: "" }, "count"],
			[{ seconds: "2592001" }, "seconds"],
			[{ seconds: "a while" }, "seconds"],
		];
		for (const [fields, field] of bad) {
			const given = { from: "BLOCK", to: "ALLOW", count: "7", seconds: "60", ...fields };
			const { status, html } = await reader.send("save", given);
			expect([status, html.includes(`href="#field-${field}"`)], JSON.stringify(fields)).toEqual([400, true]);
			expect(html).toContain(`value="${given.count}"`);
		}
		expect((await readSet()).actionOverrides).toEqual([]);
	});
});

describe("the order of overrides", () => {
	const move = async (part: string, place: number, to: number) => {
		const { html } = await reader.open(here);
		const links = linksOf({ html } as Shown, new RegExp(`${part}/\\w{16}$`));
		return reader.send("move", { id: links[place - 1]!.split("/").at(-1)!, from: String(place), to: String(to) });
	};

	it("changes for each kind by itself, and the page says so", async () => {
		const third = { ...low, minimum: 401, maximum: 700 };
		await replaceSet({ scoreOverrides: [low, third, high], actionOverrides: [often, tired] });
		const moved = await move("score-overrides", 3, 1);
		expect(moved.html).toContain("The order is saved.");
		expect(moved.path).toMatch(new RegExp(`^${here}#order-\\w{16}$`));
		expect(await readSet()).toMatchObject({ scoreOverrides: [high, low, third], actionOverrides: [often, tired] });
		await move("action-overrides", 1, 2);
		expect(await readSet()).toMatchObject({ scoreOverrides: [high, low, third], actionOverrides: [tired, often] });
	});

	it("stays when somebody else has moved the override meanwhile", async () => {
		await replaceSet({ scoreOverrides: [low, high] });
		const [first = ""] = linksOf(await reader.open(here), /score-overrides\/\w{16}$/);
		await replaceSet({ scoreOverrides: [high, low] });
		const { status, html } = await reader.send("move", { id: first.split("/").at(-1)!, from: "1", to: "2" });
		expect([status, html.includes("has just been changed")]).toEqual([400, true]);
		expect((await readSet()).scoreOverrides).toEqual([high, low]);
	});

	it("loses nothing when ten overrides are added at once", async () => {
		await reader.open(`${here}/score-overrides/new`);
		const readers = await Promise.all(
			Array.from({ length: 10 }, async () => {
				const one = createReader(world, reader.cookies());
				await one.open(`${here}/score-overrides/new`);
				return one;
			}),
		);
		const answers = await Promise.all(
			readers.map((one, place) => one.send("save", { minimum: String(place), maximum: "1000", actionGroup: "ALLOW" })),
		);
		expect(answers.map(({ path }) => path)).toEqual(readers.map(() => here));
		const { scoreOverrides } = await readSet();
		expect(new Set(scoreOverrides.map(({ minimum }: { minimum: number }) => minimum)).size).toBe(10);
	});

	it("doesn't change by a form without its token", async () => {
		await replaceSet({ scoreOverrides: [low, high] });
		const [first = ""] = linksOf(await reader.open(here), /score-overrides\/\w{16}$/);
		const fields = { id: first.split("/").at(-1)!, from: "1", to: "2", _csrf: "0" };
		expect((await reader.send("move", fields)).status).toBe(403);
		expect((await readSet()).scoreOverrides).toEqual([low, high]);
	});
});
