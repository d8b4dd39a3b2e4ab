import { describe, expect, it } from "vitest";
import { getAdministrator } from "../../src/administrators/administrator";
import { acceptInvitation } from "../../src/administrators/invitation";
import { hashPassword } from "../../src/administrators/password";
import { keepRecoveryCodes, makeRecoveryCodes, newRecoveryCodes } from "../../src/administrators/recovery-codes";
import { choosePassword, finishFirstApp, giveCode, giveRecoveryCode } from "../../src/administrators/second-step";
import { inviteAdministrator, resetAdministrator } from "../../src/administrators/service";
import { findVisit, type NewSession, sessionCookie, sessionOf, type Visit } from "../../src/administrators/sessions";
import { signIn } from "../../src/administrators/sign-in";
import { countTry } from "../../src/administrators/tries";
import type { Ctx } from "../../src/context";
import { seal } from "../../src/crypto/envelope";
import { newRequestId } from "../../src/ids";
import { codeOf, createAdministrator, password, type TestAdministrator, wrongCode } from "../support/administrators";
import { logArrived } from "../support/log-queue";
import { createWorld, unique, type World } from "../support/world";

const origin = "https://otp.test";

/** The context of one request. */
const request = (world: World, ipAddress: string | null = null): Ctx => ({
	...world.ctx,
	requestId: newRequestId(world.clock.now),
	client: { ipAddress, userAgent: null },
});

const codeOfError = async (promise: Promise<unknown>): Promise<string> =>
	promise.then(
		() => "none",
		(error) => error.code,
	);

const cookieOf = (setCookies: readonly string[]) => setCookies.map((one) => one.split(";")[0]).join("; ");

async function visitOf(world: World, session: NewSession, stage: "PASSWORD" | "FACTOR"): Promise<Visit> {
	const headers = { cookie: cookieOf([sessionCookie(session)]) };
	const visit = await findVisit(world.ctx, new Request(origin, { headers }), stage);
	if (!visit) throw new Error(`the session is not at ${stage}`);
	return visit;
}

/** As far as the second factor. */
async function halfWay(world: World, { login }: Pick<TestAdministrator, "login">): Promise<Visit> {
	return visitOf(world, await signIn(request(world), { login, password }, null), "FACTOR");
}

const actorBy = async (world: World, cookies: readonly string[]) =>
	(await sessionOf(world.ctx, new Request(origin, { headers: { cookie: cookieOf(cookies) } })))?.actor;

