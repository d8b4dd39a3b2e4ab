/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { drivers } from "../../../src/drivers";
import { publicHost, publicUrl, serverUrl } from "../../../src/drivers/kit/servers";
import { fakeProvider } from "../../drivers/fake-provider";
import { message } from "../../drivers/message";

/** Every driver there is, found without the registry. */
const files = import.meta.glob<Record<string, unknown>>("../../../src/drivers/*.ts", { eager: true });

/** What else lies in the folder: the contract and the registry itself. */
const others = ["driver", "index"];

/** Fields that hold a URL to which nobody connects: the names of XML namespaces. */
const neverCalled = ["parlayx.namespace", "ums.namespace"];

const namesOfServers = /host|server|url|endpoint|domain|proxy/i;
const formatsOfServers = ["uri", "hostname", "ipv4", "ipv6"];

/** Fields that seem to be connected to, and that neither `publicUrl` nor `publicHost` made. */
function uncheckedFields(form: z.ZodObject): string[] {
	const { properties = {} } = z.toJSONSchema(form, { io: "input" });
	return Object.entries(properties)
		.filter(([name, property]) => {
			const said = JSON.stringify(property);
			return (
				namesOfServers.test(name) ||
				formatsOfServers.some((format) => said.includes(`"format":"${format}"`)) ||
				// A field inside a field would be checked by nobody.
				/"type":"(object|array)"/.test(said)
			);
		})
		.map(([name]) => name)
		.filter((name) => serverUrl(form.shape[name], "example.com") === null);
}

const serverFields = drivers.flatMap((driver) =>
	Object.entries(driver.config.shape)
		.map(([name, field]) => ({ id: driver.id, name, driver, url: serverUrl(field, "10.0.0.8") }))
		.filter(({ url }) => url !== null),
);

/** A value for every field of a form: its default, or any text. */
function filled(form: z.ZodObject): Record<string, unknown> {
	const { properties = {} } = z.toJSONSchema(form, { io: "input" });
	const defaultOf = (property: unknown) => (property as { default?: unknown }).default;
	return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, defaultOf(property) ?? "x"]));
}

describe("the registry of drivers", () => {
	it("has every driver of the folder, once, under the name of its file", () => {
		const names = Object.keys(files).map((path) => path.split("/").at(-1)!.replace(".ts", ""));
		expect(drivers.map(({ id }) => id).sort()).toEqual(names.filter((name) => !others.includes(name)).sort());
	});

	it.each(drivers)("names the URLs in the config of $id so that they are checked", ({ id, config, secrets }) => {
		const unchecked = [...uncheckedFields(config), ...uncheckedFields(secrets)].map((name) => `${id}.${name}`);
		expect(unchecked.filter((name) => !neverCalled.includes(name))).toEqual([]);
	});

	it.each([
		["a URL under any name", { address: z.url() }],
		["a URL that may be left out", { callback: z.url().optional() }],
		["a URL with a default", { backup: z.url().default("https://a.example.com/") }],
		["a URL that is changed", { page: z.url().transform((url) => url.toLowerCase()) }],
		["a URL that may be empty", { page: z.union([z.url(), z.literal("")]) }],
		["a host by format", { machine: z.hostname() }],
		["an address by format", { machine: z.ipv4() }],
		["a server by name", { server: z.string() }],
		["a host by name", { smtpHost: z.string().optional() }],
		["an endpoint by name", { tokenEndpoint: z.string() }],
		["a URL by name", { baseUrl: z.string().nullable() }],
		["a list", { mirrors: z.array(publicUrl({ title: "", description: "", examples: [] })) }],
		["a field inside a field", { upstream: z.object({ name: z.string() }) }],
	])("lets no driver declare %s unchecked", (_, shape) => {
		expect(uncheckedFields(z.object(shape))).toEqual(Object.keys(shape));
	});

	it("has five drivers that connect to a server of the account's", () => {
		const fields = serverFields.map(({ id, name }) => `${id}.${name}`);
		expect(fields).toEqual(["parlayx.endpoint", "smpp.host", "smtp.host", "ums.endpoint", "webhook.url"]);
	});

	it.each(serverFields)("has $id check $name again before it connects", async ({ name, driver, url }) => {
		const { io, requests } = fakeProvider();
		// A host stands for a URL; a URL stands for itself.
		const inside = url === "10.0.0.8" ? "https://10.0.0.8/" : "10.0.0.8";
		const account = {
			id: "prv00000000000000000",
			config: { ...filled(driver.config), [name]: inside },
			secrets: filled(driver.secrets),
			callbackUrl: null,
		};
		const refused = { kind: "misconfigured", message: expect.stringMatching(/private|not a public/) };
		await expect(driver.send(io, message({ channel: driver.channels[0]! }), account)).rejects.toMatchObject(refused);
		if (driver.queryStatus) await expect(driver.queryStatus(io, "1", account)).rejects.toMatchObject(refused);
		expect(requests).toEqual([]);
	});

	it("lets drivers declare fields of the kit's, wrapped or not", () => {
		const texts = { title: "", description: "", examples: [] };
		const form = z.object({
			baseUrl: publicUrl(texts),
			server: publicHost(texts).optional(),
			other: publicUrl(texts).nullable().default("https://a.example.com/"),
		});
		expect(uncheckedFields(form)).toEqual([]);
	});
});
