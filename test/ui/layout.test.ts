import { describe, expect, it } from "vitest";
import { languages } from "../../src/languages";
import { createWorld } from "../support/world";

const pages = ["/", "/docs", "/dev/inbox"];
const inEachLanguage = pages.flatMap((path) => languages.map((language) => [path, language] as const));

const attributes = (html: string, name: string) =>
	[...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value]) => value!);

async function open(path: string, headers: Record<string, string> = {}) {
	const world = await createWorld();
	return world.call("GET", path, undefined, { token: null, headers });
}

/** Every script is a file of ours. */
const scriptOfOurs = /<script type="module" src="\/ui\/\w+\.js\?v=[0-9a-f]{12}"><\/script>/g;

describe("the pages", () => {
	it.each(inEachLanguage)("%s in %s runs nothing inline and is never framed", async (path, language) => {
		const { status, body, headers } = await open(`${path}?language=${language}`);
		expect(status).toBe(200);
		expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
		const policy = headers.get("content-security-policy")?.split("; ");
		expect(policy).toEqual(
			expect.arrayContaining(["default-src 'none'", "style-src 'self'", "frame-ancestors 'none'"]),
		);
		expect(policy?.join()).not.toContain("unsafe");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("referrer-policy")).toBe("same-origin");
		expect(body.replaceAll(scriptOfOurs, "")).not.toMatch(/<script|<style| style="| on\w+="|javascript:/i);
	});

	it.each(pages)("%s links to nothing outside", async (path) => {
		const { body } = await open(path);
		const addresses = [...attributes(body, "href"), ...attributes(body, "src")];
		expect(addresses.length).toBeGreaterThan(3);
		for (const address of addresses) expect(address).toMatch(/^(\/(?!\/)|#)/);
	});

	it.each(inEachLanguage)("%s in %s has a title, a skip link and one main heading", async (path, language) => {
		const { body, headers } = await open(path, { "accept-language": language });
		expect(body.startsWith(`<!doctype html><html lang="${language}">`)).toBe(true);
		expect(headers.get("content-language")).toBe(language);
		expect(headers.get("vary")).toBe("accept-language, cookie");
		expect(body).toMatch(/<title>[^<]+ · Tessera<\/title>/);
		expect(body).toMatch(/<body><a class="skip-link" href="#main">/);
		expect(body).toContain('<main id="main"');
		expect(body.match(/<h1/g)).toHaveLength(1);
	});

	it("lead to themselves in the other language, and keep the rest of their address", async () => {
		const english = await open("/dev/inbox?to=a%26b&language=en");
		expect(english.body).toContain('href="/dev/inbox?to=a%26b&amp;language=ja" hreflang="ja" lang="ja"');
		const japanese = await open("/dev/inbox?to=a%26b&language=ja");
		expect(japanese.body).toContain('href="/dev/inbox?to=a%26b&amp;language=en" hreflang="en" lang="en"');
	});

	it("follow the theme that a reader chose, otherwise the reader's system", async () => {
		const chosen = await open("/", { cookie: "theme=dark" });
		expect(chosen.body).toContain('<html lang="en" data-theme="dark">');
		expect(chosen.body).toContain('<meta name="color-scheme" content="dark"/>');
		const system = await open("/", { cookie: "theme=pink" });
		expect(system.body).toContain('<html lang="en">');
		expect(system.body).toContain('<meta name="color-scheme" content="light dark"/>');
	});

	it.each(["/docs", "/dev/inbox"])("%s marks itself in the navigation, whatever stands in its query", async (path) => {
		const { body } = await open(`${path}?to=x`);
		const marked = [...body.matchAll(/href="([^"]+)" aria-current="page"/g)].map(([, href]) => href);
		expect(marked).toEqual([path]);
	});
});
