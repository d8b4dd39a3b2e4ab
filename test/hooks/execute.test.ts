import { describe, expect, it } from "vitest";
import { telephonyRequest } from "../../src/hooks/telephony";
import { createWorld } from "../support/world";
import { createHook, fakeService, hookEvents, json, secret, successful } from "./hooks";

const request = telephonyRequest({
	eventId: "uS5871kJThSsU8qlA1LTcg",
	nowMs: 0,
	source: "https://otp.test/",
	request: { id: "req1", method: "POST", path: "/", ipAddress: "192.0.2.1" },
	user: { id: "00u1", login: "ada", firstName: null, lastName: null },
	message: {
		purpose: "reset",
		channel: "SMS",
		destination: "+1555",
		code: "012345",
		text: "x",
		locale: "en",
		expiresAt: 0,
	},
});

describe("executing a hook", () => {
	it("sends the body as it is, with the secret, and passes the service's answer through", async () => {
		const answer = { ...successful, debugContext: { region: "eu" } };
		const service = fakeService(() => json(answer));
		const world = await createWorld(service);
		const hook = await createHook(world);
		const body = { ...request, more: [1, null, { deep: "ü" }] };
		const executed = await world.call("POST", `${hook.path}/execute`, body);
		expect([executed.status, executed.body]).toEqual([200, answer]);
		expect(service.sent).toHaveLength(1);
		expect(service.sent[0]?.body).toBe(JSON.stringify(body));
		expect(service.sent[0]?.headers.authorization).toBe(secret);
	});

	it.each([
		["FAILED", { commands: [{ type: "com.okta.telephony.action", value: [{ status: "FAILED" }] }] }],
		["an error", { error: { errorSummary: "blocked", errorCauses: [] } }],
		["a list of errors", { error: [{ errorSummary: "blocked" }] }],
	])("passes through %s, which a service may answer", async (_, answer) => {
		const world = await createWorld(fakeService(() => json(answer)));
		const hook = await createHook(world);
		const executed = await world.call("POST", `${hook.path}/execute`, request);
		expect([executed.status, executed.body]).toEqual([200, answer]);
	});

	it.each([
		["a redirect", () => Response.redirect("https://example.com/"), "redirect"],
		["another status", () => json(successful, 503), "503"],
		["no JSON", () => new Response("fine", { headers: { "content-type": "text/plain" } }), "text/plain"],
		["too much", () => new Response(" ".repeat(300 * 1024)), "256 KB"],
		[
			"a wrong word",
			() => json({ commands: [{ type: "com.okta.telephony.action", value: [{ status: "SENT" }] }] }),
			"status",
		],
		["no connection", () => Promise.reject(new Error("refused")), "couldn't be reached"],
	])("answers 400 and says what was wrong with %s", async (_, answer, word) => {
		const world = await createWorld(fakeService(answer));
		const hook = await createHook(world);
		const executed = await world.call("POST", `${hook.path}/execute`, request);
		expect([executed.status, executed.body.errorCode]).toEqual([400, "E0000001"]);
		expect(executed.body.errorCauses[0].errorSummary).toContain(word);
	});

	it.each([
		["phoneNumber", 15551234567],
		["otpCode", 12345],
	])("refuses a %s that is a number, and sends nothing", async (field, value) => {
		const service = fakeService();
		const world = await createWorld(service);
		const hook = await createHook(world);
		const messageProfile = { ...request.data.messageProfile, [field]: value };
		const body = { ...request, data: { ...request.data, messageProfile } };
		const refused = await world.call("POST", `${hook.path}/execute`, body);
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(refused.body.errorCauses[0].errorSummary).toContain(`data.messageProfile.${field}`);
		expect(service.sent).toHaveLength(0);
	});

	it.each([["[]"], ['"text"'], ["7"], ["null"], ["{"], [""]])(
		"refuses the body %j, and sends nothing",
		async (rawBody) => {
			const service = fakeService();
			const world = await createWorld(service);
			const hook = await createHook(world);
			expect((await world.call("POST", `${hook.path}/execute`, undefined, { rawBody })).status).toBe(400);
			expect(service.sent).toHaveLength(0);
		},
	);

	it("tries an inactive hook too, and leaves status, metrics and log as they are", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const hook = await createHook(world);
		await world.call("POST", `${hook.path}/lifecycle/deactivate`);
		const before = await hookEvents(world, hook.id);
		expect((await world.call("POST", `${hook.path}/execute`, request)).status).toBe(200);
		expect(service.sent).toHaveLength(1);
		expect((await world.call("GET", hook.path)).body.status).toBe("INACTIVE");
		expect((await world.call("GET", `${hook.path}/metrics`)).body.total).toBe(0);
		expect(await hookEvents(world, hook.id)).toEqual(before);
	});
});
