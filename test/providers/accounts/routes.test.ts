import { describe, expect, it } from "vitest";
import { findDriver } from "../../../src/drivers";
import { createAccount as createByVerb } from "../../../src/providers/accounts/service";
import { type Answer, createWorld, unique } from "../../support/world";
import {
	accountInput,
	accountsPath,
	createAccount,
	emailAccount,
	eventsAbout,
	production,
	signingSecret,
} from "./accounts";

const cause = (answer: Answer): string => answer.body.errorCauses[0]?.errorSummary;

describe("provider accounts", () => {
	it("are created ACTIVE, and the answer has no secrets", async () => {
		const world = await createWorld();
		const input = accountInput();
		const created = await world.call("POST", accountsPath, input);
		expect(created.status).toBe(200);
		const { id } = created.body;
		const self = `https://otp.test${accountsPath}/${id}`;
		expect(id).toMatch(/^prv[0-9A-Za-z]{17}$/);
		expect(created.body).toEqual({
			id,
			name: input.name,
			driver: "webhook",
			status: "ACTIVE",
			channels: ["SMS", "CALL"],
			config: input.config,
			secretNames: ["signingSecret"],
			breaker: { state: "closed", failures: 0, openUntil: null },
			created: new Date(world.clock.now).toISOString(),
			lastUpdated: created.body.created,
			_links: {
				self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
				deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
				test: { href: `${self}/test`, hints: { allow: ["POST"] } },
			},
		});
		expect((await world.call("GET", `${accountsPath}/${id}`)).body).toEqual(created.body);
		expect((await world.call("GET", accountsPath)).body).toContainEqual(created.body);
	});

	it("never show, log or store a secret in the clear", async () => {
		const world = await createWorld();
		const account = await createAccount(world);
		const answers = [
			account.body,
			(await world.call("GET", account.path)).body,
			(await world.call("GET", accountsPath)).body,
			(await world.call("PUT", account.path, accountInput())).body,
		];
		const { DB } = world.ctx.env.bindings;
		const stored = await DB.prepare("SELECT * FROM provider_accounts WHERE id = ?").bind(account.id).first();
		expect(stored?.secrets_sealed).toMatch(/^v1\.test\./);
		const seen = JSON.stringify([answers, stored]) + (await eventsAbout(world, account.id)).text;
		expect(seen).not.toContain(signingSecret.slice(6));
	});

	it("get their driver's defaults", async () => {
		const world = await createWorld();
		const { body } = await createAccount(world, {
			driver: "smtp",
			config: { host: "smtp.example.com", fromAddress: "no-reply@example.com" },
			secrets: {},
		});
		expect(body.config).toMatchObject({ port: 465, security: "IMPLICIT_TLS" });
		expect(body.secretNames).toEqual([]);
	});

	it("are created INACTIVE when the request says so", async () => {
		const world = await createWorld();
		expect((await createAccount(world, {}, "?activate=false")).body.status).toBe("INACTIVE");
	});

	it.each([
		["an unknown driver", { driver: "pigeon" }, "driver"],
		["an empty name", { name: " " }, "name"],
		["a config without its fields", { config: {} }, "config.url"],
		["a wrong type in the config", { config: { url: 7 } }, "config.url"],
		["a field that the driver doesn't have", { config: { url: "https://a.example/", urll: "x" } }, "config: "],
		["secrets without their fields", { secrets: {} }, "secrets.signingSecret"],
		["a secret of another form", { secrets: { signingSecret: "s3cret-in-the-clear" } }, "secrets.signingSecret"],
		["plain http", { config: { url: "http://carrier.example.com/" } }, "config.url"],
		["a private address", { config: { url: "https://10.0.0.1/" } }, "config.url"],
		["a password in the URL", { config: { url: "https://a:b@carrier.example.com/" } }, "config.url"],
		[
			"a private SOAP endpoint",
			{ driver: "parlayx", config: { endpoint: "https://192.168.0.1/sms" }, secrets: {} },
			"config.endpoint",
		],
		[
			"a private mail server",
			{ driver: "smtp", config: { host: "169.254.169.254", fromAddress: "a@example.com" }, secrets: {} },
			"config.host",
		],
		[
			"a private SMSC",
			{ driver: "smpp", config: { host: "smsc.internal", systemId: "x" }, secrets: { transmitterPassword: "p" } },
			"config.host",
		],
	])("are refused for %s, and the error names the field", async (_, more, field) => {
		const world = await createWorld();
		const account = await createAccount(world, "driver" in more && more.driver !== "pigeon" ? emailAccount : {});
		const before = (await world.call("GET", accountsPath)).body;
		const refused = await world.call("POST", accountsPath, accountInput(more));
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(cause(refused)).toContain(field);
		expect(JSON.stringify(refused.body)).not.toContain("s3cret");
		if (!("driver" in more) && !("secrets" in more)) {
			expect((await world.call("PUT", account.path, accountInput(more))).status).toBe(400);
		}
		expect((await world.call("GET", accountsPath)).body).toEqual(before);
	});

	it("are refused in production for an address of this machine and for a development driver", async () => {
		const world = await createWorld();
		const local = accountInput({ config: { url: "http://127.0.0.1:9999/" } });
		const inbox = accountInput({ driver: "inbox", config: {}, secrets: {} });
		for (const [input, field] of [
			[local, "config.url"],
			[inbox, "driver"],
		] as const) {
			await expect(createByVerb(production(world.ctx), input, { activate: true })).rejects.toMatchObject({
				code: "E0000001",
				causes: [expect.objectContaining({ field })],
			});
			expect((await world.call("POST", accountsPath, input)).status).toBe(200);
		}
	});

	it("have unique names, whatever the letters' case", async () => {
		const world = await createWorld();
		const first = await createAccount(world);
		const second = await createAccount(world);
		const name = first.body.name.toUpperCase();
		for (const refused of [
			await world.call("POST", accountsPath, accountInput({ name })),
			await world.call("PUT", second.path, accountInput({ name })),
		]) {
			expect([refused.status, cause(refused)]).toEqual([400, "name: Another provider account has this name."]);
		}
	});

	it("keep secrets that a change leaves out, take new secrets, and drop null ones", async () => {
		const world = await createWorld();
		const sender = { driver: "smtp", config: { host: "smtp.example.com", fromAddress: "no-reply@example.com" } };
		const account = await createAccount(world, { ...sender, secrets: { password: "first" } });
		const names = async (secrets?: Record<string, unknown>) =>
			(await world.call("PUT", account.path, { name: unique("Mail"), config: sender.config, secrets })).body
				.secretNames;
		expect(await names()).toEqual(["password"]);
		expect(await names({})).toEqual(["password"]);
		expect(await names({ password: "second" })).toEqual(["password"]);
		expect(await names({ password: null })).toEqual([]);
	});

	it("are replaced, but never change their driver", async () => {
		const world = await createWorld();
		const account = await createAccount(world);
		const name = unique("Renamed");
		const config = { url: "https://other.example.com/" };
		const replaced = await world.call("PUT", account.path, { name, config });
		expect(replaced.body).toMatchObject({ name, config, driver: "webhook", status: "ACTIVE" });
		expect((await world.call("GET", account.path)).body).toEqual(replaced.body);
		const refused = await world.call("PUT", account.path, accountInput(emailAccount));
		expect([refused.status, refused.body.errorCode]).toEqual([403, "E0000078"]);
	});

	it("lose no secret in ten changes at once", async () => {
		const world = await createWorld();
		const account = await createAccount(world);
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => world.call("PUT", account.path, accountInput())),
		);
		const statuses = answers.map(({ status }) => status);
		expect(statuses).toContain(200);
		expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
		const updates = (await eventsAbout(world, account.id)).types.filter((type) => type.endsWith(".update"));
		expect(updates).toHaveLength(statuses.filter((status) => status === 200).length);
	});

	it("are switched off, on, and deleted, and each step is logged once", async () => {
		const world = await createWorld();
		const account = await createAccount(world);
		for (const verb of ["deactivate", "deactivate", "activate", "activate"]) {
			const answer = await world.call("POST", `${account.path}/lifecycle/${verb}`);
			expect([answer.status, answer.body.status]).toEqual([200, verb === "activate" ? "ACTIVE" : "INACTIVE"]);
		}
		expect((await world.call("DELETE", account.path)).status).toBe(204);
		expect((await world.call("DELETE", account.path)).status).toBe(404);
		expect((await eventsAbout(world, account.id)).types).toEqual(
			["create", "deactivate", "activate", "delete"].map((verb) => `system.provider_account.${verb}`),
		);
	});

	it("stay while a delivery route names them", async () => {
		const world = await createWorld();
		const account = await createAccount(world);
		const route = await world.call("POST", "/api/v1/delivery-routes", { name: unique("All"), providers: [account.id] });
		const refused = await world.call("DELETE", account.path);
		expect([refused.status, cause(refused)]).toEqual([400, expect.stringContaining("A delivery route names")]);
		expect((await world.call("GET", account.path)).status).toBe(200);
		await world.call("DELETE", `/api/v1/delivery-routes/${route.body.id}`);
		expect((await world.call("DELETE", account.path)).status).toBe(204);
	});
});

describe("provider drivers", () => {
	it("are listed with the JSON Schemas of their forms", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", "/api/v1/provider-drivers");
		const webhook = body.find(({ id }: { id: string }) => id === "webhook");
		expect(webhook).toMatchObject({ title: "Webhook", channels: ["SMS", "CALL"], hasReceipts: true });
		expect(webhook.config).toMatchObject({
			type: "object",
			required: ["url"],
			properties: { url: { type: "string", title: "URL", description: expect.any(String) } },
		});
		expect(webhook.secrets.properties.signingSecret).toMatchObject({ title: "Signing secret", writeOnly: true });
		for (const { id, config, secrets } of body) {
			for (const field of Object.values({ ...config.properties, ...secrets.properties })) {
				expect(field, id).toHaveProperty("title");
			}
		}
	});

	it("for development exist in development only", () => {
		expect(findDriver("inbox", { isDevelopment: true })?.id).toBe("inbox");
		expect(findDriver("inbox", { isDevelopment: false })).toBeUndefined();
		expect(findDriver("twilio", { isDevelopment: false })?.id).toBe("twilio");
	});
});
