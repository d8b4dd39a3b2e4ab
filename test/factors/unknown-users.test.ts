// Who isn't there gets no guard: an object of the platform is made by asking it, and would stay behind on a disk.
import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { routes } from "../../src/app";
import { newId } from "../../src/ids";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { countBindings } from "../support/counted-bindings";
import { objectIds } from "../support/object-ids";
import { createAuthenticator, createTokenUser, enrollment, newSecret, totpSettings } from "../support/otp-tokens";
import { nameOf } from "../support/route-cases";
import { createWorld, unique } from "../support/world";

const guards = async () => (await objectIds(env.GUARD)).map(String);

/** A request that passes the schema of its route. Routes that aren't named take no body. */
const bodies: Record<string, unknown[]> = {
	"POST /api/v1/users/{userId}": [{ profile: { firstName: "Ada" } }],
	"PUT /api/v1/users/{userId}": [{ profile: { login: unique("ada"), firstName: "Ada", lastName: "L" } }],
	...Object.fromEntries(
		["reset-otp-profile", "reset-questions", "reset-phrase", "reset-all", "unlock", "unregister-devices"].map(
			(action) => [`POST /api/v1/care/users/{userId}/${action}`, [{ reason: "Lost the phone" }]],
		),
	),
	"POST /api/v1/care/users/{userId}/temporary-allow/cancel": [{ reason: "Lost the phone" }],
	"POST /api/v1/care/users/{userId}/temporary-allow": [{ reason: "Lost the phone" }],
	"POST /api/v1/care/users/{userId}/help-desk-code": [{ reason: "Lost the phone", application: "0oa1" }],
	"POST /api/v1/users/{userId}/registered-devices": [{ deviceToken: "x".repeat(32) }],
	"POST /api/v1/users/{userId}/factors": [{ factorType: "email", provider: "OKTA" }],
	"POST /api/v1/users/{userId}/factors/{factorId}/lifecycle/activate": [{ passCode: "123456" }],
	"POST /api/v1/users/{userId}/factors/{factorId}/verify": [{ passCode: "123456" }, { answer: "blue" }, {}],
	"POST /api/v1/users/{userId}/factors/{factorId}/resync": [{ passCode: "123456", nextPassCode: "654321" }],
};

const doors = routes
	.filter(({ path }) => path.includes("{userId}"))
	.flatMap((route) => (bodies[nameOf(route)] ?? [undefined]).map((body) => [nameOf(route), body, route] as const));

/** What somebody could put in the place of an id: other chance, other kinds, other forms, another's with a change. */
function madeUp(known: string): string[] {
	const last = known.at(-1) === "x" ? "y" : "x";
	const changed = known.slice(0, -1) + last;
	const odd = [changed, known.toLowerCase(), `${known}0`, known.slice(0, -1), unique("nobody"), "%F0%9F", "null"];
	const byChance = Array.from({ length: 200 - odd.length }, () => newId("user", Date.now()));
	return [...odd, ...byChance];
}

describe("an id of a user that nobody has", () => {
	it.each(doors)("makes no guard at %s with %j", async (_, body, { method, path }) => {
		const world = await createWorld();
		const { user, factorId } = await createTokenUser(world);
		const before = await guards();
		const statuses = new Set();
		for (const id of madeUp(user.id)) {
			const address = path
				.replace("{userId}", id)
				.replace("{factorId}", factorId)
				.replaceAll(/\{\w+\}/g, "x");
			statuses.add((await world.call(method, address, body)).status);
		}
		// Whoever lacks the permission isn't told who there is.
		expect([...statuses]).toEqual([/temporary-allow|help-desk-code/.test(path) ? 403 : 404]);
		expect(await guards()).toEqual(before);
	});
});

describe("a user's id", () => {
	it("goes to the guard at once, in an isolate that has never seen the user", async () => {
		const { bindings, count } = countBindings();
		const [elsewhere, world] = [await createWorld(), await createWorld({ bindings })];
		const [first, user] = [await createTokenUser(world), await createTokenUser(elsewhere)];
		expect((await user.verify(user.code())).status).toBe(200);
		// The caller and the authenticators are known here, and the user isn't.
		expect((await first.verify(first.code())).status).toBe(200);
		world.clock.now = elsewhere.clock.now + 1;
		const { result, calls } = await count((onAnswer) =>
			world.call("POST", `${user.path}/verify`, { passCode: user.code(1) }, { onAnswer }),
		);
		expect(result.status).toBe(200);
		expect(calls).toEqual({ objects: ["GUARD.attemptInText"], statements: [] });
	});

	it.each(["00u0V70MWDg9ABCDEFGH", "00ufromAnotherSystem", "hr-4711"])(
		"is looked up before the guard is asked, when it has no check: %s",
		async (id) => {
			const { bindings, count } = countBindings();
			const world = await createWorld({ bindings });
			await bindings.DB.prepare(
				`INSERT INTO users (id, login, login_key, status, created_at, last_updated_at)
					VALUES (?1, ?1, ?1, 'ACTIVE', 0, 0)`,
			)
				.bind(id)
				.run();
			const token = newSecret();
			const enrolled = await world.call(
				"POST",
				`/api/v1/users/${id}/factors?activate=true`,
				enrollment(await createAuthenticator(world), token),
			);
			const { timeIntervalInSeconds: step } = totpSettings;
			const verify = (ahead: number) => {
				const passCode = hotpSync(token, stepAt(world.clock.now, step) + ahead, 6, "SHA-256");
				const path = `/api/v1/users/${id}/factors/${enrolled.body.id}/verify`;
				return count((onAnswer) => world.call("POST", path, { passCode }, { onAnswer }));
			};
			expect((await verify(0)).result.status).toBe(200);
			const { result, calls } = await verify(1);
			expect(result.status).toBe(200);
			expect(calls).toEqual({
				objects: ["GUARD.attemptInText"],
				statements: [expect.stringContaining('from "factors"')],
			});
		},
	);
});
