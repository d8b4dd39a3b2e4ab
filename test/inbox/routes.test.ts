import { createExecutionContext, env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createApp } from "../../src/app";
import { keepInInbox } from "../../src/inbox/service";
import type { Message } from "../../src/messages/message";
import { message } from "../drivers/fake-provider";
import { createWorld, unique, type World } from "../support/world";

const keep = (world: World, changes: Partial<Message>) => keepInInbox(env.DB, message(changes), world.clock.now);
const anonymous = { token: null };

describe("the inbox for scripts", () => {
	it("lists its messages without a token, the newest first", async () => {
		const world = await createWorld();
		const destination = unique("+4520");
		await keep(world, { destination, text: "Your code is 111111.", code: "111111" });
		const { id } = await keep(world, { destination, text: "Your code is 222222.", code: "222222" });
		const { status, body } = await world.call(
			"GET",
			`/dev/inbox.json?to=${encodeURIComponent(destination)}`,
			undefined,
			anonymous,
		);
		expect(status).toBe(200);
		expect(body.map((entry: { code: string }) => entry.code)).toEqual(["222222", "111111"]);
		expect(body[0]).toEqual({
			id,
			deliveryId: "dlv0TESTTESTTESTTEST",
			channel: "SMS",
			to: destination,
			locale: "en",
			subject: null,
			text: "Your code is 222222.",
			code: "222222",
			received: new Date(world.clock.now).toISOString(),
		});
	});

	it("finds a number whose plus sign isn't escaped, and no other number", async () => {
		const world = await createWorld();
		const destination = unique("+4521");
		await keep(world, { destination });
		await keep(world, { destination: `${destination}9` });
		const { body } = await world.call("GET", `/dev/inbox.json?to=${destination}`, undefined, anonymous);
		expect(body.map((entry: { to: string }) => entry.to)).toEqual([destination]);
	});

	it("returns at most as many messages as the limit says", async () => {
		const world = await createWorld();
		const to = unique("a");
		for (let count = 0; count < 3; count++) await keep(world, { destination: to });
		const { body } = await world.call("GET", `/dev/inbox.json?to=${to}&limit=2`, undefined, anonymous);
		expect(body).toHaveLength(2);
	});

	it.each(["limit=0", "limit=201", "limit=x", `to=${"1".repeat(321)}`])("refuses %s", async (query) => {
		const world = await createWorld();
		const { status, body } = await world.call("GET", `/dev/inbox.json?${query}`, undefined, anonymous);
		expect([status, body.errorCode]).toEqual([400, "E0000001"]);
	});

	it("is empty after it was emptied", async () => {
		const world = await createWorld();
		await keep(world, {});
		expect((await world.call("DELETE", "/dev/inbox", undefined, anonymous)).status).toBe(204);
		expect((await world.call("GET", "/dev/inbox.json", undefined, anonymous)).body).toEqual([]);
		expect((await world.call("GET", "/dev/inbox", undefined, anonymous)).body).toContain("Nothing has arrived yet.");
	});
});