describe("a sign-in", () => {
	it("asks for password and code, and then knows who it is", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world, "HELP_DESK");
		const visit = await halfWay(world, ada);
		const cookies = await giveCode(request(world), visit, await ada.code(), null);
		expect(await actorBy(world, cookies)).toMatchObject({ kind: "administrator", id: ada.id, role: "HELP_DESK" });
		for (const cookie of cookies)
			expect(cookie).toMatch(/^__Host-tessera-\w+=.*Path=\/; HttpOnly; Secure; SameSite=Lax$/);
	});

	it("with the password alone opens nothing", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const session = await signIn(request(world), { login: ada.login.toUpperCase(), password }, null);
		expect(await actorBy(world, [sessionCookie(session)])).toBeUndefined();
	});

	it("judges five of twenty wrong passwords at once, for a name that exists and for one that doesn't", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		for (const login of [ada.login, `${unique("nobody")}@example.com`]) {
			const guesses = Array.from({ length: 20 }, (_, index) =>
				codeOfError(signIn(request(world), { login, password: `wrong password ${index}` }, null)),
			);
			const answers = await Promise.all(guesses);
			expect(answers.filter((code) => code === "E0000004")).toHaveLength(5);
			expect(answers.filter((code) => code === "E0000047")).toHaveLength(15);
			// The right password isn't judged either.
			expect(await codeOfError(signIn(request(world), { login, password }, null))).toBe("E0000047");
		}
		world.clock.now += 300_000;
		await halfWay(world, ada);
	});

	it("takes as long for a name that doesn't exist", async () => {
		const world = await createWorld();
		const times: Record<string, number[]> = { known: [], unknown: [], invited: [] };
		const { row } = await inviteAdministrator(world.ctx, { login: `${unique("eve")}@example.com`, role: "READ_ONLY" });
		for (let round = 0; round < 5; round++) {
			const ada = await createAdministrator(world);
			const logins = { known: ada.login, unknown: `${unique("nobody")}@example.com`, invited: row.login };
			for (const [kind, login] of Object.entries(logins)) {
				const startedAt = performance.now();
				await codeOfError(signIn(request(world), { login, password: "a wrong password" }, null));
				times[kind]?.push(performance.now() - startedAt);
			}
		}
		const fastest = Object.fromEntries(Object.entries(times).map(([kind, all]) => [kind, Math.min(...all)]));
		expect(fastest.unknown! / fastest.known!).toBeGreaterThan(0.6);
		expect(fastest.unknown! / fastest.known!).toBeLessThan(1.6);
		expect(fastest.invited! / fastest.known!).toBeGreaterThan(0.6);
	});

	it("takes a right password back from the count, so that many sign-ins lock nobody", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		for (let index = 0; index < 7; index++) await halfWay(world, ada);
	});

	it("from a browser that she knows isn't locked by strangers", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const cookies = await giveCode(request(world), await halfWay(world, ada), await ada.code(), null);
		const device = /__Host-tessera-device=(\w+)/.exec(cookies.join())?.[1] ?? "";
		const guess = (known: string | null) =>
			codeOfError(signIn(request(world), { login: ada.login, password: "a wrong password" }, known));
		for (let index = 0; index < 5; index++) expect(await guess("x".repeat(40))).toBe("E0000004");
		expect(await guess(null)).toBe("E0000047");
		await signIn(request(world), { login: ada.login, password }, device);
		// A known browser has five tries as well, and no more.
		for (let index = 0; index < 5; index++) expect(await guess(device)).toBe("E0000004");
		expect(await guess(device)).toBe("E0000047");
	});

	it("is limited for an address, whatever the names", async () => {
		const world = await createWorld();
		const value = "192.0.2.7";
		const counted = await Promise.all(
			Array.from({ length: 40 }, () => codeOfError(countTry(request(world), { kind: "address", value }))),
		);
		expect(counted.filter((code) => code === "none")).toHaveLength(30);
		const guess = (address: string) =>
			codeOfError(signIn(request(world, address), { login: unique("nobody"), password: "x" }, null));
		expect(await guess(value)).toBe("E0000047");
		expect(await guess("192.0.2.8")).toBe("E0000004");
		// A right password leaves the address as it was.
		const ada = await createAdministrator(world);
		const near = "192.0.2.9";
		for (let index = 0; index < 29; index++) await countTry(request(world), { kind: "address", value: near });
		for (let round = 0; round < 3; round++) await signIn(request(world, near), { login: ada.login, password }, null);
	});

	it("hashes a password again that was hashed at another cost", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const { DB } = world.ctx.env.bindings;
		const old = await seal(
			world.ctx.env.sealKeys,
			`administrators.password:${ada.id}`,
			await hashPassword(password, { ln: 10, r: 8, p: 1 }),
		);
		await DB.prepare("UPDATE administrators SET password_sealed = ? WHERE id = ?").bind(old, ada.id).run();
		await halfWay(world, ada);
		expect((await getAdministrator(world.ctx, ada.id)).passwordSealed).not.toBe(old);
		await halfWay(world, ada);
	});

	it("is a log entry, also when it fails, and the log has no name that nobody has", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const mistyped = unique("my-password");
		const failing = request(world);
		const background: Promise<unknown>[] = [];
		failing.background = (work) => background.push(work);
		await codeOfError(signIn(failing, { login: ada.login, password: "a wrong password" }, null));
		await codeOfError(signIn(failing, { login: mistyped, password: "a wrong password" }, null));
		await giveCode(request(world), await halfWay(world, ada), await ada.code(), null);
		await Promise.all(background);
		await logArrived();
		const { results } = await world.ctx.env.bindings.DB.prepare(
			"SELECT event FROM log_events WHERE event_type = 'user.session.start' ORDER BY seq",
		).all<{ event: string }>();
		const events = results.map(({ event }) => JSON.parse(event));
		const own = events.filter(({ actor }) => actor.id === ada.id);
		expect(own.map(({ outcome }) => outcome.result).sort()).toEqual(["FAILURE", "SUCCESS"]);
		expect(JSON.stringify(events)).not.toContain(mistyped);
	});
});

