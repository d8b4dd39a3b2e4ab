import { describe, expect, it } from "vitest";
import { InlineHookInput } from "../../src/hooks/schema";
import { createHook as createHookByVerb } from "../../src/hooks/service";
import { createWorld } from "../support/world";
import { cause, createHook, fakeService, freeTheActivePlace, hookInput, hooksPath, secret } from "./hooks";

describe("inline hooks", () => {
	it.each([
		["the type", { type: "com.okta.saml.tokens.transform" }, "type"],
		["the name", { name: "  " }, "name"],
		["a name of 256 characters", { name: "n".repeat(256) }, "name"],
		["an OAUTH channel", { channel: { ...hookInput().channel, type: "OAUTH" } }, "OAUTH isn't"],
		["the version", { version: "latest" }, "version"],
		["a list for the channel", { channel: [] }, "channel"],
	])("are refused for %s", async (_, more, word) => {
		const world = await createWorld();
		await freeTheActivePlace(world);
		const refused = await world.call("POST", hooksPath, hookInput({}, more));
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(cause(refused)).toContain(word);
	});

	const auth = (scheme: Record<string, unknown>) => ({
		authScheme: { type: "HEADER", key: "Authorization", value: secret, ...scheme },
	});
	const header = (key: unknown, value: unknown = "7") => ({ headers: [{ key, value }] });
	const channelWith = (config: Record<string, unknown>) => ({ channel: hookInput(config).channel });

	it.each([
		["an authScheme of null", { authScheme: null }, "needs an authScheme"],
		["another kind of authScheme", auth({ type: "BASIC" }), "authScheme.type"],
		["an empty secret", auth({ value: "" }), "authScheme.value"],
		["a secret with a line break", auth({ value: "a\r\nX-Evil: 1" }), "authScheme.value"],
		["a secret beyond ASCII", auth({ value: "naïve" }), "authScheme.value"],
		["a reserved header for the secret", auth({ key: "Host" }), "authScheme.key"],
		["a header name with a space", auth({ key: "X Key" }), "authScheme.key"],
		["a reserved header", header("accept"), "headers.0.key"],
		["a header of the network", header("CF-Connecting-IP"), "headers.0.key"],
		["a forwarding header", header("X-Forwarded-For"), "headers.0.key"],
		["the length", header("Content-Length"), "headers.0.key"],
		["a header name with a line break", header("X-A\r\nX-B"), "headers.0.key"],
		["a header value with a line break", header("X-A", "1\r\nX-B: 2"), "headers.0.value"],
		["a header value with a zero byte", header("X-A", "1\u0000"), "headers.0.value"],
		["a number for a header value", header("X-A", 7), "headers.0.value"],
		["the secret's header a second time", header("authorization"), "headers"],
		["another method", { method: "GET" }, "method"],
		["a list of uris", { uri: ["https://example.com/"] }, "uri"],
		["plain http", { uri: "http://example.com/" }, "https://"],
		["a private address", { uri: "https://10.0.0.1/" }, "private"],
		["a metadata service", { uri: "https://2852039166/" }, "private"],
		["a password in the uri", { uri: "https://a:b@example.com/" }, "password"],
	])("are refused by POST, PUT and a partial POST for %s", async (_, config, word) => {
		const world = await createWorld();
		const hook = await createHook(world);
		await freeTheActivePlace(world);
		const before = (await world.call("GET", hooksPath)).body;
		for (const refused of [
			await world.call("POST", hooksPath, hookInput(config)),
			await world.call("PUT", hook.path, hookInput(config)),
			await world.call("POST", hook.path, channelWith(config)),
		]) {
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(cause(refused)).toContain(word);
		}
		expect((await world.call("GET", hooksPath)).body).toEqual(before);
	});

	it.each([
		["authScheme", { authScheme: undefined }, "needs an authScheme"],
		["uri", { uri: undefined }, "config.uri"],
		["header name for the secret", auth({ key: undefined }), "authScheme.key"],
	])("need a %s when they are made or replaced, and keep theirs in a partial update", async (_, config, word) => {
		const world = await createWorld();
		const hook = await createHook(world);
		await freeTheActivePlace(world);
		const before = (await world.call("GET", hook.path)).body;
		for (const refused of [
			await world.call("POST", hooksPath, hookInput(config)),
			await world.call("PUT", hook.path, hookInput(config)),
		]) {
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(cause(refused)).toContain(word);
		}
		const kept = await world.call("POST", hook.path, channelWith(config));
		expect([kept.status, kept.body.channel]).toEqual([200, before.channel]);
	});

	it("need the secret when they are made, and keep it when they are replaced without it", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const hook = await createHook(world);
		const replaced = await world.call("PUT", hook.path, hookInput(auth({ value: undefined })));
		expect(replaced.status).toBe(200);
		await world.call("POST", `${hook.path}/execute`, {});
		expect(service.sent[0]?.headers.authorization).toBe(secret);
		await freeTheActivePlace(world);
		const refused = await world.call("POST", hooksPath, hookInput(auth({ value: undefined })));
		expect([refused.status, cause(refused)]).toEqual([400, expect.stringContaining("authScheme.value")]);
	});

	it("are refused at this machine itself in production", async () => {
		const world = await createWorld();
		const uri = "http://127.0.0.1:9999/otp";
		const hook = await createHook(world, { uri });
		expect((await world.call("GET", hook.path)).body.channel.config.uri).toBe(uri);
		const production = { ...world.ctx, env: { ...world.ctx.env, isDevelopment: false } };
		await freeTheActivePlace(world);
		await expect(createHookByVerb(production, InlineHookInput.parse(hookInput({ uri })))).rejects.toMatchObject({
			code: "E0000001",
			causes: [{ field: "channel.config.uri", reason: "url-loopback" }],
		});
	});
});
