import { describe, expect, it } from "vitest";
import { createAuthenticator } from "../../support/otp-tokens";
import { createWorld, type World } from "../../support/world";
import { cause, createPolicy, defaultPolicyId, policiesPath, policyInput, setDefaultPolicy } from "./policies";

const path = "/api/v1/authenticators";
const phone = "autphonenumber000000";

const deactivate = (world: World, id: string) => world.call("POST", `${path}/${id}/lifecycle/deactivate`);
const remove = (world: World, id: string) => world.call("DELETE", `${path}/${id}`);

describe("an authenticator that a policy offers", () => {
	it.each(["OPTIONAL", "REQUIRED"] as const)(
		"as %s can't be deactivated or deleted, and the policies are named",
		async (self) => {
			const world = await createWorld();
			const id = await createAuthenticator(world);
			const first = await createPolicy(world, { settings: { [id]: self } });
			const second = await createPolicy(world, { settings: { [id]: self } }, "?activate=false");
			for (const refused of [await deactivate(world, id), await remove(world, id)]) {
				expect([refused.status, refused.body.errorCode]).toEqual([403, "E0000148"]);
				expect(cause(refused)).toBe(`Authenticator Enrollment Policies: ${first.body.name}, ${second.body.name}`);
			}
			expect((await world.call("GET", `${path}/${id}`)).body.status).toBe("ACTIVE");
			await world.call("PUT", first.path, policyInput({ settings: { [id]: "NOT_ALLOWED" } }));
			expect(cause(await remove(world, id))).toContain(second.body.name);
			await world.call("DELETE", second.path);
			expect((await deactivate(world, id)).status).toBe(200);
			expect((await remove(world, id)).status).toBe(204);
		},
	);

	it("may still be renamed", async () => {
		const world = await createWorld();
		const id = await createAuthenticator(world);
		await createPolicy(world, { settings: { [id]: "OPTIONAL" } });
		expect((await world.call("PUT", `${path}/${id}`, { name: `${id} renamed` })).status).toBe(200);
	});

	it("may be one of the built-in ones, which the default policy offers at first", async () => {
		const world = await createWorld();
		expect(cause(await deactivate(world, phone))).toContain("Default Policy");
		await setDefaultPolicy(world, { okta_email: "OPTIONAL" });
		expect((await deactivate(world, phone)).status).toBe(200);
		const refused = await world.call("PUT", `${policiesPath}/${defaultPolicyId}`, {
			...policyInput({ name: "Default Policy", settings: { phone_number: "OPTIONAL" } }),
		});
		expect([refused.status, cause(refused).split(": ")[0]]).toEqual([400, "settings.authenticators.0"]);
	});
});

describe("a policy that begins to offer an authenticator while somebody", () => {
	it.each([
		["deletes it", remove, 204],
		["deactivates it", deactivate, 200],
	] as const)("%s: one of the two is refused, in 50 rounds", async (_, change, done) => {
		const world = await createWorld();
		for (let round = 0; round < 50; round++) {
			const id = await createAuthenticator(world);
			const policy = await createPolicy(world);
			const offer = () => world.call("PUT", policy.path, policyInput({ settings: { [id]: "OPTIONAL" } }));
			// In turns, so that each of the two is the first half of the time.
			const [changed, offered] =
				round % 2 === 0
					? await Promise.all([change(world, id), offer()])
					: (await Promise.all([offer(), change(world, id)])).toReversed();
			expect([changed!.status, offered!.status]).toEqual(offered!.status === 200 ? [403, 200] : [done, 400]);
			await world.call("DELETE", policy.path);
		}
	});
});
