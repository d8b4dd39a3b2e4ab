import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { listRules } from "../../src/providers/rules/read";
import { createHook, freeTheActivePlace } from "../hooks/hooks";
import { createAccount, emailAccount, removeAllProviders } from "../providers/accounts/accounts";
import { createWorld, unique, type World } from "../support/world";
import { formsOf, readerAs } from "./people";

const list = "/console/routes";
const api = "/api/v1/delivery-routes";

async function createRoute(world: World, input: Record<string, unknown>) {
	const { status, body } = await world.call("POST", api, { name: unique("Rule"), ...input });
	expect(status).toBe(200);
	return body as { id: string; name: string };
}

async function emptyWorld() {
	const world = await createWorld();
	await removeAllProviders(world);
	return world;
}

/** Three routes, and their numbers in the order in which they stand. */
async function createOrder(world: World) {
	await removeAllProviders(world);
	const { id } = await createAccount(world);
	const routes: { id: string; name: string }[] = [];
	for (let number = 0; number < 3; number++) routes.push(await createRoute(world, { providers: [id] }));
	const order = async () =>
		(await listRules(world.ctx)).map((row) => routes.findIndex((route) => route.id === row.id) + 1);
	return { routes, order };
}

describe("the list of routes", () => {
	it("explains itself while there are none, and names the next step", async () => {
		const world = await emptyWorld();
		const reader = await readerAs(world);
		expect((await reader.open(list)).html).toContain("No routes yet");
		const without = await reader.open(`${list}/new`);
		expect(without.html).toContain("No provider yet");
		expect(without.html).toContain('href="/console/providers/new"');
		expect((await reader.open(`${list}?language=ja`)).html).toContain("ルートはまだありません");
	});

	it("stands in the order in which routes are asked, with conditions in words and the accounts in order", async () => {
		const world = await emptyWorld();
		const [a, b] = [await createAccount(world), await createAccount(world)];
		await world.call("POST", `${b.path}/lifecycle/deactivate`);
		const first = await createRoute(world, {
			conditions: {
				channels: ["SMS"],
				destinationCountries: ["JP", "DK", "SE", "NO", "FI"],
				originCountries: ["US"],
				requestTypes: ["com.okta.user.telephony.password-reset"],
			},
			providers: [b.id, a.id],
		});
		const second = await createRoute(world, { providers: [a.id] });
		const { html } = await (await readerAs(world)).open(list);
		const places = [first.id, second.id].map((id) => html.indexOf(`${list}/${id}"`));
		expect(places[0]).toBeLessThan(places[1]!);
		expect(html.indexOf(`/console/providers/${b.id}`)).toBeLessThan(html.indexOf(`/console/providers/${a.id}`));
		for (const text of ["Japan (JP)", "1 more", "United States (US)", "Password reset", "Switched off"]) {
			expect(html).toContain(text);
		}
		expect(html).toContain("None: all that its accounts can send");
		const japanese = (await (await readerAs(world)).open(`${list}/${first.id}?language=ja`)).html;
		for (const text of ["日本 (JP)", "フィンランド (FI)", "パスワードのリセット"]) expect(japanese).toContain(text);
	});

	it("is closed to the help desk, and shows readers no button that they may not use", async () => {
		const world = await createWorld();
		const { routes } = await createOrder(world);
		const [{ id } = { id: "" }] = routes;
		expect((await (await readerAs(world, "HELP_DESK")).open(list)).status).toBe(403);
		const reader = await readerAs(world, "READ_ONLY");
		const seen = await reader.open(list);
		expect(formsOf(seen.html)).toEqual(["which"]);
		expect(seen.html).not.toContain(`${list}/new`);
		expect((await reader.send("move", { id, from: "1", to: "2" })).status).toBe(403);
		for (const page of ["new", `${id}/edit`, `${id}/delete`]) {
			expect((await reader.open(`${list}/${page}`)).status, page).toBe(403);
		}
		expect((await reader.open(`${list}/${id}`)).html).not.toContain(`${id}/edit`);
	});

	it("says that a hook comes first, and what the settings say where it fails", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const hook = await createHook(world);
		expect((await reader.open(list)).html).toContain("routes count where it fails");
		const settings = (await world.call("GET", "/api/v1/delivery-settings")).body;
		await world.call("PUT", "/api/v1/delivery-settings", { ...settings, whenHookFails: "FAIL" });
		const { html } = await reader.open(list);
		expect(html).toContain("nothing else is tried");
		expect(html).toContain(`/console/hooks/${hook.id}`);
		await world.call("PUT", "/api/v1/delivery-settings", settings);
		await freeTheActivePlace(world);
		expect((await reader.open(list)).html).not.toContain(hook.name);
	});

	it("is read in its order by an index", async () => {
		const { results } = await env.DB.prepare("EXPLAIN QUERY PLAN SELECT * FROM delivery_rules ORDER BY priority").all();
		expect(JSON.stringify(results)).toMatch(/USING INDEX/);
	});
});

