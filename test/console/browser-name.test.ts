import { describe, expect, it } from "vitest";
import { browserName } from "../../src/console/browser-name";

describe("a browser's name", () => {
	it.each([
		["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"],
		[
			"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36",
			"Chrome, Linux",
		],
		["Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0 Safari/537.36", "Chrome, Linux"],
		["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0", "Edge, Windows"],
		["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari, iOS"],
		["Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36", "Chrome, Android"],
		["curl/8.5.0", null],
		["<script>alert(1)</script>", null],
		[null, null],
	])("of %s is %s", (userAgent, name) => {
		expect(browserName(userAgent)).toBe(name);
	});
});
