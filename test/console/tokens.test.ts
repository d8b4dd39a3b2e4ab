import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createApiToken } from "../../src/access/service";
import { createApplication } from "../applications/applications";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";

async function createSignedIn(role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR" = "ADMINISTRATOR", world?: World) {
	const here = world ?? (await createWorld());
	const ada = await createAdministrator(here, role);
	const { cookie, session } = await signedIn(here, ada.id);
	return { world: here, ada, session, reader: createReader(here, cookie) };
}

const fields = (more: Record<string, string> = {}) => ({
	name: unique("checkout"),
	role: "VERIFIER",
	applicationId: "",
	sourceId: "",
	rateLimit: "SMALL",
	...more,
});

const tokenIn = (html: string) => /\b00[A-Za-z0-9]{40}\b/.exec(html)?.[0];

const tokensNamed = async (name: string) =>
	(await env.DB.prepare("SELECT * FROM api_tokens WHERE name = ?").bind(name).all()).results;

describe("a new API token", () => {
	it("is shown once, works, and is nowhere afterwards", async () => {
		const { world, ada, reader } = await createSignedIn();
		await reader.open("/console/tokens/new");
		const made = await reader.send("create", fields());
		expect(made.path).toMatch(/^\/console\/tokens\/00T\w+$/);
		const token = tokenIn(made.html) ?? "";
		expect(made.html).toContain("is created.");
		const unknown = "/api/v1/users/00uNobody/factors/x/verify";
		expect((await world.call("POST", unknown, { passCode: "123456" }, { token })).status).toBe(404);
		expect((await world.call("GET", "/api/v1/users", undefined, { token })).status).toBe(403);
		for (const path of [made.path, "/console/tokens"]) {
			const again = await reader.open(path);
			expect(again.html).toContain(ada.login);
			expect(tokenIn(again.html)).toBeUndefined();
		}
		expect(reader.cookies()).not.toContain("tessera-once");
	});

	it("is shown to nobody else, and on no other page, whoever has its cookie", async () => {
		const { world, reader, session } = await createSignedIn();
		const bob = await createSignedIn("ADMINISTRATOR", world);
		await reader.open("/console/tokens/new");
		const form = new URLSearchParams({ _action: "create", _csrf: "", ...fields() });
		form.set("_csrf", (await reader.open("/console/tokens/new")).csrf);
		const answer = await world.call("POST", "/console/tokens/new", undefined, {
			token: null,
			rawBody: form,
			headers: { cookie: reader.cookies(), "sec-fetch-site": "same-origin" },
		});
		const [once = ""] = answer.headers.getSetCookie().filter((line) => line.includes("tessera-once"));
		expect(once).toMatch(/HttpOnly; Secure/);
		expect(tokenIn(decodeURIComponent(once))).toBeUndefined();
		const path = answer.headers.get("location") ?? "";
		const other = await createApiToken(world.ctx, { name: unique("other"), role: "VERIFIER" });
		const shownTo = async (cookies: string, at: string) => {
			const headers = { cookie: `${cookies}; ${once.split(";")[0]}` };
			const { body } = await world.call("GET", at, undefined, { token: null, headers });
			return tokenIn(body);
		};
		expect(await shownTo(bob.reader.cookies(), path)).toBeUndefined();
		expect(await shownTo(reader.cookies(), `/console/tokens/${other.id}`)).toBeUndefined();
		expect(await shownTo(reader.cookies(), path)).toBeDefined();
		expect(session.id).toMatch(/^ams/);
	});

	it("asks for password and code five minutes after a proof, before the form and behind it", async () => {
		const { world, reader } = await createSignedIn();
		const input = fields();
		await reader.open("/console/tokens/new");
		world.clock.now += 5 * 60_000;
		const prove = "/console/account/prove?next=%2Fconsole%2Ftokens%2Fnew";
		expect((await reader.send("create", input)).path).toBe(prove);
		expect((await reader.open("/console/tokens/new")).path).toBe(prove);
		expect(await tokensNamed(input.name)).toEqual([]);
	});

	it("keeps what was typed when it is refused, and says why at the field, in both languages", async () => {
		const { world, reader } = await createSignedIn();
		const { id } = await createApplication(world);
		await reader.open("/console/tokens/new");
		const wrong: [Record<string, string>, string][] = [
			[{ role: "ADMINISTRATOR", applicationId: id }, "A token of an application can&#39;t have the role ADMINISTRATOR"],
			[{ role: "SOURCE" }, 'id="field-sourceId-error"'],
			[{ sourceId: "okta" }, 'id="field-sourceId-error"'],
			[{ role: "OWNER" }, 'id="field-role-error"'],
			[{ applicationId: "0oaNobody00000000000" }, "There is no application with this id."],
			[{ role: "SOURCE", sourceId: "srcNobody00000000000" }, 'id="field-sourceId-error"'],
			[{ rateLimit: "HUGE" }, 'id="field-rateLimit-error"'],
		];
		for (const [more, said] of wrong) {
			const input = fields(more);
			const answer = await reader.send("create", input);
			expect([answer.status, answer.html.includes(said)], JSON.stringify(more)).toEqual([400, true]);
			expect(answer.html).toContain(`value="${input.name}"`);
			expect(await tokensNamed(input.name)).toEqual([]);
		}
		await reader.open("/console/tokens/new?language=ja");
		const japanese = await reader.send("create", fields({ name: "" }));
		expect(japanese.html).toContain("入力内容をご確認ください。");
	});

	it("may act for an application or a source", async () => {
		const { world, reader } = await createSignedIn();
		const { id, body } = await createApplication(world);
		await reader.open("/console/tokens/new");
		expect((await reader.send("create", fields({ applicationId: id }))).html).toContain(body.name);
		await reader.open("/console/tokens/new");
		const ofSource = fields({ role: "SOURCE", sourceId: "okta" });
		expect((await reader.send("create", ofSource)).status).toBe(200);
		expect(await tokensNamed(ofSource.name)).toMatchObject([{ role: "SOURCE", source_id: "okta" }]);
	});
});

