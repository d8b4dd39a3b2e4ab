import { describe, expect, it } from "vitest";
import { createAdministrator, password, sessionAt, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";

const minuteMs = 60_000;
const idleMs = 30 * minuteMs;
const newPasskey = "/console/account/passkeys/new";

async function createSignedIn() {
	const world = await createWorld();
	const ada = await createAdministrator(world);
	const { cookie } = await signedIn(world, ada.id);
	return { world, ada, cookie, reader: createReader(world, cookie) };
}

const hiddenFields = (html: string) =>
	Object.fromEntries(
		[...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
			name,
			value
				.replaceAll("&quot;", '"')
				.replaceAll("&#39;", "'")
				.replaceAll("&lt;", "<")
				.replaceAll("&gt;", ">")
				.replaceAll("&amp;", "&"),
		]),
	);

describe("a form that is sent after the session's end", () => {
	it("is held, comes back on its page after a sign-in elsewhere, and can be sent", async () => {
		const { world, ada, reader } = await createSignedIn();
		await reader.open(newPasskey);
		world.clock.now += idleMs;
		const name = 'Ada\'s "office" <key> & more';
		const held = await reader.send("add", { name, passkey: "{}" });
		expect([held.status, held.path]).toEqual([401, newPasskey]);
		expect(held.html).toContain("Your session has ended");
		expect(held.html).toMatch(
			/<a href="\/console\/sign-in\?next=%2Fconsole%2Faccount%2Fpasskeys%2Fnew" target="_blank" rel="noopener">/,
		);
		const { _csrf, _action, ...kept } = hiddenFields(held.html);
		expect([_csrf, _action, kept]).toEqual(["", "add", { name }]);
		// Too early: it is held again.
		expect((await reader.send("add", { ...kept, _csrf: "" })).status).toBe(401);
		// The browser's tabs share their cookies.
		await reader.open("/console/sign-in");
		await reader.send("sign-in", { login: ada.login, password });
		await reader.send("sign-in", { code: await ada.code() });
		await reader.open(newPasskey);
		const back = await reader.send("add", { ...kept, _csrf: "" });
		expect(back.status).toBe(403);
		expect(back.html).toContain("Please send it again.");
		expect(back.html).toContain('value="Ada&#39;s &quot;office&quot; &lt;key&gt; &amp; more"');
		// It is the form of the page: the browser's answer alone is missing.
		const sent = await reader.send("add", { ...kept, passkey: "{}" });
		expect([sent.status, sent.html.includes("The passkey couldn")]).toEqual([400, true]);
	});

	it("is held after twelve hours, after a sign-out and after an end elsewhere as well", async () => {
		const { world, ada, reader } = await createSignedIn();
		await reader.open(newPasskey);
		await world.ctx.env.bindings.DB.prepare("DELETE FROM administrator_sessions WHERE administrator_id = ?")
			.bind(ada.id)
			.run();
		expect((await reader.send("add", { name: "kept", passkey: "{}" })).status).toBe(401);
	});

	it.each([
		["/console/authenticators/new", "review", { passCodeLength: "8" }],
		["/console/hooks/new", "save", { authKey: "x-acme", secret: "not to be shown" }],
	])("keeps a choice whose name only has such a word in it: %s", async (path, action, fields) => {
		const { world, reader } = await createSignedIn();
		await reader.open(path);
		world.clock.now += idleMs;
		const held = await reader.send(action, fields as Record<string, string>);
		expect(held.status).toBe(401);
		const { _csrf, _action, ...kept } = hiddenFields(held.html);
		const { secret, ...expected }: Record<string, string | undefined> = fields;
		expect(kept).toEqual(expected);
	});

	it.each([
		["/console/account/password", "save", { password: "my new password 1", again: "my new password 1" }],
		["/console/account/prove", "prove", { password, code: "123456", passkey: '{"id":"secret"}' }],
	])("never comes back with what is secret: %s", async (path, action, fields) => {
		const { world, reader } = await createSignedIn();
		await reader.open(path);
		world.clock.now += idleMs;
		const held = await reader.send(action, fields as Record<string, string>);
		expect(held.status).toBe(401);
		expect(Object.keys(hiddenFields(held.html))).toEqual(["_csrf", "_action"]);
		for (const value of Object.values(fields)) expect(held.html).not.toContain(value);
		expect(held.html).toContain("Passwords, codes and keys aren&#39;t kept.");
	});

	it.each([
		["with nothing typed", "/console/account", "end-others", {}, {}],
		["with an action that the page hasn't", newPasskey, "toString", { name: "kept" }, {}],
		["from another site", newPasskey, "add", { name: "planted" }, { "sec-fetch-site": "cross-site" }],
		["from nowhere", newPasskey, "add", { name: "planted" }, { accept: "text/html" }],
	])("leads to the sign-in alone %s", async (_, path, action, fields, headers) => {
		const { world, reader } = await createSignedIn();
		await reader.open(path);
		world.clock.now += idleMs;
		const options = Object.keys(headers).length === 0 ? {} : { headers: headers as Record<string, string> };
		const answered = await reader.send(action, fields as Record<string, string>, options);
		expect([answered.status, answered.path.split("?")[0]]).toEqual([200, "/console/sign-in"]);
		expect(answered.html).not.toContain("planted");
	});
});

