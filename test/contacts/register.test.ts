import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { usersOfContact } from "../../src/contacts/read";
import { resetContacts } from "../care/care";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, unique, type World } from "../support/world";
import { countEvents } from "../users/people";
import { createPerson, number, otherNumber, type Person, personOf } from "./contacts";

let world: World;
let person: Person;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	person = await createPerson(world);
});

const rowsOf = async (table: string) =>
	(await env.DB.prepare(`SELECT * FROM ${table} WHERE user_id = ? ORDER BY key`).bind(person.user.id).all()).results;

describe("a number", () => {
	it("counts once it is proven", async () => {
		await person.register("mobile", number);
		expect([await person.proven(), await person.waiting("mobile")]).toEqual([{}, number]);
		await person.prove("mobile", number);
		expect([await person.proven(), await person.waiting("mobile")]).toEqual([{ mobile: number }, null]);
		expect(await countEvents(world, "user.contact.register", person.user.id)).toBe(1);
		expect(await countEvents(world, "user.contact.verify", person.user.id)).toBe(1);
	});

	it("counts until another one is proven in its place", async () => {
		await person.register("mobile", number, true);
		await person.register("mobile", otherNumber);
		expect([await person.proven(), await person.waiting("mobile")]).toEqual([{ mobile: number }, otherNumber]);
		await person.prove("mobile", otherNumber);
		expect(await person.proven()).toEqual({ mobile: otherNumber });
	});

	it("isn't proven by a code that went to another number, or by a second use", async () => {
		await person.register("mobile", number);
		await person.register("mobile", otherNumber);
		await expect(person.prove("mobile", number)).rejects.toThrow("mobile");
		expect(await person.proven()).toEqual({});
		await person.prove("mobile", otherNumber);
		await expect(person.prove("mobile", otherNumber)).rejects.toThrow("mobile");
		await expect(person.prove("email", otherNumber)).rejects.toThrow("email");
	});

	it("counts at once when something else has proven it", async () => {
		await person.register("mobile", number, true);
		expect(await person.proven()).toEqual({ mobile: number });
	});

	it("that counts needs no new proof when it is typed again, and nothing waits beside it", async () => {
		await person.register("email", "Ana@example.com", true);
		await person.register("email", "bob@example.com");
		await person.register("email", "ana@EXAMPLE.com");
		expect([await person.proven(), await person.waiting("email")]).toEqual([{ email: "ana@EXAMPLE.com" }, null]);
	});

	it("is read by the region of the application", async () => {
		const region = { name: unique("Shop"), region: "JP" };
		const { body } = await world.call("POST", "/api/v1/applications", region);
		await personOf(world, person.user, body.id).register("mobile", "090-1234-5678", true);
		expect(await person.proven()).toEqual({ mobile: number });
		await expect(person.register("mobile", "090-1234-5678")).rejects.toThrow("not-telephone");
	});

	it("is one value with one flag after fifty registrations at once", async () => {
		const numbers = Array.from({ length: 50 }, (_, index) => `+8190123456${10 + index}`);
		await Promise.all(numbers.map((one) => person.register("mobile", one)));
		expect([(await rowsOf("contact_values")).length, (await rowsOf("contact_flags")).length]).toEqual([1, 1]);
		const waiting = await person.waiting("mobile");
		expect(numbers).toContain(waiting);
		await Promise.allSettled(numbers.map((one) => person.prove("mobile", one)));
		expect(await person.proven()).toEqual({ mobile: waiting });
	});
});

describe("other values", () => {
	it("count without a proof", async () => {
		await setProperty(world, ofDefault("userinfo.inputs.enum.staff"), "9");
		await person.register("staff", "A-17");
		await person.register("terms", "true");
		expect(await person.proven()).toEqual({ terms: "true", staff: "A-17" });
	});

	it("that a challenge type asks for are numbers", async () => {
		await setProperty(world, ofDefault("userinfo.inputs.enum.office"), "9");
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.requiredInfo"), "office,terms");
		await expect(person.register("office", "two words")).rejects.toThrow("not-telephone");
		await person.register("office", number);
		expect([await person.proven(), await person.waiting("office")]).toEqual([{}, number]);
	});
});

describe("what is stored", () => {
	it("stands under the prefixes, sealed, with a hash of what is proven", async () => {
		await person.register("mobile", number, true);
		await person.register("mobile", otherNumber);
		const values = await rowsOf("contact_values");
		expect(values.map(({ key }) => key)).toEqual(["otpContactInfo_mobile", "otpContactInfo_mobile:new"]);
		expect(values.map(({ value_sealed }) => value_sealed)).toEqual([
			expect.stringMatching(/^v1\.test\./),
			expect.stringMatching(/^v1\.test\./),
		]);
		const flags = await rowsOf("contact_flags");
		expect(flags).toMatchObject([
			{ key: "otpContactInfoFlag_mobile", status: "REGISTERED", proven_hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
			{ key: "otpContactInfoFlag_mobile:new", status: "WAITING", proven_hash: null },
		]);
		expect(JSON.stringify([values, flags])).not.toMatch(/9012345678|9087654321/);
	});

	it("doesn't open in another user's row, or under another field", async () => {
		const other = await createPerson(world);
		await person.register("mobile", number, true);
		await other.register("mobile", otherNumber, true);
		await env.DB.prepare(
			`UPDATE contact_values SET value_sealed = (SELECT value_sealed FROM contact_values WHERE user_id = ?)
				WHERE user_id = ?`,
		)
			.bind(person.user.id, other.user.id)
			.run();
		await expect(other.proven()).rejects.toThrow();
	});

	it("isn't proven when somebody puts another value in its place", async () => {
		await person.register("mobile", number, true);
		await person.register("phone", otherNumber, true);
		await env.DB.prepare("UPDATE contact_flags SET proven_hash = ? WHERE user_id = ? AND key LIKE '%_mobile'")
			.bind("0".repeat(64), person.user.id)
			.run();
		expect(await person.proven()).toEqual({ phone: otherNumber });
		expect(await person.waiting("mobile")).toBe(number);
		await person.prove("mobile", number);
		expect(await person.proven()).toEqual({ mobile: number, phone: otherNumber });
	});

	it("finds who has proven a number, in whatever field", async () => {
		const other = await createPerson(world);
		const own = `+81902${Math.floor(1e6 + Math.random() * 8e6)}`;
		await person.register("mobile", own, true);
		await other.register("phone", own, true);
		await (await createPerson(world)).register("mobile", own);
		const found = () => usersOfContact(world.ctx, "PHONE", own);
		expect(await found()).toEqual([person.user.id, other.user.id].sort());
		await resetContacts(world.ctx, person.user);
		expect(await found()).toEqual([other.user.id]);
	});

	it("goes with the user", async () => {
		await person.register("mobile", number, true);
		await resetContacts(world.ctx, person.user);
		for (let times = 0; times < 2; times++) await world.call("DELETE", `/api/v1/users/${person.user.id}`);
		expect([await rowsOf("contact_values"), await rowsOf("contact_flags")]).toEqual([[], []]);
	});
});
