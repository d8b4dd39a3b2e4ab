import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { livePlatform, type Role } from "../../src/context";
import { mountPages, type Session } from "../../src/web/page";
import { type App, mount } from "../../src/web/router";
import { asked, samplePages, saved } from "./sample-pages";

const origin = "https://otp.test";
const ours = { origin, "sec-fetch-site": "same-origin" };

function sessionFor(role: Role): Session {
	return {
		id: `session of ${role}`,
		actor: { kind: "administrator", id: "adm1", name: "Ada", role },
		provenAt: 0,
		endsAt: 1,
		canStay: true,
	};
}

/** An app with the sample pages alone. */
function createSample(session: Session | null = null) {
	const app: App = new Hono();
	mountPages(app, samplePages, { platform: livePlatform, sessionOf: async () => session });
	mount(app, [], { platform: livePlatform, authenticate: async () => ({ kind: "system" }) });
	return async (path: string, init: RequestInit = {}) => {
		const execution = createExecutionContext();
		const response = await app.fetch(new Request(origin + path, { redirect: "manual", ...init }), env, execution);
		await waitOnExecutionContext(execution);
		return { response, html: await response.text() };
	};
}

/** A visitor who has opened the page, and sends its form. */
async function createVisitor(session: Session | null = null) {
	const ask = createSample(session);
	const { response, html } = await ask("/sample/7");
	const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
	const token = /name="_csrf" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? "";
	const send = (fields: Record<string, string>, headers: Record<string, string> = ours, path = "/sample/7") =>
		ask(path, {
			method: "POST",
			headers: { cookie, ...headers },
			body: new URLSearchParams({ _csrf: token, _action: "save", ...fields }),
		});
	return { ask, response, html, cookie, token, send };
}

const good = { name: "Dana", age: "41" };

describe("a page", () => {
	it("shows what it loads, with the headers of every page, and names its language", async () => {
		const { response, html } = await createVisitor();
		expect(response.status).toBe(200);
		expect(html).toContain("<h1>Hello 7</h1>");
		expect(Object.fromEntries(response.headers)).toMatchObject({
			"content-type": "text/html; charset=utf-8",
			"content-language": "en",
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
			vary: "accept-language, cookie",
		});
		expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
	});

	it("keeps a language that the address chose", async () => {
		const ask = createSample();
		const { response, html } = await ask("/sample/7?language=ja");
		expect(html).toContain('<html lang="ja"');
		const cookie = response.headers.getSetCookie().find((one) => one.startsWith("language="));
		expect(cookie).toMatch(/^language=ja; .*HttpOnly; Secure; SameSite=Lax$/);
		expect((await ask("/sample/7", { headers: { cookie: "language=ja" } })).html).toContain('<html lang="ja"');
		expect((await ask("/sample/7?language=xx")).response.headers.getSetCookie().join()).not.toContain("language=");
	});

	it("shows a refusal as a page, in the reader's language", async () => {
		const ask = createSample();
		const english = await ask(`/sample/7?greeting=${"x".repeat(21)}`);
		expect(english.response.status).toBe(400);
		expect(english.response.headers.get("content-type")).toBe("text/html; charset=utf-8");
		expect(english.html).toContain("The text may have at most 20 characters.");
		const japanese = await ask(`/sample/7?language=ja&greeting=${"x".repeat(21)}`);
		expect(japanese.html).toMatch(/[ぁ-ん]/);
		expect(japanese.html).not.toContain("characters");
	});

	it("tells nobody an unexpected error's own words, and names the id that the Worker's log has", async () => {
		const { response, html } = await createSample()("/sample/broken");
		expect(response.status).toBe(500);
		expect(html).not.toContain("secret");
		expect(html).toMatch(/<code>oae[A-Za-z0-9]{17}<\/code>/);
	});
});