describe("moving a route", () => {
	it("goes up, down and to a place, says where it is now, and goes back to its row", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { routes, order } = await createOrder(world);
		const ids = routes.map(({ id }) => id);
		const page = await reader.open(list);
		expect(page.html).toContain(`Move ${routes[0]!.name} down`);
		expect(page.html).not.toContain(`Move ${routes[0]!.name} up`);
		expect(page.html).not.toContain(`Move ${routes[2]!.name} down`);
		const up = await reader.send("move", { id: ids[2]!, from: "3", to: "2" });
		expect(await order()).toEqual([1, 3, 2]);
		expect(up.html).toMatch(/role="status">New place: 2\. /);
		expect(up.path).toBe(`${list}#order-${ids[2]}`);
		await reader.send("move", { id: ids[1]!, from: "3", to: "１" });
		expect(await order()).toEqual([2, 1, 3]);
		await reader.send("move", { id: ids[2]!, from: "3", to: "99" });
		expect(await order()).toEqual([2, 1, 3]);
	});

	it("is refused where the order has changed meanwhile, and shows the present one", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { routes, order } = await createOrder(world);
		await reader.open(list);
		await reader.send("move", { id: routes[2]!.id, from: "3", to: "1" });
		const stale = await reader.send("move", { id: routes[2]!.id, from: "3", to: "2" });
		expect([stale.status, stale.html.includes("Somebody else changed it just now.")]).toEqual([409, true]);
		expect(stale.html.indexOf(routes[2]!.name)).toBeLessThan(stale.html.indexOf(routes[0]!.name));
		expect(await order()).toEqual([3, 1, 2]);
	});

	it("takes no place that is none, and no route that isn't there", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { routes, order } = await createOrder(world);
		await reader.open(list);
		for (const to of ["0", "-1", "x", "1.5", "", "10001"]) {
			expect((await reader.send("move", { id: routes[0]!.id, from: "1", to })).status, to).toBe(400);
		}
		expect((await reader.send("move", { id: "rou00000000000000000", from: "1", to: "2" })).status).toBe(404);
		expect(await order()).toEqual([1, 2, 3]);
	});
});

