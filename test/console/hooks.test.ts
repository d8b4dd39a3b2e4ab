import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { recordExecution } from "../../src/hooks/metrics";
import { createActiveUser } from "../factors/sent-factor";
import {
	createHook,
	fakeService,
	freeTheActivePlace,
	hang,
	hookEvents,
	json,
	secret,
	successful,
} from "../hooks/hooks";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

const list = "/console/hooks";

async function createReaderOf(world: World, role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const { id } = await createAdministrator(world, role);
	return createReader(world, (await signedIn(world, id)).cookie);
}

const typed = (more: Record<string, string> = {}) => ({
	name: unique("Carrier"),
	uri: "https://sms.example.com/okta",
	authKey: "Authorization",
	secret,
	headers: "",
	callWord: "",
	...more,
});

describe("the list of hooks", () => {
	it("explains itself while there are none, and is closed to the help desk", async () => {
		const world = await createWorld();
		const { html } = await (await createReaderOf(world)).open(list);
		expect(html).toContain("No hooks yet");
		expect(html).toContain(`${list}/new`);
		expect((await (await createReaderOf(world, "HELP_DESK")).open(list)).status).toBe(403);
	});

	it("switches with one click, and shows others no button", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const first = await createHook(world);
		await reader.open(`${list}/new`);
		const second = typed();
		const added = await reader.send("save", second);
		expect(added.html).toContain("and inactive. Preview it");
		const { html } = await reader.open(list);
		expect(html).toContain(`Switch to this hook: ${second.name}`);
		const switched = await reader.send("switch", { hookId: added.path.split("/").at(-1)! });
		expect(switched.html).toContain(`Messages go through ${second.name} within 30 seconds.`);
		expect(switched.html).toContain(`Switch to this hook: ${first.name}`);

		const readOnly = await createReaderOf(world, "READ_ONLY");
		const seen = await readOnly.open(list);
		expect(seen.html).not.toContain('value="switch"');
		expect((await readOnly.send("switch", { hookId: first.id })).status).toBe(403);
		for (const page of [
			"new",
			`${first.id}/edit`,
			`${first.id}/preview`,
			`${first.id}/deactivate`,
			`${first.id}/delete`,
		])
			expect((await readOnly.open(`${list}/${page}`)).status, page).toBe(403);
		expect((await readOnly.open(`${list}/${first.id}/metrics`)).status).toBe(200);
	});

	it("warns while no hook is active", async () => {
		const world = await createWorld();
		await createHook(world);
		await freeTheActivePlace(world);
		expect((await (await createReaderOf(world)).open(list)).html).toContain("No hook is active.");
	});
});

describe("adding and editing a hook", () => {
	it("keeps the secret out of every page", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		await freeTheActivePlace(world);
		await reader.open(`${list}/new`);
		const fields = typed({ headers: "X-Team: otp\r\n\r\nX-Time: 12:30", callWord: "Voice" });
		const added = await reader.send("save", fields);
		expect(added.html).toContain("and active");
		const pages = [added, await reader.open(`${added.path}/edit`), await reader.open(`${added.path}/preview`)];
		for (const { html } of pages) expect(html).not.toContain("s3cret");
		const { body } = await world.call("GET", `/api/v1/inlineHooks/${added.path.split("/").at(-1)}`);
		expect(body.channel.config).toEqual({
			uri: fields.uri,
			method: "POST",
			headers: [
				{ key: "X-Team", value: "otp" },
				{ key: "X-Time", value: "12:30" },
			],
			authScheme: { type: "HEADER", key: "Authorization" },
			callWord: "Voice",
		});
	});

	it("leaves the secret as it is when its field stays empty, and takes a new one", async () => {
		const service = fakeService();
		const world = await createWorld(service);
		const reader = await createReaderOf(world);
		const hook = await createHook(world, { headers: [{ key: "X-Team", value: "otp" }] });
		const sentSecret = async () => {
			await world.call("POST", `${hook.path}/execute`, {});
			return service.sent.at(-1)?.headers.authorization;
		};
		await reader.open(`${list}/${hook.id}/edit`);
		const saved = await reader.send("save", typed({ name: "Other name", secret: "" }));
		expect(saved.html).toContain("Other name is saved.");
		expect(await sentSecret()).toBe(secret);
		expect(service.sent.at(-1)?.headers["x-team"]).toBeUndefined();
		await reader.open(`${list}/${hook.id}/edit`);
		await reader.send("save", typed({ secret: "Bearer another" }));
		expect(await sentSecret()).toBe("Bearer another");
	});

	it.each<[string, Record<string, string>, string]>([
		["no name", { name: "" }, "name"],
		["plain HTTP", { uri: "http://sms.example.com/" }, "uri"],
		["a private host", { uri: "https://10.0.0.1/" }, "uri"],
		["no secret", { secret: "" }, "secret"],
		["a header of ours", { headers: "Host: x" }, "headers"],
		["a line without a colon", { headers: "X Team" }, "headers"],
		["the secret's header twice", { headers: "authorization: x" }, "headers"],
		["a header name with a blank", { authKey: "My header" }, "authKey"],
		["a word for calls that means a text message", { callWord: "sms" }, "callWord"],
	])("says at the field what is wrong with %s, and gives everything back but the secret", async (_, change, field) => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		await reader.open(`${list}/new`);
		const fields = typed({ name: "Kept name", ...change });
		const { status, html } = await reader.send("save", fields);
		expect(status).toBe(400);
		expect(html).toContain(`href="#field-${field}"`);
		if (field !== "name") expect(html).toContain('value="Kept name"');
		expect(html).not.toContain("s3cret");
	});

	it("refuses a name that is taken", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { name } = await createHook(world);
		await reader.open(`${list}/new`);
		expect((await reader.send("save", typed({ name }))).html).toContain("Another inline hook has this name.");
	});
});

