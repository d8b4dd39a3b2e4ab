// Customer care in the console: whom an operator finds, and what the page of a person says.
import { beforeAll, describe, expect, it } from "vitest";
import { setPhrase } from "../../src/challenges/owned/phrase";
import { listOwnQuestions } from "../../src/challenges/owned/questions";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { optOut } from "../../src/contacts/choices";
import { getUser } from "../../src/users/service";
import { createApplication } from "../applications/applications";
import { answerQuestions, fail } from "../care/actions";
import { asked, register } from "../challenges/challenged";
import { createPerson, useDirectory } from "../contacts/contacts";
import { createNumber, twilioNetwork } from "../delivery/replies/numbers";
import { createActiveUser, newNumber } from "../factors/sent-factor";
import { createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { removeAllProviders } from "../providers/accounts/accounts";
import { resetDefaults } from "../settings/properties";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import { readerAs } from "./people";

const path = "/console/care";

let world: World;
let reader: Awaited<ReturnType<typeof readerAs>>;
const network = twilioNetwork();
beforeAll(async () => {
	world = await createWorld({ fetch: network.fetch });
	await resetDefaults(world);
	await removeAllPolicies(world);
	reader = await readerAs(world, "HELP_DESK");
});

async function find(value: string, by = reader) {
	await by.open(path);
	return by.send("find", { value });
}

const pageOf = async (userId: string, query = "") => (await reader.open(`${path}/${userId}${query}`)).html;

describe("the look-up", () => {
	it("leads to the person of a whole login, number or address, and puts none of it into an address", async () => {
		const [mobilePhone, secondEmail] = [newNumber(), `${unique("second")}@example.net`];
		const { id, login } = await createUser(world, { mobilePhone, secondEmail });
		const [proven, address] = [newNumber(), `${unique("proven")}@example.net`];
		await register(world, id, { mobile: proven, email: address });
		const written = mobilePhone.replace(/^\+1(...)(...)/, "+1 ($1) $2-");
		for (const value of [login, ` ${login.toUpperCase()} `, written, secondEmail, proven, address.toUpperCase()]) {
			const found = await find(value);
			expect(found.path, value).toBe(`${path}/${id}`);
			expect(found.html).toContain("<h1>Ada Lovelace</h1>");
		}
	});

	it("finds nobody by a part, a name, an id or a sign, and keeps what was typed", async () => {
		const mobilePhone = newNumber();
		const { id, login } = await createUser(world, { mobilePhone });
		for (const value of [login.slice(0, -1), login.slice(1), "Ada", "%", "*", "+", mobilePhone.slice(0, -1), id]) {
			const { html, path: at, status } = await find(value);
			expect([status, at], value).toEqual([200, path]);
			expect(html, value).toContain("Nobody is found");
			expect(html, value).toContain(`value="${value}"`);
			expect(html, value).not.toContain(`href="${path}/00u`);
		}
	});

	it("shows everybody who shares a number, once each, and never an administrator", async () => {
		const shared = newNumber();
		const [one, other, boss] = [await createUser(world), await createUser(world), await createUser(world)];
		for (const { id } of [one, other, boss]) {
			await world.call("POST", `/api/v1/users/${id}`, { profile: { mobilePhone: shared, primaryPhone: shared } });
			await register(world, id, { mobile: shared });
		}
		await world.call("POST", "/api/v1/administrators", { login: boss.login, role: "READ_ONLY" });
		const { html, path: at } = await find(shared);
		expect(at).toBe(path);
		expect(html).toContain("2 people have this number or address.");
		const links = [...html.matchAll(/href="\/console\/care\/(00u\w+)"/g)].map(([, id]) => id);
		expect(links.sort()).toEqual([one.id, other.id].sort());
		expect((await find(boss.login)).html).toContain("Nobody is found");
		expect((await reader.open(`${path}/${boss.id}`)).status).toBe(404);
		expect((await reader.open(`${path}/${boss.id}/unlock`)).status).toBe(404);
	});

	it.each(["", "   ", "x".repeat(255)])("refuses %j at its field, and searches for nothing", async (value) => {
		const { status, html } = await find(value);
		expect(status).toBe(400);
		expect(html).toContain('id="field-value-error"');
		expect(html).not.toContain("Nobody is found");
	});

	it("shows what was typed as a text", async () => {
		const { html } = await find('"><script>alert(1)</script>');
		expect(html).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
	});

	it("is where the console begins for the help desk, open to administrators, and to nobody who only reads", async () => {
		expect((await reader.open("/console")).path).toBe(path);
		expect((await (await readerAs(world, "ADMINISTRATOR")).open(path)).status).toBe(200);
		const onlyReader = await readerAs(world, "READ_ONLY");
		expect((await onlyReader.open(path)).status).toBe(403);
		expect((await onlyReader.open("/console/overview")).html).not.toContain(`href="${path}"`);
		const { id } = await createUser(world);
		expect((await onlyReader.open(`${path}/${id}`)).status).toBe(403);
		expect((await onlyReader.open(`/console/users/${id}`)).html).not.toContain(`href="${path}/${id}"`);
	});
});

describe("the page of a person", () => {
	it("shows channels masked, and nothing that opens anything", async () => {
		const { user, to } = await createActiveUser(world);
		const [mobile, email] = [newNumber(), user.login];
		await register(world, user.id, { mobile, email });
		await answerQuestions(world, user.id);
		const known = await getUser(world.ctx, user.id);
		await setPhrase(world.ctx, known, "quiet otter");
		const codes = await makeRecoveryCodes(world.ctx, known);
		const device = { deviceToken: unique("token-of-a-browser") };
		await world.call("POST", `/api/v1/users/${user.id}/registered-devices`, device);
		const html = await pageOf(user.id);
		for (const shown of [
			`${mobile.slice(0, 5)}*****${mobile.slice(-2)}`,
			"u***@example.com",
			`SMS to ${to.slice(0, 5)}*****${to.slice(-2)}`,
			"3 answered",
			"10 left",
		]) {
			expect(html).toContain(shown);
		}
		for (const secret of [to, mobile, "otter", "answer 0", device.deviceToken, "v1.", ...codes]) {
			expect(html).not.toContain(secret);
		}
	});

	it("says that nothing is in the way, and what waits for its proof", async () => {
		const { user, register: registerOne } = await createPerson(world);
		await registerOne("email", `${unique("waits")}@example.net`);
		const html = await pageOf(user.id);
		expect(html).toContain("Nothing that is known here stands in the way.");
		expect(html).toContain("Waits for its proof");
		expect(html).toContain("No failed attempt counts against this person.");
	});

	it("says what is locked, until when, and what failed how often", async () => {
		const { user, wrongCode, verify } = await createTokenUser(world);
		await fail(world, user.id, 2);
		for (let count = 0; count < 3; count++) await verify(wrongCode());
		world.clock.now += 60_000;
		const html = await pageOf(user.id);
		expect(html).toMatch(
			/Locked after too many failed attempts[^<]*<time[^>]*>[^<]*\(<span class="ago">in [1-5] minutes/,
		);
		expect(html).toContain("every answer is refused");
		expect(html).toContain("5 of 5 within five minutes");
		expect(html).toMatch(/Security question<\/dt><dd>2 wrong answers in a row, as policies count/);
		expect(html).toContain(`href="${path}/${user.id}/unlock"`);
	});

	it("names a pause of a challenge that is no factor, and its failures in a row", async () => {
		const { id } = await createUser(world);
		await answerQuestions(world, id);
		const [{ id: choice } = { id: "" }] = await listOwnQuestions(world.ctx, id);
		const { answer } = await asked(world, id, "ChallengeQuestion", choice);
		for (let count = 0; count < 20; count++) {
			await answer("something else");
			if (count % 5 === 4) world.clock.now += 301_000;
		}
		const html = await pageOf(id);
		expect(html).toMatch(/Security question is paused after many failed attempts in a row, until <time/);
		expect(html).toMatch(/Security question<\/dt><dd>20 failures in a row, paused until/);
	});

	it("says that nothing is sent or verified while the person is suspended", async () => {
		const { user } = await createTokenUser(world);
		await world.call("POST", `/api/v1/users/${user.id}/lifecycle/suspend`);
		const html = await pageOf(user.id);
		expect(html).toContain("Suspended: no code is sent or verified until the suspension ends.");
		expect(html).toContain("no code is sent or verified for this person at the moment");
	});

	it("tells of numbers that answered STOP, and of declining", async () => {
		const { id } = await createUser(world);
		const mobile = newNumber();
		await register(world, id, { mobile });
		const ours = await createNumber(world);
		await ours.hear(mobile, "STOP");
		await optOut(world.ctx, await getUser(world.ctx, id));
		const html = await pageOf(id);
		expect(html).toMatch(new RegExp(`\\${mobile.slice(0, 5)}\\*+${mobile.slice(-2)}</span>: has answered STOP`));
		expect(html).toContain("Has declined to get codes by message.");
		expect(html).not.toContain(mobile);
		await removeAllProviders(world);
	});

	it("tells of a directory that doesn't answer, and shows the rest", async () => {
		const world = await createWorld();
		const directory = await useDirectory(world, "mobile");
		const person = await createPerson(world);
		await person.register("mobile", newNumber(), true);
		await directory.become("500");
		const { html } = await (await readerAs(world)).open(`${path}/${person.user.id}`);
		expect(html).toContain("The directory with the contact data doesn&#39;t answer");
		expect(html).toContain("What you can do");
		await resetDefaults(world);
	});

	it("shows what the person would see, by the application that the operator chooses", async () => {
		const user = await createUser(world);
		await answerQuestions(world, user.id);
		expect(await pageOf(user.id)).toContain("Goes on after the password, without a challenge.");
		const [shop, bank] = [await createApplication(world), await createApplication(world)];
		const conditions = [{ condition: "session-application", parameters: { applicationId: bank.id } }];
		await createPolicy(world, {
			checkpoint: "POST_AUTHENTICATION",
			rules: [ruleOf({ conditions, actionGroup: "BLOCK" })],
		});
		expect(await pageOf(user.id, `?application=${shop.id}`)).toContain("without a challenge");
		const blocked = await pageOf(user.id, `?application=${bank.id}`);
		expect(blocked).toContain("A temporary allow makes a challenge of this.");
		expect(blocked).toMatch(new RegExp(`value="${bank.id}" selected`));
		expect((await reader.open(`${path}/${user.id}?application=nothing`)).status).toBe(200);
		await removeAllPolicies(world);
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [ruleOf({ actionGroup: "CHALLENGE" })] });
		expect(await pageOf(user.id)).toMatch(/may choose:<\/p><ul><li>Security question/);
		await removeAllPolicies(world);
	});

	it("is linked with the user's page, for whoever may open it", async () => {
		const [{ id }, boss] = [await createUser(world), await createUser(world)];
		await world.call("POST", "/api/v1/administrators", { login: boss.login, role: "READ_ONLY" });
		expect(await pageOf(id)).toContain(`href="/console/users/${id}"`);
		expect((await reader.open(`/console/users/${id}`)).html).toContain(`href="${path}/${id}"`);
		expect((await reader.open(`/console/users/${boss.id}`)).html).not.toContain(`href="${path}/${boss.id}"`);
	});

	it.each(["en", "ja"])("reads in one language: %s", async (language) => {
		const { user } = await createTokenUser(world);
		await fail(world, user.id);
		const html = await pageOf(user.id, `?language=${language}`);
		expect(html).toContain(`<html lang="${language}"`);
		expect(html).not.toMatch(/undefined|\[object|NaN/);
		await reader.open(`${path}?language=en`);
	});
});
