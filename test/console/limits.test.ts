import { beforeEach, describe, expect, it } from "vitest";
import { SendLimits } from "../../src/delivery/limits/schema";
import { changeSendLimits, readSendLimits, replaceSendLimits } from "../../src/delivery/limits/service";
import { DeliverySettings } from "../../src/delivery/settings/schema";
import {
	changeDeliverySettings,
	readDeliverySettings,
	replaceDeliverySettings,
} from "../../src/delivery/settings/service";
import { createPhoneUser } from "../factors/sent-factor";
import { logArrived } from "../support/log-queue";
import { createWorld, type World } from "../support/world";
import { createConsole, formsOf, readerAs } from "./people";

const path = "/console/limits";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await replaceSendLimits(world.ctx, SendLimits.parse({}));
	await replaceDeliverySettings(world.ctx, DeliverySettings.parse({}));
});

const numbers = (more: Record<string, string> = {}) => ({
	"telephone.cooldownSeconds": "30",
	"telephone.perDestination.hourly": "5",
	"telephone.perDestination.daily": "15",
	"telephone.perRangeHourly": "1000",
	"mail.cooldownSeconds": "5",
	"mail.perDestination.hourly": "10",
	"mail.perDestination.daily": "30",
	"mail.perRangeHourly": "",
	"address.hourly": "30",
	"address.daily": "100",
	ownProxies: "0",
	fixedLines: "SEND",
	...more,
});

describe("the page of limits", () => {
	it("has forms for administrators, facts for readers, and nothing for the help desk", async () => {
		const own = await (await readerAs(world)).open(path);
		expect(formsOf(own.html)).toEqual(["lists", "numbers", "places"]);
		const reader = await readerAs(world, "READ_ONLY");
		const { html } = await reader.open(path);
		expect(formsOf(html)).toEqual([]);
		for (const fact of ["1,000", "No limit", "All countries", "Block them for a while"]) expect(html).toContain(fact);
		for (const form of ["lists", "numbers", "places"]) expect((await reader.send(form, numbers())).status).toBe(403);
		const helpDesk = await readerAs(world, "HELP_DESK");
		for (const page of [path, `${path}/refused`]) expect((await helpDesk.open(page)).status).toBe(403);
	});

	it("changes the numbers, also with full-width digits, and leaves the lists alone", async () => {
		const lists = { blockedNumbers: ["+1900*"], allowedNumbers: ["+819012345678"] };
		await changeSendLimits(world.ctx, lists);
		const reader = await readerAs(world);
		await reader.open(path);
		const saved = await reader.send(
			"numbers",
			numbers({
				"telephone.cooldownSeconds": "６０",
				"telephone.perRangeHourly": " ",
				"mail.perRangeHourly": "500",
				"address.hourly": "",
				"address.daily": "",
				ownProxies: "2",
				fixedLines: "REFUSE",
			}),
		);
		expect(saved.html).toContain("The limits are saved.");
		expect(await readSendLimits(world.ctx)).toEqual({
			telephone: { cooldownSeconds: 60, perDestination: { hourly: 5, daily: 15 }, perRangeHourly: null },
			mail: { cooldownSeconds: 5, perDestination: { hourly: 10, daily: 30 }, perRangeHourly: 500 },
			address: null,
			ownProxies: 2,
			fixedLines: "REFUSE",
			...lists,
		});
	});

	it.each([
		["telephone.cooldownSeconds", "3601"],
		["telephone.cooldownSeconds", ""],
		["telephone.perDestination.hourly", "0"],
		["telephone.perDestination.daily", "many"],
		["telephone.perRangeHourly", "1.5"],
		["mail.perDestination.daily", "1001"],
		["address.hourly", ""],
		["address.daily", "-1"],
		["ownProxies", "11"],
		["fixedLines", "ALLOW"],
	])("says at the field that %s can't be %j, and keeps the others", async (field, value) => {
		const reader = await readerAs(world);
		await reader.open(path);
		const refused = await reader.send("numbers", numbers({ "mail.cooldownSeconds": "7", [field]: value }));
		expect(refused.status).toBe(400);
		expect(refused.html).toContain(`id="field-${field}-error"`);
		expect(refused.html).toMatch(/name="mail\.cooldownSeconds"[^>]*value="7"/);
		expect(await readSendLimits(world.ctx)).toEqual(SendLimits.parse({}));
	});

	it("takes numbers and ranges as people write them, each once, and empties a list", async () => {
		const reader = await readerAs(world);
		await reader.open(path);
		const allowedNumbers = "＋８１ 90-1234-5678, +1 (415) 555 2671\r\n";
		await reader.send("lists", { blockedNumbers: "+1900*\r\n\r\n+44 79*\n+1900*", allowedNumbers });
		expect(await readSendLimits(world.ctx)).toMatchObject({
			blockedNumbers: ["+1900*", "+4479*"],
			allowedNumbers: ["+819012345678", "+14155552671"],
		});
		await reader.send("lists", { blockedNumbers: "", allowedNumbers });
		expect(await readSendLimits(world.ctx)).toMatchObject({ blockedNumbers: [], ownProxies: 0 });
	});

	it.each(["1900", "+*", "+19*00", "+1234567890123456", "+81x", "+1;DROP"])(
		"refuses %j in a list, and keeps what was typed",
		async (entry) => {
			const reader = await readerAs(world);
			await reader.open(path);
			const refused = await reader.send("lists", { blockedNumbers: `+1900*\n${entry}`, allowedNumbers: "+4520123456" });
			expect(refused.status).toBe(400);
			expect(refused.html).toContain('id="field-blockedNumbers-error"');
			expect(refused.html).toContain(`+1900*\n${entry}</textarea>`);
			expect((await readSendLimits(world.ctx)).allowedNumbers).toEqual([]);
		},
	);

	it("changes countries and the way with suspicious ranges, and leaves the other settings alone", async () => {
		await changeDeliverySettings(world.ctx, { confirmWithinSeconds: 60 });
		const reader = await readerAs(world);
		await reader.open(path);
		const places = { allowedCountries: "jp, US、de  us", unknownNumbers: "WARN", conversionMode: "observe" };
		expect((await reader.send("places", places)).html).toContain(">JP US DE</textarea>");
		expect(await readDeliverySettings(world.ctx)).toMatchObject({
			allowedCountries: ["JP", "US", "DE"],
			unknownNumbers: "WARN",
			conversionMode: "observe",
			confirmWithinSeconds: 60,
		});
		for (const change of [{ allowedCountries: "UK" }, { unknownNumbers: "ASK" }, { conversionMode: "" }]) {
			const { status, html } = await reader.send("places", { ...places, ...change });
			expect([status, html.includes(`id="field-${Object.keys(change)[0]}-error"`)]).toEqual([400, true]);
		}
		await reader.send("places", { ...places, allowedCountries: "" });
		expect((await readDeliverySettings(world.ctx)).allowedCountries).toBeNull();
	});

	it("loses neither of two changes of different limits at once", async () => {
		const changes = [
			{ ownProxies: 3 },
			{ address: null },
			{ blockedNumbers: ["+1900*"] },
			{ fixedLines: "REFUSE" },
		] as const;
		await Promise.all(changes.map((change) => changeSendLimits(world.ctx, change as object)));
		expect(await readSendLimits(world.ctx)).toMatchObject(Object.assign({}, ...changes));
	});

	it("speaks Japanese", async () => {
		const { reader } = await createConsole();
		const { html } = await reader.open(`${path}?language=ja`);
		for (const text of ["送信制限", "SMSと電話", "ブロックする番号と許可する番号"]) expect(html).toContain(text);
	});
});

