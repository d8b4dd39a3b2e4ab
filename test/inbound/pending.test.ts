import { beforeEach, expect, it } from "vitest";
import { createWorld, unique } from "../support/world";
import { ask, enable, oktaRequest } from "./requests";

beforeEach(async () => {
	expect((await enable(await createWorld())).status).toBe(200);
});

/** A world whose only provider for a country answers like this. */
async function worldWith(answer: () => Response | Promise<Response>, country: string) {
	const world = await createWorld({ fetch: async () => answer() });
	const account = {
		name: unique("carrier"),
		driver: "webhook",
		config: { url: "https://carrier.example.com/otp" },
		secrets: { signingSecret: `whsec_${btoa("s".repeat(32))}` },
	};
	const { id } = (await world.call("POST", "/api/v1/provider-accounts", account)).body;
	const rule = { name: unique("rule"), conditions: { destinationCountries: [country] }, providers: [id] };
	expect((await world.call("POST", "/api/v1/delivery-routes", rule)).status).toBe(200);
	return world;
}

it.each([
	["a provider that breaks the connection off", "DK", "+4520123456", () => Promise.reject(new Error("reset"))],
	["a gateway that fails", "SE", "+46701234567", () => new Response("bad gateway", { status: 502 })],
	["an answer that nobody understands", "NO", "+4740612345", () => new Response("<html>", { status: 200 })],
])("a message is PENDING, without an error, and for a repeated request, too: %s", async (_, country, to, answer) => {
	const world = await worldWith(answer, country);
	const request = oktaRequest({ phoneNumber: to });
	const first = await ask(world, request);
	const { transactionId } = first.body.commands[0].value[0];
	expect([first.status, first.body]).toEqual([
		200,
		{ commands: [{ type: "com.okta.telephony.action", value: [{ status: "PENDING", transactionId }] }] },
	]);
	expect((await ask(world, request)).body).toEqual(first.body);
	expect((await world.call("GET", `/api/v1/deliveries/${transactionId}`)).body.status).toBe("unknown");
});

it("a message is FAILED when the provider has certainly not sent it", async () => {
	const world = await worldWith(() => new Response("{}", { status: 400 }), "FI");
	const answer = await ask(world, oktaRequest({ phoneNumber: "+358401234567" }));
	expect(answer.body.commands[0].value).toEqual([{ status: "FAILED" }]);
	expect(answer.body.error.errorSummary).toMatch(/\S/);
});
