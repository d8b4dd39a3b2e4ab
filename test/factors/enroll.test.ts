import { describe, expect, it } from "vitest";
import { encodeSecret } from "../../src/otp/encoding";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { setDefaultPolicy } from "../policies/enrollment/policies";
import {
	createAuthenticator,
	createTokenUser,
	createUser,
	enrollment,
	hotpSettings,
	newSecret,
	totpSettings,
} from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

const factorsPath = (userId: string) => `/api/v1/users/${userId}/factors`;
const causeOf = (answer: { body: { errorCauses: { errorSummary: string }[] } }) =>
	answer.body.errorCauses[0]?.errorSummary;

describe("enrolling a custom OTP token", () => {
	it("is active at once with activate=true, in Okta's shape, without a trace of the secret", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const authenticatorId = await createAuthenticator(world);
		const secret = newSecret();
		const answer = await world.call(
			"POST",
			`${factorsPath(user.id)}?activate=true`,
			enrollment(authenticatorId, secret),
		);
		const { id } = answer.body;
		const self = `https://otp.test${factorsPath(user.id)}/${id}`;
		const authenticator = await world.call("GET", `/api/v1/authenticators/${authenticatorId}`);
		expect(id).toMatch(/^chf[0-9A-Za-z]{17}$/);
		expect(answer.body).toEqual({
			id,
			factorType: "token:hotp",
			provider: "CUSTOM",
			vendorName: authenticator.body.name,
			status: "ACTIVE",
			created: expect.any(String),
			lastUpdated: expect.any(String),
			_links: {
				verify: { href: `${self}/verify`, hints: { allow: ["POST"] } },
				self: { href: self, hints: { allow: ["GET", "DELETE"] } },
				user: { href: `https://otp.test/api/v1/users/${user.id}`, hints: { allow: ["GET"] } },
			},
		});
		const { results } = await world.ctx.env.bindings.DB.prepare("SELECT * FROM factors WHERE id = ?").bind(id).all();
		expect(JSON.stringify(results)).not.toContain(encodeSecret(secret, "hexadecimal"));
		expect(JSON.stringify(results)).not.toContain(encodeSecret(secret, "base32"));
	});

	it("waits for its first code without activate, and uses that code up", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const user = await createUser(world);
		const secret = newSecret();
		const code = (counter: number) => hotpSync(secret, counter, 8, "SHA-1");
		const pending = await world.call("POST", factorsPath(user.id), enrollment(token.authenticatorId, secret));
		expect([pending.status, pending.body.status, Object.keys(pending.body._links)]).toEqual([
			200,
			"PENDING_ACTIVATION",
			["activate", "self", "user"],
		]);
		const path = `${factorsPath(user.id)}/${pending.body.id}`;
		expect((await world.call("POST", `${path}/verify`, { passCode: code(0) })).body.errorCode).toBe("E0000107");
		expect((await world.call("POST", `${path}/lifecycle/activate`, { passCode: "00000000" })).body.errorCode).toBe(
			"E0000068",
		);
		const active = await world.call("POST", `${path}/lifecycle/activate`, { passCode: code(0) });
		expect([active.status, active.body.status]).toEqual([200, "ACTIVE"]);
		expect((await world.call("POST", `${path}/verify`, { passCode: code(0) })).body.errorCode).toBe("E0000082");
		expect((await world.call("POST", `${path}/verify`, { passCode: code(1) })).status).toBe(200);
		expect((await world.call("POST", `${path}/lifecycle/activate`, { passCode: code(2) })).body.errorCode).toBe(
			"E0000107",
		);
	});

	it("starts an HOTP token at the given counter", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world, hotpSettings);
		const user = await createUser(world);
		const secret = newSecret();
		const body = enrollment(authenticatorId, secret, { counter: 5_000_000_000 });
		const { id } = (await world.call("POST", `${factorsPath(user.id)}?activate=true`, body)).body;
		const verify = (counter: number) =>
			world.call("POST", `${factorsPath(user.id)}/${id}/verify`, { passCode: hotpSync(secret, counter, 8, "SHA-1") });
		expect((await verify(0)).status).toBe(403);
		expect((await verify(5_000_000_003)).status).toBe(200);
	});

	it("lets exactly 1 of 50 parallel enrolments into two authenticators through, ten times over", async () => {
		const world = await createWorld();
		const ids = [await createAuthenticator(world), await createAuthenticator(world, hotpSettings)];
		for (let round = 0; round < 10; round++) {
			const user = await createUser(world);
			const answers = await Promise.all(
				Array.from({ length: 50 }, (_, index) =>
					world.call("POST", `${factorsPath(user.id)}?activate=true`, enrollment(ids[index % 2]!, newSecret())),
				),
			);
			expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
			expect(new Set(answers.filter((answer) => answer.status !== 200).map(causeOf))).toEqual(
				new Set(["A factor of this type is already set up."]),
			);
			expect((await world.call("GET", factorsPath(user.id))).body).toHaveLength(1);
		}
	});

	it.each([
		["base32", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "sharedSecret"],
		["base64", "not/base64!!", "sharedSecret"],
		["hexadecimal", "3132333435363738393031323334353637383g", "sharedSecret"],
		["hexadecimal", "313", "sharedSecret"],
		["hexadecimal", "00112233445566778899aabbccddee", "sharedSecret"],
		["hexadecimal", "00".repeat(129), "sharedSecret"],
		["hexadecimal", "", "sharedSecret"],
	])("refuses a secret that is no valid %s: %s", async (encoding, sharedSecret, field) => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world, { ...totpSettings, encoding });
		const user = await createUser(world);
		const body = { ...enrollment(authenticatorId, newSecret()), profile: { sharedSecret } };
		const refused = await world.call("POST", `${factorsPath(user.id)}?activate=true`, body);
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(causeOf(refused)).toContain(field);
	});

	it.each([
		["of 26 letters", 16, "D"],
		["of 28 letters", 17, "p"],
		["of 52 letters", 32, "P"],
		["with padding", 16, "B======"],
		["in groups", 16, " - c"],
	])("takes a Base32 secret whose last letter has unused bits: %s", async (_name, size, end) => {
		const world = await createWorld();
		const user = await createUser(world);
		const settings = { ...totpSettings, encoding: "base32" };
		const authenticatorId = await createAuthenticator(world, settings);
		const secret = crypto.getRandomValues(new Uint8Array(size));
		// The last letter's part of the last byte is zero, so each of these ends adds unused bits and nothing else.
		secret[size - 1]! &= 0xf0;
		const sharedSecret = encodeSecret(secret, "base32").slice(0, -1) + end;
		const path = factorsPath(user.id);
		const body = { ...enrollment(authenticatorId, secret), profile: { sharedSecret } };
		const enrolled = await world.call("POST", `${path}?activate=true`, body);
		expect(enrolled.status).toBe(200);
		const passCode = hotpSync(secret, stepAt(world.clock.now, 60), 6, "SHA-256");
		const verified = await world.call("POST", `${path}/${enrolled.body.id}/verify`, { passCode });
		expect(verified.body).toEqual({ factorResult: "SUCCESS" });
	});

	it("knows a secret again by its bytes, in any spelling, also a token of the same user", async () => {
		const world = await createWorld();
		const [one, two] = [await createUser(world), await createUser(world)];
		const settings = { ...totpSettings, encoding: "base32" };
		const authenticatorId = await createAuthenticator(world, settings);
		const seed = encodeSecret(crypto.getRandomValues(new Uint8Array(16)), "base32").slice(0, -1);
		const enroll = (user: { id: string }, sharedSecret: string) =>
			world.call("POST", factorsPath(user.id), {
				...enrollment(authenticatorId, newSecret()),
				profile: { sharedSecret },
			});
		expect((await enroll(one, `${seed}A`)).status).toBe(200);
		for (const sharedSecret of [`${seed}B`, `${seed}c`, `${seed} D======`]) {
			for (const user of [one, two]) {
				expect(causeOf(await enroll(user, sharedSecret))).toBe("sharedSecret: Another token has this secret.");
			}
		}
	});

	it("refuses another user's secret, also when both come at once", async () => {
		const world = await createWorld();
		const authenticatorId = await createAuthenticator(world);
		const users = await Promise.all([createUser(world), createUser(world), createUser(world)]);
		const secret = newSecret();
		const answers = await Promise.all(
			users.map((user) =>
				world.call("POST", `${factorsPath(user.id)}?activate=true`, enrollment(authenticatorId, secret)),
			),
		);
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400]);
		expect(causeOf(answers.find((answer) => answer.status === 400)!)).toContain("sharedSecret");
	});

	it("says what is wrong with the profile id", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const unset = (await world.call("POST", "/api/v1/authenticators", { key: "custom_otp", name: `unset ${user.id}` }))
			.body.id;
		const off = await createAuthenticator(world);
		await world.call("POST", `/api/v1/authenticators/${off}/lifecycle/deactivate`);
		for (const [id, word] of [
			["aut00000000000000000", "no custom OTP authenticator"],
			[unset, "not been set"],
			[off, "not active"],
		] as const) {
			const refused = await world.call("POST", `${factorsPath(user.id)}?activate=true`, enrollment(id, newSecret()));
			expect([refused.status, causeOf(refused)]).toEqual([400, expect.stringContaining(word)]);
			expect(causeOf(refused)).toContain("factorProfileId");
		}
	});
});