describe("the second step", () => {
	it("judges five of twenty wrong codes at once, and then not even the right one", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const visit = await halfWay(world, ada);
		const wrong = await wrongCode(ada);
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => codeOfError(giveCode(request(world), visit, wrong, null))),
		);
		expect(answers.filter((code) => code === "E0000001")).toHaveLength(5);
		expect(await codeOfError(giveCode(request(world), visit, await ada.code(), null))).toBe("E0000047");
	});

	it("takes a code once, of many at once", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const visit = await halfWay(world, ada);
		const code = await ada.code();
		const answers = await Promise.all(
			Array.from({ length: 10 }, () => codeOfError(giveCode(request(world), visit, code, null))),
		);
		expect(answers.filter((answer) => answer === "none")).toHaveLength(1);
	});

	it("takes each recovery code once, of many at once, and tells the person", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		await makeRecoveryCodes(world.ctx, ada.id);
		const codes = (await newRecoveryCodes(world.ctx, await getAdministrator(world.ctx, ada.id))) ?? [];
		expect(codes).toHaveLength(10);
		const use = (visit: Visit, code: string) => codeOfError(giveRecoveryCode(request(world), visit, code, null));
		// They count from the moment when she says that she has them.
		expect(await use(await halfWay(world, ada), codes[0]!)).toBe("E0000001");
		await keepRecoveryCodes(world.ctx, ada.id);
		const visit = await halfWay(world, ada);
		const answers = await Promise.all(Array.from({ length: 4 }, () => use(visit, codes[0]!.toUpperCase())));
		expect(answers.filter((answer) => answer === "none")).toHaveLength(1);
		const rows = await world.ctx.env.bindings.DB.prepare(
			"SELECT kind FROM administrator_notices WHERE administrator_id = ?",
		)
			.bind(ada.id)
			.all();
		expect(rows.results).toContainEqual({ kind: "RECOVERY_CODE_USED" });
	});

	it("judges five of twenty wrong recovery codes at once", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const visit = await halfWay(world, ada);
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => codeOfError(giveRecoveryCode(request(world), visit, "aaaaa-aaaaa", null))),
		);
		expect(answers.filter((code) => code === "E0000001")).toHaveLength(5);
	});

	it("is over after a quarter of an hour", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const session = await signIn(request(world), { login: ada.login, password }, null);
		world.clock.now += 15 * 60_000 - 1;
		await visitOf(world, session, "FACTOR");
		world.clock.now += 1;
		await expect(visitOf(world, session, "FACTOR")).rejects.toThrow();
	});

	it("tells of a browser that is new, but not of the first", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const noticesOf = async () =>
			(
				await world.ctx.env.bindings.DB.prepare("SELECT kind FROM administrator_notices WHERE administrator_id = ?")
					.bind(ada.id)
					.all()
			).results;
		await giveCode(request(world), await halfWay(world, ada), await ada.code(), null);
		expect(await noticesOf()).toEqual([]);
		world.clock.now += 30_000;
		await giveCode(request(world), await halfWay(world, ada), await ada.code(), null);
		expect(await noticesOf()).toEqual([{ kind: "NEW_DEVICE" }]);
	});
});

