import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { eraseContacts, eraseEndedContacts } from "../../src/contacts/end";
import { resetContacts } from "../care/care";
import { resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { countEvents } from "../users/people";
import { createPerson, number, otherNumber, type Person, useDirectory } from "./contacts";

const dayMs = 86_400_000;

let world: World;
let person: Person;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	person = await createPerson(world);
});

const count = async (table: string) =>
	(await env.DB.prepare(`SELECT count(*) AS count FROM ${table} WHERE user_id = ?`).bind(person.user.id).first<{
		count: number;
	}>())!.count;
const counts = async () => [await count("contact_values"), await count("contact_flags")];

describe("a reset", () => {
	it("leaves nothing that counts or is shown, and keeps the values sealed", async () => {
		await person.register("mobile", number, true);
		await person.register("mobile", otherNumber);
		await person.register("terms", "true");
		await resetContacts(world.ctx, person.user);
		expect([await person.list(), await counts()]).toEqual([[], [3, 3]]);
		expect((await world.call("GET", `/api/v1/users/${person.user.id}/contacts`)).body).toEqual([]);
		expect(await countEvents(world, "user.contact.reset", person.user.id)).toBe(1);
	});

	it("ends the proof: the same number has to be proven again", async () => {
		await person.register("mobile", number, true);
		await resetContacts(world.ctx, person.user);
		await person.register("mobile", number);
		expect([await person.proven(), await person.waiting("mobile")]).toEqual([{}, number]);
	});

	it("is followed by the erasure thirty days later, also when it is repeated meanwhile", async () => {
		await person.register("mobile", number, true);
		await resetContacts(world.ctx, person.user);
		world.clock.now += 29 * dayMs;
		await expect(resetContacts(world.ctx, person.user)).rejects.toMatchObject({ code: "E0000107" });
		await eraseEndedContacts(world.ctx);
		expect(await counts()).toEqual([1, 1]);
		world.clock.now += dayMs + 1;
		await eraseEndedContacts(world.ctx);
		expect(await counts()).toEqual([0, 0]);
	});

	it("loses nothing that was registered since", async () => {
		await person.register("mobile", number, true);
		await resetContacts(world.ctx, person.user);
		await person.register("mobile", otherNumber, true);
		world.clock.now += 31 * dayMs;
		await eraseEndedContacts(world.ctx);
		expect(await person.proven()).toEqual({ mobile: otherNumber });
	});
});

describe("an erasure", () => {
	it("leaves nothing at once, whatever the prefixes were", async () => {
		await person.register("mobile", number, true);
		await setProperty(world, "oaam.otp.contact.info.prefix", "other_");
		await setProperty(world, "oaam.otp.contact.info.flag.prefix", "otherFlag_");
		await person.register("mobile", otherNumber, true);
		expect(await counts()).toEqual([2, 2]);
		await eraseContacts(world.ctx, person.user);
		expect(await counts()).toEqual([0, 0]);
		expect(await countEvents(world, "user.contact.erase", person.user.id)).toBe(1);
	});

	it("leaves nothing in a directory", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		await person.register("mobile", otherNumber);
		await eraseContacts(world.ctx, person.user);
		expect([await directory.values(), await counts()]).toEqual([
			[
				["otpContactInfo_mobile", null],
				["otpContactInfo_mobile:new", null],
			],
			[0, 0],
		]);
	});

	it("that a directory refuses is said, and made good by night", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		await directory.become("500");
		await expect(eraseContacts(world.ctx, person.user)).rejects.toMatchObject({ code: "E0000010" });
		expect(await person.list()).toEqual([]);
		await eraseEndedContacts(world.ctx);
		expect(await count("contact_flags")).toBe(1);
		await directory.become("ok");
		await eraseEndedContacts(world.ctx);
		expect([await directory.values(), await count("contact_flags")]).toEqual([[["otpContactInfo_mobile", null]], 0]);
	});
});

describe("what nobody has proven", () => {
	it("is erased after thirty days, and what has been proven isn't", async () => {
		await person.register("mobile", number);
		await person.register("phone", otherNumber, true);
		world.clock.now += 31 * dayMs;
		await eraseEndedContacts(world.ctx);
		expect([await counts(), await person.proven()]).toEqual([[1, 1], { phone: otherNumber }]);
	});

	it("is erased in a directory, too", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number);
		world.clock.now += 31 * dayMs;
		await eraseEndedContacts(world.ctx);
		expect([await directory.values(), await counts()]).toEqual([[["otpContactInfo_mobile:new", null]], [0, 0]]);
	});

	it("is erased the next night when its copy was proven", async () => {
		await person.register("mobile", number);
		await person.prove("mobile", number);
		expect(await counts()).toEqual([2, 2]);
		await eraseEndedContacts(world.ctx);
		expect([await counts(), await person.proven()]).toEqual([[1, 1], { mobile: number }]);
	});
});