describe("enrolling an authenticator app", () => {
	const enroll = (world: World, userId: string, provider = "GOOGLE") =>
		world.call("POST", factorsPath(userId), { factorType: "token:software:totp", provider });

	it("shows the secret once, draws its QR code while it is pending, and takes the app's code", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const pending = await enroll(world, user.id);
		const { activation } = pending.body._embedded;
		expect(activation).toMatchObject({ timeStep: 30, encoding: "base32", keyLength: 32 });
		expect(pending.body.profile).toEqual({ credentialId: user.login });
		const path = `${factorsPath(user.id)}/${pending.body.id}`;
		expect(JSON.stringify((await world.call("GET", path)).body)).not.toContain(activation.sharedSecret);

		const qr = new URL(activation._links.qrcode.href).pathname;
		const drawn = await world.call("GET", qr, undefined, { token: null });
		expect([drawn.status, drawn.headers.get("content-type")]).toEqual([200, "image/png"]);
		expect(String(drawn.body).slice(1, 4)).toBe("PNG");
		expect((await world.call("GET", `${qr.slice(0, -1)}x`, undefined, { token: null })).status).toBe(404);

		const { decodeSecret } = await import("../../src/otp/encoding");
		const secret = decodeSecret(activation.sharedSecret, "base32");
		if (!secret.ok) throw new Error("the secret is base32");
		const passCode = hotpSync(secret.bytes, stepAt(world.clock.now, 30), 6, "SHA-1");
		expect((await world.call("POST", `${path}/lifecycle/activate`, { passCode })).body.status).toBe("ACTIVE");
		expect((await world.call("POST", `${path}/verify`, { passCode })).body.errorCode).toBe("E0000082");
		expect((await world.call("GET", qr, undefined, { token: null })).status).toBe(404);
		world.clock.now += 30_000;
		const next = hotpSync(secret.bytes, stepAt(world.clock.now, 30), 6, "SHA-1");
		expect((await world.call("POST", `${path}/verify`, { passCode: next })).status).toBe(200);
	});

	it("gives a new secret while unproven, and leaves a proven one alone", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const first = await enroll(world, user.id);
		const second = await enroll(world, user.id);
		expect(second.body._embedded.activation.sharedSecret).not.toBe(first.body._embedded.activation.sharedSecret);
		expect((await world.call("GET", `${factorsPath(user.id)}/${first.body.id}`)).status).toBe(404);
		await world.ctx.env.bindings.DB.prepare("UPDATE factors SET status = 'ACTIVE' WHERE id = ?")
			.bind(second.body.id)
			.run();
		const third = await enroll(world, user.id);
		expect([third.status, causeOf(third)]).toEqual([400, "A factor of this type is already set up."]);
		expect((await world.call("GET", `${factorsPath(user.id)}/${second.body.id}`)).body.status).toBe("ACTIVE");
	});

	it("ends the QR code's address after an hour", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const qr = new URL((await enroll(world, user.id))!.body._embedded.activation._links.qrcode.href).pathname;
		world.clock.now += 3_599_999;
		expect((await world.call("GET", qr, undefined, { token: null })).status).toBe(200);
		world.clock.now += 1;
		expect((await world.call("GET", qr, undefined, { token: null })).status).toBe(404);
	});
});

