import { describe, expect, it } from "vitest";
import { createHook, fakeService } from "../hooks/hooks";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { factorsPath, newNumber } from "./sent-factor";

const event = "com.okta.user.telephony.password-reset";

/** Enrolls a new number, which is active at once unless the query says otherwise. */
async function enroll(world: World, userId: string, factorType: "sms" | "call", query = "?activate=true") {
	const phoneNumber = newNumber();
	const body = { factorType, provider: "OKTA", profile: { phoneNumber } };
	const answer = await world.call("POST", `${factorsPath(userId)}${query}`, body);
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return phoneNumber;
}

describe("a preview of a hook's request", () => {
	it("is made for a user's enrolled phone and an event, and can be executed unchanged", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const hook = await createHook(world);
		const user = await createUser(world, { mobilePhone: newNumber(), locale: "ja_JP" });
		const phoneNumber = await enroll(world, user.id, "call");
		const answer = await world.call("POST", `${hook.path}/preview`, { userId: user.login, event, channel: "CALL" });
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({
			requestType: event,
			data: {
				userProfile: { userId: user.id, login: user.login, firstName: "Ada" },
				messageProfile: { phoneNumber, deliveryChannel: "VOICE CALL", locale: "JA-JP" },
			},
		});
		expect(service.sent).toEqual([]);
		expect((await world.call("POST", `${hook.path}/execute`, answer.body)).status).toBe(200);
		expect(JSON.parse(service.sent[0]!.body)).toEqual(answer.body);
	});

	it("takes the number that is enrolled for its channel, otherwise the other number", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const profileOf = async (userId: string, channel?: "SMS" | "CALL") => {
			const { body } = await world.call("POST", `${hook.path}/preview`, { userId, event, channel });
			return body.data.messageProfile;
		};
		const both = await createUser(world);
		const called = await enroll(world, both.id, "call");
		const written = await enroll(world, both.id, "sms");
		expect(await profileOf(both.id)).toMatchObject({ phoneNumber: written, deliveryChannel: "SMS" });
		expect(await profileOf(both.id, "SMS")).toMatchObject({ phoneNumber: written, deliveryChannel: "SMS" });
		expect(await profileOf(both.id, "CALL")).toMatchObject({ phoneNumber: called, deliveryChannel: "VOICE CALL" });

		const one = await createUser(world);
		const only = await enroll(world, one.id, "sms");
		expect(await profileOf(one.id, "CALL")).toMatchObject({ phoneNumber: only, deliveryChannel: "VOICE CALL" });
	});

	it("is refused for a user without an active phone factor, whatever the profile says", async () => {
		const world = await createWorld(fakeService());
		const hook = await createHook(world);
		const user = await createUser(world, { mobilePhone: newNumber(), primaryPhone: newNumber() });
		const preview = () => world.call("POST", `${hook.path}/preview`, { userId: user.id, event });
		const refusal = { errorCode: "E0000001", errorCauses: [{ errorSummary: expect.stringContaining("userId") }] };
		expect((await preview()).body).toMatchObject(refusal);
		await enroll(world, user.id, "sms", "");
		expect((await preview()).body).toMatchObject(refusal);
		await enroll(world, user.id, "call");
		expect((await preview()).status).toBe(200);
	});

	it("is refused for an unknown user, event or hook", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const user = await createUser(world);
		await enroll(world, user.id, "sms");
		const preview = async (body: unknown, path = hook.path) =>
			(await world.call("POST", `${path}/preview`, body)).status;
		expect(await preview({ userId: "nobody", event })).toBe(404);
		expect(await preview({ userId: user.id, event: "sign-in" })).toBe(400);
		expect(await preview({ userId: user.id, event }, "/api/v1/inlineHooks/calNobody")).toBe(404);
	});
});
