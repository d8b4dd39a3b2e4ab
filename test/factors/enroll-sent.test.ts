import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { createActiveUser, createPhoneUser, factorsPath, inboxOf, lastCode, newNumber, otherThan } from "./sent-factor";

const causeOf = (answer: { body: { errorCauses: { errorSummary: string }[] } }) =>
	answer.body.errorCauses[0]?.errorSummary;
const listOf = async (world: World, userId: string) => (await world.call("GET", factorsPath(userId))).body;

describe("enrolling a number or an address", () => {
	it("sends a code at once, and makes the factor active when the code comes back, in Okta's shapes", async () => {
		const world = await createWorld();
		const { user, to, enroll } = await createPhoneUser(world);
		const pending = await enroll();
		const { id } = pending.body;
		const self = `https://otp.test${factorsPath(user.id)}/${id}`;
		const [message] = await inboxOf(world, to);
		const userLink = { href: `https://otp.test/api/v1/users/${user.id}`, hints: { allow: ["GET"] } };
		expect(id).toMatch(/^sms[0-9A-Za-z]{17}$/);
		expect([pending.status, pending.body]).toEqual([
			200,
			{
				id,
				factorType: "sms",
				provider: "OKTA",
				vendorName: "OKTA",
				status: "PENDING_ACTIVATION",
				created: expect.any(String),
				lastUpdated: expect.any(String),
				profile: { phoneNumber: to },
				_links: {
					activate: { href: `${self}/lifecycle/activate`, hints: { allow: ["POST"] } },
					resend: [{ name: "sms", href: `${self}/resend`, hints: { allow: ["POST"] } }],
					self: { href: self, hints: { allow: ["GET"] } },
					user: userLink,
				},
				_embedded: {
					delivery: {
						id: message?.deliveryId,
						status: "delivered",
						_links: {
							self: { href: `https://otp.test/api/v1/deliveries/${message?.deliveryId}`, hints: { allow: ["GET"] } },
						},
					},
				},
			},
		]);
		expect(message?.code).toMatch(/^\d{6}$/);
		expect(JSON.stringify(pending.body)).not.toContain(message?.code);

		const activate = (passCode: string) =>
			world.call("POST", `${factorsPath(user.id)}/${id}/lifecycle/activate`, { passCode });
		expect((await activate(otherThan(message!.code))).body.errorCode).toBe("E0000068");
		const active = await activate(message!.code);
		expect([active.status, active.body.status, active.body.profile]).toEqual([200, "ACTIVE", { phoneNumber: to }]);
		expect(active.body._links).toEqual({
			verify: { href: `${self}/verify`, hints: { allow: ["POST"] } },
			self: { href: self, hints: { allow: ["GET", "DELETE"] } },
			user: userLink,
		});
		expect((await activate(message!.code)).body.errorCode).toBe("E0000107");
	});

	it("calls a number, shows the number's extension, and writes to an address", async () => {
		const world = await createWorld();
		const call = await createUser(world);
		const phoneNumber = newNumber();
		const called = await world.call("POST", factorsPath(call.id), {
			factorType: "call",
			provider: "OKTA",
			profile: { phoneNumber, phoneExtension: "1234" },
		});
		expect([called.body.id.slice(0, 3), called.body.profile]).toEqual(["clf", { phoneNumber, phoneExtension: "1234" }]);
		expect((await inboxOf(world, phoneNumber))[0]?.channel).toBe("CALL");

		const { to, enroll } = await createPhoneUser(world, "email");
		const mailed = await enroll();
		expect([mailed.body.id.slice(0, 3), mailed.body.profile]).toEqual(["emf", { email: to }]);
		expect(mailed.body._links.resend[0].name).toBe("email");
		expect((await inboxOf(world, to))[0]).toMatchObject({ channel: "EMAIL", subject: expect.any(String) });
	});

	it("takes a number as people write it, or the mobile phone on file", async () => {
		const world = await createWorld();
		const number = newNumber();
		const written = `${number.slice(0, 2)}-${number.slice(2, 5)}-${number.slice(5, 8)}-${number.slice(8)}`;
		const user = await createUser(world, { mobilePhone: written });
		const body = { factorType: "sms", provider: "OKTA" };
		expect((await world.call("POST", factorsPath(user.id), body)).body.profile).toEqual({ phoneNumber: number });
		const nowhere = await createUser(world);
		const refused = await world.call("POST", factorsPath(nowhere.id), body);
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(causeOf(refused)).toContain("phoneNumber");
	});

	it("takes the user's own addresses only, and the primary address when none is given", async () => {
		const world = await createWorld();
		const secondEmail = `second-${newNumber().slice(1)}@example.org`;
		const user = await createUser(world, { secondEmail });
		const enroll = (profile?: { email: string }) =>
			world.call("POST", factorsPath(user.id), { factorType: "email", provider: "OKTA", profile });
		const refused = await enroll({ email: "somebody@example.org" });
		const words = "Only verified primary or secondary email can be enrolled.";
		expect([refused.status, refused.body.errorSummary]).toEqual([400, `Api validation failed: ${words}`]);
		expect((await enroll({ email: secondEmail.toUpperCase() })).body.profile).toEqual({ email: secondEmail });
		expect((await enroll()).body.profile).toEqual({ email: user.login });
	});

	it.each([
		["nonsense", "E0000098"],
		["+1 900 555 0123", "E0000098"],
		["+1 800 555 0199", "E0000098"],
		["0555 234 567", "E0000098"],
		["", "E0000001"],
		[15_552_345_678, "E0000001"],
	])("refuses %j, sends nothing and keeps nothing", async (phoneNumber, errorCode) => {
		const world = await createWorld();
		const user = await createUser(world);
		for (const query of ["", "?activate=true"]) {
			const body = { factorType: "sms", provider: "OKTA", profile: { phoneNumber } };
			const refused = await world.call("POST", `${factorsPath(user.id)}${query}`, body);
			expect([refused.status, refused.body.errorCode]).toEqual([400, errorCode]);
		}
		expect(await listOf(world, user.id)).toEqual([]);
	});

	it.each(["0", "-1", "86401", "1.5", "", "five"])("refuses a lifetime of %j seconds", async (seconds) => {
		const world = await createWorld();
		const { enroll, user } = await createPhoneUser(world, "email");
		expect((await enroll(`?tokenLifetimeSeconds=${seconds}`)).body.errorCode).toBe("E0000001");
		expect(await listOf(world, user.id)).toEqual([]);
	});

	it("makes the factor active at once with activate=true, and sends nothing", async () => {
		const world = await createWorld();
		for (const type of ["sms", "call", "email"] as const) {
			const { to, enroll } = await createPhoneUser(world, type);
			const active = await enroll("?activate=true");
			expect([active.body.status, active.body._embedded]).toEqual(["ACTIVE", undefined]);
			expect(await inboxOf(world, to)).toEqual([]);
		}
	});

	it("starts over while the factor is unproven: the earlier factor and its code are gone", async () => {
		const world = await createWorld();
		const { user, to, enroll } = await createPhoneUser(world);
		const first = (await enroll()).body.id;
		const oldCode = await lastCode(world, to);
		world.clock.now += 30_000;
		const second = (await enroll("?updatePhone=true")).body.id;
		const activate = (id: string, passCode: string) =>
			world.call("POST", `${factorsPath(user.id)}/${id}/lifecycle/activate`, { passCode });
		expect((await activate(first, oldCode)).status).toBe(404);
		const code = await lastCode(world, to);
		if (oldCode !== code) expect((await activate(second, oldCode)).body.errorCode).toBe("E0000068");
		expect((await activate(second, code)).status).toBe(200);
		expect(await listOf(world, user.id)).toHaveLength(1);
	});

	it("is refused beside an active factor, and nothing is sent", async () => {
		const world = await createWorld();
		const words = "A factor of this type is already set up.";
		for (const [type, causeOfOther] of [
			["sms", "There is an existing verified phone number."],
			["call", words],
		] as const) {
			const { user, to } = await createActiveUser(world, type);
			const other = newNumber();
			for (const [phoneNumber, cause] of [
				[to, words],
				[other, causeOfOther],
			] as const) {
				const body = { factorType: type, provider: "OKTA", profile: { phoneNumber } };
				const refused = await world.call("POST", factorsPath(user.id), body);
				expect([refused.status, refused.body.errorSummary, causeOf(refused)]).toEqual([
					400,
					"Api validation failed: factorEnrollRequest",
					cause,
				]);
			}
			expect([await inboxOf(world, to), await inboxOf(world, other)]).toEqual([[], []]);
		}
	});

	it.each([
		["sms", "E0000109", 30],
		["call", "E0000133", 30],
		["email", "E0000118", 5],
	] as const)(
		"is refused during the cool-down (%s: %s), and keeps the pending factor",
		async (type, errorCode, seconds) => {
			const world = await createWorld();
			const { user, to, enroll } = await createPhoneUser(world, type);
			const { id } = (await enroll()).body;
			world.clock.now += seconds * 1000 - 1;
			const early = await enroll();
			expect([early.status, early.body.errorCode]).toEqual([429, errorCode]);
			expect((await listOf(world, user.id)).map((factor: { id: string }) => factor.id)).toEqual([id]);
			world.clock.now += 1;
			expect((await enroll()).status).toBe(200);
			expect(await inboxOf(world, to)).toHaveLength(2);
		},
	);

	it("is refused for a suspended user and for a locked user, and leaves neither with a factor", async () => {
		const world = await createWorld();
		const suspended = await createPhoneUser(world);
		await world.call("POST", `/api/v1/users/${suspended.user.id}/lifecycle/suspend`);
		expect((await suspended.enroll()).body.errorCode).toBe("E0000038");
		expect(await listOf(world, suspended.user.id)).toEqual([]);

		const { user, path } = await createActiveUser(world);
		for (let i = 0; i < 5; i++) await world.call("POST", `${path}/verify`, { passCode: "000000" });
		const enroll = () => world.call("POST", factorsPath(user.id), { factorType: "email", provider: "OKTA" });
		const locked = await enroll();
		expect([locked.status, locked.body.errorCode, locked.headers.get("retry-after")]).toEqual([429, "E0000047", "300"]);
		expect(await listOf(world, user.id)).toHaveLength(1);
		await world.call("POST", `/api/v1/users/${user.id}/lifecycle/unlock`);
		expect((await enroll()).status).toBe(200);
	});

	it("keeps number, address and code out of the tables and the log", async () => {
		const world = await createWorld();
		const { user, to, enroll } = await createPhoneUser(world);
		const { id } = (await enroll()).body;
		const code = await lastCode(world, to);
		await world.call("POST", `${factorsPath(user.id)}/${id}/lifecycle/activate`, { passCode: code });
		await world.shipLog(user.id);
		const tables = ["factors", "log_events", "deliveries", "delivery_tries"];
		const results = await env.DB.batch(tables.map((table) => env.DB.prepare(`SELECT * FROM ${table}`)));
		const text = JSON.stringify(results.map(({ results }) => results));
		expect(text).toContain(id);
		expect(text).not.toContain(to.slice(1));
		expect(text).not.toMatch(new RegExp(`\\b${code}\\b`));
	});

	it("shows the factor's status in the catalogue", async () => {
		const world = await createWorld();
		const { user } = await createActiveUser(world, "call");
		const { body } = await world.call("GET", `${factorsPath(user.id)}/catalog`);
		const statuses = Object.fromEntries(
			body.map((entry: Record<string, string>) => [`${entry.factorType} ${entry.provider}`, entry.status]),
		);
		expect(statuses).toMatchObject({ "sms OKTA": "NOT_SETUP", "call OKTA": "ACTIVE", "email OKTA": "NOT_SETUP" });
	});
});

