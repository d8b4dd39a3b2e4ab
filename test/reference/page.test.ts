import { describe, expect, it } from "vitest";
import { routes } from "../../src/app";
import { openApiDocument } from "../../src/reference/openapi";
import { referencePage } from "../../src/reference/page";
import { route } from "../../src/web/router";
import { createWorld } from "../support/world";

const attributes = (html: string, name: string) =>
	[...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value]) => value!);

const frame = { language: "en", theme: null, zone: "UTC", path: "/docs" } as const;

describe("the API reference", () => {
	it("holds every operation, with method, path and roles", async () => {
		const world = await createWorld();
		const answer = await world.call("GET", "/docs", undefined, { token: null });
		const body = answer.body.replaceAll("<wbr/>", "");
		for (const [path, methods] of Object.entries(openApiDocument(routes, "https://otp.test").paths)) {
			for (const [method, operation] of Object.entries(methods)) {
				const section = body
					.split(`<section class="manual-entry" id="${operation.operationId}"`)[1]
					?.split("</section>")[0];
				expect(section, operation.operationId).toBeDefined();
				expect(section).toContain(`>${method.toUpperCase()}</span><code>${path}</code>`);
				for (const role of operation["x-roles"]) expect(section).toContain(`<span class="badge">${role}</span>`);
			}
		}
	});

	it("has a place for every link within it, and no id twice", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", "/docs", undefined, { token: null });
		const ids = attributes(body, "id");
		expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
		const targets = attributes(body, "href").filter((href) => href.startsWith("#"));
		for (const target of targets) expect(ids).toContain(target.slice(1));
	});

	it("shows what to send and what comes back, nested fields included", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", "/docs", undefined, { token: null });
		const section = body.split('id="createApiToken"')[1].split("</section>")[0];
		expect(section).toContain("What the token is for");
		expect(section).toContain("1–255 characters");
		expect(section).toContain("one of <code>VERIFIER</code>, <code>HELP_DESK</code>");
		expect(section.replaceAll(/<[^>]+>|\s/g, "")).toContain("&quot;name&quot;:&quot;checkoutservice&quot;");
		expect(section).toContain("curl -X POST ");
		expect(section).toContain("&quot;Authorization: SSWS $TESSERA_TOKEN&quot;");
	});

	it("escapes what stands in a route's texts", () => {
		const spec = route({
			method: "GET",
			path: "/x",
			tag: "<i>Tag",
			summary: "Look <b>up",
			description: "It says `<u>` and [more](javascript:alert(1)).",
			access: "public",
			handle: () => {},
		});
		const html = referencePage(frame, openApiDocument([spec], "https://otp.test"));
		expect(html).not.toMatch(/<[iub]>/);
		expect(html).not.toContain('href="javascript:');
		expect(html).toContain("<code>&lt;u&gt;</code>");
	});

	it("speaks Japanese, and says which texts of the document stay English", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", "/docs?language=ja", undefined, { token: null });
		expect(body).toMatch(/^<!doctype html><html lang="ja">/);
		const section = body.split('id="createApiToken"')[1].split("</section>")[0];
		expect(section).toContain('lang="en">Create an API token</a>');
		expect(section).toContain("<h4>リクエスト本文</h4>");
		expect(section).toContain("1～255文字");
		expect(section).toContain("次のいずれか <code>VERIFIER</code>、<code>HELP_DESK</code>");
		expect(section).toContain("リクエストの形式が正しくないか");
		expect(body).toContain('<td lang="en">');
	});

	it("is drawn once for a language, and framed anew for every reader", () => {
		const document = openApiDocument(routes, "https://otp.test");
		const first = referencePage(frame, document);
		const other = referencePage({ ...frame, theme: "dark", path: "/docs?a=b" }, document);
		expect(other).toContain('<html lang="en" data-theme="dark">');
		expect(other).toContain('href="/docs?a=b&amp;language=ja"');
		expect(other.split("<main")[1]).toBe(first.split("<main")[1]);
	});
});
