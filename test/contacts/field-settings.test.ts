import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import {
	addField,
	changeField,
	getFieldSetting,
	moveField,
	newFieldValues,
	readFieldSettings,
	removeField,
} from "../../src/contacts/field-settings";
import { contactSettings } from "../../src/contacts/fields";
import { createFamily, ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

const staff = { ...newFieldValues(), name_en: "Staff number", name_ja: "社員番号", shown: "ALWAYS" };
const keysOf = async (scope = "default") =>
	(await readFieldSettings(world.ctx, scope, ["en"])).fields.map(({ key }) => key);
const shipped = ["mobile", "email", "phone", "im", "terms"];
const fieldOf = async (key: string, scope = "default", language = "en") =>
	(await getFieldSetting(world.ctx, scope, key, [language])).field;
const refusal = (field: string, reason: string) => ({ causes: [{ field, reason }] });
const rows = async () =>
	(
		await env.DB.prepare("SELECT scope, name, locale, value FROM properties ORDER BY scope, name, locale").all()
	).results.map((row) => Object.values(row).join("|"));

describe("a new field", () => {
	it("comes last, is known to whoever registers, and speaks each language", async () => {
		await addField(world.ctx, "default", "staff", staff);
		expect(await keysOf()).toEqual([...shipped, "staff"]);
		const { fields } = await contactSettings(world.ctx, undefined, ["ja"]);
		expect(fields.at(-1)).toMatchObject({
			key: "staff",
			name: "社員番号",
			kind: "TEXT",
			isShown: true,
			isRequired: false,
		});
		expect((await fieldOf("staff")).name).toBe("Staff number");
		expect((await fieldOf("staff", "default", "fr")).name).toBe("Staff number");
	});

	it("with a label in one language alone has it in all", async () => {
		await addField(world.ctx, "default", "staff", { ...staff, name_en: " " });
		for (const language of ["en", "ja", "fr"]) {
			expect((await fieldOf("staff", "default", language)).name).toBe("社員番号");
		}
	});

	it("belongs to the application for which it is added", async () => {
		const { own, base } = await createFamily(world);
		await addField(world.ctx, base, "staff", staff);
		expect(await keysOf(own)).toContain("staff");
		expect(await keysOf()).toEqual(shipped);
		await expect(addField(world.ctx, "00aNobody", "staff", staff)).rejects.toMatchObject({ code: "E0000007" });
	});

	it.each([
		["key", "field-key", "1st"],
		["key", "field-key", "staff-number"],
		["key", "field-key", "constructor"],
		["key", "field-key", ""],
		["key", "too-long", "x".repeat(41)],
		["key", "already-exists", "mobile"],
	])("is refused at %s: %s of %s", async (field, reason, key) => {
		await expect(addField(world.ctx, "default", key, staff)).rejects.toMatchObject(refusal(field, reason));
		expect(await rows()).toEqual([]);
	});

	it.each([
		["name_en", "missing", { name_en: "", name_ja: "" }],
		["maxlength", "above-maximum", { maxlength: "999" }],
		["regex", "expression-unreadable", { regex: "[0-9" }],
		["inputtype", "not-one-of", { inputtype: "radio" }],
		["inputname", "property-word", { inputname: "1<" }],
	])("is refused at %s for what isn't taken: %s", async (field, reason, typed) => {
		const adding = addField(world.ctx, "default", "staff", { ...staff, ...typed });
		await expect(adding).rejects.toMatchObject(refusal(field, reason));
		expect(await rows()).toEqual([]);
	});

	it("is added once, of twenty that come at once", async () => {
		const adding = Array.from({ length: 20 }, (_, place) =>
			addField(world.ctx, "default", "staff", { ...staff, name_en: `Staff ${place}` }),
		);
		const outcomes = await Promise.allSettled(adding);
		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		for (const outcome of outcomes) {
			if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(refusal("key", "already-exists"));
		}
		expect((await rows()).filter((row) => row.includes("Staff "))).toHaveLength(1);
	});
});

describe("a change of a field", () => {
	const change = async (key: string, typed: Record<string, string>, scope = "default") => {
		const { values } = await getFieldSetting(world.ctx, scope, key, []);
		await changeField(world.ctx, scope, key, { ...values, ...typed });
	};

	it("sets what differs, and nothing else", async () => {
		await change("mobile", {});
		expect(await rows()).toEqual([]);
		await change("mobile", { name_ja: "携帯", required: "false", regex: "[0-9]+" });
		expect(await rows()).toEqual([
			"default|userinfo.inputs.enum.mobile.name|ja|携帯",
			"default|userinfo.inputs.enum.mobile.regex||[0-9]+",
			"default|userinfo.inputs.enum.mobile.required||false",
		]);
	});

	it("for an application leaves the others as they are", async () => {
		const { own } = await createFamily(world);
		await change("mobile", { name_en: "Your mobile" }, own);
		expect([(await fieldOf("mobile", own)).name, (await fieldOf("mobile")).name]).toEqual([
			"Your mobile",
			"Mobile phone",
		]);
	});

	it("that takes a text back ends it", async () => {
		await change("mobile", { regex: "[0-9]+" });
		await change("mobile", { regex: "" });
		expect(await rows()).toEqual([]);
	});

	it("to a text of all languages is one of all languages again", async () => {
		await addField(world.ctx, "default", "staff", { ...staff, name_ja: "" });
		await change("staff", { name_en: "Employee" });
		expect((await fieldOf("staff", "default", "fr")).name).toBe("Employee");
	});

	it("says what a wrong value is told, also of a field that had nothing to say", async () => {
		await addField(world.ctx, "default", "staff", staff);
		await change("staff", { error_en: "Six digits, please", error_ja: "6桁で入力してください" });
		expect(await fieldOf("staff")).toMatchObject({ errorCode: "otp.invalid.staff" });
		expect(await rows()).toContain("default|error.otp.invalid.staff|ja|6桁で入力してください");
	});

	it.each([
		["name_ja", "missing", { name_ja: " " }],
		["shown", "not-offered", { shown: "AS_NEEDED" }],
		["shown", "not-offered", { shown: "SOMETIMES" }],
		["maxlength", "not-whole-number", { maxlength: "many" }],
	])("is refused at %s: %s", async (field, reason, typed) => {
		await expect(change("mobile", typed)).rejects.toMatchObject(refusal(field, reason));
		expect(await rows()).toEqual([]);
	});

	it("switches a field on, off, and back to when a type needs it", async () => {
		const showing = async () => (await fieldOf("email")).showing;
		const seen = [await showing()];
		for (const shown of ["ALWAYS", "NEVER", "AS_NEEDED"]) {
			await change("email", { shown });
			seen.push(await showing());
		}
		expect(seen).toEqual(["AS_NEEDED", "ALWAYS", "NEVER", "AS_NEEDED"]);
		expect(await rows()).toEqual([]);
	});
});

describe("the order of fields", () => {
	it("changes up, down and to a place, and past the end to the end", async () => {
		expect(await moveField(world.ctx, "default", "terms", { from: 5, to: 1 })).toBe(1);
		expect(await keysOf()).toEqual(["terms", "mobile", "email", "phone", "im"]);
		expect(await moveField(world.ctx, "default", "terms", { from: 1, to: 2 })).toBe(2);
		expect(await moveField(world.ctx, "default", "mobile", { from: 1, to: 99 })).toBe(5);
		expect(await keysOf()).toEqual(["terms", "email", "phone", "im", "mobile"]);
	});

	it("stays when the field isn't where the reader saw it", async () => {
		const moving = moveField(world.ctx, "default", "terms", { from: 2, to: 1 });
		await expect(moving).rejects.toMatchObject({ code: "E0000195", status: 409 });
		expect(await keysOf()).toEqual(shipped);
	});

	it("of an application is its own", async () => {
		const { own } = await createFamily(world);
		await moveField(world.ctx, own, "terms", { from: 5, to: 1 });
		expect([(await keysOf(own))[0], (await keysOf())[0]]).toEqual(["terms", "mobile"]);
	});

	it("after moves at once is the order of one of them", async () => {
		const to = [1, 2, 3, 4];
		await Promise.all(
			to.map((place) => moveField(world.ctx, "default", "terms", { from: 5, to: place }).catch(() => 0)),
		);
		const keys = await keysOf();
		expect(keys.filter((key) => key !== "terms")).toEqual(shipped.slice(0, 4));
		const orders = (await readFieldSettings(world.ctx, "default", [])).fields.map(({ order }) => order);
		expect(orders).toEqual([1, 2, 3, 4, 5]);
	});
});

describe("taking a field away", () => {
	it("takes what was set of one that ships, and all of one that was added", async () => {
		await addField(world.ctx, "default", "staff", { ...staff, error_en: "Six digits, please" });
		await setProperty(world, ofDefault("userinfo.inputs.enum.mobile.maxlength"), "20");
		expect([(await fieldOf("staff")).removal, (await fieldOf("mobile")).removal]).toEqual(["FIELD", "CHANGES"]);
		expect((await fieldOf("terms")).removal).toBeNull();
		await removeField(world.ctx, "default", "staff");
		await removeField(world.ctx, "default", "mobile");
		expect([await keysOf(), await rows()]).toEqual([shipped, []]);
	});

	it("for all takes it from applications, too, and for one leaves it to the others", async () => {
		const { own } = await createFamily(world);
		await addField(world.ctx, "default", "staff", staff);
		const { values } = await getFieldSetting(world.ctx, own, "staff", []);
		await changeField(world.ctx, own, "staff", { ...values, name_en: "Badge" });
		expect((await fieldOf("staff", own)).removal).toBe("CHANGES");
		await removeField(world.ctx, own, "staff");
		expect((await fieldOf("staff", own)).name).toBe("Staff number");
		await changeField(world.ctx, own, "staff", { ...values, name_en: "Badge" });
		await removeField(world.ctx, "default", "staff");
		expect([await keysOf(own), await rows()]).toEqual([shipped, []]);
	});

	it("leaves fields alone whose keys begin alike", async () => {
		for (const key of ["staff", "staff_2", "staffer"]) await addField(world.ctx, "default", key, staff);
		await removeField(world.ctx, "default", "staff");
		expect(await keysOf()).toEqual([...shipped, "staff_2", "staffer"]);
	});

	it("is refused while a challenge type needs the field", async () => {
		await addField(world.ctx, "default", "staff", staff);
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.requiredInfo"), "mobile,staff");
		expect((await fieldOf("staff")).neededBy).toEqual(["ChallengeSMS"]);
		await expect(removeField(world.ctx, "default", "staff")).rejects.toMatchObject({
			code: "E0000107",
			causes: [{ reason: "field-needed", params: { types: ["ChallengeSMS"] } }],
		});
		expect(await keysOf()).toContain("staff");
	});

	it("is in the log, value by value", async () => {
		await addField(world.ctx, "default", "staff", staff);
		await removeField(world.ctx, "default", "staff");
		const { results } = await env.DB.prepare(
			"SELECT event_type AS type, COUNT(*) AS count FROM log_events WHERE event_type LIKE 'system.property.%' GROUP BY 1",
		).all<{ type: string; count: number }>();
		const counts = Object.fromEntries(results.map(({ type, count }) => [type, count]));
		expect(counts["system.property.reset"]).toBeGreaterThan(5);
	});

	it("that nobody has is 404", async () => {
		await expect(removeField(world.ctx, "default", "nothing")).rejects.toMatchObject({ code: "E0000007" });
	});
});
