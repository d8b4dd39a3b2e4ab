import { beforeEach, describe, expect, it } from "vitest";
import { eventsAbout } from "../providers/accounts/accounts";
import { createWorld, unique, type World } from "../support/world";
import { createFamily, ofDefault, propertiesPath, readProperty, resetDefaults, setProperty } from "./properties";

const length = ofDefault("otp.generate.code.length");
const title = ofDefault("register.userinfo.title");

let world: World;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

describe("a property", () => {
	it("has the value that ships until it is set, and again when it is reset", async () => {
		const shipped = await readProperty(world, length);
		expect(shipped.body).toEqual({
			name: length,
			scope: "default",
			type: "number",
			meaning: expect.any(String),
			isPerLocale: false,
			isSecret: false,
			value: "5",
			locale: null,
			origin: "SHIPPED",
			from: null,
			locales: [],
		});
		expect((await setProperty(world, length, " 8 ")).body).toEqual({
			...shipped.body,
			value: "8",
			origin: "OWN",
			from: "default",
			warnings: [],
		});
		expect((await readProperty(world, length)).body).toMatchObject({ value: "8", origin: "OWN" });
		expect((await world.call("DELETE", `${propertiesPath}/${length}`)).status).toBe(204);
		expect((await readProperty(world, length)).body).toEqual(shipped.body);
	});

	it("is logged with its value when it is set, and when it is reset", async () => {
		const named = ofDefault(`error.${unique("code")}`);
		await setProperty(world, named, "Not like that", "ja_JP");
		await world.call("DELETE", `${propertiesPath}/${named}?locale=ja-JP`);
		// A second reset changes nothing, so there is nothing to tell.
		await world.call("DELETE", `${propertiesPath}/${named}?locale=ja-JP`);
		const { types, text } = await eventsAbout(world, named);
		expect(types).toEqual(["system.property.update", "system.property.reset"]);
		for (const told of ["Not like that", "ja-JP"]) expect(text).toContain(told);
	});

	it.each([
		[length, "3", "value"],
		[length, "17", "value"],
		[length, "five", "value"],
		[length, "", "value"],
		[ofDefault("otp.generate.code.characters"), "11234567890", "value"],
		[ofDefault("otp.generate.code.characters"), "123", "value"],
		[ofDefault("otp.generate.code.characters"), "1234567890-", "value"],
		[ofDefault("otp.optOut.enabled"), "yes", "value"],
		[ofDefault("ChallengeSMS.authenticator.device"), "DeviceMatPad", "value"],
		[ofDefault("ChallengeSMS.message.body"), "Hello", "value"],
		[ofDefault("ChallengeSMS.message.body"), "Don't: {0}", "value"],
		[ofDefault("ChallengeSMS.message.body"), "{0,number}", "value"],
		[ofDefault("ChallengeSMS.message.body"), "{0,<b>x</b>}", "value"],
		[ofDefault("ChallengeSMS.message.body"), "{0} {3}", "value"],
		[ofDefault("ChallengeEmail.message.subject"), "Code {0}", "value"],
		[ofDefault("ChallengeEmail.message.subject"), "Code\r\nBcc: eve@example.com", "value"],
		[ofDefault("ChallengeEmail.message.from.name"), "Shop\nBcc: eve@example.com", "value"],
		[ofDefault("ChallengeEmail.message.from.address"), "a@example.com\r\nBcc: eve@example.com", "value"],
		[ofDefault("ChallengeEmail.message.from.address"), "a@example.com, eve@example.com", "value"],
		[ofDefault("challenge.type.enum.ChallengeSMS.otpexpirytimeMs"), "600001", "value"],
		[ofDefault("challenge.type.enum.ChallengeSMS.processor"), "com.example.Mine", "value"],
		[ofDefault("challenge.type.enum.ChallengeSMS.requiredInfo"), "mobile,<script>", "value"],
		[ofDefault("userinfo.inputs.enum.mobile.regex"), "(?=a)", "value"],
		[ofDefault("userinfo.inputs.enum.mobile.inputname"), 'x" onfocus="alert(1)', "value"],
		[title, "x".repeat(501), "value"],
		[title, "x".repeat(33_000), "value"],
	])("%s refuses %j", async (name, value, field) => {
		const before = (await readProperty(world, name)).body;
		const refused = await world.call("PUT", `${propertiesPath}/${name}`, { value });
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(refused.body.errorCauses[0].errorSummary).toMatch(new RegExp(`^${field}: `));
		expect((await readProperty(world, name)).body).toEqual(before);
	});

	it.each(["bharosa.uio.default.nothing", "constructor", "__proto__", "bharosa.uio.default.extends"])(
		"that isn't known is not found: %s",
		async (name) => {
			expect((await readProperty(world, name)).status).toBe(404);
			expect((await world.call("PUT", `${propertiesPath}/${name}`, { value: "1" })).status).toBe(404);
			expect((await world.call("DELETE", `${propertiesPath}/${name}`)).status).toBe(404);
		},
	);

	it("isn't set for an application that there isn't", async () => {
		const path = `${propertiesPath}/bharosa.uio.nobody.otp.generate.code.length`;
		expect((await world.call("PUT", path, { value: "8" })).status).toBe(404);
	});

	it("tells its writer what may be a slip", async () => {
		const expression = ofDefault("userinfo.inputs.enum.im.regex");
		const remarks = async (name: string, value: string) => {
			const { body } = await setProperty(world, name, value);
			return [body.value, body.warnings.map(({ reason }: { reason: string }) => reason)];
		};
		expect(await remarks(expression, String.raw`\\d+`)).toEqual([String.raw`\\d+`, ["doubled-backslash"]]);
		expect(await remarks(expression, "=a")).toEqual(["=a", ["begins-with-equals"]]);
		expect(await remarks(ofDefault("authentipad.is_ada_compliant"), "FALSE")).toEqual(["false", ["always-accessible"]]);
		expect(await remarks(ofDefault("userinfo.inputs.enum.mobile.inputname"), "cell number")).toEqual([
			"cellnumber",
			["blanks-left-out"],
		]);
		expect(await remarks(ofDefault("register.userinfo.message"), "<b onclick=x>Hi</b>")).toEqual([
			"<b>Hi</b>",
			["html-dropped"],
		]);
		expect(await remarks(ofDefault("challenge.type.enum.ChallengeSMS.requiredInfo"), "mobile、terms， email")).toEqual([
			"mobile,terms,email",
			[],
		]);
	});
});