describe("one hook", () => {
	it("is deactivated after a question, and then deleted after another", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { id } = await createHook(world);
		expect((await reader.open(`${list}/${id}`)).html).toContain("can&#39;t be deleted while it is active");
		await reader.open(`${list}/${id}/delete`);
		expect((await reader.send("delete", {})).html).toContain("The hook is active.");
		expect((await reader.open(`${list}/${id}/deactivate`)).html).toContain("by the delivery routes");
		expect((await reader.send("deactivate", {})).path).toBe(`${list}/${id}`);
		expect((await reader.send("switch", {})).html).toContain("within 30 seconds");
		await reader.open(`${list}/${id}/deactivate`);
		await reader.send("deactivate", {});
		await reader.open(`${list}/${id}/delete`);
		expect((await reader.send("delete", {})).path).toBe(list);
		expect((await reader.open(`${list}/${id}`)).status).toBe(404);
	});
});

describe("the preview", () => {
	async function createPreview(answer?: Parameters<typeof fakeService>[0]) {
		const service = fakeService(answer);
		const world = await createWorld(service);
		const reader = await createReaderOf(world);
		const hook = await createHook(world);
		await reader.open(`${list}/${hook.id}/preview`);
		return { service, world, reader, hook };
	}

	const body = (messageProfile: Record<string, unknown> = {}) =>
		JSON.stringify({
			data: { messageProfile: { otpCode: "048213", phoneNumber: "+819012345678", ...messageProfile } },
		});

	it("generates a request for a user with a phone, and sends it as it was edited", async () => {
		const { service, world, reader, hook } = await createPreview();
		await freeTheActivePlace(world);
		const { user, to: number } = await createActiveUser(world);
		await reader.open(`${list}/${hook.id}/preview`);
		const event = "com.okta.user.telephony.account-unlock";
		const generated = await reader.send("generate", { userId: user.login, event, channel: "SMS" });
		expect(generated.status).toBe(200);
		const text = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(generated.html)?.[1]?.replaceAll("&quot;", '"') ?? "";
		const request = JSON.parse(text);
		expect(request).toMatchObject({
			requestType: event,
			data: { userProfile: { userId: user.id }, messageProfile: { phoneNumber: number, otpCode: "012345" } },
		});
		request.data.messageProfile.phoneNumber = "+819000000001";
		const before = service.sent.length;
		const sent = await reader.send("send", { request: JSON.stringify(request) });
		expect(service.sent.length).toBe(before + 1);
		expect(JSON.parse(service.sent.at(-1)!.body)).toEqual(request);
		expect(sent.html).toContain("Taken by the service");
		expect(sent.html).toContain("SM49a8");
		expect(sent.html).toContain("+819000000001");
		expect(sent.html).toContain("Authorization: ••••••");
		expect(sent.html).not.toContain("s3cret");
	});

	it("says at the field that there is no such user, or none with a phone", async () => {
		const { world, reader } = await createPreview();
		const event = "com.okta.user.telephony.mfa-verification";
		const unknown = await reader.send("generate", { userId: "nobody", event, channel: "SMS" });
		expect([unknown.status, unknown.html.includes("Nobody has this id or login.")]).toEqual([400, true]);
		const { id } = (await world.call("POST", "/api/v1/users", { profile: { login: unique("ada@x") } })).body;
		const without = await reader.send("generate", { userId: id, event, channel: "CALL" });
		expect(without.html).toContain("no active sms or call factor");
	});

	it.each([
		['{\n  "data": {,}\n}', "line 2, column 12"],
		["", "line 1, column 1"],
		['{\n"data": {\n"messageProfile": {\n"otpCode": 12345 } } }', "Line 4: data.messageProfile.otpCode"],
		["[1]", "Line 1"],
	])("names the line of what is wrong with %j, keeps it, and sends nothing", async (request, place) => {
		const { service, reader } = await createPreview();
		const refused = await reader.send("send", { request });
		expect(refused.status).toBe(400);
		expect(refused.html).toContain(place);
		expect(refused.html).toContain(request.replaceAll('"', "&quot;"));
		expect(service.sent).toHaveLength(0);
	});

	it.each<[string, Parameters<typeof fakeService>[0], string]>([
		["hangs", hang, "within 3 seconds"],
		["redirects", () => Response.redirect("https://evil.example/048213"), "redirects are not followed"],
		["answers rubbish", () => new Response("<b>048213</b>", { headers: { "content-type": "text/html" } }), "text/html"],
		["breaks", () => json({ note: "048213" }, 500), "status 500"],
		["isn't there", () => Promise.reject(new Error("048213")), "couldn&#39;t be reached"],
		["refuses", () => json({ error: { errorSummary: "048213" } }), "reported an error"],
		["answers without end", () => new Response("x".repeat(300 * 1024)), "larger than 256 KB"],
	])(
		"shows a service that %s, and neither log nor metrics nor any address has the code",
		async (_, answer, said) => {
			const { world, reader, hook } = await createPreview(answer);
			const events = await hookEvents(world, hook.id);
			const { status, path, html } = await reader.send("send", { request: body() });
			expect(status).toBe(200);
			expect(path).not.toContain("048213");
			expect(html).toContain("would count as failed");
			expect(html).toContain(said);
			expect(html).not.toContain("<b>048213");
			expect(html.length).toBeLessThan(80_000);
			expect(await hookEvents(world, hook.id)).toEqual(events);
			const logged = await env.DB.prepare("SELECT COUNT(*) AS n FROM log_events WHERE event LIKE '%048213%'").first(
				"n",
			);
			expect(logged).toBe(0);
			expect((await reader.open(`${list}/${hook.id}/metrics`)).html).toContain("No executions in these 30 days.");
			expect((await reader.open(`${list}/${hook.id}/preview`)).html).not.toContain("048213");
		},
		30_000,
	);

	it("shows that what echoes the code or the number would not be kept", async () => {
		const action = { ...successful.commands[0]!.value[0]!, transactionId: "id-048213", provider: "ACME" };
		const { reader } = await createPreview(() =>
			json({ commands: [{ type: "com.okta.telephony.action", value: [action] }] }),
		);
		const { html } = await reader.send("send", { request: body() });
		expect(html).toMatch(/Transaction ID<\/dt><dd><span class="muted">nothing/);
		expect(html).toMatch(/Provider<\/dt><dd><span translate="no">ACME/);
	});
});

describe("the metrics", () => {
	it("count 30 days, and show them as a picture and as a table", async () => {
		const world = await createWorld();
		const reader = await createReaderOf(world);
		const { id } = await createHook(world);
		const record = (ok: boolean, durationMs: number) =>
			world.ctx.db.batch([
				world.ctx.db.run("UPDATE inline_hooks SET version = version"),
				recordExecution(world.ctx, id, { ok, durationMs }),
			]);
		await record(true, 100);
		await record(true, 300);
		await record(false, 2_000);
		const { html } = await reader.open(`${list}/${id}/metrics`);
		expect(html).toContain("3 executions in 30 days, 1 of them failed.");
		expect(html).toContain("200 ms");
		expect(html.match(/<title>/g)).toHaveLength(31);
		expect(html.match(/<tr>/g)).toHaveLength(31);
		expect(html).not.toContain('style="');
		expect((await reader.open(`${list}/${id}/metrics?language=ja`)).html).toContain("うち1回が失敗しました");
	});
});
