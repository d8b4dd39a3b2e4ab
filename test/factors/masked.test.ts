import { describe, expect, it } from "vitest";
import { getFactor } from "../../src/factors/read";
import { toFactorView } from "../../src/factors/view";
import { createWorld, unique } from "../support/world";
import { createActiveUser, inboxOf } from "./sent-factor";

describe("the answer to a challenge", () => {
	it.each(["sms", "call"] as const)("masks the number for a VERIFIER, cold, warm and repeated: %s", async (type) => {
		const world = await createWorld();
		const { to, challenge } = await createActiveUser(world, type);
		const token = await world.tokenFor("VERIFIER");
		const masked = `${to.slice(0, 5)}${"*".repeat(to.length - 7)}${to.slice(-2)}`;
		const headers = { "idempotency-key": unique("key") };
		for (const options of [{}, { headers }, { headers }]) {
			const { status, body } = await challenge("", { token, ...options });
			expect([status, body.profile]).toEqual([200, { phoneNumber: masked }]);
			expect(JSON.stringify(body)).not.toContain(to.slice(1));
			if (options.headers === undefined) world.clock.now += 30_000;
		}
		expect(await inboxOf(world, to)).toHaveLength(2);
	});

	it("has no extension for a VERIFIER", async () => {
		const world = await createWorld();
		const { user, to } = await createActiveUser(world);
		const profile = { phoneNumber: to, phoneExtension: "4711" };
		const path = `/api/v1/users/${user.id}/factors`;
		const call = { factorType: "call", provider: "OKTA", profile };
		const { id } = (await world.call("POST", `${path}?activate=true`, call)).body;
		const token = await world.tokenFor("VERIFIER");
		const { body } = await world.call("POST", `${path}/${id}/verify`, undefined, { token });
		expect([body.factorResult, Object.keys(body.profile)]).toEqual(["CHALLENGE", ["phoneNumber"]]);
		expect(JSON.stringify(body)).not.toContain("4711");
	});

	it("shows no address to anybody", async () => {
		const world = await createWorld();
		const { to, challenge } = await createActiveUser(world, "email");
		const { body } = await challenge("", { token: await world.tokenFor("VERIFIER") });
		expect([body.factorResult, body.profile]).toEqual(["CHALLENGE", undefined]);
		expect(JSON.stringify(body)).not.toContain(to);
	});

	it.each(["HELP_DESK", "ADMINISTRATOR"] as const)("has the whole number for %s", async (role) => {
		const world = await createWorld();
		const { to, challenge } = await createActiveUser(world);
		const { body } = await challenge("", { token: await world.tokenFor(role) });
		expect(body.profile).toEqual({ phoneNumber: to });
	});
});

describe("a factor on the wire", () => {
	it.each([
		["sms", /^\+1\d{3}\*{5}\d\d$/],
		["email", /^u\*{3}@example\.com$/],
	] as const)("is masked for a VERIFIER: %s", async (type, masked) => {
		const world = await createWorld();
		const { user, factorId } = await createActiveUser(world, type);
		const actor = { kind: "token", id: "00T", name: "an application", role: "VERIFIER" } as const;
		const factor = await getFactor(world.ctx, user.id, factorId);
		const { profile } = await toFactorView({ ...world.ctx, actor }, factor);
		expect(Object.values(profile ?? {})).toEqual([expect.stringMatching(masked)]);
	});
});
