// What the active telephony hook is told of a message that Tessera itself sends.
import { describe, expect, it } from "vitest";
import { factorsPath, newNumber } from "../factors/sent-factor";
import { createHook, fakeService, freeTheActivePlace } from "../hooks/hooks";
import { createUser } from "../support/otp-tokens";
import { createWorld } from "../support/world";

describe("a hook is told the user's locale", () => {
	it.each([
		["fr_CA", null, "FR-CA"],
		["fr", null, "FR-FR"],
		["pt_BR", "en", "PT-BR"],
		["nb_NO", null, "NB-NO"],
		[null, "de-AT,en;q=0.5", "DE-AT"],
		[null, "iw", "HE-IL"],
		[null, null, "EN-US"],
	])("%s, or the language of %s: %s", async (locale, acceptLanguage, told) => {
		const service = fakeService();
		const world = await createWorld({ fetch: service.fetch });
		await createHook(world);
		const user = await createUser(world, { locale, mobilePhone: newNumber() });
		const headers: Record<string, string> = acceptLanguage === null ? {} : { "accept-language": acceptLanguage };
		const body = { factorType: "sms", provider: "OKTA" };
		expect((await world.call("POST", factorsPath(user.id), body, { headers })).status).toBe(200);
		const { messageProfile } = JSON.parse(service.sent[0]!.body).data;
		expect(messageProfile.locale).toBe(told);
		expect(messageProfile.msgTemplate).toContain("is the code");
		await freeTheActivePlace(world);
	});
});
