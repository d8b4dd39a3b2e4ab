// What the properties of challenge types do. A test's name begins with the name of its property.
import { env } from "cloudflare:test";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { padFor } from "../../src/challenges/pad";
import { readType } from "../../src/challenges/type";
import { readSnapshot } from "../../src/settings/snapshot";
import { codeTo, createChallenged, switchOn } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { createWorld, unique, type World } from "../support/world";
import { createFamily, ofDefault, propertiesPath, resetDefaults, setProperty } from "./properties";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});
afterAll(() => resetDefaults(world));

const types = [["ChallengeSMS"], ["ChallengeEmail"], ["ChallengeIM"], ["ChallengeVoice"]];
const contactsOf: Record<string, () => Record<string, string>> = {
	ChallengeSMS: () => ({ mobile: newNumber(), terms: "true" }),
	ChallengeEmail: () => ({ email: "ada@example.com" }),
	ChallengeIM: () => ({ im: `line:${unique("U4af49806")}` }),
	ChallengeVoice: () => ({ phone: newNumber() }),
};
const attribute = (type: string, name: string) => ofDefault(`challenge.type.enum.${type}.${name}`);

/** A person who has what the type needs. */
const personFor = (type: string) => createChallenged(world, { contacts: contactsOf[type]!() });

/** What the person is offered of the type. */
async function offeredTo(person: Awaited<ReturnType<typeof personFor>>, key: string, languages = ["en"]) {
	return (await person.offered(languages)).find(({ type }) => type.key === key);
}

describe("whether a type is offered", () => {
	it.each(types)("challenge.type.enum.{type}.available says whether it is ready: %s", async (key) => {
		const person = await personFor(key!);
		expect(await offeredTo(person, key!)).toBeUndefined();
		await switchOn(world, key!);
		expect(await offeredTo(person, key!)).toBeDefined();
	});

	it.each(types)("challenge.type.enum.{type}.enabled says whether there is such a type: %s", async (key) => {
		const person = await personFor(key!);
		await switchOn(world, key!);
		await setProperty(world, attribute(key!, "enabled"), "false");
		expect(await offeredTo(person, key!)).toBeUndefined();
	});

	it("rule.action.enum is of the actions: a type whose action is switched off isn't offered", async () => {
		const person = await personFor("ChallengeSMS");
		await switchOn(world, "ChallengeSMS");
		await setProperty(world, "rule.action.enum.ChallengeSMS.enabled", "false");
		expect(await offeredTo(person, "ChallengeSMS")).toBeUndefined();
		await setProperty(world, "rule.action.enum.ChallengeSMS.enabled", "true");
		expect(await offeredTo(person, "ChallengeSMS")).toBeDefined();
	});

	it.each(types)("challenge.type.enum.{type}.requiredInfo is what a person must have registered: %s", async (key) => {
		await switchOn(world, key!);
		const person = await personFor(key!);
		const required = readType(await readSnapshot(world.ctx, "default"), key!).requiredInfo;
		expect(await offeredTo(person, key!)).toBeDefined();
		await setProperty(world, attribute(key!, "requiredInfo"), [...required, "staffNumber"].join("、"));
		expect(await offeredTo(person, key!)).toBeUndefined();
	});

	it("challenge.type.enum.{type}.processor is who makes the code, and an unknown class isn't taken", async () => {
		const name = attribute("ChallengeSMS", "processor");
		await switchOn(world, "ChallengeSMS");
		await setProperty(world, name, "com.bharosa.uio.processor.challenge.ChallengeVoiceProcessor");
		const person = await personFor("ChallengeSMS");
		const { send } = await person.begin("ChallengeSMS");
		await send();
		const row = await env.DB.prepare("SELECT channel FROM deliveries WHERE user_id = ?").bind(person.userId).first();
		expect(row).toEqual({ channel: "CALL" });
		const refused = await world.call("PUT", `${propertiesPath}/${name}`, { value: "org.example.Push" });
		expect(refused.status).toBe(400);
	});

	it("challenge.type.enum.{type} is its number, and its place among the others", async () => {
		await switchOn(world, "ChallengeSMS", "ChallengeEmail");
		const person = await createChallenged(world);
		const order = async () => (await person.offered()).map(({ type }) => [type.key, type.number]);
		expect(await order()).toEqual([
			["ChallengeEmail", 1],
			["ChallengeSMS", 2],
		]);
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS"), "0");
		expect((await order())[0]).toEqual(["ChallengeSMS", 0]);
	});
});

