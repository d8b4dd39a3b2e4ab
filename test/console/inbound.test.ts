import { beforeEach, describe, expect, it } from "vitest";
import { createApiToken } from "../../src/access/service";
import { getSource } from "../../src/inbound/service";
import { enable, oktaRequest } from "../inbound/requests";
import { createWorld, unique, type World } from "../support/world";
import { formsOf, readerAs } from "./people";

const list = "/console/inbound";

let world: World;
let reader: Awaited<ReturnType<typeof readerAs>>;
beforeEach(async () => {
	world = await createWorld();
	await enable(world);
	reader = await readerAs(world);
});

/** The secret that a page shows once, and where to send requests with it. */
const shownOn = (html: string) => ({
	secret: /<code class="secret copy-source"[^>]*>([^<]+)/.exec(html)?.[1] ?? "",
	url: /(\/hooks\/okta\/src\w+)</.exec(html)?.[1] ?? "",
});

async function createSource() {
	await reader.open(`${list}/new`);
	const name = unique("Subsidiary");
	const made = await reader.send("add", { name });
	return { name, path: made.path, id: made.path.split("/").at(-1)!, html: made.html, ...shownOn(made.html) };
}

const ask = (url: string, secret: string, body: unknown = oktaRequest()) =>
	world.call("POST", url, body, { token: null, headers: { authorization: secret } });

