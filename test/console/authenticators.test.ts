import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { toHex } from "../../src/crypto/bytes";
import { listUsersOfAuthenticator } from "../../src/factors/users-of-authenticator";
import { createPolicy } from "../policies/enrollment/policies";
import { createAdministrator, signedIn } from "../support/administrators";
import { countBindings } from "../support/counted-bindings";
import {
	createAuthenticator,
	createTokenUser,
	createUser,
	enrollment,
	hotpSettings,
	newSecret,
} from "../support/otp-tokens";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

const list = "/console/authenticators";

async function createReaderOf(world: World, role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

const typed = (more: Record<string, string> = {}) => ({
	name: unique("Key fob"),
	protocol: "TOTP",
	algorithm: "HMacSHA1",
	encoding: "base32",
	passCodeLength: "6",
	timeIntervalInSeconds: "60",
	acceptableAdjacentIntervals: "5",
	lookAhead: "10",
	...more,
});

const usersOf = async (id: string) =>
	(await env.DB.prepare("SELECT users FROM authenticator_users WHERE authenticator_id = ?")
		.bind(id)
		.first<number>("users")) ?? 0;

describe("the list of authenticators", () => {
	it("tells how many users each has, in either language", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { authenticatorId } = await createTokenUser(world);
		const { html } = await reader.open(list);
		expect(html).toMatch(new RegExp(`${authenticatorId}/users">1</a>`));
		expect(html).toContain("60 s × 5");
		expect((await reader.open(`${list}?language=ja`)).html).toContain("60秒 × 5");
	});

	it("is closed to the help desk, and shows others no button that they may not use", async () => {
		const world = await createWorld();
		expect((await (await createReaderOf(world, "HELP_DESK")).open(list)).status).toBe(403);
		const readOnly = await createReaderOf(world, "READ_ONLY");
		const id = await createAuthenticator(world);
		expect((await readOnly.open(list)).html).not.toContain(`${list}/new`);
		const one = await readOnly.open(`${list}/${id}`);
		expect(one.html).not.toMatch(/\/(try|deactivate|delete)"/);
		expect((await readOnly.send("rename", { name: "x" })).status).toBe(403);
		for (const page of ["new", `${id}/try`, `${id}/deactivate`, `${id}/delete`]) {
			expect((await readOnly.open(`${list}/${page}`)).status, page).toBe(403);
		}
	});

	it("asks D1 four times, however many there are", async () => {
		const { bindings, count } = countBindings();
		const world = await createWorld({ bindings });
		const reader = await createReaderOf(world);
		await reader.open(list);
		const { calls } = await count(() => reader.open(list));
		expect(calls.statements.length).toBeLessThanOrEqual(4);
	});
});

describe("the number of users of an authenticator", () => {
	it("follows enrolments and removals, and counts a user once", async () => {
		const world = await createWorld();
		const { authenticatorId, path, user } = await createTokenUser(world);
		const other = await createUser(world);
		await world.call("POST", `/api/v1/users/${other.id}/factors`, enrollment(authenticatorId, newSecret()));
		expect(await usersOf(authenticatorId)).toBe(2);
		await world.call("DELETE", path);
		expect(await usersOf(authenticatorId)).toBe(1);
		await world.call("DELETE", `/api/v1/users/${other.id}`);
		await world.call("DELETE", `/api/v1/users/${other.id}`);
		expect(await usersOf(authenticatorId)).toBe(0);

		const before = await usersOf("autphonenumber000000");
		const insert = (id: string, type: string) =>
			env.DB.prepare(
				`INSERT INTO factors (id, user_id, factor_type, provider, status, authenticator_id, profile, created_at,
					last_updated_at) VALUES (?, ?, ?, 'OKTA', 'ACTIVE', 'autphonenumber000000', '{}', 0, 0)`,
			)
				.bind(id, user.id, type)
				.run();
		const remove = (id: string) => env.DB.prepare("DELETE FROM factors WHERE id = ?").bind(id).run();
		await insert("mbl1", "sms");
		await insert("clf1", "call");
		expect(await usersOf("autphonenumber000000")).toBe(before + 1);
		await remove("mbl1");
		expect(await usersOf("autphonenumber000000")).toBe(before + 1);
		await remove("clf1");
		expect(await usersOf("autphonenumber000000")).toBe(before);
	});

	it("is right after many enrolments and removals at once", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const users = await Promise.all(Array.from({ length: 8 }, () => createUser(world)));
		await Promise.all(
			users.map(({ id }) =>
				world.call("POST", `/api/v1/users/${id}/factors?activate=true`, enrollment(authenticatorId, newSecret())),
			),
		);
		expect(await usersOf(authenticatorId)).toBe(8);
		await Promise.all(users.slice(3).map(({ id }) => world.call("DELETE", `/api/v1/users/${id}/factors`)));
		const { results } = await env.DB.prepare("SELECT DISTINCT user_id FROM factors WHERE authenticator_id = ?")
			.bind(authenticatorId)
			.all();
		expect(await usersOf(authenticatorId)).toBe(results.length);
	});
});