describe("what a page says of a type", () => {
	it.each(types)(
		"challenge.type.enum.{type}.name is what it is called, by application and language: %s",
		async (key) => {
			const { own } = await createFamily(world);
			await setProperty(world, `bharosa.uio.${own}.challenge.type.enum.${key}.name`, "Our way");
			await setProperty(world, `bharosa.uio.${own}.challenge.type.enum.${key}.name`, "当社の方法", "ja");
			const named = async (scope: string, language: string) =>
				readType(await readSnapshot(world.ctx, scope), key!, [language]).name;
			expect([await named(own, "en"), await named(own, "ja")]).toEqual(["Our way", "当社の方法"]);
			expect(await named("default", "en")).not.toBe("Our way");
		},
	);

	it.each([
		["description", "description"],
		["htmlLabel", "htmlLabel"],
	] as const)("keeps %s of its own", async (name, field) => {
		await setProperty(world, attribute("ChallengeIM", name), "Ours");
		expect(readType(await readSnapshot(world.ctx, "default"), "ChallengeIM", ["en"])[field]).toBe("Ours");
	});

	it("challenge.type.enum.{type}.description is what it is", async () => {
		await switchOn(world, "ChallengeSMS");
		await setProperty(world, attribute("ChallengeSMS", "description"), "Ein Code", "de");
		const person = await personFor("ChallengeSMS");
		expect((await offeredTo(person, "ChallengeSMS", ["de"]))!.type.description).toBe("Ein Code");
	});

	it("challenge.type.enum.{type}.displayedInfo is where the person sees to be reached, masked", async () => {
		await switchOn(world, "ChallengeSMS");
		const person = await createChallenged(world);
		await setProperty(world, attribute("ChallengeSMS", "displayedInfo"), "email,mobile,terms");
		const { displayed } = (await offeredTo(person, "ChallengeSMS"))!;
		expect(displayed.map(({ value }) => value)).toEqual([
			expect.stringMatching(/^\+1\d{3}\*+\d\d$/),
			expect.stringMatching(/^u\*\*\*@example\.com$/),
		]);
	});

	it.each(types)("{type}.message is the text of its page, as HTML of the allow-list: %s", async (key) => {
		await setProperty(world, ofDefault(`${key}.message`), "<b>Look</b><script>x</script> there");
		expect(readType(await readSnapshot(world.ctx, "default"), key!).message).toBe("<b>Look</b> there");
	});

	it.each(types)("{type}.registerdevice.message is the label of the check box for the device: %s", async (key) => {
		await setProperty(world, ofDefault(`${key}.registerdevice.message`), "My own phone");
		expect(readType(await readSnapshot(world.ctx, "default"), key!).registerDeviceMessage).toBe("My own phone");
	});

	it.each(types)("{type}.continue.button is the button: %s", async (key) => {
		await setProperty(world, ofDefault(`${key}.continue.button`), "Go on");
		expect(readType(await readSnapshot(world.ctx, "default"), key!).continueButton).toBe("Go on");
	});

	it.each(types)("{type}.incorrect.message is what a wrong code is told: %s", async (key) => {
		await setProperty(world, ofDefault(`${key}.incorrect.message`), "Nope");
		expect(readType(await readSnapshot(world.ctx, "default"), key!).incorrectMessage).toBe("Nope");
	});
});

