// Who is told: everybody who could be reached a minute before, and nobody who came since. E-mail first, then SMS.
import { env } from "cloudflare:test";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { findRecoveryCodes } from "../../src/challenges/owned/recovery-lists";
import { factStatement } from "../../src/log/write";
import { getUser } from "../../src/users/service";
import { resetAll, resetContacts } from "../care/care";
import { answererFor, ctxOf, register } from "../challenges/challenged";
import { useDirectory } from "../contacts/contacts";
import { createNumber } from "../delivery/replies/numbers";
import { newNumber } from "../factors/sent-factor";
import { removeAllProviders } from "../providers/accounts/accounts";
import { resetDefaults } from "../settings/properties";
import { createAdministrator } from "../support/administrators";
import { createTokenUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import { countTo, createOwner, forgetNotices, hourMs, minuteMs, noticesTo, tellNow } from "./told";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await removeAllProviders(world);
	await resetDefaults(world);
});
beforeEach(forgetNotices);
afterAll(() => resetDefaults(world));

const newAddress = () => `${unique("new")}@example.com`;

describe("an address of the profile", () => {
	it("that is replaced is told, and the one in its place isn't", async () => {
		const owner = await createOwner(world);
		const stranger = newAddress();
		await owner.change({ email: stranger });
		await tellNow(world);
		expect(await noticesTo(world, owner.email)).toMatchObject([
			{ text: expect.stringContaining("an e-mail address of your account was added or changed") },
		]);
		expect(await countTo(world, stranger)).toBe(0);
	});

	it("is told of what follows within the minute, and isn't told a minute later", async () => {
		const owner = await createOwner(world);
		const stranger = newAddress();
		await owner.change({ email: stranger });
		world.clock.now += minuteMs - 1;
		await owner.addFactor();
		world.clock.now += 1;
		await world.call("DELETE", `${owner.path}/factors`);
		await owner.happen("user.mfa.factor.reset_all");
		await tellNow(world);
		const texts = (await noticesTo(world, owner.email)).map(({ text }) => text).join();
		expect(texts).toContain("A way to sign in was added");
		expect(texts).not.toContain("All ways to sign in were removed");
		expect((await noticesTo(world, stranger)).map(({ text }) => text).join()).toContain("All ways to sign in");
	});

	it("that was there between two changes within the minute is never told", async () => {
		const owner = await createOwner(world);
		const [first, second] = [newAddress(), newAddress()];
		await owner.change({ email: first });
		world.clock.now += 20_000;
		await owner.change({ email: second });
		await tellNow(world);
		expect([await countTo(world, owner.email), await countTo(world, first), await countTo(world, second)]).toEqual([
			1, 0, 0,
		]);
	});

	it("that is written in another case is no change, and a new name is none", async () => {
		const owner = await createOwner(world);
		await owner.change({ email: owner.email.toUpperCase() });
		await owner.change({ firstName: "Grace" });
		await tellNow(world);
		expect(await countTo(world, owner.email)).toBe(0);
	});

	it("that is taken away is told", async () => {
		const owner = await createOwner(world);
		await owner.change({ email: null });
		await tellNow(world);
		expect(await countTo(world, owner.email)).toBe(1);
	});
});

