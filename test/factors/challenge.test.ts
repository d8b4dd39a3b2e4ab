import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { maskDestination } from "../../src/phone/mask";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { createWorld, unique } from "../support/world";
import { createActiveUser, createPhoneUser, factorsPath, inboxOf, lastCode, newNumber, otherThan } from "./sent-factor";

const failuresOf = async (world: Awaited<ReturnType<typeof createWorld>>, userId: string) =>
	(await world.call("GET", `/api/v1/users/${userId}/lock`)).body.failures;

describe("a challenge", () => {
	it("sends a code and says so in Okta's shape, also to a verify-only token", async () => {
		const world = await createWorld();
		const { to, path, challenge, verify } = await createActiveUser(world);
		const answer = await challenge("", { token: await world.tokenFor("VERIFIER") });
		const self = `https://otp.test${path}`;
		const [message] = await inboxOf(world, to);
		expect([answer.status, answer.body]).toEqual([
			200,
			{
				factorResult: "CHALLENGE",
				profile: { phoneNumber: maskDestination(to) },
				_links: {
					verify: { href: `${self}/verify`, hints: { allow: ["POST"] } },
					factor: { href: self, hints: { allow: ["GET", "DELETE"] } },
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
		expect(JSON.stringify(answer.body)).not.toContain(message?.code);
		const right = await verify(message!.code);
		expect([right.status, right.body]).toEqual([200, { factorResult: "SUCCESS" }]);
		expect((await verify(message!.code)).body.errorCode).toBe("E0000068");
	});

	it("shows no e-mail address, and takes an empty object as its body", async () => {
		const world = await createWorld();
		const { to, path, verify } = await createActiveUser(world, "email");
		const answer = await world.call("POST", `${path}/verify`, {});
		expect([answer.body.factorResult, answer.body.profile]).toEqual(["CHALLENGE", undefined]);
		expect((await verify(await lastCode(world, to))).status).toBe(200);
	});

	it("makes the earlier code wrong", async () => {
		const world = await createWorld();
		const { to, challenge, verify } = await createActiveUser(world);
		await challenge();
		const oldCode = await lastCode(world, to);
		world.clock.now += 30_000;
		await challenge();
		const code = await lastCode(world, to);
		if (oldCode !== code) expect((await verify(oldCode)).body.errorCode).toBe("E0000068");
		expect((await verify(code)).status).toBe(200);
	});

	it.each([
		["", 300],
		["?tokenLifetimeSeconds=45", 45],
		["?tokenLifetimeSeconds=600", 600],
		["?tokenLifetimeSeconds=86400", 600],
	])("with %j ends after %i seconds", async (query, seconds) => {
		const world = await createWorld();
		for (const [late, errorCode] of [
			[-1, undefined],
			[0, "E0000083"],
		] as const) {
			const { to, challenge, verify } = await createActiveUser(world);
			const sentAt = world.clock.now;
			await challenge(query);
			world.clock.now = sentAt + seconds * 1000 + late;
			expect((await verify(await lastCode(world, to))).body.errorCode).toBe(errorCode);
			world.clock.now = sentAt;
		}
	});

	it("is refused to a locked user without a cool-down, and the user's right code is refused, too", async () => {
		const world = await createWorld();
		const { user, to, challenge, verify } = await createActiveUser(world);
		await challenge();
		const code = await lastCode(world, to);
		for (let i = 0; i < 5; i++) expect((await verify(otherThan(code))).body.errorCode).toBe("E0000068");
		expect((await verify(code)).body.errorCode).toBe("E0000047");
		world.clock.now += 30_000;
		const refused = await challenge();
		expect([refused.status, refused.body.errorCode, refused.headers.get("retry-after")]).toEqual([
			429,
			"E0000047",
			"270",
		]);
		await world.call("POST", `/api/v1/users/${user.id}/lifecycle/unlock`);
		expect((await challenge()).status).toBe(200);
		expect(await inboxOf(world, to)).toHaveLength(2);
	});

	it("sends 1 message for 50 requests at once", async () => {
		const world = await createWorld();
		const { to, challenge, verify } = await createActiveUser(world);
		const answers = await Promise.all(Array.from({ length: 50 }, () => challenge()));
		const count = (code: unknown) =>
			answers.filter((answer) => (answer.body.errorCode ?? answer.status) === code).length;
		expect([count(200), count("E0000109")]).toEqual([1, 49]);
		expect(await inboxOf(world, to)).toHaveLength(1);
		expect((await verify(await lastCode(world, to))).status).toBe(200);
	});

	it("needs an active factor and a user who may sign in, and its refusal counts no failure", async () => {
		const world = await createWorld();
		const pending = await createPhoneUser(world);
		const { id } = (await pending.enroll()).body;
		world.clock.now += 30_000;
		const early = await world.call("POST", `${factorsPath(pending.user.id)}/${id}/verify`);
		expect([early.status, early.body.errorCode]).toEqual([403, "E0000107"]);
		expect(await failuresOf(world, pending.user.id)).toBe(0);

		const suspended = await createActiveUser(world);
		await world.call("POST", `/api/v1/users/${suspended.user.id}/lifecycle/suspend`);
		expect((await suspended.challenge()).body.errorCode).toBe("E0000038");
		expect(await inboxOf(world, suspended.to)).toEqual([]);

		const token = await createTokenUser(world);
		const missing = await world.call("POST", `${token.path}/verify`);
		expect([missing.status, missing.body.errorCode]).toEqual([400, "E0000001"]);
	});

	it("leaves no code that resync, an answer or a reset factor could use", async () => {
		const world = await createWorld();
		const { user, to, path, challenge, verify } = await createActiveUser(world);
		await challenge();
		const code = await lastCode(world, to);
		const resync = await world.call("POST", `${path}/resync`, { passCode: code, nextPassCode: code });
		expect(resync.body.errorCode).toBe("E0000107");
		expect((await world.call("POST", `${path}/verify`, { answer: code })).body.errorCode).toBe("E0000001");
		expect(await failuresOf(world, user.id)).toBe(0);
		await world.call("DELETE", path);
		expect((await verify(code)).status).toBe(404);
	});

	it("settles its message when the right code has come", async () => {
		const world = await createWorld();
		const { to, challenge, verify } = await createActiveUser(world);
		const { id } = (await challenge()).body._embedded.delivery;
		const verifiedAt = async () =>
			(await env.DB.prepare("SELECT verified_at FROM deliveries WHERE id = ?").bind(id).first())?.verified_at;
		const code = await lastCode(world, to);
		await verify(otherThan(code));
		expect(await verifiedAt()).toBeNull();
		await verify(code);
		expect(await verifiedAt()).toBe(world.clock.now);
	});
});

describe("an Idempotency-Key", () => {
	const keyed = (key: string) => ({ headers: { "idempotency-key": key } });

	it("makes repeated enrolments, resends and challenges answer as the first did, and sends nothing again", async () => {
		const world = await createWorld();
		const pending = await createPhoneUser(world);
		const [enrollKey, resendKey, challengeKey] = [unique("key"), unique("key"), unique("key")];
		const enrolled = await pending.enroll("", keyed(enrollKey));
		const again = await pending.enroll("", keyed(enrollKey));
		expect([again.status, again.body]).toEqual([200, enrolled.body]);

		world.clock.now += 30_000;
		const resend = () =>
			world.call("POST", `${factorsPath(pending.user.id)}/${enrolled.body.id}/resend`, undefined, keyed(resendKey));
		const resent = await resend();
		expect((await resend()).body).toEqual(resent.body);
		expect(await inboxOf(world, pending.to)).toHaveLength(2);

		const active = await createActiveUser(world);
		const challenged = await active.challenge("", keyed(challengeKey));
		expect((await active.challenge("", keyed(challengeKey))).body).toEqual(challenged.body);
		expect(await inboxOf(world, active.to)).toHaveLength(1);
		expect((await active.verify(await lastCode(world, active.to))).status).toBe(200);
	});

	it("is refused when another request has used it, and when it is malformed", async () => {
		const world = await createWorld();
		const key = unique("key");
		const first = await createActiveUser(world);
		expect((await first.challenge("", keyed(key))).status).toBe(200);
		const other = await createActiveUser(world);
		for (const bad of [key, "", "x".repeat(256), "a\tb"]) {
			const refused = await other.challenge("", keyed(bad));
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		}
		expect((await first.challenge("", keyed(key))).status).toBe(200);
		const call = { factorType: "call", provider: "OKTA", profile: { phoneNumber: newNumber() } };
		expect((await world.call("POST", factorsPath(first.user.id), call, keyed(key))).status).toBe(400);
		expect(await inboxOf(world, other.to)).toEqual([]);
	});
});

describe("an enrolment with the key of an earlier enrolment", () => {
	const keyed = (key: string) => ({ headers: { "idempotency-key": key } });
	it.each([
		["another number", "sms", { phoneNumber: "number" }, { phoneNumber: "other" }, 400],
		["the user's own number instead", "sms", { phoneNumber: "number" }, {}, 400],
		["a number instead of the user's own", "sms", {}, { phoneNumber: "number" }, 400],
		["another extension", "call", { phoneNumber: "number", phoneExtension: "1" }, { phoneNumber: "number" }, 400],
		["a number that is none", "call", { phoneNumber: "number" }, { phoneNumber: "+1" }, 400],
		["the other address", "email", {}, { email: "second" }, 400],
		["the first address instead", "email", { email: "second" }, {}, 400],
		["the same number in another spelling", "sms", { phoneNumber: "number" }, { phoneNumber: "spaced" }, 200],
		["the user's own number by itself", "sms", {}, { phoneNumber: "own" }, 200],
		["the same address in capitals", "email", { email: "second" }, { email: "SECOND" }, 200],
	])("and %s", async (_name, factorType, first, second, status) => {
		const world = await createWorld();
		const [own, other, number] = [newNumber(), newNumber(), newNumber()];
		const spaced = `+1 (${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`;
		const secondEmail = `second.${unique("user")}@example.com`;
		const user = await createUser(world, { mobilePhone: own, secondEmail });
		const addresses = { second: secondEmail, SECOND: secondEmail.toUpperCase() };
		const named: Record<string, string> = { own, other, number, spaced, ...addresses };
		const enroll = (profile: Record<string, string>) => {
			const entries = Object.entries(profile).map(([name, value]) => [name, named[value] ?? value]);
			const body = { factorType, provider: "OKTA", profile: Object.fromEntries(entries) };
			return world.call("POST", factorsPath(user.id), body, keyed(user.id));
		};
		const answers = [await enroll(first), await enroll(second)];
		expect(answers.map((answer) => answer.status)).toEqual([200, status]);
		if (status === 200) expect(answers[1]!.body).toEqual(answers[0]!.body);
		expect((await enroll(first)).body).toEqual(answers[0]!.body);
	});

	it("sends to one of two numbers that come at once, and refuses the other", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const numbers = [newNumber(), newNumber()];
		const answers = await Promise.all(
			numbers.map((phoneNumber) => {
				const body = { factorType: "sms", provider: "OKTA", profile: { phoneNumber } };
				return world.call("POST", factorsPath(user.id), body, keyed(user.id));
			}),
		);
		const sent = answers.filter(({ status }) => status === 200);
		expect(sent).toHaveLength(1);
		const inboxes = await Promise.all(numbers.map((to) => inboxOf(world, to)));
		expect(inboxes.map((messages) => messages.length).sort()).toEqual([0, 1]);
	});
});

describe("what the caller says of its end user", () => {
	it("limits the messages of a forwarded address, and not those of the caller's own address", async () => {
		const world = await createWorld();
		const send = async (headers: Record<string, string>) =>
			(await (await createPhoneUser(world)).enroll("", { headers })).body.errorCode;
		const [octet] = crypto.getRandomValues(new Uint8Array(1));
		const forwarded = { "x-forwarded-for": `198.51.100.${octet}, 10.0.0.1`, "cf-connecting-ip": "203.0.113.7" };
		const answers = await Promise.all(Array.from({ length: 32 }, () => send(forwarded)));
		expect(answers.filter((code) => code === "E0000150")).toHaveLength(2);
		const [address] = forwarded["x-forwarded-for"].split(",") as [string];
		expect(await send({ "x-forwarded-for": address })).toBe("E0000150");
		expect(await send({ "x-forwarded-for": address, "cf-connecting-ip": address })).toBeUndefined();
		expect(await send({ "x-forwarded-for": `192.0.2.1, ${address}:4711` })).toBe("E0000150");
	});

	it("chooses the language of the text", async () => {
		const world = await createWorld();
		const { to, challenge } = await createActiveUser(world);
		await challenge("", { headers: { "accept-language": "ja" } });
		const [message] = await inboxOf(world, to);
		expect(message?.text).toMatch(/[\u3040-\u30ff]/);
	});
});
