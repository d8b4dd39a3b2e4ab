import { describe, expect, it } from "vitest";
import { getAdministrator } from "../../src/administrators/administrator";
import { deleteEndedChallenges } from "../../src/administrators/challenges";
import { beginNewApp, finishNewApp } from "../../src/administrators/own-account";
import { addPasskey, beginPasskey, removeApp, removePasskey } from "../../src/administrators/own-factors";
import { listPasskeys, passkeyCreation, passkeyRequest } from "../../src/administrators/passkeys";
import { keepRecoveryCodes, makeRecoveryCodes } from "../../src/administrators/recovery-codes";
import { finishFirstApp, finishFirstPasskey, giveCode, givePasskey } from "../../src/administrators/second-step";
import { resetAdministrator } from "../../src/administrators/service";
import { findVisit, type Visit } from "../../src/administrators/sessions";
import type { Ctx } from "../../src/context";
import { newRequestId } from "../../src/ids";
import type { Session } from "../../src/web/page";
import { codeOf, createAdministrator, sessionAt, setBack, signedIn } from "../support/administrators";
import { type Authenticator, createAuthenticator, type Otherwise } from "../support/authenticator";
import { logArrived } from "../support/log-queue";
import { createWorld, type World } from "../support/world";

/** The context of one request, which finishes its background work before it counts as done. */
async function inRequest<T>(world: World, run: (ctx: Ctx) => Promise<T>): Promise<T> {
	const background: Promise<unknown>[] = [];
	const ctx = {
		...world.ctx,
		requestId: newRequestId(world.clock.now),
		background: (work: Promise<unknown>) => background.push(work),
	};
	try {
		return await run(ctx);
	} finally {
		await Promise.all(background);
	}
}

const outcome = (promise: Promise<unknown>): Promise<string> =>
	promise.then(
		() => "taken",
		(error) => error.causes?.[0]?.reason ?? error.code,
	);

async function ownSession(world: World, id: string): Promise<Session> {
	const { session } = await signedIn(world, id);
	const { displayName, role } = await getAdministrator(world.ctx, id);
	const actor = { kind: "administrator", id, name: displayName, role } as const;
	return { ...session, actor, canStay: true };
}

async function addOne(world: World, session: Session, name = "key"): Promise<Authenticator> {
	const key = await createAuthenticator();
	const passkey = await key.create(await beginPasskey(world.ctx, session));
	await inRequest(world, (ctx) => addPasskey(ctx, session, { name, passkey }));
	return key;
}

async function visitOf(world: World, id: string): Promise<Visit> {
	const { cookie } = await sessionAt(world, id, "FACTOR");
	const visit = await findVisit(world.ctx, new Request("https://otp.test", { headers: { cookie } }), "FACTOR");
	if (!visit) throw new Error("no visit");
	return visit;
}

/** Somebody with an app and one passkey, half-way through a sign-in. */
async function halfWay(world: World) {
	const ada = await createAdministrator(world);
	const session = await ownSession(world, ada.id);
	const key = await addOne(world, session);
	const visit = await visitOf(world, ada.id);
	const ask = async (asked = visit) => (await passkeyRequest(world.ctx, ada.id, asked.session.id)) ?? "";
	const give = (answer: string, given = visit) =>
		outcome(inRequest(world, (ctx) => givePasskey(ctx, given, answer, null)));
	return { ada, session, key, visit, ask, give };
}

async function eventsOf(world: World, id: string) {
	await logArrived();
	const { results } = await world.ctx.env.bindings.DB.prepare(
		`SELECT event_type || coalesce(' ' || (event ->> '$.outcome.reason'), '') AS event FROM log_events
			WHERE event ->> '$.target[0].id' = ? ORDER BY seq`,
	)
		.bind(id)
		.all<{ event: string }>();
	return results.map(({ event }) => event);
}

async function noticesOf(world: World, id: string) {
	const { results } = await world.ctx.env.bindings.DB.prepare(
		"SELECT kind FROM administrator_notices WHERE administrator_id = ? ORDER BY id",
	)
		.bind(id)
		.all<{ kind: string }>();
	return results.map(({ kind }) => kind);
}

