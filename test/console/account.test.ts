import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { sessionOf } from "../../src/administrators/sessions";
import { signIn } from "../../src/administrators/sign-in";
import { codeOf, createAdministrator, password, signedIn, startPath } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";

const other = "seven slow trains to Kobe";

/** A reader who is signed in, and whether another session of the same person lives. */
async function createAccount(world: World) {
	const ada = await createAdministrator(world);
	const { cookie, session } = await signedIn(world, ada.id);
	const elsewhere = (await signedIn(world, ada.id)).cookie;
	const lives = async (one: string) =>
		(await sessionOf(world.ctx, new Request("https://otp.test/", { headers: { cookie: one } }))) !== null;
	return { ada, session, reader: createReader(world, cookie), livesElsewhere: () => lives(elsewhere) };
}

const waitUntilOld = (world: World) => {
	world.clock.now += 5 * 60_000;
};

const eventsOf = async (id: string) => {
	const { results } = await env.DB.prepare(
		`SELECT event_type, event ->> '$.actor.id' AS actor FROM log_events
			WHERE event ->> '$.target[0].id' = ? ORDER BY seq`,
	)
		.bind(id)
		.all<{ event_type: string; actor: string }>();
	return results;
};

describe("the account's page", () => {
	it("shows sessions, ways to sign in and what happened, and nothing secret", async () => {
		const world = await createWorld();
		const { ada, session, reader } = await createAccount(world);
		const { html } = await reader.open("/console/account");
		expect(html).toContain("This session");
		expect(html).toContain("Nothing yet.");
		const row = await env.DB.prepare("SELECT * FROM administrators WHERE id = ?").bind(ada.id).first();
		for (const secret of [session.tokenHash, row?.password_sealed, "$scrypt$"]) expect(html).not.toContain(secret);
	});

	it("ends one session, and all others", async () => {
		const world = await createWorld();
		const { ada, reader, livesElsewhere } = await createAccount(world);
		const third = await signedIn(world, ada.id);
		await reader.open("/console/account");
		expect((await reader.send("end", { sessionId: third.session.id })).html).toContain("The session has ended.");
		expect(await livesElsewhere()).toBe(true);
		expect((await reader.send("end-others", {})).html).toContain("All your other sessions have ended.");
		expect(await livesElsewhere()).toBe(false);
		expect((await eventsOf(ada.id)).at(-1)).toEqual({ event_type: "user.session.clear", actor: ada.id });
	});

	it("ends no session of somebody else", async () => {
		const world = await createWorld();
		const { reader } = await createAccount(world);
		const bob = await createAdministrator(world);
		const theirs = await signedIn(world, bob.id);
		await reader.open("/console/account");
		expect((await reader.send("end", { sessionId: theirs.session.id })).status).toBe(404);
		const request = new Request("https://otp.test/", { headers: { cookie: theirs.cookie } });
		expect(await sessionOf(world.ctx, request)).not.toBeNull();
	});
});

describe("a change that could weaken the account", () => {
	it.each(["password", "app", "recovery-codes"])(
		"asks for password and code five minutes after a proof: %s",
		async (name) => {
			const world = await createWorld();
			const { ada, reader } = await createAccount(world);
			const path = `/console/account/${name}`;
			const action = { password: "save", app: "begin", "recovery-codes": "make" }[name]!;
			await reader.open(path);
			waitUntilOld(world);
			const asked = await reader.send(action, { password: other, again: other });
			expect(asked.path).toBe(`/console/account/prove?next=${encodeURIComponent(path)}`);
			expect((await reader.send("prove", { password: other, code: await ada.code() })).html).toContain(
				"The password is wrong.",
			);
			expect((await reader.send("prove", { password, code: "000000" })).status).toBe(400);
			expect((await reader.send("prove", { password, code: await ada.code() })).path).toBe(path);
		},
	);

	it("takes a recovery code as well, from somebody who has lost the app", async () => {
		const world = await createWorld();
		const { reader } = await createAccount(world);
		await reader.open("/console/account/recovery-codes");
		const [, code = ""] = /<code>([a-z2-9]{5}-[a-z2-9]{5})</.exec((await reader.send("make", {})).html) ?? [];
		await reader.send("keep", {});
		await reader.open("/console/account/prove?next=/console/account/app");
		expect((await reader.send("prove", { password, code })).path).toBe("/console/account/app");
		await reader.open("/console/account/prove");
		expect((await reader.send("prove", { password, code })).status).toBe(400);
	});

	it("judges five of twenty wrong passwords, also of somebody who is signed in", async () => {
		const world = await createWorld();
		const { reader } = await createAccount(world);
		await reader.open("/console/account/prove");
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => reader.send("prove", { password: other, code: "000000" })),
		);
		expect(answers.filter(({ status }) => status === 400)).toHaveLength(5);
		expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
	});

	it("changes the password, ends all other sessions, is logged and told", async () => {
		const world = await createWorld();
		const { ada, reader, livesElsewhere } = await createAccount(world);
		await reader.open("/console/account/password");
		expect((await reader.send("save", { password: "passwordpassword", again: "passwordpassword" })).status).toBe(400);
		const changed = await reader.send("save", { password: other, again: other });
		expect(changed.html).toContain("Your password is changed.");
		expect(changed.html).toContain("Password changed");
		expect(await livesElsewhere()).toBe(false);
		await expect(signIn(world.ctx, { login: ada.login, password }, null)).rejects.toThrow();
		await signIn(world.ctx, { login: ada.login, password: other }, null);
		expect(await eventsOf(ada.id)).toContainEqual({ event_type: "user.account.update_password", actor: ada.id });
	});

	it("puts another app in place of the first, which counts until the new one is proven", async () => {
		const world = await createWorld();
		const { ada, reader, livesElsewhere } = await createAccount(world);
		await reader.open("/console/account/app");
		await reader.send("begin", {});
		const first = await ada.code();
		const next = await codeOf(world, ada.id, "PENDING_ACTIVATION");
		expect((await reader.send("prove", { code: first })).status).toBe(400);
		expect(await ada.code()).toBe(first);
		expect((await reader.send("prove", { code: next })).html).toContain("Your new app counts from now on.");
		expect(await livesElsewhere()).toBe(false);
		world.clock.now += 5 * 60_000;
		await reader.open("/console/account/prove");
		const refused = await reader.send("prove", { password, code: first });
		expect(refused.status).toBe(400);
		expect((await reader.send("prove", { password, code: await ada.code() })).path).toBe(startPath);
		expect(await eventsOf(ada.id)).toContainEqual({ event_type: "user.mfa.factor.update", actor: ada.id });
	});

	it("shows new recovery codes until they are noted down, and hides them from an old proof", async () => {
		const world = await createWorld();
		const { reader } = await createAccount(world);
		await reader.open("/console/account/recovery-codes");
		const shown = await reader.send("make", {});
		expect(shown.html.match(/<code>[a-z2-9]{5}-/g)).toHaveLength(10);
		expect((await reader.open("/console/account")).html).toContain("Your recovery codes are ready.");
		waitUntilOld(world);
		expect((await reader.open("/console/account/recovery-codes")).path).toContain("/console/account/prove");
	});
});
