import { describe, expect, it } from "vitest";
import { createWorld, unique } from "../support/world";
import { createActiveUser } from "./sent-factor";

type Behaviour = "takes" | "refuses" | "breaks off";

/** A world with one provider that does what `provider.behaves` says, and the codes that the provider was given. */
async function createProvider() {
	const provider = { behaves: "takes" as Behaviour, given: [] as string[] };
	const carry = async (_: RequestInfo | URL, init?: RequestInit) => {
		provider.given.push(JSON.parse(String(init?.body)).data.messageProfile.otpCode);
		if (provider.behaves === "breaks off") throw new Error("the connection broke");
		if (provider.behaves === "refuses") return new Response(null, { status: 429 });
		return Response.json({ commands: [{ type: "com.okta.telephony.action", value: [{ status: "SUCCESSFUL" }] }] });
	};
	const world = await createWorld({ fetch: carry as typeof fetch });
	const account = await world.call("POST", "/api/v1/provider-accounts", {
		name: unique("carrier"),
		driver: "webhook",
		config: { url: "https://carrier.example.com/" },
		secrets: { signingSecret: `whsec_${btoa("x".repeat(32))}` },
	});
	// Other tests of this file made rules and accounts, too, so this rule stands before theirs.
	const rule = { name: unique("rule"), priority: 1, conditions: { channels: ["SMS"] }, providers: [account.body.id] };
	expect((await world.call("POST", "/api/v1/delivery-routes", rule)).status).toBe(200);
	return { world, provider, person: await createActiveUser(world) };
}

describe("the message of a challenge", () => {
	it("costs no cool-down when it has certainly not left, and leaves the earlier code alone", async () => {
		const { world, provider, person } = await createProvider();
		expect((await person.challenge()).status).toBe(200);
		world.clock.now += 31_000;
		provider.behaves = "refuses";
		for (let time = 0; time < 2; time++) {
			const refused = await person.challenge();
			expect([refused.status, refused.body.errorCode]).toEqual([503, "E0000139"]);
		}
		const [first, second, third] = provider.given as [string, string, string];
		expect((await person.verify(second)).body.errorCode).toBe("E0000068");
		expect((await person.verify(third)).body.errorCode).toBe("E0000068");
		expect((await person.verify(first)).status).toBe(200);
	});

	it("counts as sent when it has perhaps left, and its code is right", async () => {
		const { provider, person } = await createProvider();
		provider.behaves = "breaks off";
		const perhaps = await person.challenge();
		expect([perhaps.status, perhaps.body.errorCode]).toEqual([503, "E0000139"]);
		expect((await person.challenge()).body.errorCode).toBe("E0000109");
		expect((await person.verify(provider.given[0]!)).status).toBe(200);
	});

	it("makes the earlier code wrong when a provider took it", async () => {
		const { world, provider, person } = await createProvider();
		await person.challenge();
		world.clock.now += 31_000;
		expect((await person.challenge()).status).toBe(200);
		const [first, second] = provider.given as [string, string];
		expect((await person.verify(first)).body.errorCode).toBe("E0000068");
		expect((await person.verify(second)).status).toBe(200);
	});
});