describe("hostile words", () => {
	it("are text where the catalogue says text, and harmless where it says HTML", async () => {
		const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>';
		const { body } = await world.call("GET", `${propertiesPath}?limit=500`);
		for (const { name, type } of body) {
			if (!["text", "html", "message"].includes(type) || name.startsWith("driver.") || name.includes(".ums.")) continue;
			const value = type === "message" && name.endsWith(".body") ? `${hostile}{0}` : hostile;
			const answer = await setProperty(world, name, value);
			expect(answer.body.value, name).toBe(type === "html" ? "x" : value);
		}
	});
});

describe("an application", () => {
	it("has its own value, then its base's, then the default's, then the one that ships", async () => {
		const { own, base } = await createFamily(world);
		const name = `bharosa.uio.${own}.otp.generate.code.length`;
		const state = async () => {
			const { value, origin, from } = (await readProperty(world, name)).body;
			return [value, origin, from];
		};
		expect(await state()).toEqual(["5", "SHIPPED", null]);
		await setProperty(world, length, "6");
		expect(await state()).toEqual(["6", "INHERITED", "default"]);
		await setProperty(world, `bharosa.uio.${base}.otp.generate.code.length`, "7");
		expect(await state()).toEqual(["7", "INHERITED", base]);
		await setProperty(world, name, "8");
		expect(await state()).toEqual(["8", "OWN", own]);
		expect((await readProperty(world, length)).body.value).toBe("6");
	});

	it("keeps its base itself, and `extends` reads and sets it", async () => {
		const { own, base } = await createFamily(world);
		const name = `bharosa.uio.${own}.extends`;
		expect((await readProperty(world, name)).body).toMatchObject({ value: base, origin: "ELSEWHERE" });
		expect((await world.call("DELETE", `${propertiesPath}/${name}`)).status).toBe(204);
		expect((await world.call("GET", `/api/v1/applications/${own}`)).body.extends).toBeNull();
		expect((await readProperty(world, name)).body).toMatchObject({ value: null, origin: "NONE" });
		await setProperty(world, name, base);
		expect((await world.call("GET", `/api/v1/applications/${own}`)).body.extends).toBe(base);
		const refused = await world.call("PUT", `${propertiesPath}/${name}`, { value: "nobody" });
		expect(refused.body.errorCauses[0].errorSummary).toMatch(/^extends: /);
	});

	it("takes its values along when it is deleted", async () => {
		const { own } = await createFamily(world);
		const name = `bharosa.uio.${own}.otp.generate.code.length`;
		await setProperty(world, name, "8");
		expect((await world.call("DELETE", `/api/v1/applications/${own}`)).status).toBe(204);
		expect((await readProperty(world, name)).body).toMatchObject({ value: "5", origin: "SHIPPED" });
	});
});