describe("resend", () => {
	it("sends a new code to a pending factor, and the earlier code is wrong", async () => {
		const world = await createWorld();
		const { user, to, enroll } = await createPhoneUser(world);
		const { id } = (await enroll()).body;
		const oldCode = await lastCode(world, to);
		const path = `${factorsPath(user.id)}/${id}`;
		expect((await world.call("POST", `${path}/resend`)).body.errorCode).toBe("E0000109");
		world.clock.now += 30_000;
		const body = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: to } };
		const resent = await world.call("POST", `${path}/resend`, body);
		expect([resent.status, resent.body.id, resent.body.status]).toEqual([200, id, "PENDING_ACTIVATION"]);
		const code = await lastCode(world, to);
		expect(await inboxOf(world, to)).toHaveLength(2);
		const activate = (passCode: string) => world.call("POST", `${path}/lifecycle/activate`, { passCode });
		if (oldCode !== code) expect((await activate(oldCode)).body.errorCode).toBe("E0000068");
		expect((await activate(code)).status).toBe(200);
		expect((await world.call("POST", `${path}/resend`)).body.errorCode).toBe("E0000107");
	});

	it("refuses another number, another type, and a factor whose token shows the code", async () => {
		const world = await createWorld();
		const { user, to, enroll } = await createPhoneUser(world);
		const path = `${factorsPath(user.id)}/${(await enroll()).body.id}`;
		world.clock.now += 30_000;
		for (const body of [
			{ profile: { phoneNumber: newNumber() } },
			{ profile: { email: user.login } },
			{ factorType: "call" },
			{ factorType: "token:hotp" },
			{ provider: "GOOGLE" },
		]) {
			expect((await world.call("POST", `${path}/resend`, body)).body.errorCode).toBe("E0000001");
		}
		expect(await inboxOf(world, to)).toHaveLength(1);
		const app = await world.call("POST", factorsPath(user.id), { factorType: "token:software:totp", provider: "OKTA" });
		const refused = await world.call("POST", `${factorsPath(user.id)}/${app.body.id}/resend`);
		expect([refused.status, refused.body.errorCode]).toEqual([403, "E0000107"]);
	});

	it("works after no provider took the first code", async () => {
		let isDown = true;
		const world = await createWorld({
			fetch: async () =>
				isDown
					? new Response("", { status: 503 })
					: Response.json({
							commands: [
								{
									type: "com.okta.telephony.action",
									value: [{ status: "SUCCESSFUL", provider: "Acme", transactionId: "1" }],
								},
							],
						}),
		});
		const account = await world.call("POST", "/api/v1/provider-accounts", {
			name: "Acme",
			driver: "webhook",
			config: { url: "https://carrier.example.com/otp" },
			secrets: { signingSecret: `whsec_${btoa("a".repeat(32))}` },
		});
		expect(account.status).toBe(200);
		try {
			const { user, enroll } = await createPhoneUser(world);
			const failed = await enroll("", { headers: { "idempotency-key": "first try" } });
			expect([failed.status, failed.body.errorCode]).toEqual([503, "E0000139"]);
			expect((await enroll("", { headers: { "idempotency-key": "first try" } })).body.errorCode).toBe("E0000139");
			const [pending] = await listOf(world, user.id);
			expect(pending.status).toBe("PENDING_ACTIVATION");
			isDown = false;
			// Nothing has left, so nobody has to wait.
			const resent = await world.call("POST", new URL(pending._links.resend[0].href).pathname);
			expect([resent.status, resent.body._embedded.delivery.status]).toEqual([200, "sent"]);
		} finally {
			await world.call("POST", `/api/v1/provider-accounts/${account.body.id}/lifecycle/deactivate`);
		}
	});
});
