// Settings of made-up drivers: a field is checked by what made it, not by its name.
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { driver } from "../../../src/drivers/driver";
import { publicHost, publicUrl } from "../../../src/drivers/kit/servers";
import type { ApiError } from "../../../src/errors";
import { checkSettings } from "../../../src/providers/accounts/settings";
import { createWorld } from "../../support/world";
import { production } from "./accounts";

const texts = { title: "Server", description: "Where it is", examples: [] };

const acme = driver({
	id: "acme",
	title: "Acme",
	channels: ["SMS"],
	config: z.object({
		base: publicUrl(texts).optional(),
		server: publicHost(texts).default("api.example.com"),
		url: z.string().optional(),
	}),
	secrets: z.object({ incoming: publicUrl(texts).meta({ description: "Whoever knows it may send" }).optional() }),
	send: () => Promise.reject(new Error("nothing is sent here")),
});

const { ctx } = await createWorld();
const checkAcme = (config: Record<string, unknown>, secrets: Record<string, unknown> = {}, of = ctx) =>
	checkSettings(of, acme, { config, secrets });

function refusalOf(check: () => unknown): ApiError | null {
	try {
		check();
		return null;
	} catch (error) {
		return error as ApiError;
	}
}

describe("fields that name a server", () => {
	it("are taken when the server is public, and left out when they may be", () => {
		const config = { base: "https://carrier.example.com/otp", server: "smtp.example.com" };
		const secrets = { incoming: "https://hooks.example.com/T0/B0" };
		expect(checkAcme(config, secrets)).toEqual({ config, secrets });
		expect(checkAcme({ base: null, server: null })).toEqual({ config: { server: "api.example.com" }, secrets: {} });
	});

	it.each([
		["config.base", { base: "http://carrier.example.com/" }, {}],
		["config.base", { base: "https://10.0.0.1/" }, {}],
		["config.base", { base: "https://a:b@carrier.example.com/" }, {}],
		["config.server", { server: "169.254.169.254" }, {}],
		["config.server", { server: "db.internal" }, {}],
		["secrets.incoming", {}, { incoming: "https://192.168.0.1/T0/B0" }],
	])("are refused as %s: %j %j", (field, config, secrets) => {
		const error = refusalOf(() => checkAcme(config, secrets));
		expect(error).toMatchObject({ code: "E0000001", causes: [{ field }] });
		expect(JSON.stringify(error)).not.toMatch(/192\.168|10\.0|169\.254|a:b/);
	});

	it("may name this machine in development only", () => {
		const local = { base: "http://127.0.0.1:9000/", server: "localhost" };
		expect(checkAcme(local).config).toEqual(local);
		for (const [name, value] of Object.entries(local)) {
			expect(() => checkAcme({ [name]: value }, {}, production(ctx))).toThrow(
				expect.objectContaining({ causes: [expect.objectContaining({ field: `config.${name}` })] }),
			);
		}
	});

	it("are no others, whatever their names", () => {
		expect(checkAcme({ url: "not a URL" }).config).toMatchObject({ url: "not a URL" });
	});
});
