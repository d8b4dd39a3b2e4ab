// What the properties of registration do. A test's name begins with the name of its property, as in effects.test.ts.
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { declineRegistration } from "../../src/registration/choose";
import { deviceOffers } from "../../src/registration/devices";
import { directoryManager } from "../../src/settings/catalogue/fields";
import { number, useDirectory } from "../contacts/contacts";
import { createRegistrant, registrantOf, switchOn, switchRegistrationOn } from "../registration/registrants";
import { createWorld, unique, type World } from "../support/world";
import { ofDefault, propertiesPath, resetDefaults, setProperty } from "./properties";

let world: World;
let person: Awaited<ReturnType<typeof createRegistrant>>;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await switchRegistrationOn(world);
	person = await createRegistrant(world);
});

// Other files that share this worker's memory find what ships.
afterAll(() => resetDefaults(world));

const field = (rest: string) => ofDefault(`userinfo.inputs.enum.${rest}`);
const set = (name: string, value: string, locale?: string) => setProperty(world, name, value, locale);
const shown = async (languages = ["en"]) => {
	const { open } = registrantOf(world, person.user, { languages });
	return (await open()).fields;
};
const mobile = async (languages?: string[]) => (await shown(languages)).find(({ key }) => key === "mobile")!;
const complete = { mobile: number, terms: "true" };
const refused = (reason: string) => ({ code: "E0000107", causes: [{ reason }] });
const keysStored = async (table: string) => {
	const { results } = await world.ctx.env.bindings.DB.prepare(`SELECT key FROM ${table} WHERE user_id = ? ORDER BY key`)
		.bind(person.user.id)
		.all();
	return results.map(({ key }) => key);
};

describe("pages", () => {
	it("register.userinfo.enabled is whether users are asked for contact data", async () => {
		expect((await person.open()).parts).toEqual(["CONTACTS"]);
		await set(ofDefault("register.userinfo.enabled"), "false");
		expect((await person.open()).parts).toEqual([]);
		await expect(person.fillIn(complete)).rejects.toMatchObject(refused("registration-off"));
	});

	it("userpreferences.userinfo.enabled is whether users may change contact data later", async () => {
		expect(await person.fillIn(complete, "PREFERENCES")).toEqual(["mobile"]);
		await set(ofDefault("userpreferences.userinfo.enabled"), "false");
		await expect(person.fillIn(complete, "PREFERENCES")).rejects.toMatchObject(refused("registration-off"));
	});

	it("otp.optOut.enabled is whether users may decline", async () => {
		await switchOn(world, "register.userinfo.decline.enabled");
		expect((await person.open()).mayDecline).toBe(false);
		await switchOn(world, "otp.optOut.enabled");
		expect((await person.open()).mayDecline).toBe(true);
	});

	it("otp.optOut.managerClass is our own storage, and no other is taken", async () => {
		const path = `${propertiesPath}/${ofDefault("otp.optOut.managerClass")}`;
		await set(ofDefault("otp.optOut.managerClass"), "com.bharosa.uio.manager.user.DefaultContactInfoManager");
		expect((await world.call("PUT", path, { value: directoryManager })).status).toBe(400);
	});

	it("register.userinfo.decline.enabled is whether the page has the button", async () => {
		await switchOn(world, "otp.optOut.enabled");
		expect((await person.open()).mayDecline).toBe(false);
		await switchOn(world, "register.userinfo.decline.enabled");
		expect((await person.open()).mayDecline).toBe(true);
	});

	it("userpreferences.userinfo.decline.enabled is whether the preferences have the button", async () => {
		await switchOn(world, "otp.optOut.enabled");
		const decline = () => declineRegistration(world.ctx, person.registrant, "PREFERENCES", { isChallenged: true });
		await expect(decline()).rejects.toMatchObject(refused("registration-required"));
		await switchOn(world, "userpreferences.userinfo.decline.enabled");
		await decline();
	});
});