describe("the answer", () => {
	it("challenge.type.enum.{type}.otp says whether it is for one use", async () => {
		const isForOneUse = async () => readType(await readSnapshot(world.ctx, "default"), "ChallengeSMS").isForOneUse;
		expect(await isForOneUse()).toBe(true);
		await setProperty(world, attribute("ChallengeSMS", "otp"), "false");
		expect(await isForOneUse()).toBe(false);
	});

	it.each(types)("challenge.type.enum.{type}.otpexpirytimeMs is how long a code counts: %s", async (key) => {
		await switchOn(world, key!);
		await setProperty(world, attribute(key!, "otpexpirytimeMs"), "120000");
		const person = await personFor(key!);
		const { send, answer } = await person.begin(key);
		const sent = await send();
		expect(sent).toMatchObject({ result: "sent", expiresAt: world.clock.now + 120_000 });
		const [contact] = (await person.person()).contacts;
		const code = await codeTo(world, contact!.value.replace("line:", ""));
		world.clock.now += 120_000;
		expect((await answer(code)).result).toBe("expired");
	});

	it("is never a code of more than ten minutes, whoever sets it", async () => {
		const name = attribute("ChallengeSMS", "otpexpirytimeMs");
		expect((await world.call("PUT", `${propertiesPath}/${name}`, { value: "600001" })).status).toBe(400);
		const { body } = await world.call("POST", `${propertiesPath}/import`, { content: btoa(`${name}=3600000\n`) });
		expect(body.lines[0]).toMatchObject({ outcome: "TAKEN", remarks: [{ reason: "lifetime-cut" }] });
		expect(readType(await readSnapshot(world.ctx, "default"), "ChallengeSMS").lifeMs).toBe(600_000);
	});

	it("has a shape whose writer is warned of signs that look alike", async () => {
		const name = ofDefault("otp.generate.code.characters");
		const warnings = async (value: string) =>
			(await setProperty(world, name, value)).body.warnings.map(({ reason, text }: Record<string, string>) => [
				reason,
				text,
			]);
		expect(await warnings("ABCDEFGHJKMNPQRSTUVWXYZ346")).toEqual([]);
		expect(await warnings("1234567890abcd")).toEqual([]);
		expect(await warnings("0123456789O")).toEqual([["look-alikes", expect.stringContaining("0 O")]]);
		const many = await warnings("01234568BIOSlZabcdef");
		expect(many[0][1]).toContain("0 O, 1 I l, 2 Z, 5 S, 8 B");
	});
});

describe("what an answer is typed on", () => {
	const pad = async (action: Parameters<typeof padFor>[2], key = "ChallengeSMS", wanted = ["en"]) => {
		const settings = await readSnapshot(world.ctx, "default");
		return padFor(settings, readType(settings, key, wanted), action, wanted);
	};

	it("use.authentipad.checkpoint lets the policy choose, or the type's property", async () => {
		await setProperty(world, ofDefault("ChallengeSMS.authenticator.device"), "DevicePinPad");
		expect((await pad("KEY_PAD")).device).toBe("DeviceKeyPadFull");
		expect((await pad(null)).device).toBe("DeviceHTMLControl");
		expect(await pad("TEXT_PAD_PERSONALIZED")).toMatchObject({ device: "DeviceTextPad", isPersonal: true });
		await setProperty(world, ofDefault("use.authentipad.checkpoint"), "false");
		expect((await pad("KEY_PAD")).device).toBe("DevicePinPad");
	});

	it.each(types)("{type}.authenticator.device is the device, and none is the plain input: %s", async (key) => {
		await setProperty(world, ofDefault("use.authentipad.checkpoint"), "false");
		for (const device of [
			"DeviceKeyPadFull",
			"DeviceKeyPadAlpha",
			"DeviceTextPad",
			"DeviceQuestionPad",
			"DevicePinPad",
		]) {
			await setProperty(world, ofDefault(`${key}.authenticator.device`), device);
			expect(await pad(null, key)).toMatchObject({ device, label: null });
		}
		await setProperty(world, ofDefault(`${key}.authenticator.device`), "none");
		expect((await pad(null, key)).device).toBe("DeviceHTMLControl");
	});

	it("challenge.type.enum.{type}.htmlLabel is the label of the plain input, and of no pad", async () => {
		await setProperty(world, attribute("ChallengeSMS", "htmlLabel"), "Your code");
		expect([(await pad(null)).label, (await pad("PIN_PAD")).label]).toEqual(["Your code", null]);
	});

	it("challenge.type.enum.{type}.htmlInputType hides what is typed into the plain input, and on no pad", async () => {
		await setProperty(world, attribute("ChallengeSMS", "htmlInputType"), "password");
		expect([(await pad(null)).inputType, (await pad("PIN_PAD")).inputType]).toEqual(["password", "text"]);
	});

	it("bharosa.authentipad.questionpad.datafield.input.type hides an answer on the question pad, by language", async () => {
		const name = "bharosa.authentipad.questionpad.datafield.input.type";
		await setProperty(world, name, "password", "ja");
		const typed = async (language: string) => (await pad("QUESTION_PAD", "ChallengeQuestion", [language])).inputType;
		expect([await typed("ja"), await typed("en")]).toEqual(["password", "text"]);
	});

	it("authentipad.is_ada_compliant changes nothing, because pads are always accessible", async () => {
		const answer = await setProperty(world, ofDefault("authentipad.is_ada_compliant"), "false");
		expect(answer.body.warnings).toMatchObject([{ reason: "always-accessible" }]);
		expect((await pad("PIN_PAD")).isAccessible).toBe(true);
	});
});
