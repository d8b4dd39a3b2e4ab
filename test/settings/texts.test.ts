import { beforeEach, describe, expect, it } from "vitest";
import { catalogue, findNamed, wholeName } from "../../src/settings/catalogue";
import { placingOf } from "../../src/settings/catalogue/texts";
import { getText, listTexts, type TextQuery } from "../../src/settings/texts";
import { createWorld, type World } from "../support/world";
import { createFamily, ofDefault, resetDefaults, setProperty } from "./properties";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

const usual: TextQuery = { scope: "default", locale: "en", language: "en", search: "", limit: 500 };
const list = (more: Partial<TextQuery> = {}) => listTexts(world.ctx, { ...usual, ...more });
const find = async (name: string, more: Partial<TextQuery> = {}) =>
	(await list(more)).items.find((text) => text.name === name);
const untranslated = async (scope = "default") =>
	(await list({ scope, isUntranslated: true })).items.map(({ name, untranslated }) => [name, untranslated]);

const title = "register.userinfo.title";
const button = "ChallengeSMS.continue.button";

describe("the places of texts", () => {
	it("are known for each text that customers may write for their applications", () => {
		for (const property of catalogue.filter(({ isPerLocale, isGlobal }) => isPerLocale && !isGlobal)) {
			expect(placingOf({ property, name: property.name }), property.name).not.toBeNull();
		}
	});

	it.each([
		[button, { place: "code", part: "continueButton", about: "ChallengeSMS", purpose: null }],
		[
			"challenge.type.enum.MyChallenge.name",
			{ place: "choose", part: "typeName", about: "MyChallenge", purpose: null },
		],
		["ChallengeSMS.message.unlock.body", { place: "messages", part: "body", about: "ChallengeSMS", purpose: "unlock" }],
		["ChallengeSMS.message.body", { place: "messages", part: "body", about: "ChallengeSMS", purpose: null }],
		["ChallengeSMS.message", { place: "code", part: "lead", about: "ChallengeSMS", purpose: null }],
		["error.otp.invalid.mobile", { place: "register", part: "fieldError", about: "otp.invalid.mobile", purpose: null }],
		["notice.locked20", { place: "notices", part: "event", about: "locked20", purpose: null }],
		["notice.text", { place: "notices", part: "mail", about: "", purpose: null }],
	])("tell what %s is", (name, placing) => {
		expect(placingOf(findNamed(ofDefault(name))!)).toEqual(placing);
	});

	it.each(["otp.generate.code.length", "challenge.type.enum.ChallengeSMS.available"])("aren't said of %s", (name) => {
		expect(placingOf(findNamed(ofDefault(name))!)).toBeNull();
	});
});

