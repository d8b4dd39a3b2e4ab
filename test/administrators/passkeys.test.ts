import { describe, expect, it } from "vitest";
import { getAdministrator } from "../../src/administrators/administrator";
import { deleteEndedChallenges } from "../../src/administrators/challenges";
import { addPasskey, beginPasskey } from "../../src/administrators/own-factors";
import { listPasskeys, passkeyCreation, passkeyRequest } from "../../src/administrators/passkeys";
import { finishFirstApp, finishFirstPasskey } from "../../src/administrators/second-step";
import { resetAdministrator } from "../../src/administrators/service";
import type { Visit } from "../../src/administrators/sessions";
import { codeOf, createAdministrator, setBack } from "../support/administrators";
import { createAuthenticator, type Otherwise } from "../support/authenticator";
import { createWorld, type World } from "../support/world";
import { addOne, eventsOf, halfWay, inRequest, noticesOf, outcome, visitOf } from "./half-way";

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