describe("the inbox as a page", () => {
	it("shows channel, recipient, subject, text and code of every message", async () => {
		const world = await createWorld();
		const to = `${unique("ada")}@example.org`;
		await keep(world, { channel: "EMAIL", destination: to, subject: "Sign in", text: "Code 493817,\nsoon old." });
		const { status, body, headers } = await world.call("GET", `/dev/inbox?to=${to}`, undefined, anonymous);
		expect(status).toBe(200);
		expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
		expect(body).toContain('<span class="badge badge-info">E-mail</span>');
		expect(body).toContain(`${to}</a>`);
		expect(body).toContain('<h2 class="feed-title" lang="en">Sign in</h2>');
		expect(body).toContain('<p class="feed-text" lang="en">Code <strong>493817</strong>,\nsoon old.</p>');
		expect(body).toContain('<code class="feed-code copy-source">493817</code>');
		expect(body).toContain("Show all");
	});

	it("speaks the reader's language around the texts of messages", async () => {
		const world = await createWorld();
		const to = unique("+4522");
		const path = `/dev/inbox?to=${encodeURIComponent(to)}`;
		const headers = { "accept-language": "ja" };
		const none = await world.call("GET", path, undefined, { ...anonymous, headers });
		expect(none.body).toContain(`${to} 宛てのメッセージはまだありません。`);
		await keep(world, { channel: "CALL", destination: to });
		const some = await world.call("GET", path, undefined, { ...anonymous, headers });
		expect(some.body).toContain('<span class="badge badge-warning">音声通話</span>');
		expect(some.body).toContain('<p class="feed-text" lang="en">');
		expect(some.body).toMatch(/>\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2} UTC<\/time>/);
		expect(some.headers.get("content-language")).toBe("ja");
	});

	it("escapes the texts of messages", async () => {
		const world = await createWorld();
		await keep(world, { destination: "<i>@x", subject: "<b>", text: "<script>alert(1)</script>", code: "<u>" });
		const { body } = await world.call("GET", "/dev/inbox", undefined, anonymous);
		expect(body).toContain("&lt;script&gt;");
		expect(body).not.toMatch(/<(script|[biu])>/);
	});

	it("reloads only when asked to", async () => {
		const world = await createWorld();
		const still = await world.call("GET", "/dev/inbox", undefined, anonymous);
		expect(still.headers.get("refresh")).toBeNull();
		expect(still.body).toContain('href="/dev/inbox?refresh=3"');
		const moving = await world.call("GET", "/dev/inbox?refresh=3", undefined, anonymous);
		expect(moving.headers.get("refresh")).toBe("3");
		expect((await world.call("GET", "/dev/inbox?refresh=0", undefined, anonymous)).status).toBe(400);
	});

	it("is never cached", async () => {
		const world = await createWorld();
		await keep(world, {});
		const { headers } = await world.call("GET", "/dev/inbox", undefined, anonymous);
		expect(headers.get("cache-control")).toBe("no-store");
	});
});

describe("emptying the inbox on its page", () => {
	it("takes every message away, with the page's own token only", async () => {
		const world = await createWorld();
		await keep(world, {});
		const open = await world.call("GET", "/dev/inbox", undefined, anonymous);
		const cookie = open.headers.get("set-cookie")?.split(";")[0] ?? "";
		const token = /name="_csrf" value="([0-9a-f]{64})"/.exec(open.body)?.[1] ?? "";
		const send = (csrf: string) =>
			world.call("POST", "/dev/inbox", undefined, {
				token: null,
				headers: { cookie, "sec-fetch-site": "same-origin" },
				rawBody: new URLSearchParams({ _csrf: csrf, _action: "empty" }),
			});
		expect((await send("0".repeat(64))).status).toBe(403);
		expect((await world.call("GET", "/dev/inbox.json", undefined, anonymous)).body).not.toEqual([]);
		const emptied = await send(token);
		expect([emptied.status, emptied.headers.get("location")]).toEqual([303, "/dev/inbox"]);
		expect((await world.call("GET", "/dev/inbox.json", undefined, anonymous)).body).toEqual([]);
	});
});

describe("outside development", () => {
	it("GET /dev/inbox is a page that isn't there", async () => {
		const world = await createWorld();
		await keep(world, { destination: "+4520555556", text: "kept in development" });
		const request = new Request("https://otp.test/dev/inbox");
		const response = await createApp().fetch(request, { ...env, ENVIRONMENT: "production" }, createExecutionContext());
		expect(response.status).toBe(404);
		expect(await response.text()).not.toContain("kept in development");
	});

	it.each([
		["GET", "/dev/inbox.json"],
		["DELETE", "/dev/inbox"],
	])("%s %s answers like a path that isn't there, and deletes nothing", async (method, path) => {
		const world = await createWorld();
		await keep(world, { destination: "+4520555555" });
		const production = { ...env, ENVIRONMENT: "production" };
		const app = createApp();
		const ask = async (given: string) => {
			const request = new Request(`https://otp.test${given}`, { method });
			const response = await app.fetch(request, production, createExecutionContext());
			return { status: response.status, body: (await response.json()) as { errorCode: string; errorSummary: string } };
		};
		const [found, unknown] = [await ask(path), await ask("/dev/nothing")];
		expect(found.status).toBe(404);
		expect([found.body.errorCode, found.body.errorSummary]).toEqual([
			unknown.body.errorCode,
			unknown.body.errorSummary,
		]);
		const kept = await world.call("GET", "/dev/inbox.json?to=%2B4520555555", undefined, anonymous);
		expect(kept.body.length).toBeGreaterThan(0);
	});
});
