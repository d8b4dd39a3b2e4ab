import { createExecutionContext, createScheduledController, env, waitOnExecutionContext } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { noticeStatement } from "../../src/administrators/administrator";
import { takeNoticeMails } from "../../src/administrators/notice-mails";
import { inviteAdministrator } from "../../src/administrators/service";
import worker from "../../src/index";
import { createAccount, emailAccount, removeAllProviders } from "../providers/accounts/accounts";
import { createAdministrator, password, signedIn, startPath } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

const inboxOf = async (world: World, to: string) =>
	(await world.call("GET", `/dev/inbox.json?to=${encodeURIComponent(to)}`)).body as { text: string; subject: string }[];

async function signIn(world: World, login: string, code: string, network: Record<string, string> = {}) {
	const reader = createReader(world, "", network);
	await reader.open("/console/sign-in");
	await reader.send("sign-in", { login, password });
	const done = await reader.send("sign-in", { code });
	expect([done.path, done.status]).toEqual([startPath, 200]);
	return reader.open("/console/account");
}

describe("an e-mail about the own account", () => {
	it("comes after a sign-in from a browser that is new, but not after the first, in each language", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		await signIn(world, ada.login, await ada.code());
		expect(await inboxOf(world, ada.login)).toEqual([]);
		world.clock.now += 30_000;
		await signIn(world, ada.login, await ada.code(), { "cf-connecting-ip": "192.0.2.77" });
		const [mail, ...others] = await inboxOf(world, ada.login);
		expect(others).toEqual([]);
		expect(mail?.subject).toBe("News about your account at Tessera / Tessera のアカウントについてのお知らせ");
		expect(mail?.text).toContain("Sign-in from a browser that was new");
		expect(mail?.text).toContain("新しいブラウザーからのサインイン");
		expect(mail?.text).toContain("192.0.2.77");
		expect(mail?.text).toContain("https://otp.test/console/account");
	});

	it("comes after a change that weakens the account, once, and is logged without the address", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const reader = createReader(world, (await signedIn(world, ada.id)).cookie);
		await reader.open("/console/account/password");
		const other = "seven slow trains to Kobe";
		await reader.send("save", { password: other, again: other });
		await reader.open("/console/account");
		await reader.send("end-others", {});
		const mails = await inboxOf(world, ada.login);
		expect(mails.map(({ text }) => text.split(":")[0])).toEqual(["Password changed"]);
		expect(mails[0]?.text).not.toContain(other);
		const { results } = await env.DB.prepare(
			`SELECT event FROM log_events WHERE event_type = 'system.email.send_administrator_notice'
				AND event ->> '$.target[0].id' = ?`,
		)
			.bind(ada.id)
			.all<{ event: string }>();
		expect(results.map(({ event }) => JSON.parse(event).outcome.result)).toEqual(["SUCCESS"]);
	});

	it("is taken once, of many who look at the same time", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		await takeNoticeMails(world.ctx);
		await noticeStatement(world.ctx, ada.id, "PASSKEY_ADDED").run();
		const taken = (await Promise.all([1, 2, 3, 4].map(() => takeNoticeMails(world.ctx)))).flat();
		expect(taken.filter(({ to }) => to === ada.login)).toHaveLength(1);
	});

	it("comes in the night for what the command line wrote", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		await takeNoticeMails(world.ctx);
		await noticeStatement(world.ctx, ada.id, "RECOVERED").run();
		const execution = createExecutionContext();
		await worker.scheduled(createScheduledController({ cron: "17 3 * * *" }), env, execution);
		await waitOnExecutionContext(execution);
		expect(await inboxOf(world, ada.login)).toHaveLength(1);
	});

	it("comes to nobody whose login is no address, who reads it in the console", async () => {
		const world = await createWorld();
		const { row } = await inviteAdministrator(world.ctx, { login: unique("ada"), role: "READ_ONLY" });
		await noticeStatement(world.ctx, row.id, "PASSWORD_CHANGED").run();
		expect((await takeNoticeMails(world.ctx)).map(({ about }) => about.id)).not.toContain(row.id);
	});

	it("is left out where no provider sends e-mail, and nothing breaks", async () => {
		const world = await createWorld({ bindings: { ...env, ENVIRONMENT: "production" } });
		await removeAllProviders(world);
		await expectNoticed(world);
	});

	it("goes by the account for e-mail, and nothing breaks when its provider is out of reach", async () => {
		const asked: string[] = [];
		const world = await createWorld({
			bindings: { ...env, ENVIRONMENT: "production" },
			fetch: async (input) => {
				asked.push(new URL(String(input)).hostname);
				return new Response("no", { status: 500 });
			},
		});
		await createAccount(world, emailAccount);
		await expectNoticed(world);
		expect(asked).toEqual(["api.resend.com"]);
		await removeAllProviders(world);
	});
});

/** Two sign-ins, of which the second is told in the console. */
async function expectNoticed(world: World): Promise<void> {
	const ada = await createAdministrator(world);
	await signIn(world, ada.login, await ada.code());
	world.clock.now += 30_000;
	const { html } = await signIn(world, ada.login, await ada.code());
	expect(html).toContain("Sign-in from a browser that was new");
}
