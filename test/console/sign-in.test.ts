import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { inviteAdministrator } from "../../src/administrators/service";
import { codeOf, createAdministrator, password, sessionAt, signedIn, startPath } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, unique } from "../support/world";

describe("the sign-in to the console", () => {
	it("leads from the page that somebody wanted over password and code back to it", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world, "HELP_DESK");
		const reader = createReader(world);
		expect((await reader.open("/console/account/app")).path).toBe("/console/sign-in?next=%2Fconsole%2Faccount%2Fapp");
		const step = await reader.send("sign-in", { login: ada.login, password });
		expect(step.path).toBe("/console/sign-in/code?next=%2Fconsole%2Faccount%2Fapp");
		// As a Japanese keyboard types it, in two groups.
		const wide = (await ada.code()).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
		const account = await reader.send("sign-in", { code: `${wide.slice(0, 3)} ${wide.slice(3)}` });
		expect([account.path, account.status]).toEqual(["/console/account/app", 200]);
		expect(account.html).toContain(ada.login);
	});

	it.each([
		"/console/challenge-policies/sets/POST_AUTHENTICATION/edit",
		"/console/properties/bharosa.uio.default.otp.generate.code.length?locale=ja",
	])("leads to %s, whatever signs the page's address has", async (next) => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const reader = createReader(world);
		expect((await reader.open(next)).path).toBe(`/console/sign-in?next=${encodeURIComponent(next)}`);
		await reader.send("sign-in", { login: ada.login, password });
		expect((await reader.send("sign-in", { code: await ada.code() })).path).toBe(next);
	});

	it.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/docs", "/console/../docs", "/console//x"])(
		"never leads to %s",
		async (next) => {
			const world = await createWorld();
			const ada = await createAdministrator(world);
			const reader = createReader(world);
			await reader.open(`/console/sign-in?next=${encodeURIComponent(next)}`);
			await reader.send("sign-in", { login: ada.login, password });
			expect((await reader.send("sign-in", { code: await ada.code() })).path).toBe(startPath);
		},
	);

	it("says the same for a wrong password and for a name that nobody has, and keeps the name alone", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const answers = [];
		for (const login of [ada.login, `${unique("nobody")}@example.com`]) {
			const reader = createReader(world);
			await reader.open("/console/sign-in");
			const answer = await reader.send("sign-in", { login, password: "a wrong password" });
			expect(answer.html).toContain(`value="${login}"`);
			expect(answer.html).not.toContain("a wrong password");
			const bare = answer.html.replaceAll(login, "").replaceAll(/name="_csrf" value="\w+"/g, "");
			answers.push({ status: answer.status, bare });
		}
		expect(answers[0]).toEqual(answers[1]);
		expect(answers[0]?.status).toBe(401);
		expect(answers[0]?.bare).toContain("The name or the password is wrong.");
	});

	it("says in Japanese that a code was wrong, at its field", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const reader = createReader(world);
		await reader.open("/console/sign-in?language=ja");
		await reader.send("sign-in", { login: ada.login, password });
		const refused = await reader.send("sign-in", { code: "12345" });
		expect(refused.status).toBe(400);
		expect(refused.html).toContain('aria-describedby="field-code-error"');
		expect(refused.html).toMatch(/lang="ja"/);
	});

	it.each([
		["without its token", () => ({ _csrf: "" })],
		["with a made-up token", () => ({ _csrf: "0".repeat(64) })],
	])("refuses the form %s", async (_, forged) => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const reader = createReader(world);
		await reader.open("/console/sign-in");
		const refused = await reader.send("sign-in", { login: ada.login, password, ...forged() });
		expect([refused.status, refused.path]).toEqual([403, "/console/sign-in"]);
		expect(reader.cookies()).not.toContain("tessera-console=");
	});

	it("refuses the form with the token of another visitor, of an earlier session, and from another site", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const [reader, stranger] = [createReader(world), createReader(world)];
		const foreign = (await stranger.open("/console/sign-in")).csrf;
		await reader.open("/console/sign-in");
		const fields = { login: ada.login, password };
		expect((await reader.send("sign-in", { ...fields, _csrf: foreign })).status).toBe(403);
		const elsewhere = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
		expect((await reader.send("sign-in", fields, { headers: elsewhere })).status).toBe(403);
		// The token of the sign-in is none of the session.
		const visitors = (await reader.open("/console/sign-in")).csrf;
		await reader.send("sign-in", fields);
		await reader.send("sign-in", { code: await ada.code() });
		await reader.open("/console/account");
		const stale = await reader.send("end-others", { _csrf: visitors });
		expect(stale.status).toBe(403);
		expect((await reader.send("end-others", {})).path).toBe("/console/account");
	});

	it("needs every step: no later page opens with an earlier session", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const half = await sessionAt(world, ada.id, "FACTOR");
		for (const path of ["/console/account", "/console/account/password", "/console/sign-in/new-password"]) {
			const { status, headers } = await world.call("GET", path, undefined, {
				token: null,
				headers: { cookie: half.cookie },
			});
			expect([status, headers.get("location")?.split("?")[0]], path).toEqual([303, "/console/sign-in"]);
		}
	});

	it("gives a new session at every step, so that a planted cookie is worth nothing", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const reader = createReader(world);
		await reader.open("/console/sign-in");
		await reader.send("sign-in", { login: ada.login, password });
		const half = reader.cookies();
		await reader.send("sign-in", { code: await ada.code() });
		expect(reader.cookies()).not.toBe(half);
		const planted = await world.call("GET", "/console/account", undefined, { token: null, headers: { cookie: half } });
		expect(planted.status).toBe(303);
	});

	it("takes an invited person from the link over password, app and recovery codes into the console", async () => {
		const world = await createWorld();
		const login = `${unique("eve")}@example.com`;
		const invited = await inviteAdministrator(world.ctx, { login, role: "ADMINISTRATOR" });
		const reader = createReader(world);
		await reader.open(`/console/invitation?code=${invited.oneTimePassword}`);
		// Opening the link used nothing up.
		expect((await reader.open(`/console/invitation?code=${invited.oneTimePassword}`)).html).not.toContain(
			invited.oneTimePassword,
		);
		expect((await reader.send("accept", {})).path).toBe("/console/sign-in/new-password");
		expect((await reader.send("save", { password: "short", again: "short" })).status).toBe(400);
		expect((await reader.send("save", { password, again: `${password}!` })).html).toContain(
			"The two passwords differ.",
		);
		const app = await reader.send("save", { password, again: password });
		expect(app.path).toBe("/console/sign-in/app");
		expect(app.html).toContain("<svg");
		const codes = await reader.send("prove", { code: await codeOf(world, invited.row.id, "PENDING_ACTIVATION") });
		expect(codes.path).toBe("/console/account/recovery-codes");
		expect(codes.html.match(/<code>[a-z2-9]{5}-[a-z2-9]{5}<\/code>/g)).toHaveLength(10);
		const account = await reader.send("keep", {});
		expect(account.html).toContain("10 codes left");
		expect((await reader.open("/console/account/recovery-codes")).html).not.toMatch(/<code>[a-z2-9]{5}-/);
	});

	it("says that a link is used up or made up, and changes nothing by it", async () => {
		const world = await createWorld();
		const reader = createReader(world);
		await reader.open("/console/invitation?code=abcd-efgh");
		const refused = await reader.send("accept", {});
		expect([refused.status, refused.html.includes("no longer valid")]).toEqual([400, true]);
	});
});

describe("a session of the console", () => {
	it("ends on this side when somebody signs out, and the cookie goes", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const { cookie } = await signedIn(world, ada.id);
		const reader = createReader(world, cookie);
		await reader.open("/console/sign-out");
		expect((await reader.send("out", {})).path).toBe("/console/sign-in");
		const again = await world.call("GET", "/console/account", undefined, { token: null, headers: { cookie } });
		expect(again.status).toBe(303);
		const left = await env.DB.prepare("SELECT 1 FROM administrator_sessions WHERE administrator_id = ?")
			.bind(ada.id)
			.all();
		expect(left.results).toEqual([]);
	});

	it("opens no route of the API, and no token opens a page", async () => {
		const world = await createWorld();
		const ada = await createAdministrator(world);
		const { cookie } = await signedIn(world, ada.id);
		const api = await world.call("GET", "/api/v1/administrators", undefined, { token: null, headers: { cookie } });
		expect(api.status).toBe(403);
		expect((await world.call("GET", "/console/account")).status).toBe(303);
	});
});
