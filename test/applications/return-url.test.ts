import { describe, expect, it } from "vitest";
import { returnUrlFault } from "../../src/applications/return-url";

const inProduction = (url: string) => returnUrlFault(url, { allowLoopback: false });
const inDevelopment = (url: string) => returnUrlFault(url, { allowLoopback: true });

describe("a return URL", () => {
	it.each([
		"https://shop.example.com/",
		"https://shop.example.com/back?from=otp&x=%20",
		"https://intranet:8443/app",
		"https://xn--bcher-kva.example/",
	])("may be %s", (url) => {
		expect(inProduction(url)).toBeNull();
	});

	it.each(["http://localhost:3000/", "http://127.0.0.1/back", "http://[::1]:8080/"])(
		"may be %s in development only",
		(url) => {
			expect(inDevelopment(url)).toBeNull();
			expect(inProduction(url)).toBe("url-not-https");
		},
	);

	it.each([
		["http://shop.example.com/", "url-not-https"],
		["javascript:alert(1)", "url-not-https"],
		["com.example.app:/back", "url-not-https"],
		["http://localhost.example.com/", "url-not-https"],
		["/back", "return-url-form"],
		["https://shop.example.com", "return-url-form"],
		["https://Shop.example.com/", "return-url-form"],
		["https://shop.example.com:443/", "return-url-form"],
		["https://shop.example.com/a/../b", "return-url-form"],
		["https://shop.example.com/#part", "return-url-form"],
		["https://shop.example.com/#", "return-url-form"],
		["https://ana@shop.example.com/", "return-url-form"],
		["https://*.example.com/", "return-url-form"],
		["https:\\\\shop.example.com/", "return-url-form"],
		[" https://shop.example.com/", "return-url-form"],
		["https://shop.example.com/\n", "return-url-form"],
	])("isn't %j", (url, fault) => {
		expect([inProduction(url), inDevelopment(url)]).toEqual([fault, fault]);
	});
});