describe("a passkey", () => {
	it("signs in beside the password, is logged, and says when it was used", async () => {
		const world = await createWorld();
		const { ada, key, ask, give } = await halfWay(world);
		world.clock.now += 60_000;
		expect(await give(await key.get(await ask(), { counter: 1 }))).toBe("taken");
		expect((await listPasskeys(world.ctx, ada.id))[0]?.row.lastUsedAt).toBe(world.clock.now);
		expect(await noticesOf(world, ada.id)).toEqual(["PASSKEY_ADDED"]);
		const events = await eventsOf(world, ada.id);
		expect(events).toContain("user.mfa.factor.activate");
		expect(events).toContain("user.authentication.auth_via_mfa");
	});

	it("lies sealed in D1", async () => {
		const world = await createWorld();
		const { ada, key } = await halfWay(world);
		const { results } = await world.ctx.env.bindings.DB.prepare(
			"SELECT * FROM administrator_credentials WHERE administrator_id = ? AND kind = 'passkey'",
		)
			.bind(ada.id)
			.all();
		expect(results).toHaveLength(1);
		expect(JSON.stringify(results)).not.toContain(key.id);
	});

	it.each<[string, Otherwise]>([
		["of another site", { origin: "https://evil.example" }],
		["of another port", { origin: "https://otp.test:8443" }],
		["for another name", { rpId: "evil.example" }],
		["without finger or PIN", { isUnverified: true }],
		["signed by another key", { isForged: true }],
		["to a challenge of its own", { challenge: "AAAA" }],
		["of a registration", { type: "webauthn.create" }],
	])("is refused with an answer %s", async (_, otherwise) => {
		const world = await createWorld();
		const { ada, key, ask, give } = await halfWay(world);
		expect(await give(await key.get(await ask(), otherwise))).toBe("passkey-refused");
		expect(await eventsOf(world, ada.id)).toContain("user.authentication.auth_via_mfa INVALID_CREDENTIALS");
	});

	it.each(["", "null", "[]", "{}", "not JSON", '{"id":1,"response":{"clientDataJSON":"e30"}}'])(
		"is refused with the answer %j",
		async (answer) => {
			const world = await createWorld();
			const { give } = await halfWay(world);
			expect(await give(answer)).toBe("passkey-refused");
		},
	);

	it("answers a challenge once, of many at once, and only within five minutes", async () => {
		const world = await createWorld();
		const { key, ask, give } = await halfWay(world);
		const answer = await key.get(await ask());
		const outcomes = await Promise.all([1, 2, 3, 4].map(() => give(answer)));
		expect(outcomes.filter((one) => one === "taken")).toHaveLength(1);
		world.clock.now += 10 * 60_000;
		const late = await key.get(await ask());
		world.clock.now += 5 * 60_000;
		expect(await give(late)).toBe("passkey-refused");
		const inTime = await key.get(await ask());
		world.clock.now += 5 * 60_000 - 1;
		expect(await give(inTime)).toBe("taken");
	});

	it("answers the challenge of its own session only", async () => {
		const world = await createWorld();
		const { ada, key, ask, give } = await halfWay(world);
		const answer = await key.get(await ask());
		expect(await give(answer, await visitOf(world, ada.id))).toBe("passkey-refused");
	});

	it("of somebody else opens nothing", async () => {
		const world = await createWorld();
		const [ada, bob] = [await halfWay(world), await halfWay(world)];
		expect(await ada.give(await bob.key.get(await ada.ask()))).toBe("passkey-refused");
	});

	it("whose counter goes back is refused and logged as a copy", async () => {
		const world = await createWorld();
		const { ada, key, ask, give } = await halfWay(world);
		expect(await give(await key.get(await ask(), { counter: 7 }))).toBe("taken");
		for (const counter of [7, 6, 0]) {
			expect(await give(await key.get(await ask(), { counter }))).toBe("passkey-refused");
		}
		const events = await eventsOf(world, ada.id);
		expect(events.filter((one) => one === "user.authentication.auth_via_mfa PASSKEY_COPIED")).toHaveLength(3);
		expect(await give(await key.get(await ask(), { counter: 8 }))).toBe("taken");
	});

	it("is judged five times of twenty wrong answers at once, and then not even when it is right", async () => {
		const world = await createWorld();
		const { key, ask, give } = await halfWay(world);
		const asks = await Promise.all(Array.from({ length: 20 }, () => ask()));
		const answers = await Promise.all(asks.map((one) => key.get(one, { isForged: true })));
		const outcomes = await Promise.all(answers.map((answer) => give(answer)));
		expect(outcomes.filter((one) => one === "passkey-refused")).toHaveLength(5);
		expect(outcomes.filter((one) => one === "locked")).toHaveLength(15);
		expect(await give(await key.get(await ask()))).toBe("locked");
		world.clock.now += 300_000;
		expect(await give(await key.get(await ask()))).toBe("taken");
	});

	it("locks nobody by many right answers", async () => {
		const world = await createWorld();
		const { key, ask, give } = await halfWay(world);
		for (let counter = 1; counter <= 7; counter++) {
			expect(await give(await key.get(await ask(), { counter }))).toBe("taken");
		}
	});
});