describe("contact data", () => {
	it("are told of their replacement and of their end, at the old value", async () => {
		const [first, second] = [newNumber(), newNumber()];
		const owner = await createOwner(world, { hasEmail: false, contacts: { mobile: first } });
		await register(world, owner.id, { mobile: second });
		await tellNow(world);
		expect([await countTo(world, first), await countTo(world, second)]).toEqual([1, 0]);
		world.clock.now += 2 * minuteMs;
		await resetContacts(world.ctx, await getUser(world.ctx, owner.id));
		await tellNow(world);
		expect([await countTo(world, first), await countTo(world, second)]).toEqual([1, 1]);
		expect((await noticesTo(world, second))[0]?.text).toContain("that you had registered were removed");
	});

	it("that are erased at once are told all the same", async () => {
		const address = newAddress();
		const owner = await createOwner(world, { hasEmail: false, contacts: { email: address } });
		await resetAll(world.ctx, await getUser(world.ctx, owner.id));
		await tellNow(world);
		expect((await noticesTo(world, address)).map(({ text }) => text)).toEqual([
			expect.stringContaining("All that you had registered was removed"),
		]);
		world.clock.now += hourMs;
		await owner.happen("user.mfa.factor.activate");
		await tellNow(world);
		expect(await countTo(world, address)).toBe(1);
	});

	it("that are registered again as they were are no change", async () => {
		const address = newAddress();
		const owner = await createOwner(world, { contacts: { email: address } });
		await register(world, owner.id, { email: address, terms: "true" });
		await tellNow(world);
		expect([await countTo(world, owner.email), await countTo(world, address)]).toEqual([0, 0]);
		await owner.happen("user.mfa.factor.reset_all");
		await tellNow(world);
		expect(await countTo(world, address)).toBe(1);
	});

	it("that are reset by a batch whose log entry stands before the change are told", async () => {
		const address = newAddress();
		const owner = await createOwner(world, { hasEmail: false, contacts: { email: address } });
		await env.DB.batch([
			...[factStatement(world.ctx, { eventType: "user.account.reset", target: [{ id: owner.id, type: "User" }] })].map(
				(statement) => {
					const { sql, params } = statement.toSQL();
					return env.DB.prepare(sql).bind(...params);
				},
			),
			env.DB.prepare(
				"UPDATE contact_flags SET status = 'OFF', proven_hash = NULL, changed_at = ? WHERE user_id = ?",
			).bind(world.clock.now, owner.id),
		]);
		await tellNow(world);
		expect((await noticesTo(world, address))[0]?.text).toContain("All that you had registered was removed");
	});

	it.each([
		["contact data", resetContacts],
		["everything", resetAll],
	])("in a directory are told of a reset: %s", async (_, reset) => {
		await useDirectory(world, "email");
		const address = newAddress();
		const owner = await createOwner(world, { hasEmail: false, contacts: { email: address } });
		await reset(world.ctx, await getUser(world.ctx, owner.id));
		await tellNow(world);
		expect(await countTo(world, address)).toBe(1);
		await resetDefaults(world);
	});

	it("that a directory has overwritten are told elsewhere, and not at the new value", async () => {
		await useDirectory(world, "email");
		const [first, second] = [newAddress(), newAddress()];
		const owner = await createOwner(world, { contacts: { email: first } });
		await register(world, owner.id, { email: second });
		await tellNow(world);
		expect([await countTo(world, owner.email), await countTo(world, second)]).toEqual([1, 0]);
		await resetDefaults(world);
	});
});

describe("a factor's number", () => {
	it("is told of its own removal, and not of its enrolment", async () => {
		const number = newNumber();
		const owner = await createOwner(world, { hasEmail: false });
		const { body } = await owner.addFactor("sms", number);
		await tellNow(world);
		expect(await countTo(world, number)).toBe(0);
		world.clock.now += 2 * minuteMs;
		expect((await world.call("DELETE", `${owner.path}/factors/${body.id}`)).status).toBe(204);
		await tellNow(world);
		expect((await noticesTo(world, number)).map(({ text }) => text)).toEqual([
			expect.stringContaining("A way to sign in was removed"),
		]);
	});

	it("is one message, where contact data and profile have the same number", async () => {
		const number = newNumber();
		const owner = await createOwner(world, { hasEmail: false, contacts: { mobile: number } });
		await owner.change({ mobilePhone: number.replace(/^(..)(...)(...)/, "$1 ($2) $3-") });
		await owner.addFactor("sms", number);
		world.clock.now += hourMs;
		await forgetNotices();
		await owner.happen("user.mfa.factor.activate");
		await tellNow(world);
		expect(await countTo(world, number)).toBe(1);
	});
});