describe("a text", () => {
	it("is read in the language asked for, then for all languages, then in ours", async () => {
		const { own } = await createFamily(world);
		const name = `bharosa.uio.${own}.register.userinfo.title`;
		const read = async (locale: string) => {
			const { value, locale: found, from } = (await readProperty(world, name, `?locale=${locale}`)).body;
			return [value, found, from];
		};
		expect(await read("ja")).toEqual([expect.stringMatching(/[ぁ-ん]/), "ja", null]);
		expect((await read("fr"))[1]).toBe("en");
		await setProperty(world, name, "Register");
		expect(await read("ja")).toEqual(["Register", null, own]);
		await setProperty(world, title, "既定", "ja");
		expect(await read("ja_JP")).toEqual(["既定", "ja", "default"]);
		await setProperty(world, name, "Inscription", "fr");
		await setProperty(world, name, "Inscription (CH)", "fr_CH");
		expect(await read("fr-CH")).toEqual(["Inscription (CH)", "fr-CH", own]);
		expect(await read("fr-FR")).toEqual(["Inscription", "fr", own]);
		expect((await readProperty(world, name)).body).toMatchObject({ value: "Register", locales: ["fr", "fr-CH", "ja"] });
	});

	it("has languages only where the catalogue says so", async () => {
		const refused = await world.call("PUT", `${propertiesPath}/${length}`, { value: "8", locale: "ja" });
		expect(refused.body.errorCauses[0].errorSummary).toMatch(/^locale: /);
	});
});

describe("a search", () => {
	it("finds names by a part of them, page by page, with the value that counts", async () => {
		await setProperty(world, length, "9");
		const { body } = await world.call("GET", `${propertiesPath}?search=OTP.GENERATE`);
		expect(body.map(({ name, value }: Record<string, string>) => [name, value])).toEqual([
			[ofDefault("otp.generate.code.characters"), "1234567890"],
			[length, "9"],
		]);
		const first = await world.call("GET", `${propertiesPath}?search=otp.generate&limit=1`);
		const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
		const second = await world.call("GET", next.replace("https://otp.test", ""));
		expect([first.body, second.body].map(([one]) => one.name)).toEqual(body.map(({ name }: { name: string }) => name));
	});

	it("finds what somebody has added, under the name of the application", async () => {
		const { own } = await createFamily(world);
		const name = `bharosa.uio.${own}.userinfo.inputs.enum.staff.name`;
		await setProperty(world, name, "Staff number");
		const { body } = await world.call("GET", `${propertiesPath}?search=staff&scope=${own}`);
		expect(body).toMatchObject([{ name, value: "Staff number", origin: "OWN" }]);
	});
});

describe("an enumeration", () => {
	const enumeration = async (name: string, query = "") => {
		const { body } = await world.call("GET", `${propertiesPath}/enumerations/${name}${query}`);
		return body;
	};
	const keys = (elements: { key: string }[]) => elements.map(({ key }) => key);

	it("has the shipped elements that are enabled, in their order", async () => {
		const fields = await enumeration("userinfo.inputs.enum", "?locale=ja");
		expect(keys(fields)).toEqual(["mobile", "terms"]);
		expect(fields[0]).toMatchObject({ number: 0, attributes: { inputname: "cellnumber", name: "携帯電話番号" } });
		expect(keys(await enumeration("challenge.type.enum"))).toEqual([
			"ChallengeEmail",
			"ChallengeSMS",
			"ChallengeIM",
			"ChallengeVoice",
			"ChallengeToken",
			"ChallengeQuestion",
			"ChallengeRecoveryCode",
			"ChallengeHelpDesk",
		]);
	});

	it.each([
		["userinfo.inputs.enum", "staff", ofDefault("userinfo.inputs.enum.staff")],
		["userinfo.inputs.enum", "in", ofDefault("userinfo.inputs.enum.in")],
		["challenge.type.enum", "MyChallenge", ofDefault("challenge.type.enum.MyChallenge")],
		["messages.enum", "cookies", ofDefault("messages.enum.cookies")],
		["rule.action.enum", "MyChallenge", "rule.action.enum.MyChallenge"],
	])("%s has a new element when its properties are set, and none that isn't enabled", async (name, key, property) => {
		await setProperty(world, property, "77");
		await setProperty(world, `${property}.name`, "Mine");
		expect(await enumeration(name)).toContainEqual({ key, number: 77, attributes: { name: "Mine" } });
		await setProperty(world, `${property}.enabled`, "false");
		expect(keys(await enumeration(name))).not.toContain(key);
	});

	it("that isn't known is not found", async () => {
		expect((await world.call("GET", `${propertiesPath}/enumerations/error`)).status).toBe(404);
	});
});

describe("an expression", () => {
	it("is tried on a value", async () => {
		const trial = (expression: string, value: string) =>
			world.call("POST", `${propertiesPath}/try-expression`, { expression, value });
		expect((await trial("(a)(b)?", "a")).body).toEqual({ isMatch: true, groups: ["a", null] });
		expect((await trial("[0-9]+", "1a")).body).toEqual({ isMatch: false, groups: [] });
		const refused = await trial("a++", "a");
		expect(refused.body.errorCauses[0].errorSummary).toBe("expression: Repetitions can't be possessive here: ++");
	});
});
