import { describe, expect, it } from "vitest";
import { assets, assetUrl } from "../../src/ui/assets";
import { createWorld } from "../support/world";

const names = [
	"style.css",
	"hosted.css",
	"confirm.js",
	"copy.js",
	"live.js",
	"menu.js",
	"order.js",
	"pads.js",
	"passkey.js",
	"password.js",
	"picture.js",
	"progress.js",
	"session.js",
	"tail.js",
	"time.js",
	"window.js",
	"icon.svg",
] as const;

describe("the files of the pages", () => {
	it.each(names)("%s may be kept for good, under an address that changes with its content", async (name) => {
		const world = await createWorld();
		const address = assetUrl(name);
		expect(address).toMatch(new RegExp(`^/ui/${name}\\?v=[0-9a-f]{12}$`));
		expect(assetUrl(name)).toBe(address);
		const { status, body, headers } = await world.call("GET", address, undefined, { token: null });
		expect(status).toBe(200);
		expect(body).toBe(assets.get(name)!.text);
		expect(headers.get("content-type")).toMatch(/^(text\/(css|javascript); charset=utf-8|image\/svg\+xml)$/);
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("cache-control")).toContain("immutable");
	});

	it("are these and no others", async () => {
		expect([...assets.keys()]).toEqual(names);
		const world = await createWorld();
		for (const name of ["nothing.css", "toString", "constructor", "..%2fstyle.css", "STYLE.CSS"]) {
			const unknown = await world.call("GET", `/ui/${name}`, undefined, { token: null });
			expect([unknown.status, unknown.body.errorCode]).toEqual([404, "E0000007"]);
		}
	});

	it("name the order of the layers before any style", () => {
		const style = assets.get("style.css")!.text.replaceAll(/\/\*[\s\S]*?\*\//g, "");
		expect(style.trim()).toMatch(/^@layer tokens, base, parts, pages;/);
		const named = [...style.matchAll(/@layer (\w+) \{/g)].map(([, layer]) => layer);
		expect(new Set(named)).toEqual(new Set(["tokens", "base", "parts", "pages"]));
	});

	it("load nothing else: no picture, font or style from anywhere", () => {
		expect(assets.get("style.css")!.text).not.toMatch(/url\(|@import|@font-face/);
	});
});