describe("a notice", () => {
	it("goes to every address, and to no number then", async () => {
		const [number, address] = [newNumber(), newAddress()];
		const owner = await createOwner(world, { contacts: { mobile: number, email: address } });
		await owner.happen("user.mfa.factor.activate");
		await tellNow(world);
		expect([await countTo(world, owner.email), await countTo(world, address), await countTo(world, number)]).toEqual([
			1, 1, 0,
		]);
	});

	it("by SMS goes to no number that is stopped or blocked, and comes after START", async () => {
		const [stopped, blocked] = [newNumber(), newNumber()];
		const ours = await createNumber(world);
		await world.call("POST", `/api/v1/provider-accounts/${ours.id}/lifecycle/deactivate`);
		const limits = (await world.call("GET", "/api/v1/send-limits")).body;
		await world.call("PUT", "/api/v1/send-limits", { ...limits, blockedNumbers: [blocked] });
		const one = await createOwner(world, { hasEmail: false, contacts: { mobile: stopped } });
		const other = await createOwner(world, { hasEmail: false, contacts: { mobile: blocked } });
		await ours.hear(stopped, "STOP");
		for (const { happen } of [one, other]) await happen("user.mfa.factor.activate");
		await tellNow(world);
		expect([await countTo(world, stopped), await countTo(world, blocked)]).toEqual([0, 0]);
		world.clock.now += 15 * minuteMs;
		await ours.hear(stopped, "START");
		await world.call("PUT", "/api/v1/send-limits", limits);
		await tellNow(world);
		expect([await countTo(world, stopped), await countTo(world, blocked)]).toEqual([1, 1]);
		await removeAllProviders(world);
	});

	it("is for users: administrators have their own", async () => {
		const ada = await createAdministrator(world);
		await factStatement(world.ctx, { eventType: "user.mfa.factor.activate", target: [{ id: ada.id, type: "User" }] });
		const { results } = await env.DB.prepare("SELECT * FROM user_notices").all();
		expect(results).toEqual([]);
	});

	it("goes with its user, and so do former addresses", async () => {
		const owner = await createOwner(world);
		await owner.addFactor("sms");
		await owner.change({ email: newAddress() });
		for (let step = 0; step < 2; step++) expect((await world.call("DELETE", owner.path)).status).toBe(204);
		const rowsOf = (table: string) => env.DB.prepare(`SELECT * FROM ${table} WHERE user_id = ?`).bind(owner.id).first();
		expect([await rowsOf("user_notices"), await rowsOf("past_addresses")]).toEqual([null, null]);
		await tellNow(world);
	});
});

it("a recovery code that was used is told, and a refused one isn't", async () => {
	const owner = await createOwner(world);
	const { ctx } = ctxOf(world);
	const codes = await makeRecoveryCodes(ctx, await getUser(ctx, owner.id));
	await forgetNotices();
	const { id } = (await findRecoveryCodes(ctx, owner.id))!;
	const answer = await answererFor(world, owner.id, "ChallengeRecoveryCode", id);
	expect((await answer("aaaaa-aaaaa")).result).toBe("wrong");
	await world.shipLog(owner.id);
	await tellNow(world);
	expect(await countTo(world, owner.email)).toBe(0);
	expect((await answer(codes[0]!)).result).toBe("accepted");
	await world.shipLog(owner.id);
	await tellNow(world);
	const [notice] = await noticesTo(world, owner.email);
	expect(notice?.text).toContain("A recovery code was used");
	expect(notice?.text).not.toContain(codes[0]);
});

it("twenty wrong codes in a row are told", async () => {
	const { user, path, wrongCode } = await createTokenUser(world);
	world.clock.now += 2 * minuteMs;
	await forgetNotices();
	for (let count = 0; count < 20; count++) {
		await world.call("POST", `${path}/verify`, { passCode: wrongCode() });
		world.clock.now += 2 * minuteMs;
	}
	await world.shipLog(user.id);
	await tellNow(world);
	expect((await noticesTo(world, user.login)).map(({ text }) => text)).toEqual([
		expect.stringContaining("20 wrong codes in a row"),
	]);
});

it("no address is in the log or in a notice that another person reads, and none is stored as it is", async () => {
	const [number, address] = [newNumber(), newAddress()];
	const owner = await createOwner(world, { contacts: { mobile: number, email: address } });
	const stranger = newAddress();
	await owner.change({ email: stranger });
	await register(world, owner.id, { mobile: newNumber(), email: newAddress() });
	await owner.addFactor();
	await tellNow(world);
	const texts = JSON.stringify([await noticesTo(world, owner.email), await noticesTo(world, address)]);
	const { results: events } = await env.DB.prepare("SELECT event FROM log_events WHERE event LIKE ?")
		.bind(`%${owner.id}%`)
		.all();
	const { results: rows } = await env.DB.prepare("SELECT * FROM past_addresses WHERE user_id = ?").bind(owner.id).all();
	expect(rows.length).toBeGreaterThanOrEqual(3);
	for (const secret of [number.slice(1), address, stranger, owner.email]) {
		expect(texts).not.toContain(secret);
		expect(JSON.stringify(events)).not.toContain(secret);
		expect(JSON.stringify(rows)).not.toContain(secret);
	}
});