describe("a page that gives a file", () => {
	it("gives it under its name, with the headers of every page, part by part", async () => {
		const { response, html } = await createSample()("/file?parts=2");
		expect(html).toBe("0, 数\r\n1, 数\r\n");
		expect(Object.fromEntries(response.headers)).toMatchObject({
			"content-type": "text/csv; charset=utf-8",
			"content-disposition": 'attachment; filename="numbers.csv"',
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
		});
		expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
	});

	it("breaks off where a part fails, so that half a file never looks whole", async () => {
		await expect(createSample()("/file?parts=3")).rejects.toThrow("no more");
		expect((await createSample()("/file?parts=0")).html).toBe("");
	});

	it("makes no part that the reader doesn't wait for, and stops when the reader has gone", async () => {
		const app: App = new Hono();
		mountPages(app, samplePages, { platform: livePlatform, sessionOf: async () => null });
		asked.parts = 0;
		const response = await app.fetch(new Request(`${origin}/file?parts=-1`), env, createExecutionContext());
		const reader = response.body!.getReader();
		await reader.read();
		await reader.read();
		await reader.cancel();
		expect(asked.parts).toBeLessThan(6);
	});

	it("refuses like any other page", async () => {
		const { response } = await createSample()("/file?parts=x");
		expect([response.status, response.headers.get("content-type")]).toEqual([400, "text/html; charset=utf-8"]);
	});
});

describe("a page with roles", () => {
	it("refuses a reader who isn't signed in, and one without the role", async () => {
		expect((await createSample()("/help-desk")).response.status).toBe(403);
		expect((await createSample(sessionFor("READ_ONLY"))("/help-desk")).response.status).toBe(403);
		const allowed = await createSample(sessionFor("HELP_DESK"))("/help-desk");
		expect([allowed.response.status, allowed.html.includes("For the help desk")]).toEqual([200, true]);
	});

	it("refuses an action to readers of the page who have another role, and to whoever isn't signed in", async () => {
		const asAdministrator = { ...good, _action: "save-as-administrator" };
		for (const session of [null, sessionFor("HELP_DESK"), sessionFor("READ_ONLY")]) {
			const { send } = await createVisitor(session);
			const count = saved.length;
			expect((await send(asAdministrator)).response.status).toBe(403);
			expect(saved).toHaveLength(count);
		}
		const { send } = await createVisitor(sessionFor("ADMINISTRATOR"));
		expect((await send(asAdministrator)).response.status).toBe(303);
	});

	it("lets whoever is signed in open a page that asks for a session only, as that actor", async () => {
		expect((await createSample()("/signed-in")).response.status).toBe(403);
		const user: Session = {
			id: "s",
			actor: { kind: "user", id: "00u1", name: "dana@example.com" },
			provenAt: 0,
			endsAt: 1,
			canStay: true,
		};
		expect((await createSample(user)("/signed-in")).html).toContain("dana@example.com");
	});
});

