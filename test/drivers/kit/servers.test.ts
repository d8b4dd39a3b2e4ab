import { describe, expect, it } from "vitest";
import * as z from "zod";
import { demandPublicHost, demandPublicUrl, publicHost, publicUrl, serverUrl } from "../../../src/drivers/kit/servers";
import { fakeProvider } from "../fake-provider";

const texts = { title: "Server", description: "Where it is", examples: ["https://a.example.com/"] };

describe("a field for a server", () => {
	it("keeps its texts for the form, and tells the form nothing else", () => {
		const form = z.toJSONSchema(z.object({ a: publicUrl(texts), b: publicHost(texts) }));
		expect(form.properties).toEqual({
			a: { ...texts, type: "string", format: "uri", maxLength: 1024 },
			b: { ...texts, type: "string", maxLength: 253, pattern: expect.any(String) },
		});
	});

	it.each(["", "a b", "-a.example", "a.example-", "a.example:25", "user@a.example", "a.example/x", "日本.example"])(
		"takes no host %j",
		(host) => {
			expect(publicHost(texts).safeParse(host).success).toBe(false);
		},
	);

	it("stands for a URL, however it is wrapped and described", () => {
		const url = "https://b.example.com/otp";
		for (const field of [
			publicUrl(texts),
			publicUrl(texts).optional(),
			publicUrl(texts).default("https://a.example.com/"),
			publicUrl(texts).nullable().optional().readonly(),
			publicUrl(texts).meta({ title: "Other" }),
			publicUrl(texts).refine((value) => value.length > 1),
			publicUrl(texts).max(100),
		]) {
			expect(serverUrl(field, url)).toBe(url);
			expect(serverUrl(field, undefined)).toBeNull();
		}
		expect(serverUrl(publicHost(texts).optional(), "b.example.com")).toBe("https://b.example.com");
	});

	it("is nothing else than what the two makers made", () => {
		for (const field of [z.url(), z.url().optional(), z.string(), z.object({ a: publicUrl(texts) }), undefined]) {
			expect(serverUrl(field, "https://b.example.com/otp")).toBeNull();
		}
	});
});

describe("the check before a connection", () => {
	const { io } = fakeProvider();
	const misconfigured = expect.objectContaining({ kind: "misconfigured" });

	it("lets pass what is public", () => {
		demandPublicUrl("https://carrier.example.com/otp", io);
		demandPublicHost("smtp.example.com", io);
		demandPublicHost("93.184.215.14", io);
	});

	it.each(["http://carrier.example.com/", "https://10.0.0.1/", "https://db.internal/", "https://[::1]/", "ftp://a.b/"])(
		"refuses the URL %s",
		(url) => {
			expect(() => demandPublicUrl(url, io)).toThrow(misconfigured);
		},
	);

	it.each(["10.0.0.1", "169.254.169.254", "db.internal", "intranet", "localhost", "127.0.0.1", "2130706433"])(
		"refuses the host %s",
		(host) => {
			expect(() => demandPublicHost(host, io)).toThrow(misconfigured);
		},
	);

	it("lets this machine pass in development", () => {
		const local = { ...io, isDevelopment: true };
		demandPublicUrl("http://127.0.0.1:9000/otp", local);
		demandPublicHost("localhost", local);
		expect(() => demandPublicHost("10.0.0.1", local)).toThrow(misconfigured);
	});
});
