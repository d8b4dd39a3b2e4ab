import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createActiveUser, createPhoneUser, factorsPath } from "../factors/sent-factor";
import { logArrived } from "../support/log-queue";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

/** Reasons of the refused messages to a user, oldest first, from the System Log. SKIPPED: of those that went out. */
async function refusalsOf(userId: string, result: "DENY" | "SKIPPED" = "DENY"): Promise<string[]> {
	await logArrived();
	const { results } = await env.DB.prepare(
		`SELECT event ->> '$.outcome.reason' AS reason FROM log_events
			WHERE event ->> '$.outcome.result' = ? AND event ->> '$.target[0].id' = ? ORDER BY seq`,
	)
		.bind(result, userId)
		.all<{ reason: string }>();
	return results.map(({ reason }) => reason);
}

const enroll = async (world: World, phoneNumber: string, query = "") => {
	const user = await createUser(world);
	const profile = { phoneNumber };
	const factor = { factorType: "sms", provider: "OKTA", profile };
	const answer = await world.call("POST", `${factorsPath(user.id)}${query}`, factor);
	return { user, errorCode: answer.body.errorCode };
};

describe("a refused message", () => {
	it.each([
		["+19002345678", "E0000098", "SEND_LIMIT_PREMIUM"],
		["+18002345678", "E0000098", "SEND_LIMIT_TOLL_FREE"],
		["+1415", "E0000098", "SEND_LIMIT_INVALID"],
		["+17295551234", "E0000098", "SEND_LIMIT_UNKNOWN_NUMBER"],
	])("to %s is in the log with its reason when it was to enroll the number", async (phoneNumber, errorCode, reason) => {
		const world = await createWorld();
		const refused = await enroll(world, phoneNumber);
		expect(refused.errorCode).toBe(errorCode);
		expect(await refusalsOf(refused.user.id)).toEqual([reason]);
	});

	it("isn't in the log when the caller vouches for the number, so that nothing was to be sent", async () => {
		const world = await createWorld();
		const refused = await enroll(world, "+19002345678", "?activate=true");
		expect(refused.errorCode).toBe("E0000098");
		expect(await refusalsOf(refused.user.id)).toEqual([]);
	});

	it("is in the log when its country isn't allowed", async () => {
		const world = await createWorld();
		await world.call("PUT", "/api/v1/delivery-settings", { allowedCountries: ["JP"] });
		const { user, enroll: send } = await createPhoneUser(world);
		expect((await send()).body.errorCode).toBe("E0000099");
		await world.call("PUT", "/api/v1/delivery-settings", {});
		expect(await refusalsOf(user.id)).toEqual(["SEND_LIMIT_COUNTRY"]);
	});

	it("is in the log when the cool-down or a cap refused it", async () => {
		const world = await createWorld();
		const { user, challenge } = await createActiveUser(world);
		await challenge();
		expect((await challenge()).body.errorCode).toBe("E0000109");
		for (let time = 0; time < 5; time++) {
			world.clock.now += 30_000;
			await challenge();
		}
		expect(await refusalsOf(user.id)).toEqual(["SEND_LIMIT_COOL_DOWN", "SEND_LIMIT_HOURLY"]);
	});

	it("is in the log when the limit of the end user's address refused it", async () => {
		const world = await createWorld();
		const headers = { "x-forwarded-for": `2001:db8:${crypto.randomUUID().slice(0, 4)}::1` };
		const people = await Promise.all(Array.from({ length: 31 }, () => createPhoneUser(world)));
		const answers = await Promise.all(people.map((person) => person.enroll("", { headers })));
		const refused = people.filter((_, index) => answers[index]?.body.errorCode === "E0000150");
		expect(refused).toHaveLength(1);
		expect(await refusalsOf(refused[0]!.user.id)).toEqual(["SEND_LIMIT_ADDRESS_HOURLY"]);
	});
});

describe("a number that isn't in the numbering plans as we know them", () => {
	it("is refused, and the refusal names the setting that decides", async () => {
		const world = await createWorld();
		const user = await createUser(world, { mobilePhone: "+449999999999" });
		const answer = await world.call("POST", factorsPath(user.id), { factorType: "call", provider: "OKTA" });
		expect([answer.status, answer.body.errorCauses]).toEqual([
			400,
			[
				{
					errorSummary:
						"phoneNumber: No numbering plan that we know has this number. " +
						"The delivery setting unknownNumbers refuses it.",
				},
			],
		]);
	});

	it.each([
		["+1 729 555 1234", "+17295551234", "sms"],
		["+44 9999 999998", "+449999999998", "call"],
		["\u202a+86 199 123 4567\u202c", "+861991234567", "sms"],
	])("is sent to where the setting says WARN, and the log tells: %s", async (typed, phoneNumber, factorType) => {
		const world = await createWorld();
		await world.call("PUT", "/api/v1/delivery-settings", { unknownNumbers: "WARN", allowedCountries: null });
		const user = await createUser(world, { mobilePhone: typed });
		const enrolled = await world.call("POST", factorsPath(user.id), { factorType, provider: "OKTA" });
		expect(enrolled.body.profile).toEqual({ phoneNumber });
		expect(await refusalsOf(user.id, "SKIPPED")).toEqual(["SEND_LIMIT_UNKNOWN_NUMBER"]);
		world.clock.now += 31_000;
		const body = { factorType, provider: "OKTA", profile: { phoneNumber: typed } };
		const again = await world.call("POST", `${factorsPath(user.id)}/${enrolled.body.id}/resend`, body);
		expect(again.status).toBe(200);
		const vouched = await createUser(world, { mobilePhone: typed });
		const active = await world.call("POST", `${factorsPath(vouched.id)}?activate=true`, {
			factorType,
			provider: "OKTA",
		});
		expect([active.body.status, await refusalsOf(vouched.id, "SKIPPED")]).toEqual(["ACTIVE", []]);
		await world.call("PUT", "/api/v1/delivery-settings", {});
	});

	it("counts for the main country of its calling code where countries are allowed one by one", async () => {
		const world = await createWorld();
		const send = (allowed: string) =>
			world
				.call("PUT", "/api/v1/delivery-settings", { unknownNumbers: "WARN", allowedCountries: [allowed] })
				.then(() => enroll(world, "+17295551235"));
		expect((await send("JP")).errorCode).toBe("E0000099");
		expect((await send("US")).errorCode).toBeUndefined();
		await world.call("PUT", "/api/v1/delivery-settings", {});
	});
});