describe("the users of an authenticator", () => {
	it("come page by page, in the order of an index", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const ids: string[] = [];
		for (let number = 0; number < 3; number++) {
			const { id } = await createUser(world);
			await world.call("POST", `/api/v1/users/${id}/factors`, enrollment(authenticatorId, newSecret()));
			ids.push(id);
		}
		const first = await listUsersOfAuthenticator(world.ctx, authenticatorId, { limit: 2 });
		const second = await listUsersOfAuthenticator(world.ctx, authenticatorId, { after: first.next, limit: 2 });
		expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toSorted());
		expect(second.next).toBeUndefined();
		const { results } = await env.DB.prepare(
			`EXPLAIN QUERY PLAN SELECT user_id, MAX(status = 'ACTIVE') FROM factors
				WHERE authenticator_id = ? AND user_id > ? GROUP BY user_id ORDER BY user_id LIMIT 51`,
		)
			.bind(authenticatorId, "")
			.all<{ detail: string }>();
		expect(results.map(({ detail }) => detail)).toEqual([
			"SEARCH factors USING INDEX factors_authenticator_user (authenticator_id=? AND user_id>?)",
		]);
	});

	it("stand on a page, which tells what to do where there are none", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world, "READ_ONLY");
		const { authenticatorId, user } = await createTokenUser(world);
		expect((await reader.open(`${list}/${authenticatorId}/users`)).html).toContain(`/console/users/${user.id}"`);
		const empty = await createAuthenticator(world);
		expect((await reader.open(`${list}/${empty}/users`)).html).toContain("Nobody is enrolled");
		expect((await reader.open(`${list}/autNobody/users`)).status).toBe(404);
	});
});

describe("adding an authenticator", () => {
	it("shows the settings and the window before anything is saved, and then saves them", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		await reader.open(`${list}/new`);
		const fields = typed({ timeIntervalInSeconds: "６０" });
		const review = await reader.send("review", fields);
		expect(review.html).toContain("60 s × 5: from 300 s before to 300 s after");
		expect(review.html).toContain("can&#39;t be edited later");
		expect((await reader.open(list)).html).not.toContain(fields.name);
		await reader.open(`${list}/new`);
		const back = await reader.send("change", fields);
		expect(back.html).toContain(`value="${fields.name}"`);
		expect(back.html).not.toContain("error-summary");
		const created = await reader.send("create", fields);
		expect(created.path).toMatch(/^\/console\/authenticators\/aut\w{17}$/);
		expect(created.html).toContain(`${fields.name} is there.`);
		const { body } = await world.call("GET", `/api/v1/authenticators/${created.path.slice(-20)}/methods/otp`);
		expect(body.settings).toEqual({
			protocol: "TOTP",
			algorithm: "HMacSHA1",
			encoding: "base32",
			passCodeLength: 6,
			timeIntervalInSeconds: 60,
			acceptableAdjacentIntervals: 5,
		});
	});

	it.each<[string, Record<string, string>, string]>([
		["a step that is too long", { timeIntervalInSeconds: "301" }, "timeIntervalInSeconds"],
		["a step in words", { timeIntervalInSeconds: "a minute" }, "timeIntervalInSeconds"],
		["no interval", { acceptableAdjacentIntervals: "" }, "acceptableAdjacentIntervals"],
		["a length of 7", { passCodeLength: "7" }, "passCodeLength"],
		["no name", { name: " " }, "name"],
		["an unknown hash", { algorithm: "MD5" }, "algorithm"],
		["a look-ahead of 0", { protocol: "HOTP", lookAhead: "0" }, "lookAhead"],
	])("says at the field what is wrong with %s, and keeps what was typed", async (_, change, field) => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		await reader.open(`${list}/new`);
		const fields = typed(change);
		for (const action of ["review", "create"]) {
			const { status, html } = await reader.send(action, fields);
			expect(status).toBe(400);
			if (action === "review") expect(html).toContain(`href="#field-${field}"`);
			if (action === "review") expect(html).toContain(`value="${fields.lookAhead}"`);
		}
	});

	it("refuses a name that is taken, and doesn't care about fields of the other protocol", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const fields = typed({ protocol: "HOTP", timeIntervalInSeconds: "x" });
		await reader.open(`${list}/new`);
		expect((await reader.send("create", fields)).html).toContain("The next code and 10 more");
		await reader.open(`${list}/new`);
		expect((await reader.send("create", fields)).html).toContain("Another authenticator has this name.");
	});
});

