// A Worker that dies in the middle of a change: the guard never hears of the end, or D1 makes the change later.
import { env } from "cloudflare:test";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Bindings } from "../../src/env";
import { createActiveUser, lastCode } from "../factors/sent-factor";
import { createTokenUser, hotpSettings } from "../support/otp-tokens";
import { createWorld } from "../support/world";

afterEach(() => {
	vi.restoreAllMocks();
});

const minute = 60_000;
const step = (userId: string, name: string) => `/api/v1/users/${userId}/lifecycle/${name}`;

/** The suite's bindings, with a switch: while it is on, no guard is told that a change has ended. */
function deafBindings(): { bindings: Bindings; loses: { releases: boolean; batches: boolean } } {
	const loses = { releases: false, batches: false };
	const guards = env.GUARD as unknown as DurableObjectNamespace;
	const GUARD = new Proxy(guards, {
		get(target, name) {
			if (name !== "get") return Reflect.get(target, name).bind(target);
			return (id: DurableObjectId) =>
				new Proxy(target.get(id), {
					get: (stub, method) =>
						method === "release" && loses.releases
							? async () => {
									throw new Error("the Worker is dead");
								}
							: Reflect.get(stub, method),
				});
		},
	});
	const DB = new Proxy(env.DB, {
		get(target, name) {
			if (name !== "batch") return Reflect.get(target, name).bind(target);
			return async (statements: D1PreparedStatement[]) => {
				if (loses.batches) throw new Error("D1_ERROR: Network connection lost.");
				return target.batch(statements);
			};
		},
	});
	return { bindings: { ...env, GUARD, DB } as Bindings, loses };
}

async function newWorld() {
	vi.spyOn(console, "error").mockImplementation(() => {});
	const { bindings, loses } = deafBindings();
	const world = await createWorld({ bindings });
	const token = await createTokenUser(world, hotpSettings);
	expect((await token.verify(token.code(0))).status).toBe(200);
	return { world, token, loses };
}

describe("a deactivation whose end the guard never hears of", () => {
	it("is answered, and the user is refused from then on", async () => {
		const { world, token, loses } = await newWorld();
		loses.releases = true;
		expect((await world.call("POST", step(token.user.id, "deactivate"))).status).toBe(200);
		loses.releases = false;
		for (const later of [0, minute - 1, 1, minute, 8 * minute, minute, 60 * minute]) {
			world.clock.now += later;
			expect((await token.verify(token.code(1))).status).toBe(403);
		}
	});
});

describe("a deactivation that D1 makes after everybody has given up", () => {
	it.each([30_000, 2 * minute, 9 * minute])("counts from the moment D1 has it, here after %i ms", async (after) => {
		const { world, token, loses } = await newWorld();
		loses.batches = true;
		expect((await world.call("POST", step(token.user.id, "deactivate"))).status).toBeGreaterThanOrEqual(500);
		loses.batches = false;
		world.clock.now += after;
		const meanwhile = await token.verify(token.code(1));
		expect(meanwhile.status).toBe(after < minute ? 403 : 200);
		await env.DB.prepare("UPDATE users SET status = 'DEPROVISIONED' WHERE id = ?").bind(token.user.id).run();
		for (const later of [0, minute, 60 * minute]) {
			world.clock.now += later;
			expect((await token.verify(token.code(2))).status).toBe(403);
		}
	});

	it("never comes: then the guard remembers the user again after ten minutes", async () => {
		const { world, token, loses } = await newWorld();
		loses.batches = true;
		await world.call("POST", step(token.user.id, "deactivate"));
		loses.batches = false;
		for (const [index, later] of [minute, 5 * minute, 5 * minute].entries()) {
			world.clock.now += later;
			expect((await token.verify(token.code(1 + index))).status).toBe(200);
		}
	});
});

describe("two changes at once", () => {
	it("leave no deactivated user accepted when one of them dies", async () => {
		const { world, token, loses } = await newWorld();
		const rename = { profile: { lastName: "Costa" } };
		const renamed = world.call("POST", `/api/v1/users/${token.user.id}`, rename);
		loses.releases = true;
		const deactivated = world.call("POST", step(token.user.id, "deactivate"));
		await Promise.all([renamed, deactivated]);
		loses.releases = false;
		const underWay = Array.from({ length: 10 }, (_, index) => token.verify(token.code(1 + index)));
		expect((await Promise.all(underWay)).filter(({ status }) => status === 200)).toEqual([]);
		world.clock.now += 11 * minute;
		expect((await token.verify(token.code(11))).status).toBe(403);
	});
});

describe("a code that was sent before a deactivation", () => {
	it.each([
		["deactivate", "activate"],
		["suspend", "unsuspend"],
	])("is dead after %s, also when the user is back at once by %s", async (away, back) => {
		const world = await createWorld();
		const user = await createActiveUser(world);
		await user.challenge();
		const code = await lastCode(world, user.to);
		await world.call("POST", step(user.user.id, away));
		expect((await user.verify(code)).status).toBe(403);
		expect((await world.call("POST", step(user.user.id, back))).status).toBe(200);
		expect((await user.verify(code)).body.errorCode).toBe("E0000068");
	});

	it("lives through a change of the name", async () => {
		const world = await createWorld();
		const user = await createActiveUser(world);
		await user.challenge();
		const code = await lastCode(world, user.to);
		await world.call("POST", `/api/v1/users/${user.user.id}`, { profile: { lastName: "Costa" } });
		expect((await user.verify(code)).status).toBe(200);
	});
});

describe("an activation whose answer is lost", () => {
	it("leaves the factor usable once D1 has it", async () => {
		const { world, token, loses } = await newWorld();
		await world.call("DELETE", token.path);
		const enrolled = await world.call("POST", `/api/v1/users/${token.user.id}/factors`, {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: token.authenticatorId,
			profile: { sharedSecret: [...token.secret].map((byte) => byte.toString(16).padStart(2, "0")).join("") },
		});
		const path = `/api/v1/users/${token.user.id}/factors/${enrolled.body.id}`;
		loses.releases = true;
		const activated = await world.call("POST", `${path}/lifecycle/activate`, { passCode: token.code(1) });
		expect(activated.body.status).toBe("ACTIVE");
		loses.releases = false;
		world.clock.now += minute;
		expect((await world.call("POST", `${path}/verify`, { passCode: token.code(2) })).status).toBe(200);
	});
});
