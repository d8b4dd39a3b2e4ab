import { describe, expect, it } from "vitest";
import { catalogue, defaults, findNamed, shippedNames, wholeName } from "../../src/settings/catalogue";
import { checkValue } from "../../src/settings/check";
import { profiles } from "../../src/settings/profiles";
import { words } from "../../src/settings/words";
import { rows } from "./rows";

describe("the catalogue", () => {
	it("knows every row of the reference's list", () => {
		expect(rows).toHaveLength(169);
		expect(rows.filter(({ name }) => findNamed(name) === null)).toEqual([]);
	});

	it("ships every row that belongs to no customer", () => {
		const shipped = new Set(
			shippedNames.map((name) => (findNamed(name) ? name : wholeName({ scope: "default", name }))),
		);
		const missing = rows.filter(({ name, isCustomers }) => !isCustomers && !shipped.has(name));
		expect(missing.map(({ name }) => name)).toEqual([]);
	});

	it("begins with the reference's values, but for those that shut people out or belong to somebody else", () => {
		const others = rows.flatMap(({ name, value }) => {
			const named = findNamed(name);
			return named && value !== "" && defaults[named.name] !== value && !named.property.livesIn ? [named.name] : [];
		});
		expect(others).toEqual(
			[
				"mobile.maxlength",
				"mobile.regex",
				"email.maxlength",
				"email.regex",
				"phone.maxlength",
				"phone.regex",
				"im.maxlength",
			].map((name) => `userinfo.inputs.enum.${name}`),
		);
	});

	it("takes each of its own values as it is", async () => {
		for (const [name, value] of [
			...Object.entries(defaults),
			...Object.entries(words.en),
			...Object.entries(words.ja),
		]) {
			const named = findNamed(name) ?? findNamed(wholeName({ scope: "default", name }));
			expect(named, name).not.toBeNull();
			expect(await checkValue(named!, value), name).toEqual({ ok: true, value, warnings: [] });
		}
	});

	it("has a meaning for each name, and each name once", () => {
		expect(catalogue.filter(({ meaning }) => meaning === "")).toEqual([]);
		expect(new Set(shippedNames).size).toBe(shippedNames.length);
	});

	it.each([
		"",
		"otp.generate.code.length",
		"bharosa.uio.default.otp.generate.code.lengths",
		"bharosa.uio.default",
		"bharosa.uio..otp.generate.code.length",
		"bharosa.uio.a b.otp.generate.code.length",
		"bharosa.uio.default.userinfo.inputs.enum.__proto__.name",
		"bharosa.uio.default.userinfo.inputs.enum.7.name",
		"bharosa.uio.default.constructor",
		"bharosa.uio.default.extends",
		"__proto__",
		"constructor",
		"toString",
		`bharosa.uio.default.error.${"x".repeat(300)}`,
		"bharosa.uio.default.register.message",
		"BHAROSA.uio.default.otp.generate.code.length",
	])("doesn't know %j", (name) => {
		expect(findNamed(name)).toBeNull();
	});

	it.each([
		["bharosa.uio.default.userinfo.inputs.enum.staffNumber.regex", "userinfo.inputs.enum.{key}.regex"],
		["bharosa.uio.shop.challenge.type.enum.MyChallenge.processor", "challenge.type.enum.{type}.processor"],
		["bharosa.uio.shop.MyChallenge.message.body", "{type}.message.body"],
		["rule.action.enum.MyChallenge", "rule.action.enum.{key}"],
		["bharosa.uio.default.messages.enum.cookies.description", "messages.enum.{key}.description"],
		["bharosa.uio.default.ums.integration.policies", "ums.integtaion.policies"],
		["bharosa.uio.shop.error.otp.invalid.staff", "error.{code}"],
	])("knows %s by a pattern", (name, pattern) => {
		expect(findNamed(name)?.property.name).toBe(pattern);
	});

	it("has the reference's expressions and lengths as a file", () => {
		for (const { name, value } of rows.filter(({ name }) =>
			/enum\.(mobile|phone|email|im)\.(regex|maxlength)$/.test(name),
		)) {
			if (value === "") continue;
			expect(profiles["reference-fields"]).toContain(`${name}=${value.replaceAll("\\", "\\\\")}\n`);
		}
	});
});
