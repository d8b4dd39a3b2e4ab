import { abortAllDurableObjects } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createTokenUser, hotpSettings, totpSettings } from "../support/otp-tokens";
import { createWorld } from "../support/world";

const codesOf = (answers: { status: number; body: { errorCode?: string } }[]) =>
	answers.map((answer) => answer.body.errorCode ?? answer.status);
const count = <T>(items: T[], item: T) => items.filter((other) => other === item).length;

/** Thousands of requests take their time on a busy machine. */
const busyMs = 120_000;

describe("verify", () => {
	it("accepts a code up to 300 seconds before and after with a step of 60 s and an interval of 5", async () => {
		const world = await createWorld();
		for (const offset of [-5, 0, 5]) {
			const token = await createTokenUser(world);
			const answer = await token.verify(token.code(offset));
			expect([answer.status, answer.body]).toEqual([200, { factorResult: "SUCCESS" }]);
		}
		const token = await createTokenUser(world);
		expect((await token.verify(token.code(-6))).body.errorCode).toBe("E0000083");
		expect((await token.verify(token.code(6))).body.errorCode).toBe("E0000068");
	});

	it.each([
		["HMacSHA1", 6, 15],
		["HMacSHA256", 8, 30],
		["HMacSHA512", 10, 300],
	])("takes codes of %s with %i digits every %i s", async (algorithm, passCodeLength, timeIntervalInSeconds) => {
		const world = await createWorld();
		const settings = {
			...totpSettings,
			algorithm,
			passCodeLength,
			timeIntervalInSeconds,
			acceptableAdjacentIntervals: 0,
		};
		const token = await createTokenUser(world, settings);
		expect(token.code()).toHaveLength(passCodeLength);
		expect((await token.verify(token.code())).status).toBe(200);
		world.clock.now += timeIntervalInSeconds * 1000;
		expect((await token.verify(token.code())).status).toBe(200);
	});

	it("refuses a code that was used, each earlier one, and both after an eviction", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		expect((await token.verify(token.code(0))).status).toBe(200);
		await abortAllDurableObjects();
		const replay = await token.verify(token.code(0));
		expect([replay.status, replay.body.errorCode]).toEqual([403, "E0000082"]);
		expect((await token.verify(token.code(-3))).body.errorCode).toBe("E0000082");
		expect((await token.verify(token.code(1))).status).toBe(200);
	});

	it(
		"judges exactly 5 of 200 wrong codes sent at once, ten times over",
		async () => {
			const world = await createWorld();
			for (let round = 0; round < 10; round++) {
				const token = await createTokenUser(world);
				const wrong = token.wrongCode();
				const answers = await Promise.all(Array.from({ length: 200 }, () => token.verify(wrong)));
				const codes = codesOf(answers);
				expect([count(codes, "E0000068"), count(codes, "E0000047")]).toEqual([5, 195]);
				const refused = answers.find((answer) => answer.status === 429);
				expect(Number(refused?.headers.get("retry-after"))).toBe(300);
				expect(refused?.headers.get("x-rate-limit-reset")).toBeNull();
			}
		},
		busyMs,
	);

	it.each([
		["TOTP", totpSettings],
		["HOTP", hotpSettings],
	])(
		"accepts exactly 1 of 200 submissions of one valid %s code, ten times over",
		async (_, settings) => {
			const world = await createWorld();
			for (let round = 0; round < 10; round++) {
				const token = await createTokenUser(world, settings);
				const codes = codesOf(await Promise.all(Array.from({ length: 200 }, () => token.verify(token.code(0)))));
				expect([count(codes, 200), count(codes, "E0000082"), count(codes, "E0000047")]).toEqual([1, 5, 194]);
			}
		},
		busyMs,
	);

	it(
		"holds the limit against a thousand changing addresses",
		async () => {
			const world = await createWorld();
			const token = await createTokenUser(world);
			const body = { passCode: token.wrongCode() };
			const answers = await Promise.all(
				Array.from({ length: 1_000 }, (_, index) =>
					world.call("POST", `${token.path}/verify`, body, {
						headers: {
							"cf-connecting-ip": `198.51.${index >> 8}.${index & 255}`,
							"x-forwarded-for": `10.0.0.${index & 255}`,
						},
					}),
				),
			);
			expect(count(codesOf(answers), "E0000068")).toBe(5);
		},
		busyMs,
	);

	it("opens after five minutes; refused attempts don't extend the lock, and a success erases no failure", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		for (let i = 0; i < 4; i++) await token.verify(token.wrongCode());
		expect((await token.verify(token.code(0))).status).toBe(200);
		world.clock.now += 60_000;
		expect((await token.verify(token.wrongCode())).body.errorCode).toBe("E0000068");
		expect((await token.verify(token.code(1))).status).toBe(429);
		world.clock.now += 239_999;
		expect((await token.verify(token.code(1))).status).toBe(429);
		world.clock.now += 1;
		expect((await token.verify(token.code(1))).status).toBe(200);
	});

	it("is opened at once by an administrator's unlock", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		for (let i = 0; i < 5; i++) await token.verify(token.wrongCode());
		expect((await token.verify(token.code(0))).status).toBe(429);
		expect((await world.call("POST", `/api/v1/users/${token.user.id}/lifecycle/unlock`)).status).toBe(200);
		expect((await token.verify(token.code(0))).status).toBe(200);
	});

	it("counts failures of every door of a user together", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		const userPath = `/api/v1/users/${token.user.id}/factors`;
		const app = await world.call("POST", userPath, { factorType: "token:software:totp", provider: "GOOGLE" });
		const question = await world.call("POST", userPath, {
			factorType: "question",
			provider: "OKTA",
			profile: { question: "disliked_food", answer: "mayonnaise" },
		});
		await token.verify(token.wrongCode());
		await world.call("POST", `${userPath}/${app.body.id}/lifecycle/activate`, { passCode: "000000" });
		await world.call("POST", `${token.path}/resync`, { passCode: "111111", nextPassCode: "222222" });
		await world.call("POST", `${userPath}/${question.body.id}/verify`, { answer: "ketchup" });
		expect((await world.call("GET", `/api/v1/users/${token.user.id}/lock`)).body).toMatchObject({ failures: 4 });
		await world.call("POST", `${userPath}/${question.body.id}/verify`, { answer: "mustard" });
		for (const [path, body] of [
			[`${token.path}/verify`, { passCode: token.code(0) }],
			[`${userPath}/${app.body.id}/lifecycle/activate`, { passCode: "000000" }],
			[`${token.path}/resync`, { passCode: token.code(0), nextPassCode: token.code(1) }],
			[`${userPath}/${question.body.id}/verify`, { answer: "mayonnaise" }],
		] as const) {
			const answer = await world.call("POST", path, body);
			expect([answer.status, answer.body.errorCode]).toEqual([429, "E0000047"]);
		}
	});

	it.each([
		[""],
		["0"],
		["      "],
		["１２３４５６"],
		["1234567"],
		["12345"],
		[" 123456"],
		["-12345"],
		["1e5000"],
		["x".repeat(10_000)],
		[["123456"]],
		[123456],
		[null],
		[{ $ne: "" }],
	])("refuses %j as malformed and counts nothing", async (passCode) => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		const answer = await token.verify(passCode);
		expect([answer.status, answer.body.errorCode]).toEqual([400, "E0000001"]);
		expect((await world.call("GET", `/api/v1/users/${token.user.id}/lock`)).body.failures).toBe(0);
	});

	it("takes a verify-only token, which may do nothing else", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		const verifier = await world.tokenFor("VERIFIER");
		expect((await token.verify(token.code(), verifier)).status).toBe(200);
		expect((await world.call("GET", token.path, undefined, { token: verifier })).status).toBe(403);
		const readOnly = await world.tokenFor("READ_ONLY");
		expect((await token.verify(token.code(1), readOnly)).status).toBe(403);
	});

	it("believes no word of the client about the outcome", async () => {
		const world = await createWorld();
		const { path, wrongCode } = await createTokenUser(world);
		const claims = { factorResult: "SUCCESS", result: "accepted", ok: true, verified: true, status: "ACTIVE" };
		const headers = { "x-factor-result": "SUCCESS", "x-mfa-verified": "true", cookie: "verified=true" };
		const asked = `${path}/verify?factorResult=SUCCESS&skipMfa=true`;
		const answer = await world.call("POST", asked, { ...claims, passCode: wrongCode() }, { headers });
		expect([answer.status, answer.body.errorCode]).toEqual([403, "E0000068"]);
	});

	it("asks D1 nothing on the warm path", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		await token.verify(token.code(0));
		const database = world.ctx.env.bindings.DB;
		let queries = 0;
		const { prepare, batch, exec } = database;
		database.prepare = (text) => {
			queries += 1;
			return prepare.call(database, text);
		};
		database.batch = (statements) => {
			queries += 1;
			return batch.call(database, statements) as never;
		};
		database.exec = (text) => {
			queries += 1;
			return exec.call(database, text);
		};
		try {
			expect((await token.verify(token.code(1))).status).toBe(200);
			expect((await token.verify(token.wrongCode())).status).toBe(403);
			expect(queries).toBe(0);
			await world.call("GET", token.path);
			expect(queries).toBeGreaterThan(0);
		} finally {
			Object.assign(database, { prepare, batch, exec });
		}
	});
});
