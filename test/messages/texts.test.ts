import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { type Channel, purposes } from "../../src/messages/message";
import { sampleOf } from "../../src/messages/sample";
import { changeText, getText, listTexts, resetText, type TextPlace } from "../../src/messages/texts";
import { createFamily, ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

const placeOf = (more: Partial<TextPlace> = {}): TextPlace => ({
	scope: "default",
	channel: "SMS",
	purpose: "verification",
	locale: "",
	...more,
});
const change = (place: TextPlace, parts: Parameters<typeof changeText>[2], isTrial = false) =>
	changeText(world.ctx, place, parts, { isTrial });
const read = (place: TextPlace) => getText(world.ctx, place, "ja");
const countRows = () => env.DB.prepare("SELECT COUNT(*) AS n FROM properties").first<number>("n");
const countEvents = () =>
	env.DB.prepare("SELECT COUNT(*) AS n FROM log_events WHERE event_type LIKE 'system.property.%'").first<number>("n");

describe("a customer's text", () => {
	it("is ours until one is set, in the reader's language or in that of the text", async () => {
		const { own, locales, otherwise } = await read(placeOf());
		expect([own.body, locales]).toEqual([null, []]);
		expect(otherwise).toEqual([
			{ purpose: "verification", locale: "ja", from: null, subject: null, body: "{1}: 確認コードは {0} です。" },
		]);
		expect((await read(placeOf({ locale: "en-GB" }))).otherwise[0]?.locale).toBe("en");
		expect((await read(placeOf({ purpose: null }))).otherwise.map(({ purpose }) => purpose)).toEqual([...purposes]);
		expect((await read(placeOf({ channel: "EMAIL" }))).otherwise[0]?.subject).toContain("{1}");
	});

	it("is set with all its parts or not at all, and only what changes is written and logged", async () => {
		const place = placeOf({ purpose: null, channel: "EMAIL" });
		const before = (await countEvents()) ?? 0;
		await change(place, { subject: "Code of {1}", body: "{0}", fromName: "Shop", fromAddress: "" });
		await change(place, { subject: "Code of {1}", body: "Yours: {0}" });
		expect((await read(place)).own).toEqual({
			subject: "Code of {1}",
			body: "Yours: {0}",
			fromName: "Shop",
			fromAddress: null,
		});
		expect((await countEvents()) ?? 0).toBe(before + 4);
		const wrong = change(place, { subject: "Code {0}", body: "none", fromName: "Other" });
		await expect(wrong).rejects.toMatchObject({
			causes: [
				{ field: "ChallengeEmail.message.subject", reason: "text-placeholder" },
				{ field: "ChallengeEmail.message.body", reason: "text-without-code" },
			],
		});
		expect((await read(place)).own).toMatchObject({ subject: "Code of {1}", fromName: "Shop" });
	});

	it("is only checked by a trial", async () => {
		await change(placeOf(), { body: "Yours: {0}" }, true);
		await expect(change(placeOf(), { body: "Don't: {0}" }, true)).rejects.toMatchObject({ status: 400 });
		expect(await countRows()).toBe(0);
	});

	it("ends with all its parts, and leaves other languages and purposes alone", async () => {
		await change(placeOf(), { subject: "S", body: "{0}" });
		await change(placeOf({ locale: "ja" }), { body: "日本語 {0}" });
		await change(placeOf({ purpose: null }), { body: "Any {0}" });
		await resetText(world.ctx, placeOf());
		const { own, locales, otherwise } = await read(placeOf());
		expect([own.subject, own.body, locales]).toEqual([null, null, ["ja"]]);
		expect(otherwise[0]).toMatchObject({ body: "Any {0}", from: "default", locale: "" });
		expect((await read(placeOf({ locale: "ja" }))).own.body).toBe("日本語 {0}");
	});

	it("is an application's own, or that of its base, or the default's", async () => {
		const family = await createFamily(world);
		await change(placeOf({ purpose: null }), { body: "Default {0}" });
		await change(placeOf({ scope: family.base }), { body: "Base {0}" });
		const place = placeOf({ scope: family.own });
		expect((await read(place)).otherwise[0]).toMatchObject({ body: "Base {0}", from: family.base });
		const list = await listTexts(world.ctx, family.own);
		expect(list("SMS", "verification")).toEqual({ locales: [], isInherited: true });
		expect(list("SMS", "reset")).toEqual({ locales: [], isInherited: false });
		expect(list("SMS", null)).toEqual({ locales: [], isInherited: true });
		await change(place, { body: "Own {0}" });
		expect((await listTexts(world.ctx, family.own))("SMS", "verification").locales).toEqual([""]);
		await expect(change(placeOf({ scope: "00aNothing0000000000" }), { body: "{0}" })).rejects.toMatchObject({
			status: 404,
		});
	});

	it("is remarked on when it has other placeholders than in another language", async () => {
		await setProperty(world, ofDefault("ChallengeSMS.message.verification.body"), "{0}, {2} min", "en");
		await change(placeOf({ locale: "ja" }), { body: "{0}" });
		expect((await read(placeOf({ locale: "ja" }))).remarks).toMatchObject([{ reason: "placeholders-differ" }]);
	});
});

describe("a sample", () => {
	it("is the text as it is sent: spoken in calls, and bound to its host as a text message", () => {
		const sender = { organization: "Acme", originHost: "shop.example.com" };
		const sample = (channel: Channel, locale: string, body: string) =>
			sampleOf(sender, channel, locale, { subject: null, body });
		const sms = sample("SMS", "en", "{1}: {0}");
		expect([sms.text, sms.cost?.segments]).toEqual(["Acme: 123456\n@shop.example.com #123456", 1]);
		expect(sample("CALL", "ja", "{0}、{2}分").text).toContain("1、2、3、4、5、6");
		expect(sample("IM", "en", "it''s {0}")).toMatchObject({ text: "it's 123456", cost: null, wrong: [] });
		const wrong = sampleOf(sender, "EMAIL", "en", { subject: "Code {0}", body: "{0} {user}" });
		expect(wrong.wrong.map(({ text, stretches: [one] }) => text.slice(one!.start, one!.end))).toEqual(["{0}", "{"]);
	});
});