describe("adding and editing a route", () => {
	it("has conditions and accounts in the order of their places, and gaps between places don't count", async () => {
		const world = await emptyWorld();
		const [a, b, mail] = [
			await createAccount(world),
			await createAccount(world),
			await createAccount(world, emailAccount),
		];
		const reader = await readerAs(world);
		await reader.open(`${list}/new`);
		const added = await reader.send("save", {
			name: "日本の番号",
			"account.1": b.id,
			"account.2": "",
			"account.3": a.id,
			"channel.SMS": "on",
			destinationCountries: "ｊｐ, us、dk\n se",
			originCountries: "",
			"purpose.com.okta.user.telephony.account-unlock": "on",
		});
		expect(added.html).toContain("as the last route.");
		const id = added.path.split("/").at(-1)!;
		const stored = async () => (await world.call("GET", `${api}/${id}`)).body;
		expect(await stored()).toMatchObject({
			name: "日本の番号",
			priority: 1,
			providers: [b.id, a.id],
			conditions: {
				channels: ["SMS"],
				destinationCountries: ["JP", "US", "DK", "SE"],
				originCountries: [],
				requestTypes: ["com.okta.user.telephony.account-unlock"],
			},
		});
		const form = await reader.open(`${added.path}/edit`);
		expect(form.html).toMatch(/name="channel.SMS" value="on" checked/);
		expect(form.html).toMatch(new RegExp(`name="account.1">.*?value="${b.id}" selected`));
		expect(form.html).toContain("JP US DK SE");
		const saved = await reader.send("save", {
			name: "Everything else",
			"account.1": a.id,
			"account.2": mail.id,
			destinationCountries: "",
			originCountries: "dk",
		});
		expect(saved.html).toContain("Everything else is saved.");
		expect(await stored()).toMatchObject({
			providers: [a.id, mail.id],
			conditions: { channels: [], destinationCountries: [], originCountries: ["DK"], requestTypes: [] },
		});
	});

	it.each<[string, (ids: string[]) => Record<string, string>, string]>([
		["no name", ([a = ""]) => ({ name: "", "account.1": a }), "name"],
		["no account", () => ({}), "account.1"],
		["an account twice", ([a = ""]) => ({ "account.1": a, "account.2": a }), "account.1"],
		["an account that is gone", ([a = ""]) => ({ "account.1": a, "account.3": "prv00000000000000000" }), "account.3"],
		[
			"an account of another channel",
			([a = "", mail = ""]) => ({ "channel.SMS": "on", "account.1": a, "account.3": mail }),
			"account.3",
		],
		[
			"a channel that no account has",
			([a = ""]) => ({ "channel.SMS": "on", "channel.IM": "on", "account.1": a }),
			"account.1",
		],
		[
			"a country that is none",
			([a = ""]) => ({ "account.1": a, destinationCountries: "JP UK" }),
			"destinationCountries",
		],
		["a country in letters", ([a = ""]) => ({ "account.1": a, originCountries: "Japan" }), "originCountries"],
	])("says at the field what is wrong with %s, and keeps what was typed", async (_, change, field) => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const ids = [(await createAccount(world)).id, (await createAccount(world, emailAccount)).id];
		await createAccount(world);
		await reader.open(`${list}/new`);
		const fields: Record<string, string> = {
			name: "Kept name",
			"purpose.com.okta.user.telephony.password-reset": "on",
			...change(ids),
		};
		const { status, html } = await reader.send("save", fields);
		expect(status).toBe(400);
		expect(html).toContain(`href="#field-${field}"`);
		if (field !== "name") expect(html).toContain('value="Kept name"');
		expect(html).toMatch(/name="purpose.com.okta.user.telephony.password-reset" value="on" checked/);
		if (fields.destinationCountries) expect(html).toContain(fields.destinationCountries);
	});

	it("refuses a name that is taken, a forged token, and another site", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { id } = await createAccount(world);
		const { name } = await createRoute(world, { providers: [id] });
		await reader.open(`${list}/new`);
		expect((await reader.send("save", { name, "account.1": id })).html).toContain('href="#field-name"');
		const fields = { name: unique("Forged"), "account.1": id };
		expect((await reader.send("save", { ...fields, _csrf: "0".repeat(64) })).status).toBe(403);
		const foreign = { headers: { "sec-fetch-site": "cross-site" } };
		expect((await reader.send("save", fields, foreign)).status).toBe(403);
		expect((await listRules(world.ctx)).some((rule) => rule.name === fields.name)).toBe(false);
	});

	it("is deleted after a question that names its conditions", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { id } = await createAccount(world);
		const route = await createRoute(world, { conditions: { destinationCountries: ["JP"] }, providers: [id] });
		const asked = await reader.open(`${list}/${route.id}/delete`);
		expect(asked.html).toContain("Japan (JP)");
		expect((await reader.send("delete", {})).path).toBe(list);
		expect((await reader.open(`${list}/${route.id}`)).status).toBe(404);
	});
});