describe("adding a passkey", () => {
	it("needs a proof of the last five minutes, also for the question", async () => {
		const world = await createWorld();
		const { session } = await halfWay(world);
		const passkey = await (await createAuthenticator()).create(await beginPasskey(world.ctx, session));
		world.clock.now += 5 * 60_000;
		await expect(beginPasskey(world.ctx, session)).rejects.toMatchObject({ code: "E0000006" });
		const late = addPasskey(world.ctx, session, { name: "key", passkey });
		await expect(late).rejects.toMatchObject({ code: "E0000006" });
	});

	it.each<[string, Otherwise]>([
		["of another site", { origin: "https://evil.example" }],
		["for another name", { rpId: "evil.example" }],
		["without finger or PIN", { isUnverified: true }],
		["to a challenge of its own", { challenge: "AAAA" }],
		["of a sign-in", { type: "webauthn.get" }],
		["with certificates", { hasCertificates: true }],
	])("is refused with an answer %s", async (_, otherwise) => {
		const world = await createWorld();
		const { ada, session } = await halfWay(world);
		const passkey = await (await createAuthenticator()).create(await beginPasskey(world.ctx, session), otherwise);
		expect(await outcome(addPasskey(world.ctx, session, { name: "key", passkey }))).toBe("passkey-refused");
		expect(await listPasskeys(world.ctx, ada.id)).toHaveLength(1);
	});

	it("takes no passkey twice, and no challenge twice", async () => {
		const world = await createWorld();
		const { session, key } = await halfWay(world);
		const again = await key.create(await beginPasskey(world.ctx, session));
		expect(await outcome(addPasskey(world.ctx, session, { name: "key", passkey: again }))).toBe("passkey-refused");
		const ask = await beginPasskey(world.ctx, session);
		const [one, other] = [await createAuthenticator(), await createAuthenticator()];
		const outcomes = [];
		for (const passkey of [await one.create(ask), await other.create(ask)]) {
			outcomes.push(await outcome(addPasskey(world.ctx, session, { name: "key", passkey })));
		}
		expect(outcomes).toEqual(["taken", "passkey-refused"]);
	});

	it("ends at ten", async () => {
		const world = await createWorld();
		const { session } = await halfWay(world);
		for (let count = 1; count < 10; count++) await addOne(world, session);
		const passkey = await (await createAuthenticator()).create(await beginPasskey(world.ctx, session));
		expect(await outcome(addPasskey(world.ctx, session, { name: "key", passkey }))).toBe("passkeys-too-many");
	});
});

describe("removing a way to sign in", () => {
	const keepCodes = async (world: World, id: string) => {
		await makeRecoveryCodes(world.ctx, id);
		await keepRecoveryCodes(world.ctx, id);
	};

	it("leaves two ways at least: of app, passkey and recovery codes, one can go", async () => {
		const world = await createWorld();
		const { ada, session } = await halfWay(world);
		const remove = () => outcome(inRequest(world, (ctx) => removeApp(ctx, session)));
		expect(await remove()).toBe("last-ways-in");
		expect(await noticesOf(world, ada.id)).not.toContain("APP_REMOVED");
		const code = await ada.code();
		await keepCodes(world, ada.id);
		expect(await remove()).toBe("taken");
		expect(await noticesOf(world, ada.id)).toContain("APP_REMOVED");
		expect(await eventsOf(world, ada.id)).toContain("user.mfa.factor.deactivate");
		expect(await outcome(giveCode(world.ctx, await visitOf(world, ada.id), code, null))).not.toBe("taken");
		const [last] = await listPasskeys(world.ctx, ada.id);
		expect(await outcome(removePasskey(world.ctx, session, last!.row.id))).toBe("last-ways-in");
	});

	it("counts two passkeys as two ways, and recovery codes alone as none", async () => {
		const world = await createWorld();
		const { ada, session } = await halfWay(world);
		await addOne(world, session);
		await removeApp(world.ctx, session);
		const [first, second] = await listPasskeys(world.ctx, ada.id);
		expect(await outcome(removePasskey(world.ctx, session, first!.row.id))).toBe("last-ways-in");
		await keepCodes(world, ada.id);
		const outcomes = await Promise.all(
			[first, second].map((one) => outcome(removePasskey(world.ctx, session, one!.row.id))),
		);
		expect(outcomes.sort()).toEqual(["last-ways-in", "taken"]);
	});

	it("ends all other sessions, but none when it is refused", async () => {
		const world = await createWorld();
		const { ada, session, visit } = await halfWay(world);
		const [passkey] = await listPasskeys(world.ctx, ada.id);
		const sessionsLeft = async () => {
			const { results } = await world.ctx.env.bindings.DB.prepare(
				"SELECT id FROM administrator_sessions WHERE administrator_id = ?",
			)
				.bind(ada.id)
				.all<{ id: string }>();
			return results.map(({ id }) => id);
		};
		await outcome(removePasskey(world.ctx, session, passkey!.row.id));
		expect(await sessionsLeft()).toContain(visit.session.id);
		await keepCodes(world, ada.id);
		await removePasskey(world.ctx, session, passkey!.row.id);
		expect(await sessionsLeft()).toEqual([session.id]);
	});

	it("needs a proof, and reaches no credential of somebody else", async () => {
		const world = await createWorld();
		const [ada, bob] = [await halfWay(world), await halfWay(world)];
		const [theirs] = await listPasskeys(world.ctx, bob.ada.id);
		expect(await outcome(removePasskey(world.ctx, ada.session, theirs!.row.id))).toBe("E0000007");
		world.clock.now += 5 * 60_000;
		const [own] = await listPasskeys(world.ctx, ada.ada.id);
		expect(await outcome(removePasskey(world.ctx, ada.session, own!.row.id))).toBe("E0000006");
		expect(await outcome(removeApp(world.ctx, ada.session))).toBe("E0000006");
	});

	it("lets a person set up an app again, which opens nothing before it has shown a code", async () => {
		const world = await createWorld();
		const { ada, session } = await halfWay(world);
		await keepCodes(world, ada.id);
		await removeApp(world.ctx, session);
		await beginNewApp(world.ctx, session);
		const code = await codeOf(world, ada.id, "PENDING_ACTIVATION");
		// Whoever has the password alone can't finish what the person has begun.
		const visit = await visitOf(world, ada.id);
		expect(await outcome(finishFirstApp(world.ctx, visit, code, null))).toBe("sign-in-over");
		const passkey = "{}";
		expect(await outcome(finishFirstPasskey(world.ctx, visit, { name: "key", passkey }, null))).toBe("sign-in-over");
		await inRequest(world, (ctx) => finishNewApp(ctx, session, code));
		const give = async (shown: string) => {
			const again = await visitOf(world, ada.id);
			return outcome(inRequest(world, (ctx) => giveCode(ctx, again, shown, null)));
		};
		expect(await give(code)).toBe("code-used");
		world.clock.now += 30_000;
		expect(await give(await ada.code())).toBe("taken");
	});
});