describe("the pages of the tokens", () => {
	it.each(["HELP_DESK", "READ_ONLY"] as const)("are closed for %s, and take no form from there", async (role) => {
		const { world, reader } = await createSignedIn(role);
		const { id } = await createApiToken(world.ctx, { name: unique("kept"), role: "ADMINISTRATOR" });
		const input = fields({ role });
		for (const path of ["/console/tokens", "/console/tokens/new", `/console/tokens/${id}`]) {
			expect((await reader.open(path)).status, path).toBe(403);
		}
		const { csrf } = await reader.open("/console/account");
		for (const [path, action] of [
			["/console/tokens/new", "create"],
			[`/console/tokens/${id}/revoke`, "revoke"],
		] as const) {
			const sent = await world.call("POST", path, undefined, {
				token: null,
				rawBody: new URLSearchParams({ ...input, _csrf: csrf, _action: action }),
				headers: { cookie: reader.cookies(), "sec-fetch-site": "same-origin" },
			});
			expect(sent.status, path).toBe(403);
		}
		expect(await tokensNamed(input.name)).toEqual([]);
		expect((await reader.open("/console/account")).html).not.toContain('href="/console/tokens"');
	});

	it("list those in use at first, filter by role and status, and go on from page to page", async () => {
		const { world, reader } = await createSignedIn();
		const name = unique("listed");
		for (let index = 0; index < 51; index++) {
			await createApiToken(world.ctx, { name: `${name}-${index}`, role: "HELP_DESK", rateLimit: "SMALL" });
		}
		const revoked = await createApiToken(world.ctx, { name: `${name}-gone`, role: "HELP_DESK" });
		await world.call("DELETE", `/api/v1/api-tokens/${revoked.id}`);
		const first = await reader.open("/console/tokens?role=HELP_DESK");
		expect(first.html.match(new RegExp(`${name}-\\d+`, "g"))).toHaveLength(50);
		const [, next = ""] = /href="(\/console\/tokens\?[^"]*after=[^"]*)"/.exec(first.html) ?? [];
		const second = await reader.open(next.replaceAll("&amp;", "&"));
		expect(second.html.match(new RegExp(`${name}-\\d+`, "g"))).toHaveLength(1);
		expect(first.html + second.html).not.toContain(`${name}-gone`);
		expect((await reader.open("/console/tokens?status=revoked&role=HELP_DESK")).html).toContain(`${name}-gone`);
		expect((await reader.open("/console/tokens?status=revoked&role=SOURCE")).html).toContain("Clear the filter");
		expect((await reader.open("/console/tokens?status=x&role=y")).status).toBe(200);
	});

	it("show no hash of a token", async () => {
		const { world, reader } = await createSignedIn();
		const made = await createApiToken(world.ctx, { name: unique("hashed"), role: "VERIFIER" });
		for (const path of ["?role=VERIFIER", `/${made.id}`, `/${made.id}/revoke`]) {
			const { html } = await reader.open(`/console/tokens${path}`);
			expect(html).toContain(made.name);
			expect(html).not.toContain(made.tokenHash);
			expect(html).not.toContain(made.token);
		}
	});

	it("revoke one after a question, and never the last administrator's", async () => {
		const { world, reader } = await createSignedIn();
		const made = await createApiToken(world.ctx, { name: unique("old"), role: "VERIFIER" });
		const asked = await reader.open(`/console/tokens/${made.id}/revoke`);
		expect(asked.html).toContain(`Revoke ${made.name}`);
		expect((await reader.send("revoke", {})).html).toContain(`The token “${made.name}” is revoked.`);
		expect(await tokensNamed(made.name)).toMatchObject([{ revoked_at: world.clock.now }]);

		await env.DB.prepare("UPDATE api_tokens SET revoked_at = 1 WHERE role = 'ADMINISTRATOR'").run();
		const pair = [1, 2].map(() => createApiToken(world.ctx, { name: unique("admin"), role: "ADMINISTRATOR" }));
		const [one, two] = await Promise.all(pair);
		const revoke = async (id: string) => {
			const { cookie } = await signedIn(world, (await createAdministrator(world)).id);
			const other = createReader(world, cookie);
			await other.open(`/console/tokens/${id}/revoke`);
			return other.send("revoke", {});
		};
		const answers = await Promise.all([revoke(one!.id), revoke(two!.id)]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
		const refused = answers.find(({ status }) => status === 400);
		expect(refused?.html).toContain("The last administrator token can&#39;t be revoked.");
	});
});
