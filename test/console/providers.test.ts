import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { getDriverForm } from "../../src/providers/accounts/form";
import { driverViews } from "../../src/providers/accounts/view";
import { fakeService, hang, json, successful } from "../hooks/hooks";
import {
	accountsPath,
	createAccount,
	emailAccount,
	eventsAbout,
	removeAllProviders,
	signingSecret,
} from "../providers/accounts/accounts";
import { createWorld, unique, type World } from "../support/world";
import { formsOf, readerAs } from "./people";

const list = "/console/providers";

async function createRoute(world: World, providers: string[]) {
	const { body } = await world.call("POST", "/api/v1/delivery-routes", { name: unique("Rule"), providers });
	return body as { id: string; name: string };
}

const lastPart = (path: string) => path.split("/").at(-1)!;

const webhook = (more: Record<string, string> = {}) => ({
	name: unique("Carrier"),
	"config.url": "https://carrier.example.com/otp",
	"signingSecret.secret": signingSecret,
	...more,
});

describe("the list of providers", () => {
	it("explains itself while there are none, in both languages", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const reader = await readerAs(world);
		const { html } = await reader.open(list);
		expect(html).toContain("No provider yet");
		expect(html).toContain(`href="${list}/new"`);
		expect((await reader.open(`${list}?language=ja`)).html).toContain("プロバイダーはまだありません");
	});

	it("shows how each account does, and the routes that use it", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const [used, down] = [await createAccount(world), await createAccount(world)];
		await createAccount(world, emailAccount, "?activate=false");
		const route = await createRoute(world, [used.id]);
		await env.DB.prepare("UPDATE provider_accounts SET breaker_failures = 7, breaker_open_until = ? WHERE id = ?")
			.bind(world.clock.now + 20_000, down.id)
			.run();
		const reader = await readerAs(world, "READ_ONLY");
		const { html } = await reader.open(list);
		for (const text of ["Working", "Down", "Switched off", route.name, "Resend", "Text message, Call"]) {
			expect(html).toContain(text);
		}
		expect(html).not.toContain(`${list}/new`);
		expect((await reader.open(`${list}/${down.id}`)).html).toContain("Open after 7 failures in a row.");
		world.clock.now += 20_000;
		expect((await reader.open(`${list}/${down.id}`)).html).toContain("Half-open after 7 failures in a row.");
		expect((await reader.open(`${list}/${used.id}`)).html).toContain(route.name);
	});

	it("is closed to the help desk, and whoever may only look gets no form and no question", async () => {
		const world = await createWorld();
		const { id } = await createAccount(world);
		expect((await (await readerAs(world, "HELP_DESK")).open(list)).status).toBe(403);
		const reader = await readerAs(world, "READ_ONLY");
		const seen = await reader.open(`${list}/${id}`);
		expect([seen.status, formsOf(seen.html)]).toEqual([200, []]);
		for (const action of ["activate", "test"]) {
			expect((await reader.send(action, { channel: "SMS", to: "+819012345678" })).status, action).toBe(403);
		}
		for (const page of ["new", "new/smtp", `${id}/edit`, `${id}/deactivate`, `${id}/delete`]) {
			expect((await reader.open(`${list}/${page}`)).status, page).toBe(403);
		}
	});

	it("stands in the order of the primary key, which is an index", async () => {
		const { results } = await env.DB.prepare("EXPLAIN QUERY PLAN SELECT * FROM provider_accounts ORDER BY id").all();
		expect(JSON.stringify(results)).toMatch(/USING INDEX sqlite_autoindex_provider_accounts/);
		expect(JSON.stringify(results)).not.toContain("TEMP B-TREE");
	});
});

