import { describe, expect, it } from "vitest";
import { createDelivery } from "../delivery/records/deliveries";
import { createActiveUser } from "../factors/sent-factor";
import { countBindings } from "../support/counted-bindings";
import { createWorld, unique } from "../support/world";
import { createConsole, readerAs } from "./people";

const list = "/console/deliveries";
const nothing = { destination: "", user: "", provider: "", status: "", from: "", until: "" };

describe("the list of deliveries", () => {
	it("is for those who may look at everything", async () => {
		const { world, reader } = await createConsole("READ_ONLY");
		const id = await createDelivery(world);
		for (const path of [list, `${list}/success`, `${list}/${id}`]) expect((await reader.open(path)).status).toBe(200);
		const helpDesk = await readerAs(world, "HELP_DESK");
		for (const path of [list, `${list}/success`, `${list}/${id}`]) expect((await helpDesk.open(path)).status).toBe(403);
	});

	it("finds a message by its whole number, however it is written, and has the number in no address", async () => {
		const { world, reader } = await createConsole();
		const [digits] = [String(10_000_000 + Math.floor(Math.random() * 89_999_999))];
		const to = `+8190${digits}`;
		const id = await createDelivery(world, { to });
		const other = await createDelivery(world, { to: "+4520123456", country: "DK" });
		await reader.open(list);
		for (const written of [to, `+81 90-${digits.slice(0, 4)}-${digits.slice(4)}`, `＋８１ (90) ${digits}`]) {
			const found = await reader.send("find", { ...nothing, destination: written });
			expect(found.html).toContain(`href="${list}/${id}"`);
			expect(found.html).not.toContain(`href="${list}/${other}"`);
			expect(found.html).toContain("To one number or address");
			expect(found.path).toMatch(/\?to=[\w%-]+$/);
			expect(found.path + found.html).not.toContain(digits);
		}
		const further = await reader.send("find", { ...nothing, status: "failed" });
		expect(further.path).toContain("to=");
		expect(further.html).toContain("Nothing found");
		expect(further.html).toContain(`href="${list}">Clear the filter`);
	});

	it("finds a mail address, too", async () => {
		const { world, reader } = await createConsole();
		const to = `${unique("ada")}@example.com`;
		const id = await createDelivery(world, { to, country: null, channel: "EMAIL" });
		await reader.open(list);
		expect((await reader.send("find", { ...nothing, destination: ` ${to} ` })).html).toContain(id);
	});

	it("finds what a user got, by login or id, and names the user", async () => {
		const { world, reader } = await createConsole();
		const { user, challenge } = await createActiveUser(world);
		await challenge();
		await reader.open(list);
		const found = await reader.send("find", { ...nothing, user: user.login });
		expect(found.path).toBe(`${list}?user=${user.id}`);
		expect(found.html).toContain(`href="/console/users/${user.id}"`);
		expect(found.html.match(new RegExp(`href="${list}/dlv`, "g"))!.length).toBeGreaterThan(0);
		expect((await reader.send("find", { ...nothing, user: user.id })).path).toBe(found.path);
	});

	it("finds by account, hook, status and time, and goes on after fifty", async () => {
		const { world, reader } = await createConsole();
		const [account, hookId] = [unique("prv"), unique("cal")];
		const at = world.clock.now - 5 * 86_400_000;
		for (let index = 0; index < 51; index++)
			await createDelivery(world, { at: at + index, tries: [[account, "sent"]] });
		const byHook = await createDelivery(world, { hookId, status: "sent" });
		await reader.open(list);
		const first = await reader.send("find", { ...nothing, provider: account, status: "sent" });
		expect(first.html.match(/<tr>/g)).toHaveLength(51);
		const next = /href="([^"]+)" rel="next"/.exec(first.html)?.[1]?.replaceAll("&amp;", "&");
		expect((await reader.open(next!)).html.match(/<tr>/g)).toHaveLength(2);
		expect((await reader.open(`${list}?provider=${hookId}`)).html).toContain(byHook);
		const local = (time: number) => new Date(time).toISOString().slice(0, 16);
		const shown = async (from: string, until: string) => {
			await reader.open(list);
			return (await reader.send("find", { ...nothing, provider: account, from, until })).html;
		};
		expect(await shown(local(at - 60_000), local(at + 60_000))).toContain("Deliveries</caption>");
		expect(await shown("", local(at - 60_000))).toContain("Nothing found");
		expect(await shown(local(at + 120_000), "")).toContain("Nothing found");
	});

	it.each([
		["destination", "+1 555", 400],
		["destination", "+1 900 555 0100", 400],
		["user", "nobody at all", 400],
		["from", "yesterday", 400],
		["until", "2026-13-41T00:00", 400],
		["status", "lost", 400],
	])("says at the field %s what is wrong with %j, and keeps what was typed", async (field, value, status) => {
		const { reader } = await createConsole();
		await reader.open(list);
		const refused = await reader.send("find", { ...nothing, destination: "kept@example.com", [field]: value });
		expect(refused.status).toBe(status);
		expect(refused.html).toContain(`id="field-${field}-error"`);
		if (field !== "destination") expect(refused.html).toContain('value="kept@example.com"');
	});

	it("refuses a form from elsewhere", async () => {
		const { reader } = await createConsole();
		await reader.open(list);
		const headers = { "sec-fetch-site": "cross-site" };
		expect((await reader.send("find", nothing, { headers })).status).toBe(403);
	});

	it("asks D1 seven times at the most, also for full pages", async () => {
		const counted = countBindings();
		const world = await createWorld({ bindings: counted.bindings });
		const reader = await readerAs(world);
		const account = unique("prv");
		for (let index = 0; index < 51; index++) {
			await createDelivery(world, { userId: unique("00u"), tries: [[account, "sent"]] });
		}
		const { calls, result } = await counted.count(async (onAnswer) => {
			const shown = await reader.open(`${list}?provider=${account}`);
			onAnswer();
			return shown;
		});
		expect(result.html.match(/<tr>/g)).toHaveLength(51);
		expect(calls.statements.length).toBeLessThanOrEqual(7);
		expect(calls.statements.length).toBeGreaterThan(3);
	});

	it("speaks Japanese", async () => {
		const { world, reader } = await createConsole();
		await createDelivery(world, { tries: [["prv1", "undelivered"]] });
		const { html } = await reader.open(`${list}?language=ja`);
		for (const text of ["配信履歴", "未達", "SMS · 確認"]) expect(html).toContain(text);
	});
});