describe("what was refused", () => {
	it("is listed with its reason and without the number, and counted by reason", async () => {
		const reader = await readerAs(world);
		await changeSendLimits(world.ctx, { blockedNumbers: ["+35387654*"] });
		await changeDeliverySettings(world.ctx, { allowedCountries: ["IE", "JP"] });
		const refuse = async (phoneNumber: string) => {
			const { user } = await createPhoneUser(world);
			const factor = { factorType: "sms", provider: "OKTA", profile: { phoneNumber } };
			expect((await world.call("POST", `/api/v1/users/${user.id}/factors`, factor)).status).toBeGreaterThanOrEqual(400);
			return user;
		};
		const user = await refuse("+353876543210");
		await refuse("+353876543211");
		await refuse("+4520123456");
		await logArrived();
		const { html } = await reader.open(`${path}/refused`);
		for (const text of ["Blocked by the list", "Country that isn&#39;t allowed", "+3538", user.id]) {
			expect(html).toContain(text);
		}
		expect(html).not.toContain("+353876543210");
		expect(html.indexOf("Country that")).toBeLessThan(html.indexOf("Blocked by the list"));
		const counted = (await reader.open(path)).html;
		expect(counted).toMatch(/Blocked by the list<\/dt><dd>\d+</);
		expect((await reader.open(`${path}/refused?language=ja`)).html).toContain("ブロックした番号");
	});

	it("explains itself while there is nothing", async () => {
		await world.ctx.env.bindings.DB.prepare("DELETE FROM log_events").run();
		const reader = await readerAs(world);
		expect((await reader.open(path)).html).toContain("Nothing was refused.");
		expect((await reader.open(`${path}/refused`)).html).toContain("A message that meets a limit appears here");
	});
});