describe("the form of a driver", () => {
	it("has every field of every driver, in both languages", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		for (const { id } of driverViews(world.ctx)) {
			for (const language of ["en", "ja"] as const) {
				const { html } = await reader.open(`${list}/new/${id}?language=${language}`);
				for (const { title, key, isSecret, type, enum: words } of getDriverForm(world.ctx, id, language).fields) {
					expect(html, `${id}: ${title}`).toContain(title);
					const name = isSecret ? `${key}.secret` : `config.${key}`;
					const tag = new RegExp(`<(input|select|textarea)[^>]* name="${name.replaceAll(".", "\\.")}"[^>]*>`);
					const [control = ""] = tag.exec(html) ?? [];
					expect(control, `${id}: ${name}`).not.toBe("");
					if (type === "boolean") expect(control).toContain('type="checkbox"');
					if (words.length > 0) expect(control).toContain("<select");
					if (isSecret) expect(control).toMatch(/type="password"|<textarea/);
				}
				expect(html.length).toBeLessThan(80_000);
			}
		}
		expect((await reader.open(`${list}/new/nobody`)).status).toBe(404);
		expect((await reader.open(`${list}/new`)).html).toContain(`${list}/new/twilio`);
	});

	it("makes an account with the driver's defaults, which is inactive at first", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		await reader.open(`${list}/new/smpp`);
		const fields = {
			name: unique("Operator"),
			"config.host": " smpp.example.com ",
			"config.systemId": "tessera",
			"config.transmitterPort": "２７７５",
			"config.bindMode": "TRANSMITTER_AND_RECEIVER",
			"config.tls": "on",
			"transmitterPassword.secret": "pass word",
		};
		const added = await reader.send("save", fields);
		expect(added.html).toContain("and inactive. Send a test message");
		const { body } = await world.call("GET", `${accountsPath}/${lastPart(added.path)}`);
		expect(body).toMatchObject({
			name: fields.name,
			driver: "smpp",
			status: "INACTIVE",
			secretNames: ["transmitterPassword"],
			config: {
				host: "smpp.example.com",
				transmitterPort: 2775,
				bindMode: "TRANSMITTER_AND_RECEIVER",
				tls: true,
				// A switch that is off isn't sent.
				registeredDelivery: false,
				windowSize: 10,
			},
		});
		expect(body.config.receiverPort).toBeUndefined();
		expect(added.html).not.toContain("pass word");
	});

	it.each<[string, Record<string, string>, string]>([
		["no name", { name: "" }, "name"],
		["plain HTTP", { "config.url": "http://carrier.example.com/" }, "config.url"],
		["a private host", { "config.url": "https://10.0.0.1/" }, "config.url"],
		["no URL", { "config.url": "" }, "config.url"],
		["no secret", { "signingSecret.secret": "" }, "signingSecret.secret"],
		["a secret of another form", { "signingSecret.secret": "typed-but-wrong" }, "signingSecret.secret"],
	])("says at the field what is wrong with %s, and gives everything back but the secret", async (_, change, field) => {
		const world = await createWorld();
		const reader = await readerAs(world);
		await reader.open(`${list}/new/webhook`);
		const { status, html } = await reader.send("save", webhook({ name: "Kept name", ...change }));
		expect(status).toBe(400);
		expect(html).toContain(`href="#field-${field}"`);
		if (field !== "name") expect(html).toContain('value="Kept name"');
		for (const secret of [signingSecret, "typed-but-wrong"]) expect(html).not.toContain(secret);
	});

	it("keeps a key of many lines out of the page that comes back", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		await reader.open(`${list}/new/vonage`);
		const refused = await reader.send("save", {
			name: unique("Voice"),
			"config.apiKey": "abcd1234",
			"config.from": "",
			"apiSecret.secret": "s3cret-of-ours",
			"privateKey.secret": "-----BEGIN PRIVATE KEY-----\nTUlJRTROT1RBS0VZ\n-----END PRIVATE KEY-----\n",
		});
		expect(refused.status).toBe(400);
		expect(refused.html).toContain('href="#field-config.from"');
		for (const secret of ["TUlJRTROT1RBS0VZ", "s3cret-of-ours"]) expect(refused.html).not.toContain(secret);
	});

	it("says that a number isn't one, and that a name is taken", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { body } = await createAccount(world);
		await reader.open(`${list}/new/smtp`);
		const mail = { "config.host": "smtp.example.com", "config.fromAddress": "no-reply@example.com" };
		const port = await reader.send("save", { name: unique("Mail"), ...mail, "config.port": "abc" });
		expect(port.html).toContain('href="#field-config.port"');
		expect((await reader.send("save", { name: body.name, ...mail })).html).toContain('href="#field-name"');
	});

	it("is refused with a forged token, and from another site", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		await reader.open(`${list}/new/webhook`);
		const fields = webhook();
		expect((await reader.send("save", { ...fields, _csrf: "0".repeat(64) })).status).toBe(403);
		const foreign = { headers: { "sec-fetch-site": "cross-site" } };
		expect((await reader.send("save", fields, foreign)).status).toBe(403);
		const { body } = await world.call("GET", accountsPath);
		expect(body.some(({ name }: { name: string }) => name === fields.name)).toBe(false);
	});
});

