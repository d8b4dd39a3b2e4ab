import { describe, expect, it } from "vitest";
import { frameOf } from "../../src/web/frame";

const frame = (path: string, headers: Record<string, string> = {}) =>
	frameOf(new Request(`https://otp.test${path}`, { headers }));

describe("the frame of a page", () => {
	it("takes the language from the address, then the cookie, then the browser, then English", () => {
		const headers = { cookie: "a=b; language=en", "accept-language": "ja" };
		expect(frame("/?language=ja", headers).language).toBe("ja");
		expect(frame("/", headers).language).toBe("en");
		expect(frame("/", { "accept-language": "fr, ja;q=0.5" }).language).toBe("ja");
		expect(frame("/").language).toBe("en");
	});

	it.each(["", "fr", "JA", "__proto__", "ja,en"])("passes over the language %j, which we don't speak", (language) => {
		const cookie = `language=${language}`;
		expect(frame(`/?language=${language}`, { cookie, "accept-language": "ja" }).language).toBe("ja");
	});

	it("takes the theme from the cookie", () => {
		expect(frame("/", { cookie: "language=ja; theme=dark" }).theme).toBe("dark");
		expect(frame("/", { cookie: "theme=light" }).theme).toBe("light");
		expect(frame("/", { cookie: "theme=pink" }).theme).toBeNull();
		expect(frame("/", { cookie: "othertheme=dark; theme" }).theme).toBeNull();
	});

	it("keeps path and query, without the language", () => {
		expect(frame("/docs").path).toBe("/docs");
		expect(frame("/docs?language=ja").path).toBe("/docs");
		expect(frame("/dev/inbox?to=%2B45&language=en&refresh=3").path).toBe("/dev/inbox?to=%2B45&refresh=3");
	});
});