describe("the inbound sources", () => {
	it("are there from the start, for administrators to change and readers to see", async () => {
		const { html } = await reader.open(list);
		expect(html).toContain("Okta receiver");
		expect(html).toContain(`href="${list}/new"`);
		const readOnly = await readerAs(world, "READ_ONLY");
		expect((await readOnly.open(list)).html).not.toContain(`href="${list}/new"`);
		const seen = await readOnly.open(`${list}/okta`);
		expect([seen.status, formsOf(seen.html)]).toEqual([200, []]);
		expect(seen.html).not.toContain(`${list}/okta/`);
		expect((await readOnly.send("switch-on", {})).status).toBe(403);
		const helpDesk = await readerAs(world, "HELP_DESK");
		for (const step of ["", "/okta"]) expect((await helpDesk.open(list + step)).status).toBe(403);
		for (const step of ["new", "okta/edit", "okta/switch-off", "okta/delete", "okta/secret", "okta/event-secret"]) {
			expect((await readOnly.open(`${list}/${step}`)).status, step).toBe(403);
		}
	});

	it("are added by a name; the page shows URL and secret once, and they work", async () => {
		const { html, path, url, secret, id } = await createSource();
		expect(html).toContain("and takes requests");
		expect(html).toContain(`https://otp.test/hooks/okta/${id}/events`);
		expect(secret).toMatch(/^\w{43}$/);
		expect((await ask(url, secret)).status).toBe(200);
		const again = await reader.open(path);
		expect(again.html).not.toContain(secret);
		expect(again.html).toContain("Set, and never shown again");
		for (const page of [`${path}/edit`, list]) expect((await reader.open(page)).html).not.toContain(secret);
	});

	it("need a name that no other has", async () => {
		const { name } = await createSource();
		await reader.open(`${list}/new`);
		for (const wrong of ["", name, name.toUpperCase()]) {
			const refused = await reader.send("add", { name: wrong });
			expect([refused.status, refused.html.includes('id="field-name-error"')], wrong).toEqual([400, true]);
		}
	});

	it("get another secret after a question, and the old one stops", async () => {
		const { path, url, secret } = await createSource();
		expect((await reader.open(`${path}/secret`)).html).toContain("The old secret stops");
		const replaced = await reader.send("secret", {});
		const fresh = shownOn(replaced.html).secret;
		expect(fresh).not.toBe(secret);
		expect((await ask(url, secret)).status).toBe(401);
		expect((await ask(url, fresh)).status).toBe(200);
		await reader.open(`${path}/event-secret`);
		const forEvents = shownOn((await reader.send("event-secret", {})).html).secret;
		expect((await ask(url, forEvents)).status).toBe(401);
		expect((await ask(url, fresh)).status).toBe(200);
		const headers = { authorization: forEvents, "x-okta-verification-challenge": "abc" };
		expect((await world.call("GET", `${url}/events`, undefined, { token: null, headers })).status).toBe(200);
	});

	it("keep their secrets when they are edited, and get limits and a sender of their own", async () => {
		const { path, url, secret, id } = await createSource();
		await reader.open(`${path}/edit`);
		const fields = {
			name: unique("Renamed"),
			headerName: "Authorization",
			eventHeaderName: "X-Events",
			smsTemplateId: "",
			sender: "ACME",
			countsOutcomes: "on",
			"telephone.cooldownSeconds": "0",
			"telephone.perDestination.hourly": "３",
			"telephone.perDestination.daily": "9",
			"telephone.perRangeHourly": "",
			"address.hourly": "",
			"address.daily": "",
			fixedLines: "",
			blockedNumbers: "+1415555*",
			allowedNumbers: "",
		};
		const saved = await reader.send("save", fields);
		expect(saved.html).toContain(`${fields.name} is saved.`);
		expect(saved.html).toContain("Text messages and calls, Blocked");
		expect(await getSource(world.ctx, id)).toMatchObject({
			sender: "ACME",
			countsOutcomes: true,
			eventHeaderName: "X-Events",
			limits: {
				telephone: { cooldownSeconds: 0, perDestination: { hourly: 3, daily: 9 }, perRangeHourly: null },
				blockedNumbers: ["+1415555*"],
			},
		});
		const blocked = await ask(url, secret);
		expect(blocked.body.commands[0].value[0].status).toBe("FAILED");

		await reader.open(`${path}/edit`);
		for (const [field, value] of [
			["name", ""],
			["headerName", "My header"],
			["sender", "no sender at all"],
			["telephone.perDestination.hourly", "0"],
			["telephone.perDestination.daily", ""],
			["address.hourly", "many"],
			["fixedLines", "ASK"],
			["blockedNumbers", "0900"],
		] as const) {
			const refused = await reader.send("save", { ...fields, [field]: value });
			expect([refused.status, refused.html.includes(`id="field-${field}-error"`)], field).toEqual([400, true]);
		}
		const { countsOutcomes: _, ...off } = fields;
		await reader.send("save", { ...off, blockedNumbers: "", sender: "" });
		expect(await getSource(world.ctx, id)).toMatchObject({ countsOutcomes: false, sender: null });
		expect((await getSource(world.ctx, id)).limits).not.toHaveProperty("blockedNumbers");
	});

	it("are switched off and on, and deleted when nothing holds them", async () => {
		const { path, url, secret, name, id } = await createSource();
		expect((await reader.open(path)).html).toContain("can&#39;t be deleted while it takes requests");
		await reader.open(`${path}/delete`);
		expect((await reader.send("delete", {})).html).toContain("switched off before it is deleted");
		await reader.open(`${path}/switch-off`);
		expect((await reader.send("switch-off", {})).html).toContain(`${name} is switched off.`);
		expect((await ask(url, secret)).status).toBe(404);
		await reader.send("switch-on", {});
		expect((await ask(url, secret)).status).toBe(200);
		await reader.open(`${path}/switch-off`);
		await reader.send("switch-off", {});
		await reader.open(`${path}/delete`);
		expect((await reader.send("delete", {})).path).toBe(list);
		expect((await reader.open(path)).status).toBe(404);
		const left = await world.ctx.env.bindings.DB.prepare(
			"SELECT COUNT(*) AS n FROM inbound_requests WHERE source_id = ?",
		)
			.bind(id)
			.first("n");
		expect(left).toBe(0);

		expect((await reader.open(`${list}/okta`)).html).toContain("a part of the API");
		await reader.open(`${list}/okta/delete`);
		expect((await reader.send("delete", {})).html).toContain("The first inbound source");
	});

	it("stay when an API token belongs to them", async () => {
		const { path, id } = await createSource();
		await createApiToken(world.ctx, { name: unique("events"), role: "SOURCE", sourceId: id });
		await reader.open(`${path}/switch-off`);
		await reader.send("switch-off", {});
		await reader.open(`${path}/delete`);
		expect((await reader.send("delete", {})).html).toContain("API tokens belong to this inbound source");
		expect((await reader.open(path)).status).toBe(200);
	});

	it("show their last requests, each with our answer and its delivery", async () => {
		const { path, url, secret } = await createSource();
		expect((await reader.open(path)).html).toContain("No request has come");
		const sent = await ask(url, secret);
		const refused = oktaRequest({ phoneNumber: "+1 900 555 0100" });
		await ask(url, secret, refused);
		const { html } = await reader.open(path);
		expect(html).toContain(`/console/deliveries/${sent.body.commands[0].value[0].transactionId}`);
		expect(html).toContain(refused.eventId);
		expect(html).toMatch(/Refused<\/span>/);
		expect(html).not.toContain("049381");
		expect((await reader.open(`${path}?language=ja`)).html).toContain("最近のリクエスト");
	});
});
