import { describe, expect, it } from "vitest";
import { createApplication } from "../applications/applications";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";

async function createSignedIn(role: Parameters<typeof createAdministrator>[1] = "ADMINISTRATOR") {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	return { world, cookie, reader: createReader(world, cookie) };
}

const name = (rest: string, scope = "default") => `bharosa.uio.${scope}.${rest}`;
const at = (whole: string) => `/console/properties/${whole}`;
const stateOf = async (world: World, whole: string, locale = "") =>
	(await world.call("GET", `/api/v1/properties/${whole}${locale && `?locale=${locale}`}`)).body;

const length = name("otp.generate.code.length");
const title = name("register.userinfo.title");
const expression = name("userinfo.inputs.enum.mobile.regex");

describe("the list of properties", () => {
	it("shows what counts and where it comes from, and finds by a part of the name", async () => {
		const { world, reader } = await createSignedIn("READ_ONLY");
		await world.call("PUT", `/api/v1/properties/${length}`, { value: "7" });
		const { html } = await reader.open("/console/properties?q=code.LENGTH");
		expect(html).toContain(`href="${at(length)}"`);
		expect(html).toMatch(/property-value"[^>]*>7</);
		expect(html).toContain("Set here");
		expect(html).not.toContain("register.userinfo");
		expect((await reader.open("/console/properties?q=no.such.thing")).html).toContain("Clear");
	});

	it("shows an application's properties, and what it inherits", async () => {
		const { world, reader } = await createSignedIn();
		const { body: shop } = await createApplication(world);
		await world.call("PUT", `/api/v1/properties/${length}`, { value: "7" });
		const { html } = await reader.open(`/console/properties?q=code.length&scope=${shop.id}`);
		expect(html).toContain(at(name("otp.generate.code.length", shop.id)));
		expect(html).toContain("Set above");
	});

	it("goes on page by page, and ends", async () => {
		const { reader } = await createSignedIn();
		const seen: string[] = [];
		let path: string | undefined = "/console/properties";
		while (path) {
			const { html } = await reader.open(path);
			seen.push(...[...html.matchAll(/class="property-name" href="([^"]+)"/g)].map(([, href]) => href!));
			path = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
		}
		expect(seen.length).toBeGreaterThan(100);
		expect(new Set(seen).size).toBe(seen.length);
	});
});

describe("a property", () => {
	it("is changed, in all languages or in one, and reset", async () => {
		const { world, reader } = await createSignedIn();
		await reader.open(at(length));
		expect((await reader.send("set", { value: "8", locale: "" })).html).toContain("The value is saved.");
		expect((await stateOf(world, length)).value).toBe("8");
		expect((await reader.send("reset", { locale: "" })).html).toContain("has ended");
		expect((await stateOf(world, length)).origin).toBe("SHIPPED");

		await reader.open(`${at(title)}?locale=ja`);
		const { path } = await reader.send("set", { value: "ご連絡先", locale: "ja" });
		expect(path).toBe(`${at(title)}?locale=ja`);
		expect((await stateOf(world, title, "ja")).value).toBe("ご連絡先");
		expect((await stateOf(world, title)).value).not.toBe("ご連絡先");
	});

	it("refuses what its type doesn't take, and keeps what was typed", async () => {
		const { world, reader } = await createSignedIn();
		await reader.open(at(length));
		const { status, html } = await reader.send("set", { value: "many", locale: "" });
		expect(status).toBe(400);
		expect(html).toContain('value="many"');
		expect(html).toContain('aria-invalid="true"');
		expect((await stateOf(world, length)).value).not.toBe("many");
	});

	it("with an expression can be tried, and nothing is saved", async () => {
		const { world, reader } = await createSignedIn();
		const before = await stateOf(world, expression);
		await reader.open(at(expression));
		expect((await reader.send("try", { expression: "[0-9]{4}", value: "1234" })).html).toContain("value matches.");
		expect((await reader.send("try", { expression: "[0-9]{4}", value: "123" })).html).toContain("doesn&#39;t match");
		expect((await reader.send("try", { expression: "(?=x)", value: "1" })).status).toBe(400);
		expect(await stateOf(world, expression)).toEqual(before);
	});

	it("is shown to those who may only look, without forms", async () => {
		const { reader } = await createSignedIn("READ_ONLY");
		expect((await reader.open(at(length))).html).not.toContain('name="value"');
		expect((await reader.send("set", { value: "8", locale: "" })).status).toBe(403);
		expect((await reader.open("/console/properties/import")).status).toBe(403);
	});

	it.each(["nothing", "bharosa.uio.default", "%3Cb%3E", "bharosa.uio.default.no.such"])(
		"of no such name is 404: %s",
		async (odd) => {
			expect((await (await createSignedIn()).reader.open(at(odd))).status).toBe(404);
		},
	);

	it("takes a language that is none for no language", async () => {
		const { reader } = await createSignedIn();
		expect((await reader.open(`${at(title)}?locale=%3Cb%3E`)).status).toBe(200);
		expect((await reader.open("/console/properties?locale=x")).status).toBe(200);
	});
});

describe("a file of properties", () => {
	const lines = [
		`${length}=9`,
		"nothing.of.ours=1",
		`${length.replace("length", "characters")}=01`,
		`${title}=A\\u0021`,
	];
	const content = lines.join("\r\n");

	it("is reported line by line, imported, exported, and imported again", async () => {
		const { world, cookie, reader } = await createSignedIn();
		await reader.open("/console/properties/import");
		const trial = await reader.send("file", { content, fileName: "own.properties", do: "check" });
		expect(trial.html).toContain("Nothing has changed yet.");
		expect(trial.html).toContain("Unknown: 1");
		expect((await stateOf(world, length)).origin).toBe("SHIPPED");
		const { html } = await reader.send("file", { content, fileName: "own.properties", do: "import" });
		expect(html).toContain("What the import has done");
		expect((await stateOf(world, length)).value).toBe("9");
		const file = await world.call("GET", "/console/properties/export?scope=default", undefined, {
			token: null,
			headers: { cookie },
		});
		expect(file.headers.get("content-disposition")).toBe('attachment; filename="default.properties"');
		expect(file.body).toContain(`${length}=9`);
		await reader.open("/console/properties/import");
		const again = await reader.send("file", { content: String(file.body), fileName: "", faults: "on", do: "check" });
		expect(again.html).not.toContain("Refused");
		expect(again.html).not.toContain("Unknown");
	});

	it("of one MiB is taken, and a larger one refused with its reason", async () => {
		const { reader } = await createSignedIn();
		await reader.open("/console/properties/import");
		const long = "# ".padEnd(1024 * 1024 - 1, "x");
		expect((await reader.send("file", { content: long, fileName: "" })).status).toBe(200);
		expect((await reader.send("file", { content: `${long}xxx`, fileName: "" })).status).toBe(413);
		expect((await reader.send("file", { content: "a=1", fileName: "client_resource_x_y.properties" })).status).toBe(
			400,
		);
	});
});