describe("the page of a delivery", () => {
	it("tells every try and receipt in the order of time, and has no number and no code", async () => {
		const { world, reader } = await createConsole();
		const [first, second] = [unique("prv"), unique("prv")];
		const to = "+819012345678";
		const id = await createDelivery(world, {
			to,
			tries: [
				[first, "failed"],
				[second, "sent"],
			],
		});
		const { DB } = world.ctx.env.bindings;
		await DB.batch([
			DB.prepare("UPDATE delivery_tries SET kind = 'permanent', provider_code = '21211' WHERE account_id = ?").bind(
				first,
			),
			DB.prepare(
				"UPDATE delivery_tries SET started_at = started_at + 200, provider_message_id = 'SM9' WHERE account_id = ?",
			).bind(second),
			DB.prepare("INSERT INTO delivery_receipts VALUES (?, ?, 'delivered', 'DELIVRD', ?)").bind(
				id,
				second,
				world.clock.now + 900,
			),
			DB.prepare("UPDATE deliveries SET verified_at = ? WHERE id = ?").bind(world.clock.now + 2_000, id),
		]);
		const { html } = await reader.open(`${list}/${id}`);
		const text = html
			.slice(html.indexOf('id="timeline"'))
			.replaceAll(/<[^>]+>/g, " ")
			.replaceAll(/\s+/g, " ");
		const order = [
			"Asked for",
			`Given to ${first}`,
			"Not taken",
			"doesn&#39;t take this message",
			"21211",
			`Given to ${second}`,
		];
		let place = -1;
		for (const piece of [
			...order,
			"Taken",
			"SM9",
			`Receipt of ${second}`,
			"Delivered",
			"DELIVRD",
			"right code was entered",
		]) {
			expect(text.indexOf(piece, place), piece).toBeGreaterThan(place);
			place = text.indexOf(piece, place);
		}
		expect(html).not.toContain(to);
		expect(html).toContain("Japan");
		expect(html).toContain(`/console/log?target=${id}`);
		expect(html).toMatch(/\/console\/deliveries\?to=/);
	});

	it("says until when the code counts, and is 404 for an id of nothing", async () => {
		const { world, reader } = await createConsole();
		const id = await createDelivery(world);
		expect((await reader.open(`${list}/${id}`)).html).toContain("The code expires");
		const old = await createDelivery(world, { at: world.clock.now - 3_600_000 });
		expect((await reader.open(`${list}/${old}?language=ja`)).html).toContain("コードの期限切れ");
		expect((await reader.open(`${list}/dlv00000000000000000`)).status).toBe(404);
	});
});

describe("the page of success", () => {
	it("counts by day, and by country and provider, and narrows to one of them", async () => {
		const world = await createWorld();
		await world.ctx.env.bindings.DB.prepare("DELETE FROM delivery_totals").run();
		const reader = await readerAs(world);
		expect((await reader.open(`${list}/success`)).html).toContain("No message was sent in this time.");
		for (const status of ["delivered", "sent", "failed", "undelivered"]) {
			await createDelivery(world, { tries: [["prvA", status]] });
		}
		await createDelivery(world, { country: "DK", tries: [["prvB", "delivered"]] });
		await createDelivery(world, { country: null, channel: "EMAIL", tries: [["prvB", "sent"]] });
		const { html } = await reader.open(`${list}/success`);
		expect(html).toContain("Tries: 6, failed: 2");
		expect(html).toMatch(/Japan<\/th>.*?prvA.*?>4<.*?>2<.*?50%.*?>1</s);
		expect(html).toContain("No country (e-mail, messenger)");
		expect(html).not.toContain('style="');
		expect((await reader.open(`${list}/success?country=DK`)).html).toContain("Tries: 1, failed: 0");
		expect((await reader.open(`${list}/success?country=none`)).html).toContain("Tries: 1, failed: 0");
		expect((await reader.open(`${list}/success?provider=prvA&days=30`)).html).toContain("Tries: 4, failed: 2");
		expect((await reader.open(`${list}/success?language=ja&days=1`)).html).toContain("送信6回、うち失敗2回");
	});
});