describe("fields", () => {
	it("userinfo.inputs.enum says what the fields are for", async () => {
		expect((await set(ofDefault("userinfo.inputs.enum"), "Contact data")).body.value).toBe("Contact data");
	});

	it("userinfo.inputs.enum.{key} is the field's number, and its place where no order is set", async () => {
		await set(field("staff"), "0");
		expect((await shown()).map(({ key }) => key)).toEqual(["staff", "mobile", "terms"]);
	});

	it("userinfo.inputs.enum.{key}.name is the label, in the language of the person", async () => {
		await set(field("mobile.name"), "Cell phone");
		await set(field("mobile.name"), "携帯", "ja");
		expect([(await mobile()).name, (await mobile(["ja"])).name]).toEqual(["Cell phone", "携帯"]);
	});

	it("userinfo.inputs.enum.{key}.description is the text beside it, in the language of the person", async () => {
		const ours = (await mobile(["ja"])).description;
		await set(field("mobile.description"), "Call us if you have <b>none</b>");
		expect((await mobile()).description).toBe("Call us if you have <b>none</b>");
		expect(ours).toMatch(/\p{Script=Hiragana}/u);
	});

	it("userinfo.inputs.enum.{key}.inputname is the name of the input", async () => {
		expect((await mobile()).inputName).toBe("cellnumber");
		await set(field("mobile.inputname"), "cell");
		expect((await mobile()).inputName).toBe("cell");
	});

	it("userinfo.inputs.enum.{key}.inputtype is the type of the input, and makes a check box", async () => {
		await set(field("mobile.inputtype"), "password");
		expect((await mobile()).inputType).toBe("password");
		await set(field("news"), "9");
		await set(field("news.inputtype"), "checkbox");
		await expect(person.register("news", "perhaps")).rejects.toThrow("not-offered");
		await person.register("news", "true");
	});

	it("userinfo.inputs.enum.{key}.values is what a check box gives", async () => {
		await set(field("terms.values"), "accepted");
		await expect(person.register("terms", "true")).rejects.toThrow("not-offered");
		await person.register("terms", "accepted");
	});

	it("userinfo.inputs.enum.{key}.maxlength is how much is taken", async () => {
		await set(field("mobile.maxlength"), "12");
		await expect(person.register("mobile", number)).rejects.toThrow("too-long");
		await set(field("mobile.maxlength"), "13");
		await person.register("mobile", number);
	});

	it("userinfo.inputs.enum.{key}.required is whether the page can do without", async () => {
		await expect(person.fillIn({ terms: "true" })).rejects.toMatchObject({ code: "E0000001" });
		await set(field("mobile.required"), "false");
		expect(await person.fillIn({ terms: "true" })).toEqual([]);
		expect((await person.open()).parts).toEqual([]);
	});

	it("userinfo.inputs.enum.{key}.order is the place on the page", async () => {
		await set(field("terms.order"), "0");
		expect((await shown()).map(({ key }) => key)).toEqual(["terms", "mobile"]);
	});

	it("userinfo.inputs.enum.{key}.enabled is whether the page has the field", async () => {
		await set(field("phone.enabled"), "true");
		await set(field("mobile.enabled"), "false");
		expect((await shown()).map(({ key }) => key)).toEqual(["phone", "terms"]);
	});

	it("userinfo.inputs.enum.{key}.regex must match the whole value", async () => {
		await set(field("mobile.regex"), "\\+8190\\d{8}");
		await person.register("mobile", number);
		await expect(person.register("mobile", "+818012345678")).rejects.toThrow("wrong-format");
		await expect(person.register("mobile", `${number}9`)).rejects.toThrow("wrong-format");
	});

	it("userinfo.inputs.enum.{key}.errorCode says which text is shown for a value that isn't taken", async () => {
		await set(ofDefault("error.our.own"), "Ask the desk.");
		await set(field("mobile.errorCode"), "our.own");
		expect((await mobile()).errorText).toBe("Ask the desk.");
	});

	it("error.{code} is that text, in the language of the person", async () => {
		expect((await mobile()).errorText).toBe("This isn't a mobile number that we can send to.");
		await set(ofDefault("error.otp.invalid.mobile"), "Numéro inconnu", "fr");
		expect((await mobile(["fr"])).errorText).toBe("Numéro inconnu");
	});

	it("userinfo.inputs.enum.{key}.managerClass chooses where values are kept", async () => {
		const directory = await useDirectory(world);
		await person.register("terms", "true");
		await set(field("mobile.managerClass"), directoryManager);
		await person.register("mobile", number, true);
		expect(await directory.values()).toEqual([["otpContactInfo_mobile", number]]);
		expect(await keysStored("contact_values")).toEqual(["otpContactInfo_terms"]);
		await set(field("mobile.managerClass"), "com.bharosa.uio.manager.user.DefaultContactInfoManager");
		expect(await person.proven()).toEqual({ terms: "true" });
	});

	it("oaam.otp.contact.info.prefix begins the keys of values", async () => {
		await set("oaam.otp.contact.info.prefix", "shop_");
		await person.register("mobile", number, true);
		expect(await keysStored("contact_values")).toEqual(["shop_mobile"]);
	});

	it("oaam.otp.contact.info.flag.prefix begins the keys of flags", async () => {
		await set("oaam.otp.contact.info.flag.prefix", "shopFlag_");
		await person.register("mobile", number, true);
		expect(await keysStored("contact_flags")).toEqual(["shopFlag_mobile"]);
		await set("oaam.otp.contact.info.flag.prefix", "otherFlag_");
		expect(await person.proven()).toEqual({});
	});
});