describe("one authenticator", () => {
	it("has its id to copy, a new name, and no secret in its source", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { authenticatorId, secret } = await createTokenUser(world);
		const { html } = await reader.open(`${list}/${authenticatorId}`);
		expect(html).toMatch(new RegExp(`<code class="copy-source" translate="no">${authenticatorId}</code>`));
		expect(html).not.toContain(toHex(secret));
		const name = unique("Renamed");
		expect((await reader.send("rename", { name })).html).toContain(`It is called ${name} from now on.`);
		expect((await reader.send("rename", { name: "" })).status).toBe(400);
	});

	it("can't be deleted while users are enrolled, and says how many", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { authenticatorId, path } = await createTokenUser(world);
		const page = `${list}/${authenticatorId}`;
		const held = await reader.open(page);
		expect(held.html).toContain("because 1 user is enrolled");
		expect(held.html).not.toContain(`${page}/delete`);
		await reader.open(`${page}/delete`);
		expect((await reader.send("delete", {})).html).toContain("Users are enrolled in it.");
		await world.call("DELETE", path);
		expect((await reader.open(page)).html).toContain(`${page}/delete`);
		await reader.open(`${page}/delete`);
		const gone = await reader.send("delete", {});
		expect(gone.path).toBe(list);
		expect((await reader.open(page)).status).toBe(404);
	});

	it("is held by policies, which are linked", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const id = await createAuthenticator(world);
		const policy = await createPolicy(world, { settings: { [id]: "OPTIONAL" } });
		const { html } = await reader.open(`${list}/${id}`);
		expect(html).toContain(`/console/enrollment-policies/${policy.id}"`);
		expect(html).not.toContain(`${list}/${id}/deactivate`);
		await reader.open(`${list}/${id}/deactivate`);
		expect((await reader.send("deactivate", {})).status).toBe(403);
	});

	it("is switched off after a question that names the users, and on again", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { authenticatorId, verify, code } = await createTokenUser(world);
		const page = `${list}/${authenticatorId}`;
		expect((await reader.open(`${page}/deactivate`)).html).toContain("the codes of 1 user are refused");
		expect((await reader.send("deactivate", {})).html).toContain("is inactive.");
		expect((await verify(code())).status).not.toBe(200);
		expect((await reader.send("activate", {})).html).toContain("is active.");
		expect((await verify(code())).status).toBe(200);
	});

	it("that is built in can't be deleted", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const page = `${list}/autphonenumber000000`;
		expect((await reader.open(page)).html).toContain("It is built in.");
		await reader.open(`${page}/delete`);
		expect((await reader.send("delete", {})).status).toBe(400);
	});
});

