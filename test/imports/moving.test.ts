// Moving users to another authenticator: the factor stays, used codes stay used, and nobody is without a factor.
import { describe, expect, it } from "vitest";
import { countUsersOfAuthenticator } from "../../src/authenticators/use";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
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
import { beginImport, checkedImport, csvOf, move, newLine, resultsOf, until, verb } from "./imports";

const halfMinute = {
	...totpSettings,
	timeIntervalInSeconds: 30,
	algorithm: "HMacSHA1",
	acceptableAdjacentIntervals: 2,
} as const;

const codeAt = (world: World, secret: Uint8Array, seconds: number, hash: "SHA-1" | "SHA-256", ahead = 0) =>
	hotpSync(secret, stepAt(world.clock.now, seconds) + ahead, 6, hash);

describe("moving all users of an authenticator", () => {
	it("keeps factors and secrets, and then the old authenticator can be deleted", async () => {
		const world = await createWorld();
		const { user, authenticatorId: from, factorId, secret, verify, code } = await createTokenUser(world);
		const { id: other } = await createUser(world);
		const second = newSecret();
		const { body } = await world.call("POST", `/api/v1/users/${other}/factors`, enrollment(from, second));
		const to = await createAuthenticator(world, halfMinute);
		expect((await verify(code())).status).toBe(200);

		const { view, id } = await move(world, { fromAuthenticatorId: from, authenticatorId: to });
		expect(view.counts).toEqual({ pending: 0, ok: 0, refused: 0, taken: 2, failed: 0 });
		expect(await resultsOf(world, id)).toEqual(["TAKEN", "TAKEN"]);
		expect(await Promise.all([from, to].map((one) => countUsersOfAuthenticator(world.ctx, one)))).toEqual([0, 2]);
		const { body: factors } = await world.call("GET", `/api/v1/users/${user.id}/factors`);
		expect(factors.map((factor: { id: string }) => factor.id)).toEqual([factorId]);
		// What was pending is pending still.
		expect((await world.call("GET", `/api/v1/users/${other}/factors/${body.id}`)).body.status).toBe(
			"PENDING_ACTIVATION",
		);
		expect((await verify(code())).status).toBe(403);
		world.clock.now += 120_000;
		expect((await verify(codeAt(world, secret, 60, "SHA-256"))).status).toBe(403);
		expect((await verify(codeAt(world, secret, 30, "SHA-1"))).status).toBe(200);
		await world.call("POST", `/api/v1/authenticators/${from}/lifecycle/deactivate`);
		expect((await world.call("DELETE", `/api/v1/authenticators/${from}`)).status).toBe(204);
	});

	it.each([
		["the same step", { ...totpSettings, passCodeLength: 6, acceptableAdjacentIntervals: 2 } as const, 60, "SHA-256"],
		["a shorter step", halfMinute, 30, "SHA-1"],
		["a longer step", { ...totpSettings, timeIntervalInSeconds: 120, algorithm: "HMacSHA1" } as const, 120, "SHA-1"],
	] as const)("takes no code of the used time again with %s", async (_, settings, seconds, hash) => {
		const world = await createWorld();
		const { authenticatorId: from, secret, verify, code } = await createTokenUser(world);
		const to = await createAuthenticator(world, settings);
		const used = world.clock.now;
		expect((await verify(code())).status).toBe(200);
		await move(world, { fromAuthenticatorId: from, authenticatorId: to });
		expect((await verify(codeAt(world, secret, seconds, hash))).status).toBe(403);
		// The next step after the used one is open again.
		world.clock.now = used + 2 * Math.max(60, seconds) * 1000;
		expect((await verify(codeAt(world, secret, seconds, hash))).status).toBe(200);
		// And back: codes that were used there are used here.
		await move(world, { fromAuthenticatorId: to, authenticatorId: from });
		expect((await verify(code(-2))).status).toBe(403);
		world.clock.now += 4 * Math.max(60, seconds) * 1000;
		expect((await verify(code())).status).toBe(200);
	});

	it("keeps the counter between two HOTP authenticators", async () => {
		const world = await createWorld();
		const { authenticatorId: from, secret, verify, code } = await createTokenUser(world, hotpSettings);
		const to = await createAuthenticator(world, { ...hotpSettings, passCodeLength: 6 });
		expect((await verify(code(4))).status).toBe(200);
		await move(world, { fromAuthenticatorId: from, authenticatorId: to });
		const tryCounter = async (counter: number) => (await verify(hotpSync(secret, counter, 6, "SHA-1"))).status;
		expect([await tryCounter(4), await tryCounter(5), await tryCounter(5)]).toEqual([403, 200, 403]);
	});

	it.each([
		["the same step", { ...totpSettings, acceptableAdjacentIntervals: 3 } as const, 60, "SHA-256"],
		["a shorter step", halfMinute, 30, "SHA-1"],
	] as const)(
		"to %s against verifications: each moment counts once, and each user has one factor at any time",
		async (_, settings, seconds, hash) => {
			const world = await createWorld();
			const from = await createAuthenticator(world);
			const to = await createAuthenticator(world, settings);
			const users = await Promise.all(
				Array.from({ length: 4 }, async () => {
					const [user, secret] = [await createUser(world), newSecret()];
					const { body } = await world.call(
						"POST",
						`/api/v1/users/${user.id}/factors?activate=true`,
						enrollment(from, secret),
					);
					return { ...user, secret, path: `/api/v1/users/${user.id}/factors/${body.id}` };
				}),
			);
			const id = await beginImport(world, { source: "AUTHENTICATOR", fromAuthenticatorId: from, authenticatorId: to });
			await until(world, id, "CHECKED");
			const accepted = new Map(users.map((user) => [user.id, 0]));
			const before = (secret: Uint8Array) => codeAt(world, secret, 60, "SHA-256");
			const after = (secret: Uint8Array) => codeAt(world, secret, seconds, hash);
			const knock = async ({ id: userId, path }: (typeof users)[number], passCode: string) => {
				const { status, body } = await world.call("POST", `${path}/verify`, { passCode });
				if (status === 200) accepted.set(userId, accepted.get(userId)! + 1);
				// A factor that is being moved says so. It is never missing.
				else expect(["E0000082", "E0000107", "E0000047", "E0000068"]).toContain(body.errorCode);
				const { body: factors } = await world.call("GET", `/api/v1/users/${userId}/factors`);
				expect(factors).toMatchObject([{ id: path.split("/").at(-1), status: "ACTIVE" }]);
			};
			let isOver = false;
			const knocking = users.map(async (user) => {
				for (let rounds = 0; rounds < 2 || !isOver; rounds++) await knock(user, before(user.secret));
			});
			await verb(world, id, "start");
			await until(world, id, "DONE");
			isOver = true;
			await Promise.all(knocking);
			for (const user of users) for (const code of [before, after]) await knock(user, code(user.secret));
			expect([...accepted.values()]).toEqual([1, 1, 1, 1]);
		},
	);

	it("takes along who is enrolled meanwhile, and tokens that are nobody's", async () => {
		const world = await createWorld();
		const from = await createAuthenticator(world);
		const to = await createAuthenticator(world, halfMinute);
		const early = await createUser(world);
		const lines = [newLine(early.login), newLine()];
		const first = await checkedImport(world, { authenticatorId: from }, csvOf(lines));
		await verb(world, first.id, "start");
		await until(world, first.id, "DONE");
		const id = await beginImport(world, { source: "AUTHENTICATOR", fromAuthenticatorId: from, authenticatorId: to });
		await until(world, id, "CHECKED");
		const late = await createUser(world);
		await world.call("POST", `/api/v1/users/${late.id}/factors?activate=true`, enrollment(from, newSecret()));
		await verb(world, id, "start");
		expect((await until(world, id, "DONE")).counts).toMatchObject({ taken: 2, failed: 0 });
		const { body: stock } = await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${to}`);
		expect(stock.map(({ serial, status }: Record<string, string>) => [serial, status])).toEqual(
			expect.arrayContaining([
				[lines[0]!.serial, "ASSIGNED"],
				[lines[1]!.serial, "UNASSIGNED"],
			]),
		);
		await world.call("POST", `/api/v1/authenticators/${from}/lifecycle/deactivate`);
		expect((await world.call("DELETE", `/api/v1/authenticators/${from}`)).status).toBe(204);
	});
});

describe("moving the users of a file", () => {
	it("gives them the file's tokens, and refuses who has none to replace", async () => {
		const world = await createWorld();
		const { user, authenticatorId: from, factorId, secret, verify, code } = await createTokenUser(world);
		const same = await createTokenUser(world, totpSettings);
		const to = await createAuthenticator(world, halfMinute);
		const stranger = await createUser(world);
		expect((await verify(code())).status).toBe(200);
		const lines = [newLine(user.login), newLine(stranger.login), newLine(same.user.login), newLine()];
		const { id } = await checkedImport(world, { authenticatorId: to, fromAuthenticatorId: from }, csvOf(lines));
		expect(await resultsOf(world, id)).toEqual([
			"OK",
			"token-not-enrolled",
			"token-not-enrolled",
			"token-not-enrolled",
		]);
		await verb(world, id, "start", { canary: { first: 1 } });
		expect(await until(world, id, "CANARY")).toMatchObject({ canary: [{ factorId, verified: null }] });
		world.clock.now = Date.now();
		const { body } = await world.call("GET", `/api/v1/users/${user.id}/factors`);
		expect(body.map((factor: { id: string }) => factor.id)).toEqual([factorId]);
		expect((await verify(codeAt(world, secret, 30, "SHA-1"))).status).toBe(403);
		// The new secret was never used, so its code of this moment counts at once.
		expect((await verify(codeAt(world, lines[0]!.secret, 30, "SHA-1"))).status).toBe(200);
		expect((await verify(codeAt(world, lines[0]!.secret, 30, "SHA-1"))).status).toBe(403);
		await world.shipLog(user.id);
		expect((await world.call("GET", `/api/v1/token-imports/${id}`)).body.canary).toMatchObject([
			{ factorId, verified: expect.any(String) },
		]);
		expect((await world.call("GET", `/api/v1/otp-tokens?serial=${lines[0]!.serial}`)).body).toMatchObject([
			{ status: "ASSIGNED", userId: user.id },
		]);
	});

	it("moves a token that is in the old authenticator by its own secret", async () => {
		const world = await createWorld();
		const from = await createAuthenticator(world);
		const to = await createAuthenticator(world, halfMinute);
		const user = await createUser(world);
		const file = csvOf([newLine(user.login)]);
		for (const body of [{ authenticatorId: from }, { authenticatorId: to, fromAuthenticatorId: from }]) {
			const { id } = await checkedImport(world, body, file);
			await verb(world, id, "start");
			expect((await until(world, id, "DONE")).counts).toMatchObject({ taken: 1, failed: 0 });
		}
		const { body } = await world.call("GET", `/api/v1/otp-tokens?authenticatorId=${to}`);
		expect(body).toMatchObject([{ status: "ASSIGNED", userId: user.id }]);
	});
});

describe("an import", () => {
	it("doesn't begin into the authenticator that it comes from, into none, or into a built-in one", async () => {
		const world = await createWorld();
		const one = await createAuthenticator(world);
		for (const [body, text] of [
			[
				{ source: "AUTHENTICATOR", authenticatorId: one, fromAuthenticatorId: one },
				"The tokens are in this authenticator already.",
			],
			[
				{ source: "FILE", authenticatorId: "autNobody00000000000" },
				"There is no custom OTP authenticator with this id.",
			],
			[
				{ source: "FILE", authenticatorId: "autphonenumber000000" },
				"There is no custom OTP authenticator with this id.",
			],
		] as const) {
			const answer = await world.call("POST", "/api/v1/token-imports", body);
			expect(answer.status).toBe(400);
			expect(answer.body.errorCauses[0].errorSummary).toContain(text);
		}
	});

	it("of an authenticator without users has nothing to do", async () => {
		const world = await createWorld();
		const [one, other] = [await createAuthenticator(world), await createAuthenticator(world)];
		const id = await beginImport(world, { source: "AUTHENTICATOR", fromAuthenticatorId: one, authenticatorId: other });
		expect(await until(world, id, "REFUSED")).toMatchObject({ problem: { reason: "import-nothing-left" } });
	});
});