describe("editing an account", () => {
	it("keeps a secret whose field is empty, takes a new one, and removes one where it is asked to", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const reader = await readerAs(world);
		const mail = { "config.host": "smtp.example.com", "config.fromAddress": "no-reply@example.com" };
		await reader.open(`${list}/new/smtp`);
		const { path } = await reader.send("save", { name: unique("Mail"), ...mail, "password.secret": "first pass" });
		const stored = async () => (await world.call("GET", `${accountsPath}/${lastPart(path)}`)).body;
		const edit = async (more: Record<string, string>) => {
			await reader.open(`${path}/edit`);
			return reader.send("save", { name: unique("Mail"), ...mail, ...more });
		};
		const saved = await edit({ "password.secret": "", "config.port": "587" });
		expect(saved.html).toContain("is saved.");
		expect(await stored()).toMatchObject({ secretNames: ["password"], config: { port: 587 } });
		expect(saved.html).not.toContain("first pass");
		const form = await reader.open(`${path}/edit`);
		expect(form.html).toContain('value="587"');
		expect(form.html).not.toContain("first pass");
		expect(form.html).toContain("Remove the stored value: Password");
		// A typed value counts more than the switch.
		await edit({ "password.secret": "second pass", "password.clear": "on" });
		expect((await stored()).secretNames).toEqual(["password"]);
		await edit({ "password.clear": "on" });
		expect((await stored()).secretNames).toEqual([]);
		expect((await reader.open(`${path}/edit`)).html).not.toContain("password.clear");
	});

	it("shows a setting that came with a newer version by its default, and saves it so", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { id } = await createAccount(world, {
			driver: "smpp",
			config: { host: "smpp.example.com", systemId: "tessera" },
			secrets: { transmitterPassword: "x" },
		});
		await env.DB.prepare(
			"UPDATE provider_accounts SET config = json_remove(config, '$.tls', '$.receiptIds') WHERE id = ?",
		)
			.bind(id)
			.run();
		const { html } = await reader.open(`${list}/${id}/edit`);
		expect(html).toMatch(/name="config.tls" value="on" checked/);
		expect(html).toMatch(/value="ANY" selected/);
	});

	it("offers to remove no secret that the driver needs", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { id } = await createAccount(world);
		expect((await reader.open(`${list}/${id}/edit`)).html).not.toContain("signingSecret.clear");
		await reader.send("save", webhook({ "signingSecret.secret": "", "signingSecret.clear": "on" }));
		expect((await world.call("GET", `${accountsPath}/${id}`)).body.secretNames).toEqual(["signingSecret"]);
	});
});

describe("switching an account off, and deleting it", () => {
	it("says which messages nobody sends then", async () => {
		const world = await createWorld();
		await removeAllProviders(world);
		const reader = await readerAs(world);
		const { id } = await createAccount(world);
		const route = await createRoute(world, [id]);
		const asked = await reader.open(`${list}/${id}/deactivate`);
		expect(asked.html).toContain("No other active account sends: Text message, Call.");
		expect(asked.html).toContain(route.name);
		const off = await reader.send("deactivate", {});
		expect([off.path, off.html.includes("is inactive.")]).toEqual([`${list}/${id}`, true]);
		expect((await reader.send("activate", {})).html).toContain("is active.");
		const other = await createAccount(world);
		await world.call("PUT", `/api/v1/delivery-routes/${route.id}`, { name: route.name, providers: [id, other.id] });
		expect((await reader.open(`${list}/${id}/deactivate`)).html).not.toContain("notice-warning");
	});

	it("isn't done while a route names it, which stands there as a link", async () => {
		const world = await createWorld();
		const reader = await readerAs(world);
		const { id } = await createAccount(world);
		expect((await reader.open(`${list}/${id}/delete`)).html).toContain("can&#39;t be brought back");
		const route = await createRoute(world, [id]);
		// The page was read before the route came.
		const late = await reader.send("delete", {});
		expect([late.status, late.html.includes(route.name)]).toEqual([400, true]);
		const asked = await reader.open(`${list}/${id}/delete`);
		expect(asked.html).toContain(`/console/routes/${route.id}`);
		expect(formsOf(asked.html)).toEqual([]);
		await world.call("DELETE", `/api/v1/delivery-routes/${route.id}`);
		await reader.open(`${list}/${id}/delete`);
		expect((await reader.send("delete", {})).path).toBe(list);
		expect((await reader.open(`${list}/${id}`)).status).toBe(404);
	});
});