describe("the page of the session", () => {
	const leftOn = (html: string) => Number(/data-left="(\d+)"/.exec(html)?.[1]);

	it("says when the session ends, and asking for it is no sign of life", async () => {
		const { world, reader } = await createSignedIn();
		for (const minutes of [0, 10, 20, 29]) {
			world.clock.now += minutes === 0 ? 0 : minutes === 29 ? 9 * minuteMs : 10 * minuteMs;
			expect(leftOn((await reader.open("/console/session")).html)).toBe(idleMs - minutes * minuteMs);
		}
		world.clock.now += minuteMs;
		const over = await reader.open("/console/session");
		expect([over.status, leftOn(over.html)]).toEqual([200, 0]);
		expect(over.html).toContain("Your session has ended.");
		expect(over.html).toMatch(/href="\/console\/sign-in\?next=%2Fconsole%2Fsession" target="_blank"/);
	});

	it("prolongs it by its button", async () => {
		const { world, reader } = await createSignedIn();
		world.clock.now += 29 * minuteMs;
		const asked = await reader.open("/console/session");
		expect(asked.html).toContain("Your session ends in less than a minute.");
		expect(leftOn((await reader.send("stay", {})).html)).toBe(idleMs);
		world.clock.now += 29 * minuteMs;
		expect((await reader.open("/console/account")).status).toBe(200);
	});

	it("doesn't prolong a session that is over", async () => {
		const { world, reader } = await createSignedIn();
		await reader.open("/console/session");
		world.clock.now += idleMs;
		const stayed = await reader.send("stay", {});
		expect(stayed.status).not.toBe(200);
		expect((await reader.open("/console/account")).path).toContain("/console/sign-in");
	});

	it("asks for a proof before the end of the twelve hours, after which the session lasts twelve more", async () => {
		const { world, ada, reader } = await createSignedIn();
		for (let minutes = 0; minutes < 12 * 60 - 40; minutes += 25) {
			world.clock.now += 25 * minuteMs;
			await reader.open("/console/account");
		}
		const asked = await reader.open("/console/session");
		expect(leftOn(asked.html)).toBeLessThan(idleMs);
		expect(asked.html).not.toContain("Stay signed in");
		expect(asked.html).toContain('href="/console/account/prove?next=%2Fconsole%2Fsession"');
		await reader.open("/console/account/prove?next=%2Fconsole%2Fsession");
		const proven = await reader.send("prove", { password, code: await ada.code() });
		expect([proven.path, leftOn(proven.html)]).toEqual(["/console/session", idleMs]);
		expect(proven.html).toContain("Stay signed in");
	});

	it("tells nobody anything by a session that is half-way", async () => {
		const { world, ada } = await createSignedIn();
		const half = createReader(world, (await sessionAt(world, ada.id, "FACTOR")).cookie);
		expect(leftOn((await half.open("/console/session")).html)).toBe(0);
	});
});