describe("trying a code", () => {
	async function createTrial(settings?: Parameters<typeof createTokenUser>[1]) {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const token = await createTokenUser(world, settings);
		const path = `${list}/${token.authenticatorId}/try`;
		const send = async (fields: Record<string, string>) => {
			await reader.open(path);
			return reader.send("try", { code: "", userId: "", secret: "", ...fields });
		};
		return { world, token, send, hex: toHex(token.secret) };
	}

	it("of an enrolled user tells the step, uses nothing up, and is logged without the code", async () => {
		const { world, token, send } = await createTrial();
		const fits = await send({ code: token.code(), userId: token.user.login });
		expect(fits.html).toContain("The code fits, and would be accepted.");
		expect(fits.html).toContain("that of now");
		expect((await token.verify(token.code())).status).toBe(200);
		expect((await send({ code: token.code(), userId: token.user.id })).html).toContain("has been used");
		const { results } = await env.DB.prepare("SELECT event FROM log_events WHERE event_type = ?")
			.bind("security.authenticator.try")
			.all<{ event: string }>();
		const events = results.filter(({ event }) => event.includes(token.user.id));
		expect(events).toHaveLength(2);
		expect(events.map(({ event }) => event).join()).not.toContain(token.code());
		await world.shipLog(token.user.id);
	});

	it("tells how far the clock of a token is off, within the window and beyond", async () => {
		const { token, send, hex } = await createTrial();
		expect((await send({ code: token.code(3), secret: hex })).html).toContain("is 180 s ahead");
		const beyond = await send({ code: token.code(-9), secret: hex });
		expect(beyond.html).toContain("is 540 s behind");
		expect(beyond.html).toContain("outside the window");
	});

	it("counts the presses of a button from the one that is expected", async () => {
		const { token, send, hex } = await createTrial(hotpSettings);
		expect((await send({ code: token.code(0), userId: token.user.id })).html).toContain("the one that is expected");
		expect((await token.verify(token.code(6))).status).toBe(200);
		expect((await send({ code: token.code(6), userId: token.user.id })).html).toContain("has been used");
		expect((await send({ code: token.code(9), userId: token.user.id })).html).toContain("2 ahead of the expected one");
		expect((await send({ code: token.code(40), secret: hex })).html).toContain("outside the window");
	});

	it("names other settings that fit, and neither repeats nor keeps a secret", async () => {
		const { send } = await createTrial();
		const other = await createTrial({
			protocol: "TOTP",
			algorithm: "HMacSHA1",
			encoding: "hexadecimal",
			passCodeLength: 8,
			timeIntervalInSeconds: 30,
			acceptableAdjacentIntervals: 1,
		});
		const { html } = await send({ code: other.token.code(), secret: other.hex });
		expect(html).toContain("It fits a token that is made so:");
		expect(html).toMatch(/SHA-1[\s\S]*8 digits/);
		expect(html).not.toContain(other.hex);
	});

	it("says that nothing fits a wrong code, and what is wrong with what was typed", async () => {
		const { token, send, hex } = await createTrial();
		expect((await send({ code: "12345", secret: hex })).status).toBe(400);
		expect((await send({ code: "123456" })).html).toContain('href="#field-userId"');
		expect((await send({ code: "123456", userId: "nobody" })).html).toContain("Nobody has this id or login.");
		const stranger = await createUser(await createWorld());
		expect((await send({ code: "123456", userId: stranger.id })).html).toContain("isn&#39;t enrolled");
		expect((await send({ code: token.wrongCode(), secret: hex })).html).toMatch(/fits neither|made so/);
	});

	it("judges five of twenty codes of a user, so that nobody guesses them here", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const token = await createTokenUser(world);
		await reader.open(`${list}/${token.authenticatorId}/try`);
		const answers = await Promise.all(
			Array.from({ length: 20 }, () =>
				reader.send("try", { code: token.wrongCode(), userId: token.user.id, secret: "" }),
			),
		);
		expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
		expect((await token.verify(token.code())).status).toBe(200);
	});
});

describe("the search", () => {
	it("finds an authenticator by a part of its name and by its id, for those who may see it", async () => {
		const world = await createWorld();
		const id = await createAuthenticator(world);
		const { name } = (await world.call("GET", `/api/v1/authenticators/${id}`)).body;
		const link = `href="${list}/${id}"`;
		const reader = await createReaderOf(world);
		for (const text of [id, name.slice(2).toUpperCase()]) {
			expect((await reader.open(`/console/find?q=${text}`)).html).toContain(link);
		}
		const helpDesk = await createReaderOf(world, "HELP_DESK");
		expect((await helpDesk.open(`/console/find?q=${id}`)).html).not.toContain(link);
	});
});