describe("a form", () => {
	it("comes back with what its action has found out and with what was typed, and names no error", async () => {
		const { ask, send, cookie } = await createVisitor();
		const { response, html } = await send({ _action: "count", name: "Dana" });
		expect(response.status).toBe(200);
		expect(html).toContain("<p>4 letters</p>");
		expect(html).not.toContain("error-summary");
		expect((await ask("/sample/7", { headers: { cookie } })).html).not.toContain("letters");
	});

	it("runs its action with the fields as the schema reads them, and goes on with 303", async () => {
		const { send } = await createVisitor();
		const { response } = await send(good);
		expect([response.status, response.headers.get("location")]).toEqual([303, "/sample/7"]);
		expect(saved.at(-1)).toEqual({ name: "Dana", age: 41 });
	});

	it("comes back with what was typed, and with each error at its field", async () => {
		const { send } = await createVisitor();
		const count = saved.length;
		const { response, html } = await send({ name: "<", age: "old" });
		expect(response.status).toBe(400);
		expect(html).toContain('value="&lt;"');
		expect(html).toContain('value="old"');
		expect(html).toContain('aria-invalid="true"');
		expect(html).toContain('aria-describedby="field-name-hint field-name-error"');
		expect(html).toContain('<a href="#field-name">The text must have at least 2 characters.</a>');
		expect(saved).toHaveLength(count);
	});

	it("shows a verb's refusal at the field that it names", async () => {
		const { send } = await createVisitor();
		const { response, html } = await send({ ...good, name: "Taken" });
		expect(response.status).toBe(400);
		expect(html).toContain('id="field-name-error"');
		expect((await send({ ...good, name: "Broken" })).response.status).toBe(500);
	});

	it("says above the form what the state of a thing forbids, and leaves the page for a thing that is gone", async () => {
		const { send } = await createVisitor();
		const { html } = await send({ ...good, name: "Used" });
		expect(html).toContain("<li>Each code can only be used once. Please wait for a new code and try again.</li>");
		expect(html).toContain('value="Used"');
		const gone = await send({ ...good, name: "Gone" });
		expect(gone.response.status).toBe(404);
		expect(gone.html).not.toContain('value="Gone"');
	});

	it.each([
		["without its token", { _csrf: "" }],
		["with a made-up token", { _csrf: "0".repeat(64) }],
	])("%s changes nothing, and loses nothing that was typed", async (_, forged) => {
		const { send } = await createVisitor();
		const count = saved.length;
		const { response, html } = await send({ ...good, ...forged });
		expect([response.status, saved.length]).toEqual([403, count]);
		expect(html).toContain('value="Dana"');
		expect(html).toMatch(/name="_csrf" value="[0-9a-f]{64}"/);
	});

	it("with the token of another visitor changes nothing", async () => {
		const [ada, bob] = [await createVisitor(), await createVisitor()];
		expect(ada.token).not.toBe(bob.token);
		const count = saved.length;
		expect((await ada.send({ ...good, _csrf: bob.token })).response.status).toBe(403);
		expect(saved).toHaveLength(count);
	});

	it("has a token of the session where somebody is signed in, and no visitor's cookie", async () => {
		const first = await createVisitor(sessionFor("HELP_DESK"));
		const second = await createVisitor(sessionFor("HELP_DESK"));
		const other = await createVisitor(sessionFor("READ_ONLY"));
		expect(first.cookie).toBe("");
		expect(first.token).toBe(second.token);
		expect(first.token).not.toBe(other.token);
	});

	it.each([
		["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
		["another host of the same site", { origin: "https://x.otp.test", "sec-fetch-site": "same-site" }],
		["another site, by an older browser", { origin: "https://evil.example" }],
		["a page without an origin, by an older browser", { origin: "null" }],
		["no page at all", {}],
	])("sent from %s is refused, even with the right token", async (_, headers) => {
		const { send } = await createVisitor();
		const count = saved.length;
		expect((await send(good, headers)).response.status).toBe(403);
		expect(saved).toHaveLength(count);
	});

	it("sent by an older browser from our own page is taken", async () => {
		const { send } = await createVisitor();
		expect((await send(good, { origin })).response.status).toBe(303);
	});

	it.each(["", "delete", "__proto__", "constructor"])("with the unknown action %j is refused", async (name) => {
		const { send } = await createVisitor();
		expect((await send({ ...good, _action: name })).response.status).toBe(400);
	});

	it("is refused as JSON, with a field that comes twice, and when it is too large", async () => {
		const { ask, cookie, token } = await createVisitor();
		const post = (body: BodyInit, type: string) =>
			ask("/sample/7", { method: "POST", headers: { ...ours, cookie, "content-type": type }, body });
		const form = "application/x-www-form-urlencoded";
		const fields = `_csrf=${token}&_action=save&name=Dana&age=41`;
		expect((await post(JSON.stringify(good), "application/json")).response.status).toBe(400);
		expect((await post(`${fields}&name=Eve`, form)).response.status).toBe(400);
		expect((await post(`${fields}&more=${"x".repeat(70_000)}`, form)).response.status).toBe(413);
		expect((await post(fields, form)).response.status).toBe(303);
	});
});

describe("a path that doesn't exist", () => {
	it("is a page for a browser, and JSON for everybody else and below /api", async () => {
		const ask = createSample();
		const browser = { headers: { accept: "text/html,*/*;q=0.8" } };
		const page = await ask("/nowhere", browser);
		expect([page.response.status, page.response.headers.get("content-type")]).toEqual([
			404,
			"text/html; charset=utf-8",
		]);
		expect(JSON.parse((await ask("/nowhere")).html).errorCode).toBe("E0000008");
		expect(JSON.parse((await ask("/api/v1/nowhere", browser)).html).errorCode).toBe("E0000008");
	});
});
