import { describe, expect, it } from "vitest";
import { createTokenUser } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { createActiveUser, inboxOf, lastCode, otherThan } from "./sent-factor";

/** Creates a person whose guard knows where the next code goes to, because it has been challenged before. */
async function createWarmUser() {
	const world = await createWorld();
	const person = await createActiveUser(world);
	expect((await person.challenge()).status).toBe(200);
	world.clock.now += 30_000;
	return { world, ...person };
}

describe("a challenge whose address the guard knows", () => {
	it.each([
		["suspended", "E0000038", "POST", (userId: string) => `/api/v1/users/${userId}/lifecycle/suspend`],
		["deactivated", "E0000038", "POST", (userId: string) => `/api/v1/users/${userId}/lifecycle/deactivate`],
		["rid of all factors", "E0000007", "POST", (userId: string) => `/api/v1/users/${userId}/lifecycle/reset_factors`],
		["rid of the factor", "E0000007", "DELETE", (_: string, factorPath: string) => factorPath],
	])("is refused at once to a user who is %s, and sends nothing", async (_, errorCode, method, path) => {
		const { world, user, to, path: factorPath, challenge } = await createWarmUser();
		const changed = await world.call(method, path(user.id, factorPath));
		expect(changed.status).toBeLessThan(300);
		expect((await challenge()).body.errorCode).toBe(errorCode);
		expect(await inboxOf(world, to)).toHaveLength(1);
	});

	it("follows a change of the user's language at once", async () => {
		const { world, user, to, challenge } = await createWarmUser();
		await world.call("POST", `/api/v1/users/${user.id}`, { profile: { locale: "ja" } });
		expect((await challenge()).status).toBe(200);
		expect((await inboxOf(world, to))[0]?.text).toMatch(/[\u3040-\u30ff]/);
	});

	it("is refused to a locked user before the meter counts it", async () => {
		const { world, user, to, challenge, verify } = await createWarmUser();
		const code = await lastCode(world, to);
		for (let failure = 0; failure < 5; failure++) await verify(otherThan(code));
		for (let again = 0; again < 20; again++) expect((await challenge()).body.errorCode).toBe("E0000047");
		await world.call("POST", `/api/v1/users/${user.id}/lifecycle/unlock`);
		expect((await challenge()).status).toBe(200);
	});

	it("is refused for the user's token, which shows its codes itself", async () => {
		const world = await createWorld();
		const { path, code, verify } = await createTokenUser(world);
		expect((await verify(code())).status).toBe(200);
		const refused = await world.call("POST", `${path}/verify`);
		expect([refused.status, refused.body.errorCauses[0].errorSummary]).toEqual([400, "passCode: The code is missing."]);
	});
});