describe("texts that a person accepts", () => {
	const version = async () => {
		await person.fillIn(complete);
		return (await person.list()).find(({ field }) => field.key === "terms")!.flag.textVersion;
	};

	it("messages.enum.{key}.name is one of them", async () => {
		const before = await version();
		await set(ofDefault("messages.enum.terms.name"), unique("Terms"));
		expect(await version()).not.toBe(before);
	});

	it("messages.enum.{key}.description is one of them", async () => {
		const before = await version();
		await set(ofDefault("messages.enum.cookies.description"), "Ours are small");
		expect(await version()).not.toBe(before);
	});
});

describe("devices", () => {
	const offers = (page: "userinfo" | "questions") =>
		deviceOffers(world.ctx, person.registrant, page, unique("token-of-a-browser"));

	it("registerdevice.enabled is whether devices are remembered at all", async () => {
		await switchOn(world, "register.userinfo.registerdevice.enabled");
		expect((await offers("userinfo")).mayRegister).toBe(false);
		await switchOn(world, "registerdevice.enabled");
		expect((await offers("userinfo")).mayRegister).toBe(true);
	});

	it("register.userinfo.registerdevice.enabled offers it on the page for contact data", async () => {
		await switchOn(world, "registerdevice.enabled", "register.userinfo.registerdevice.enabled");
		expect([(await offers("userinfo")).mayRegister, (await offers("questions")).mayRegister]).toEqual([true, false]);
	});

	it("register.questions.registerdevice.enabled offers it on the page of questions", async () => {
		await switchOn(world, "registerdevice.enabled", "register.questions.registerdevice.enabled");
		expect([(await offers("userinfo")).mayRegister, (await offers("questions")).mayRegister]).toEqual([false, true]);
	});

	it("userpreferences.unregister.this.enabled lets users forget the device", async () => {
		await switchOn(world, "registerdevice.enabled", "register.userinfo.registerdevice.enabled");
		const token = unique("token-of-a-browser");
		await world.call("POST", `/api/v1/users/${person.user.id}/registered-devices`, { deviceToken: token });
		const may = async () => (await deviceOffers(world.ctx, person.registrant, "userinfo", token)).mayUnregisterThis;
		expect(await may()).toBe(false);
		await switchOn(world, "userpreferences.unregister.this.enabled");
		expect(await may()).toBe(true);
	});

	it("userpreferences.unregister.all.enabled lets users forget all devices", async () => {
		expect((await offers("userinfo")).mayUnregisterAll).toBe(false);
		await switchOn(world, "userpreferences.unregister.all.enabled");
		expect((await offers("userinfo")).mayUnregisterAll).toBe(true);
	});
});
