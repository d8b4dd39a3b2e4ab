import { describe, expect, it } from "vitest";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { createAuthenticator, enrollment, newSecret } from "../support/otp-tokens";
import { createWorld, unique } from "../support/world";
import { factorsPath, inboxOf, newNumber } from "./sent-factor";

/** Creates a user who isn't activated yet, with a token, an answer and a phone that are vouched for. */
async function createStagedUser() {
	const world = await createWorld();
	const login = `${unique("user")}@example.com`;
	const profile = { firstName: "Ada", lastName: "Lovelace", login, email: login };
	const user = (await world.call("POST", "/api/v1/users?activate=false", { profile })).body;
	expect(user.status).toBe("STAGED");
	const path = factorsPath(user.id);
	const [secret, number] = [newSecret(), newNumber()];
	const enroll = async (body: unknown) => {
		const { status, body: factor } = await world.call("POST", `${path}?activate=true`, body);
		expect(status).toBe(200);
		return `${path}/${factor.id}`;
	};
	const token = await enroll(enrollment(await createAuthenticator(world), secret));
	const question = await enroll({
		factorType: "question",
		provider: "OKTA",
		profile: { question: "disliked_food", answer: "Brussels sprouts" },
	});
	const sms = await enroll({ factorType: "sms", provider: "OKTA", profile: { phoneNumber: number } });
	const code = (step: number) => hotpSync(secret, stepAt(world.clock.now, 60) + step, 6, "SHA-256");
	return { world, user, path, token, question, sms, number, code };
}

describe("a user who isn't activated yet", () => {
	it("doesn't verify, whatever the factor, and gets no code", async () => {
		const { world, path, token, question, sms, number, code } = await createStagedUser();
		const email = { factorType: "email", provider: "OKTA" };
		for (const [address, body] of [
			[`${token}/verify`, { passCode: code(0) }],
			[`${token}/verify`, { passCode: "000000" }],
			[`${token}/resync`, { passCode: code(0), nextPassCode: code(1) }],
			[`${question}/verify`, { answer: "Brussels sprouts" }],
			[`${sms}/verify`, undefined],
			[`${sms}/verify`, { passCode: "000000" }],
			[path, email],
		] as const) {
			const refused = await world.call("POST", address, body);
			expect([address, refused.status, refused.body.errorCode]).toEqual([address, 403, "E0000038"]);
		}
		expect(await inboxOf(world, number)).toEqual([]);
	});

	it("doesn't verify 50 times at once, and each code is still there after the activation", async () => {
		const { world, user, token, sms, number, code } = await createStagedUser();
		const verify = () => world.call("POST", `${token}/verify`, { passCode: code(0) });
		const answers = await Promise.all(Array.from({ length: 50 }, verify));
		expect(new Set(answers.map(({ body }) => body.errorCode))).toEqual(new Set(["E0000038"]));
		expect((await world.call("POST", `/api/v1/users/${user.id}/lifecycle/activate?sendEmail=false`)).status).toBe(200);
		expect((await verify()).body.factorResult).toBe("SUCCESS");
		expect((await world.call("POST", `${sms}/verify`)).body.factorResult).toBe("CHALLENGE");
		expect(await inboxOf(world, number)).toHaveLength(1);
	});
});