describe("the first passkey", () => {
	const first = async (world: World) => {
		const ada = await createAdministrator(world);
		await setBack(world, ada.id);
		return ada;
	};
	const makePasskey = async (world: World, visit: Visit, administratorId: string) => {
		const administrator = await getAdministrator(world.ctx, administratorId);
		return (await createAuthenticator()).create(await passkeyCreation(world.ctx, administrator, visit.session.id));
	};

	it("stands in place of the first app, and brings recovery codes", async () => {
		const world = await createWorld();
		const ada = await first(world);
		const visit = await visitOf(world, ada.id);
		const passkey = await makePasskey(world, visit, ada.id);
		await inRequest(world, (ctx) => finishFirstPasskey(ctx, visit, { name: "key", passkey }, null));
		expect((await getAdministrator(world.ctx, ada.id)).newRecoveryCodesSealed).not.toBeNull();
		expect(await outcome(codeOf(world, ada.id, "PENDING_ACTIVATION"))).not.toBe("taken");
		expect(await passkeyRequest(world.ctx, ada.id, visit.session.id)).not.toBeNull();
	});

	it("and the first app at once: one of the two counts", async () => {
		const world = await createWorld();
		const ada = await first(world);
		const [one, other] = [await visitOf(world, ada.id), await visitOf(world, ada.id)];
		const passkey = await makePasskey(world, one, ada.id);
		const code = await codeOf(world, ada.id, "PENDING_ACTIVATION");
		const outcomes = await Promise.all([
			outcome(inRequest(world, (ctx) => finishFirstPasskey(ctx, one, { name: "key", passkey }, null))),
			outcome(inRequest(world, (ctx) => finishFirstApp(ctx, other, code, null))),
		]);
		expect(outcomes.filter((each) => each === "taken")).toHaveLength(1);
	});

	it("is forgotten by a reset", async () => {
		const world = await createWorld();
		const { ada } = await halfWay(world);
		await resetAdministrator(world.ctx, ada.id);
		expect(await listPasskeys(world.ctx, ada.id)).toEqual([]);
	});
});

describe("challenges", () => {
	it("that were answered are forgotten when they have ended", async () => {
		const world = await createWorld();
		const { key, ask, give } = await halfWay(world);
		await give(await key.get(await ask()));
		world.clock.now += 5 * 60_000;
		const count = async () =>
			(
				await world.ctx.env.bindings.DB.prepare("SELECT count(*) AS n FROM administrator_challenges WHERE ends_at <= ?")
					.bind(world.clock.now)
					.first<{ n: number }>()
			)?.n;
		expect(await count()).toBeGreaterThan(0);
		await deleteEndedChallenges(world.ctx);
		expect(await count()).toBe(0);
	});
});
