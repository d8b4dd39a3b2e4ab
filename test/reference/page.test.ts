import { describe, expect, it } from "vitest";
import { routes } from "../../src/app";
import { openApiDocument } from "../../src/reference/openapi";
import { referencePage } from "../../src/reference/page";
import { colors } from "../../src/ui/style/tokens";
import { route } from "../../src/web/router";
import { createWorld } from "../support/world";

const pages = ["/", "/docs", "/dev/inbox"];

const attributes = (html: string, name: string) =>
	[...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value]) => value!);

describe("the pages", () => {
	it.each(pages)("%s runs nothing inline and is never framed", async (path) => {
		const world = await createWorld();
		const { status, body, headers } = await world.call("GET", path, undefined, { token: null });
		expect(status).toBe(200);
		expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
		const policy = headers.get("content-security-policy")?.split("; ");
		expect(policy).toEqual(
			expect.arrayContaining(["default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"]),
		);
		expect(policy?.join()).not.toContain("unsafe");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("referrer-policy")).toBe("same-origin");
		expect(body).not.toMatch(/<script|<style| style="| on\w+="|javascript:/i);
	});

	it.each(pages)("%s links to nothing outside", async (path) => {
		const world = await createWorld();
		const { body } = await world.call("GET", path, undefined, { token: null });
		const addresses = [...attributes(body, "href"), ...attributes(body, "src")];
		expect(addresses.length).toBeGreaterThan(3);
		for (const address of addresses) expect(address).toMatch(/^(\/(?!\/)|#)/);
	});

	it.each(pages)("%s has a language, a title, a skip link to its main part and one main heading", async (path) => {
		const world = await createWorld();
		const { body } = await world.call("GET", path, undefined, { token: null });
		expect(body).toMatch(/^<!doctype html><html lang="en">/);
		expect(body).toMatch(/<title>[^<]*Tessera/);
		expect(body).toMatch(/<body><a class="skip-link" href="#main">/);
		expect(body).toContain('<main id="main"');
		expect(body.match(/<h1/g)).toHaveLength(1);
	});

	it("load files that may be kept for good, under an address that changes with their content", async () => {
		const world = await createWorld();
		const { body } = await world.call("GET", "/docs", undefined, { token: null });
		const files = [...new Set([...attributes(body, "href"), ...attributes(body, "src")])].filter((url) =>
			url.startsWith("/ui/"),
		);
		expect(files).toHaveLength(2);
		for (const file of files) {
			expect(file).toMatch(/\?v=[0-9a-f]{12}$/);
			const { status, headers } = await world.call("GET", file, undefined, { token: null });
			expect(status).toBe(200);
			expect(headers.get("content-type")).toMatch(/^(text\/css|image\/svg\+xml)/);
			expect(headers.get("cache-control")).toContain("immutable");
		}
		const unknown = await world.call("GET", "/ui/nothing.css", undefined, { token: null });
		expect([unknown.status, unknown.body.errorCode]).toEqual([404, "E0000007"]);
	});

	it("have text that stands out from its background, by day and by night", () => {
		const light = (color: string) => {
			const channels = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255);
			const [red, green, blue] = channels.map((value) =>
				value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
			);
			return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
		};
		const contrast = (a: string, b: string) => {
			const [dark, bright] = [light(a), light(b)].sort((x, y) => x - y);
			return (bright! + 0.05) / (dark! + 0.05);
		};
		const onPages = (["text", "muted", "accent", "warning"] as const).flatMap((ink) =>
			(["canvas", "surface"] as const).map((ground) => [ink, ground] as const),
		);
		const onTints = (["info", "success", "warning", "danger", "accent"] as const).map(
			(ink) => [ink, `${ink}-tint`] as const,
		);
		const onCode = (["code-text", "code-muted", "code-key", "code-string", "code-literal"] as const).flatMap((ink) =>
			(["code-canvas", "code-bar"] as const).map((ground) => [ink, ground] as const),
		);
		for (const [ink, ground] of [...onPages, ...onTints, ...onCode, ["canvas", "accent"] as const]) {
			for (const face of [0, 1]) {
				// WCAG 2.2, success criterion 1.4.3, level AA.
				expect(contrast(colors[ink][face]!, colors[ground][face]!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
			}
		}
	});
});

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
		const html = referencePage(openApiDocument([spec], "https://otp.test"));
		expect(html).not.toMatch(/<[iub]>/);
		expect(html).not.toContain('href="javascript:');
		expect(html).toContain("<code>&lt;u&gt;</code>");
	});
});