describe("the texts", () => {
	it("stand page by page, ours beside the customer's in one language", async () => {
		await setProperty(world, ofDefault(title), "Wie erreichen wir Sie?", "de");
		await setProperty(world, ofDefault(title), "How do we reach you?", "en");
		const { items, types } = await list();
		const places = items.map(({ place }) => place);
		expect([...new Set(places)]).toEqual(["choose", "code", "register", "messages", "notices", "replies"]);
		expect(places).toEqual([...places].sort((a, b) => places.indexOf(a) - places.indexOf(b)));
		expect(types).toContainEqual({ key: "ChallengeSMS", name: "Text message" });
		expect(await find(title)).toMatchObject({
			ours: "How can we reach you?",
			theirs: { value: "How do we reach you?", from: "default" },
			own: "How do we reach you?",
		});
		expect(await find(title, { locale: "de" })).toMatchObject({ own: "Wie erreichen wir Sie?" });
		expect(await find(title, { locale: "ja" })).toMatchObject({ ours: "連絡先の登録", own: null, theirs: null });
	});

	it("of an application are its own, or come from the one that it extends, or from all", async () => {
		const { own, base } = await createFamily(world);
		await setProperty(world, `bharosa.uio.${base}.${title}`, "Base", "en");
		await setProperty(world, ofDefault(button), "All", "en");
		expect(await find(title, { scope: own })).toMatchObject({ theirs: { value: "Base", from: base }, own: null });
		expect(await find(button, { scope: own })).toMatchObject({ theirs: { from: "default" }, own: null });
		await setProperty(world, `bharosa.uio.${own}.${title}`, "Own", "en");
		expect(await find(title, { scope: own })).toMatchObject({ theirs: { value: "Own", from: own }, own: "Own" });
		expect(await find(title, { scope: base })).toMatchObject({ own: "Base" });
	});

	it("are found by place, by type, by a part of the name or of what they say", async () => {
		const names = async (more: Partial<TextQuery>) => (await list(more)).items.map(({ name }) => name);
		expect(await names({ place: "code", type: "ChallengeSMS" })).toHaveLength(5);
		expect(await names({ search: "HOW CAN WE REACH" })).toEqual([title]);
		expect(await names({ search: "sms.CONTINUE" })).toEqual([button]);
		await setProperty(world, ofDefault(button), "Straight on", "en");
		expect(await names({ search: "straight" })).toEqual([button]);
		expect(await names({ search: "no such words" })).toEqual([]);
	});

	it.each([
		[button, "SMS"],
		["userinfo.inputs.enum.mobile.description", "携帯電話番号"],
		["error.otp.invalid.mobile", "携帯電話番号"],
		["error.otp.invalid.staff", "otp.invalid.staff"],
		["messages.enum.terms.description", "利用条件"],
		["notice.locked20", ""],
		[title, ""],
	])("say in the reader's language what they are about: %s", async (name, aboutName) => {
		await setProperty(world, ofDefault("error.otp.invalid.staff"), "No", "en");
		expect(await find(name, { language: "ja" })).toMatchObject({ aboutName });
	});

	it("about a field whose label has tags say the label without them", async () => {
		await setProperty(
			world,
			ofDefault("userinfo.inputs.enum.terms.name"),
			'<b>I</b> <a href="#info-terms">accept</a>',
			"en",
		);
		expect(await find("userinfo.inputs.enum.terms.description")).toMatchObject({ aboutName: "I accept" });
	});

	it("go on page by page, and miss none", async () => {
		const seen: string[] = [];
		let after: string | undefined;
		do {
			const page = await list({ limit: 20, ...(after === undefined ? {} : { after }) });
			seen.push(...page.items.map(wholeName));
			after = page.next;
		} while (after !== undefined);
		expect(seen).toEqual((await list()).items.map(wholeName));
		expect(new Set(seen).size).toBe(seen.length);
	});

	it("have no subject but of mail, and no message of a type that sends none, until somebody writes one", async () => {
		const silent = "ChallengeToken.message.body";
		const subject = "ChallengeSMS.message.subject";
		expect([await find(silent), await find(subject)]).toEqual([undefined, undefined]);
		expect(await find("ChallengeEmail.message.subject")).toBeDefined();
		await setProperty(world, ofDefault(silent), "{0}", "en");
		expect(await find(silent)).toBeDefined();
	});

	it("of a type that a customer has added are there, under its name", async () => {
		await setProperty(world, ofDefault("challenge.type.enum.PigeonChallenge.name"), "Pigeon", "en");
		expect((await list()).types).toContainEqual({ key: "PigeonChallenge", name: "Pigeon" });
		expect(await find("challenge.type.enum.PigeonChallenge.name")).toMatchObject({ ours: null, own: "Pigeon" });
	});
});

describe("what isn't translated", () => {
	it("is what somebody has written in one language only", async () => {
		expect(await untranslated()).toEqual([]);
		await setProperty(world, ofDefault(title), "How do we reach you?", "en");
		expect(await untranslated()).toEqual([[title, ["ja"]]]);
		await setProperty(world, ofDefault(title), "ご連絡先", "ja_JP");
		expect(await untranslated()).toEqual([]);
	});

	it("isn't a text for all languages", async () => {
		await setProperty(world, ofDefault(title), "ACME");
		await setProperty(world, ofDefault(button), "Go", "en");
		await setProperty(world, ofDefault(button), "Go");
		expect(await untranslated()).toEqual([]);
	});

	it("is also what lacks a language that the customer's other texts have", async () => {
		for (const locale of ["en", "ja"]) await setProperty(world, ofDefault(button), "Go", locale);
		await setProperty(world, ofDefault(title), "Wie erreichen wir Sie?", "de");
		expect(await untranslated()).toEqual([
			[button, ["de"]],
			[title, ["en", "ja"]],
		]);
	});

	it("counts a text of the application above", async () => {
		const { own, base } = await createFamily(world);
		await setProperty(world, `bharosa.uio.${own}.${title}`, "How?", "en");
		expect(await untranslated(own)).toEqual([[title, ["ja"]]]);
		await setProperty(world, `bharosa.uio.${base}.${title}`, "ご連絡先", "ja");
		expect(await untranslated(own)).toEqual([]);
	});
});

it("a text that there isn't is 404, and so is a property that is no text", async () => {
	const ask = (name: string) => getText(world.ctx, name, { locale: "", language: "en" });
	await expect(ask(ofDefault("no.such"))).rejects.toMatchObject({ status: 404 });
	await expect(ask(ofDefault("otp.generate.code.length"))).rejects.toMatchObject({ status: 404 });
	expect((await ask(ofDefault(title))).text.ours).toBe("How can we reach you?");
});