describe("the catalogue and the questions", () => {
	it("lists what can be enrolled and what is enrolled", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		await setDefaultPolicy(world, {
			[token.authenticatorId]: "OPTIONAL",
			phone_number: "OPTIONAL",
			okta_email: "OPTIONAL",
		});
		const catalog = await world.call("GET", `${factorsPath(token.user.id)}/catalog`);
		const kinds = catalog.body.map((entry: Record<string, string>) => [entry.factorType, entry.provider, entry.status]);
		expect(kinds).toEqual([
			["token:hotp", "CUSTOM", "ACTIVE"],
			["token:software:totp", "GOOGLE", "NOT_SETUP"],
			["token:software:totp", "OKTA", "NOT_SETUP"],
			["question", "OKTA", "NOT_SETUP"],
			["sms", "OKTA", "NOT_SETUP"],
			["call", "OKTA", "NOT_SETUP"],
			["email", "OKTA", "NOT_SETUP"],
		]);
		expect((await world.call("GET", factorsPath("00u00000000000000000"))).status).toBe(404);
	});

	it("lists nineteen questions and takes an answer of at least four characters", async () => {
		const world = await createWorld();
		const user = await createUser(world);
		const questions = await world.call("GET", `${factorsPath(user.id)}/questions`);
		expect(questions.body).toHaveLength(19);
		const enroll = (profile: unknown) =>
			world.call("POST", factorsPath(user.id), { factorType: "question", provider: "OKTA", profile });
		expect((await enroll({ question: "disliked_food", answer: "egg" })).status).toBe(400);
		expect((await enroll({ question: "mothers_maiden_name", answer: "Smith" })).status).toBe(400);
		const enrolled = await enroll({ question: "disliked_food", answer: "Liver" });
		expect(enrolled.body).toMatchObject({ status: "ACTIVE", profile: { question: "disliked_food" } });
		expect(JSON.stringify(enrolled.body)).not.toContain("Liver");
		const answer = (text: string) =>
			world.call("POST", `${factorsPath(user.id)}/${enrolled.body.id}/verify`, { answer: text });
		expect((await answer("liver")).status).toBe(200);
		expect((await answer("heart")).body.errorCauses[0].errorSummary).toContain("answer");
	});
});