describe("which route a number would take", () => {
	async function createWhich() {
		const world = await emptyWorld();
		const [sms, off, mail] = [
			await createAccount(world),
			await createAccount(world, {}, "?activate=false"),
			await createAccount(world, emailAccount),
		];
		const japan = await createRoute(world, {
			conditions: { channels: ["SMS"], destinationCountries: ["JP"] },
			providers: [off.id, sms.id],
		});
		const dead = await createRoute(world, { conditions: { destinationCountries: ["SE"] }, providers: [off.id] });
		const reader = await readerAs(world, "READ_ONLY");
		await reader.open(list);
		const ask = async (fields: Record<string, string>) => {
			const { status, html } = await reader.send("which", {
				channel: "SMS",
				purpose: "com.okta.user.telephony.mfa-verification",
				to: "",
				...fields,
			});
			const answer = /<div role="status" class="stack-tight">([\s\S]*?)<\/section>/.exec(html)?.[1] ?? "";
			return { status, html, answer };
		};
		return { world, sms, off, mail, japan, dead, ask };
	}

	it("is named, with its accounts and what becomes of each", async () => {
		const { sms, off, japan, ask } = await createWhich();
		const { status, answer } = await ask({ to: "＋８１ 90-1234-5678" });
		expect(status).toBe(200);
		expect(answer).toContain("The number is of Japan (JP).");
		expect(answer).toContain(japan.name);
		expect(answer.indexOf(off.body.name)).toBeLessThan(answer.indexOf(sms.body.name));
		expect(answer).toMatch(/Inactive<\/span>[\s\S]*Tried<\/span>/);
		expect(answer).not.toContain("asked before");
	});

	it("comes with the routes that were passed over, and why", async () => {
		const { japan, dead, sms, ask } = await createWhich();
		const { answer } = await ask({ to: "+4520123456", channel: "CALL" });
		expect(answer).toContain("No route fits it");
		for (const text of [
			japan.name,
			"It takes other channels.",
			dead.name,
			"numbers of other countries",
			sms.body.name,
		]) {
			expect(answer).toContain(text);
		}
	});

	it("may depend on where the end user is, whose country may be typed in full width", async () => {
		const { world, sms, ask } = await createWhich();
		const abroad = await createRoute(world, { conditions: { originCountries: ["DK"] }, providers: [sms.id] });
		expect((await ask({ to: "+12025550123" })).answer).toContain("requests from other countries");
		const { answer } = await ask({ to: "+12025550123", originCountry: "ｄｋ" });
		expect(answer).toContain(abroad.name);
		expect(answer).not.toContain("requests from other countries");
	});

	it("may be one without an account that is left", async () => {
		const { dead, ask } = await createWhich();
		const { answer } = await ask({ to: "+46701234567" });
		expect(answer).toContain(dead.name);
		expect(answer).toContain("No account is left");
	});

	it("needs no number for channels without numbers", async () => {
		const { mail, ask } = await createWhich();
		const { answer } = await ask({ channel: "EMAIL" });
		expect(answer).toContain(mail.body.name);
		expect(answer).not.toContain("The number is of");
	});

	it("says that the settings don't allow the country", async () => {
		const { world, ask } = await createWhich();
		const settings = (await world.call("GET", "/api/v1/delivery-settings")).body;
		await world.call("PUT", "/api/v1/delivery-settings", { ...settings, allowedCountries: ["DK"] });
		expect((await ask({ to: "+819012345678" })).answer).toContain("allow this country");
		expect((await ask({ to: "+4520123456" })).answer).not.toContain("allow this country");
		await world.call("PUT", "/api/v1/delivery-settings", settings);
	});

	it.each([
		["no number", { to: "" }, "to"],
		["no number at all", { to: "ada@example.com" }, "to"],
		["a premium number", { to: "+44 909 8790000" }, "to"],
		["a country that is none", { to: "+819012345678", originCountry: "UK" }, "originCountry"],
		["a channel that is none", { to: "+819012345678", channel: "FAX" }, "channel"],
	])("is refused at the field for %s, and what was typed stays", async (_, fields, field) => {
		const { ask } = await createWhich();
		const { status, html, answer } = await ask(fields);
		expect([status, answer]).toEqual([400, ""]);
		expect(html).toContain(`href="#field-${field}"`);
		if (fields.to !== "") expect(html).toContain(`value="${fields.to}"`);
	});
});
