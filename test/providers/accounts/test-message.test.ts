import { describe, expect, it } from "vitest";
import { createWorld } from "../../support/world";
import { createAccount, emailAccount, eventsAbout } from "./accounts";

const resend = (status: number, body: unknown) => {
	const requests: { url: string; body: string }[] = [];
	const answer = async (input: RequestInfo | URL, init: RequestInit = {}) => {
		requests.push({ url: String(input), body: String(init.body) });
		return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
	};
	return { requests, fetch: answer as typeof fetch };
};

describe("a test message", () => {
	it("leaves through the account, says that it is a test, and returns what the provider said", async () => {
		const provider = resend(200, { id: "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794" });
		const world = await createWorld(provider);
		const account = await createAccount(world, emailAccount, "?activate=false");
		const answer = await world.call("POST", `${account.path}/test`, { channel: "EMAIL", to: "ada@example.com" });
		expect([answer.status, answer.body]).toEqual([
			200,
			{ status: "queued", providerMessageId: "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794", failure: null },
		]);
		expect(provider.requests).toHaveLength(1);
		expect(JSON.parse(provider.requests[0]!.body)).toMatchObject({ subject: "Test message from Tessera" });
		expect(provider.requests[0]?.body).toContain("This is a test message from Tessera.");
	});

	it.each([
		["ada@bücher.example", "ada@xn--bcher-kva.example"],
		["ada@例え.テスト", "ada@xn--r8jz45g.xn--zckzah"],
		["josé@example.com", "josé@example.com"],
		["ada@mail", "ada@mail"],
	])("goes to every address that a profile takes: %s", async (to, sent) => {
		const provider = resend(200, { id: "49a3999c" });
		const world = await createWorld(provider);
		const profile = { login: crypto.randomUUID(), email: to };
		expect((await world.call("POST", "/api/v1/users", { profile })).status).toBe(200);
		const account = await createAccount(world, emailAccount);
		const answer = await world.call("POST", `${account.path}/test`, { channel: "EMAIL", to });
		expect([answer.status, answer.body.failure]).toEqual([200, null]);
		expect(JSON.parse(provider.requests[0]!.body).to).toEqual([sent]);
	});

	it("returns the kind of a failure without the recipient, and leaves the breaker alone", async () => {
		const provider = resend(403, { name: "invalid_api_key", message: "ada@example.com can't be reached" });
		const world = await createWorld(provider);
		const account = await createAccount(world, emailAccount);
		for (let time = 0; time < 6; time++) {
			const answer = await world.call("POST", `${account.path}/test`, { channel: "EMAIL", to: "ada@example.com" });
			expect([answer.status, answer.body.status]).toEqual([200, "failed"]);
			expect(answer.body.failure.kind).toBe("misconfigured");
			expect(JSON.stringify(answer.body)).not.toContain("ada@");
		}
		const { types, text } = await eventsAbout(world, account.id);
		expect(types.slice(1)).toEqual(Array(6).fill("system.provider_account.test"));
		expect(text).toContain("FAILURE");
		expect(text).not.toContain("ada@");
		expect((await world.call("GET", account.path)).body.breaker).toEqual({
			state: "closed",
			failures: 0,
			openUntil: null,
		});
	});

	it.each([
		["a channel that the provider doesn't have", { channel: "SMS", to: "+4520123456" }, "E0000001"],
		["a channel that there isn't", { channel: "FAX", to: "+4520123456" }, "E0000001"],
		["no address", { channel: "EMAIL", to: "ada" }, "E0000001"],
		["no recipient", { channel: "EMAIL" }, "E0000001"],
	])("isn't sent for %s", async (_, body, errorCode) => {
		const provider = resend(200, {});
		const world = await createWorld(provider);
		const account = await createAccount(world, emailAccount);
		const refused = await world.call("POST", `${account.path}/test`, body);
		expect([refused.status, refused.body.errorCode]).toEqual([400, errorCode]);
		expect(provider.requests).toEqual([]);
	});

	it("isn't sent to a number that only costs money", async () => {
		const provider = resend(200, {});
		const world = await createWorld(provider);
		const account = await createAccount(world);
		const refused = await world.call("POST", `${account.path}/test`, { channel: "SMS", to: "+44 909 8790000" });
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000098"]);
		expect(provider.requests).toEqual([]);
	});
});