describe("the first sign-in", () => {
	const invited = async (world: World) =>
		inviteAdministrator(world.ctx, { login: `${unique("ada")}@example.com`, role: "ADMINISTRATOR" });

	it("goes from the one-time password over a password and an app to an open session", async () => {
		const world = await createWorld();
		const { row, oneTimePassword } = await invited(world);
		const first = await signIn(request(world), { login: row.login, password: oneTimePassword }, null);
		const second = await choosePassword(request(world), await visitOf(world, first, "PASSWORD"), password);
		const visit = await visitOf(world, second, "FACTOR");
		expect(await codeOfError(giveCode(request(world), visit, "000000", null))).toBe("E0000004");
		const code = await codeOf(world, row.id, "PENDING_ACTIVATION");
		const cookies = await finishFirstApp(request(world), visit, code, null);
		expect(await actorBy(world, cookies)).toMatchObject({ id: row.id });
		expect(await newRecoveryCodes(world.ctx, await getAdministrator(world.ctx, row.id))).toHaveLength(10);
		// The code that proved the app is used.
		expect(await codeOfError(giveCode(request(world), await halfWay(world, row), code, null))).toBe("E0000001");
	});

	it("ends the one-time password, also for those who came half-way with it", async () => {
		const world = await createWorld();
		const { row, oneTimePassword } = await invited(world);
		const sessions = [
			await signIn(request(world), { login: row.login, password: oneTimePassword }, null),
			await acceptInvitation(request(world), oneTimePassword),
		];
		const visits = await Promise.all(sessions.map((session) => visitOf(world, session, "PASSWORD")));
		const answers = await Promise.all(
			visits.map((visit, index) => codeOfError(choosePassword(request(world), visit, `${password} ${index}`))),
		);
		expect(answers.sort()).toEqual(["E0000004", "none"]);
		const again = signIn(request(world), { login: row.login, password: oneTimePassword }, null);
		expect(await codeOfError(again)).toBe("E0000004");
		expect(await codeOfError(acceptInvitation(request(world), oneTimePassword))).toBe("E0000001");
	});

	it("is possible for three days", async () => {
		const world = await createWorld();
		const { row, oneTimePassword } = await invited(world);
		world.clock.now += 3 * 86_400_000;
		expect(await codeOfError(acceptInvitation(request(world), oneTimePassword))).toBe("E0000001");
		const late = signIn(request(world), { login: row.login, password: oneTimePassword }, null);
		expect(await codeOfError(late)).toBe("E0000004");
	});

	it("comes again after a reset, when neither the password nor the app count any more", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const visit = await halfWay(world, ada);
		await giveCode(request(world), visit, await ada.code(), null);
		const earlier = await halfWay(world, ada);
		await resetAdministrator(world.ctx, ada.id);
		expect(await codeOfError(signIn(request(world), { login: ada.login, password }, null))).toBe("E0000004");
		world.clock.now += 30_000;
		expect(await codeOfError(giveCode(request(world), earlier, "000000", null))).toBe("E0000004");
	});
});

describe("a session", () => {
	it("read from D1 is useless, and so is a device", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		await giveCode(request(world), await halfWay(world, ada), await ada.code(), null);
		const { results } = await world.ctx.env.bindings.DB.prepare(
			"SELECT id, token_hash FROM administrator_sessions WHERE administrator_id = ? AND stage = 'OPEN'",
		)
			.bind(ada.id)
			.all<{ id: string; token_hash: string }>();
		for (const value of Object.values(results[0]!)) {
			expect(await actorBy(world, [`__Host-tessera-console=${value}`])).toBeUndefined();
		}
	});

	it("ends after half an hour of silence, and after twelve hours in any case", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const cookies = await giveCode(request(world), await halfWay(world, ada), await ada.code(), null);
		const started = world.clock.now;
		world.clock.now += 30 * 60_000 - 1;
		const background: Promise<unknown>[] = [];
		world.ctx.background = (work) => background.push(work);
		expect(await actorBy(world, cookies)).toBeDefined();
		await Promise.all(background);
		for (let at = started; at < started + 12 * 3_600_000 - 1; at += 20 * 60_000) {
			world.clock.now = Math.max(world.clock.now, at);
			expect(await actorBy(world, cookies)).toBeDefined();
			await Promise.all(background);
		}
		world.clock.now = started + 12 * 3_600_000;
		expect(await actorBy(world, cookies)).toBeUndefined();
	});

	it("ends by silence", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const cookies = await giveCode(request(world), await halfWay(world, ada), await ada.code(), null);
		world.clock.now += 30 * 60_000;
		expect(await actorBy(world, cookies)).toBeUndefined();
	});
});
