import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { eraseEndedContacts } from "../../src/contacts/end";
import { resetAll, resetContacts } from "../care/care";
import { resetDefaults, setProperty } from "../settings/properties";
import { createWorld, unique, type World } from "../support/world";
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

describe("a reset of everything", () => {
	it("erases at once what is here, whatever the prefixes were", async () => {
		await person.register("mobile", number, true);
		await setProperty(world, "oaam.otp.contact.info.prefix", "other_");
		await setProperty(world, "oaam.otp.contact.info.flag.prefix", "otherFlag_");
		await person.register("mobile", otherNumber, true);
		expect(await counts()).toEqual([2, 2]);
		await resetAll(world.ctx, person.user);
		expect(await counts()).toEqual([0, 0]);
		expect(await countEvents(world, "user.account.reset", person.user.id)).toBe(1);
	});

	it("erases what an earlier reset has kept, once, and what waits for its proof", async () => {
		await person.register("mobile", number, true);
		await person.register("phone", otherNumber);
		await resetContacts(world.ctx, person.user);
		expect(await counts()).toEqual([2, 2]);
		await resetAll(world.ctx, person.user);
		expect(await counts()).toEqual([0, 0]);
		await expect(resetAll(world.ctx, person.user)).rejects.toMatchObject({ code: "E0000107" });
	});

	it("leaves nothing that counts in a directory, which erases in the night to come", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		await person.register("mobile", otherNumber);
		await resetAll(world.ctx, person.user);
		expect([await person.list(), await count("contact_flags")]).toEqual([[], 2]);
		await expect(resetAll(world.ctx, person.user)).rejects.toMatchObject({ code: "E0000107" });
		await eraseEndedContacts(world.ctx);
		expect([await directory.values(), await counts()]).toEqual([
			[
				["otpContactInfo_mobile", null],
				["otpContactInfo_mobile:new", null],
			],
			[0, 0],
		]);
	});

	it("is made good by another night where a directory refuses", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		await resetAll(world.ctx, person.user);
		await directory.become("500");
		await eraseEndedContacts(world.ctx);
		expect(await count("contact_flags")).toBe(1);
		await directory.become("ok");
		await eraseEndedContacts(world.ctx);
		expect([await directory.values(), await count("contact_flags")]).toEqual([[["otpContactInfo_mobile", null]], 0]);
	});

	it("takes nothing from somebody who registers again before the night", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		await resetAll(world.ctx, person.user);
		await person.register("mobile", otherNumber, true);
		await eraseEndedContacts(world.ctx);
		expect([await person.proven(), await directory.values()]).toEqual([
			{ mobile: otherNumber },
			[["otpContactInfo_mobile", otherNumber]],
		]);
	});
});

describe("a user who is deleted", () => {
	const remove = () => world.call("DELETE", `/api/v1/users/${person.user.id}`);
	const waiting = () => count("contact_erasures");

	it("leaves nothing here, and nothing in a directory after the night", async () => {
		await person.register("phone", otherNumber, true);
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		await person.register("mobile", otherNumber);
		await remove();
		await eraseEndedContacts(world.ctx);
		expect(await person.proven()).toEqual({ mobile: number, phone: otherNumber });
		await remove();
		expect([await counts(), await waiting()]).toEqual([[0, 0], 2]);
		await eraseEndedContacts(world.ctx);
		expect([await directory.values(), await waiting()]).toEqual([
			[
				["otpContactInfo_mobile", null],
				["otpContactInfo_mobile:new", null],
			],
			0,
		]);
	});

	it("is asked about again in the nights to come where the directory refuses, for a month", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		for (let step = 0; step < 2; step++) await remove();
		await directory.become("400");
		await eraseEndedContacts(world.ctx);
		expect(await waiting()).toBe(1);
		await directory.become("ok");
		await eraseEndedContacts(world.ctx);
		expect([await directory.values(), await waiting()]).toEqual([[["otpContactInfo_mobile", null]], 0]);
	});

	it("is given up after a month, and the Worker's log says so", async () => {
		const directory = await useDirectory(world, "mobile");
		await person.register("mobile", number, true);
		for (let step = 0; step < 2; step++) await remove();
		await directory.become("500");
		world.clock.now = Date.now() + 30 * dayMs - 60_000;
		await eraseEndedContacts(world.ctx);
		expect(await waiting()).toBe(1);
		world.clock.now += 120_000;
		const said = vi.spyOn(console, "error").mockImplementation(() => {});
		await eraseEndedContacts(world.ctx);
		expect(said.mock.calls.join()).toContain("refused for a month");
		vi.restoreAllMocks();
		expect(await waiting()).toBe(0);
	});

	it("takes nothing from whoever has the login since, but what that user hasn't registered", async () => {
		const directory = await useDirectory(world, "mobile", "phone");
		await person.register("mobile", number, true);
		await person.register("phone", number, true);
		for (let step = 0; step < 2; step++) await remove();
		const { login } = person.user;
		const next = await createPerson(world, { login: login.toUpperCase() });
		await next.register("mobile", otherNumber, true);
		await eraseEndedContacts(world.ctx);
		expect(await next.proven()).toEqual({ mobile: otherNumber });
		expect(await directory.values()).toContainEqual(["otpContactInfo_phone", null]);
		expect(await waiting()).toBe(0);
	});

	it("waits for its night behind a hundred others, and no longer", async () => {
		await useDirectory(world, "mobile");
		const ids = JSON.stringify(Array.from({ length: 101 }, () => unique("gone")));
		await env.DB.prepare(
			"INSERT INTO contact_erasures (user_id, login, value_key) SELECT value, value, 'k' FROM json_each(?)",
		)
			.bind(ids)
			.run();
		const left = () => env.DB.prepare("SELECT count(*) AS left FROM contact_erasures").first<number>("left");
		await eraseEndedContacts(world.ctx);
		expect(await left()).toBe(1);
		await eraseEndedContacts(world.ctx);
		expect(await left()).toBe(0);
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
