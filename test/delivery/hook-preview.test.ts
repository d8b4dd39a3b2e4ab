import { describe, expect, it } from "vitest";
import { createHook } from "../hooks/hooks";
import { createUser } from "../support/tokens";
import { createWorld } from "../support/world";

const event = "com.okta.user.telephony.password-reset";

describe("a preview of a hook's request", () => {
	it("is made for a user's mobile phone and an event, and can be executed as it is", async () => {
		const sent: string[] = [];
		const fetch = async (_: unknown, init?: RequestInit) => {
			sent.push(String(init?.body));
			const commands = [{ type: "com.okta.telephony.action", value: [{ status: "SUCCESSFUL" }] }];
			return new Response(JSON.stringify({ commands }), { headers: { "content-type": "application/json" } });
		};
		const world = await createWorld({ fetch: fetch as typeof globalThis.fetch });
		const hook = await createHook(world);
		const user = await createUser(world, { mobilePhone: "+1 (415) 555-2671", locale: "ja_JP" });
		const body = { userId: user.id, event, channel: "CALL" };
		const answer = await world.call("POST", `${hook.path}/preview`, body);
		expect(answer.status).toBe(200);
		expect(answer.body).toMatchObject({
			requestType: event,
			data: {
				userProfile: { userId: user.id, login: user.login, firstName: "Ada" },
				messageProfile: { phoneNumber: "+14155552671", deliveryChannel: "VOICE CALL", locale: "JA-JP" },
			},
		});
		expect(sent).toEqual([]);
		expect((await world.call("POST", `${hook.path}/execute`, answer.body)).status).toBe(200);
		expect(JSON.parse(sent[0]!)).toEqual(answer.body);
	});

	it("is refused for a user without a phone that messages go to, an unknown user, event or hook", async () => {
		const world = await createWorld();
		const hook = await createHook(world);
		const preview = async (body: unknown, path = hook.path) =>
			(await world.call("POST", `${path}/preview`, body)).status;
		const phoneless = await createUser(world);
		const premium = await createUser(world, { mobilePhone: "+1 900 234 5678" });
		const good = await createUser(world, { mobilePhone: "+14155552671" });
		expect(await preview({ userId: phoneless.id, event })).toBe(400);
		expect(await preview({ userId: premium.id, event })).toBe(400);
		expect(await preview({ userId: "nobody", event })).toBe(404);
		expect(await preview({ userId: good.id, event: "sign-in" })).toBe(400);
		expect(await preview({ userId: good.id, event }, "/api/v1/inlineHooks/calNobody")).toBe(404);
		expect(await preview({ userId: good.id, event })).toBe(200);
	});
});