describe("the test of an account", () => {
	const to = "+819012345678";

	it("says in words that the provider took the message, and leaves the account inactive", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const reader = await readerAs(world);
		const { id, path } = await createAccount(world, {}, "?activate=false");
		await reader.open(`${list}/${id}`);
		const tested = await reader.send("test", { channel: "SMS", to });
		expect([tested.status, tested.path]).toEqual([200, `${list}/${id}`]);
		for (const text of ["Taken", "The provider has sent the message.", "SM49a8"]) expect(tested.html).toContain(text);
		expect(tested.html).not.toContain(signingSecret);
		expect(service.sent).toHaveLength(1);
		expect((await world.call("GET", path)).body.status).toBe("INACTIVE");
		expect((await reader.open(`${list}/${id}`)).html).not.toContain("SM49a8");
		expect((await reader.open(`${list}/${id}?language=ja`)).html).toContain("テストメッセージの送信");
		expect((await reader.send("test", { channel: "SMS", to })).html).toContain(
			"プロバイダーがメッセージを送信しました。",
		);
	});

	it.each([
		["no number", { channel: "SMS", to: "" }, "to"],
		["half a number", { channel: "SMS", to: "+81 90" }, "to"],
		["a premium number", { channel: "SMS", to: "+44 909 8790000" }, "to"],
		["a channel of other providers", { channel: "EMAIL", to: "ada@example.com" }, "channel"],
	])("isn't sent to %s, which is said at the field", async (_, fields, field) => {
		const service = fakeService();
		const world = await createWorld(service);
		const reader = await readerAs(world);
		const { id } = await createAccount(world);
		await reader.open(`${list}/${id}`);
		const refused = await reader.send("test", fields);
		expect(refused.status).toBe(400);
		expect(refused.html).toContain(`href="#field-${field}"`);
		expect(service.sent).toHaveLength(0);
	});

	const echo = (status: string) =>
		json({
			commands: [
				{
					type: "com.okta.telephony.action",
					value: [
						{ ...successful.commands[0]!.value[0]!, status, transactionId: "id-123456", transactionMetadata: to },
					],
				},
			],
		});

	it.each<[string, Parameters<typeof fakeService>[0], string]>([
		["hangs", hang, "No clear answer"],
		["redirects", () => Response.redirect(`https://evil.example/123456?to=${to}`), "Failed"],
		[
			"answers rubbish",
			() => new Response(`<b>123456 ${to}</b>`, { headers: { "content-type": "text/html" } }),
			"No clear",
		],
		[
			"answers half of its JSON",
			() => new Response('{"commands":[{"123456', { headers: { "content-type": "application/json" } }),
			"No clear",
		],
		["breaks", () => json({ note: `123456 ${to}` }, 500), "No clear answer"],
		["isn't there", () => Promise.reject(new Error(`123456 ${to}`)), "No clear"],
		["refuses", () => json({ error: { errorSummary: `123456 ${to}` } }), "Failed"],
		["answers without end", () => new Response("x".repeat(300 * 1024)), "No clear"],
		["echoes code and number where it takes the message", () => echo("SUCCESSFUL"), "Taken"],
		["echoes code and number where it fails", () => echo("FAILED"), "Failed"],
	])(
		"shows a provider that %s, and neither code nor number is in log, history or address",
		async (_, answer, said) => {
			const world = await createWorld(fakeService(answer));
			const reader = await readerAs(world);
			const { id, path } = await createAccount(world);
			const count = (text: string) =>
				env.DB.prepare("SELECT COUNT(*) AS n FROM deliveries")
					.first<number>("n")
					.then((n) => `${text}${n}`);
			const before = await count("deliveries: ");
			await reader.open(`${list}/${id}`);
			const tested = await reader.send("test", { channel: "SMS", to });
			expect([tested.status, tested.path]).toEqual([200, `${list}/${id}`]);
			const result = /<div role="status" class="stack-tight">([\s\S]*?)<\/section>/.exec(tested.html)?.[1] ?? "";
			expect(result).toContain(said);
			expect(result).not.toContain("123456");
			expect(result).not.toContain(to);
			expect(tested.html).not.toContain("evil.example");
			expect(await count("deliveries: ")).toBe(before);
			const { types, text } = await eventsAbout(world, id);
			expect(types.at(-1)).toBe("system.provider_account.test");
			for (const kept of ["123456", to, to.slice(1)]) expect(text).not.toContain(kept);
			expect((await reader.open(`${list}/${id}`)).html).not.toContain(to);
			expect((await world.call("GET", path)).body.breaker.failures).toBe(0);
		},
		30_000,
	);
});
