import { describe, expect, it } from "vitest";
import { getApplication } from "../../src/applications/service";
import { createApplication, logo } from "../applications/applications";
import { createHosted } from "../hosted/people";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";
import { bothButtons, previewIn } from "./preview";

async function createSignedIn(role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR" = "ADMINISTRATOR") {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	return { world, reader: createReader(world, cookie) };
}

const nothing = { branding: { name: null, logo: null, accentColor: null }, contactText: {} };
const fields = (more: Record<string, string> = {}) => ({
	brandName: "",
	accentColor: "",
	logo: "",
	contactText: "",
	...more,
});
const full = fields({
	brandName: "The Shop",
	accentColor: "#0B5FAD",
	logo,
	contactText: "en: Call 4711: the desk\r\nja：内線 4711",
});

describe("the branding of an application", () => {
	it("is previewed without being saved, then saved, and nothing else changes", async () => {
		const { world, reader } = await createSignedIn();
		const { id, body } = await createApplication(world, nothing);
		const path = `/console/applications/${id}/branding`;
		const fresh = await reader.open(path);
		expect(previewIn(fresh.html)).toContain(body.name);
		const tried = await reader.send("save", { ...full, do: "preview" });
		const page = previewIn(tried.html);
		for (const shown of ["The Shop", logo, `/brands/${id}/color-0b5fad.css`, "Call 4711: the desk"]) {
			expect(page).toContain(shown);
		}
		expect(tried.html).toContain("6.4 : 1, and 4.5 : 1 is needed");
		expect(await getApplication(world.ctx, id)).toMatchObject(nothing);
		const saved = await reader.send("save", full);
		expect(saved.path).toBe(`/console/applications/${id}`);
		expect(saved.html).toContain("is saved.");
		expect(saved.html).toContain(`src="/brands/${id}/logo?v=`);
		expect(await getApplication(world.ctx, id)).toMatchObject({
			name: body.name,
			returnUrls: body.returnUrls,
			region: body.region,
			signingAlgorithm: body.signingAlgorithm,
			branding: { name: "The Shop", accentColor: "#0B5FAD", logo },
			contactText: { en: "Call 4711: the desk", ja: "内線 4711" },
		});
		const again = await reader.open(path);
		expect(again.html).toContain("en: Call 4711: the desk\nja: 内線 4711</textarea>");
		await reader.send("save", fields());
		expect(await getApplication(world.ctx, id)).toMatchObject(nothing);
	});

	it.each([
		[{ accentColor: "#ffffff" }, "accentColor", "Too light"],
		[{ accentColor: "#7f7f7f" }, "accentColor", "Too light"],
		[{ accentColor: "blue" }, "accentColor", ""],
		[{ logo: "data:image/svg+xml;base64,PHN2Zz4=" }, "logo", ""],
		[{ logo: "https://shop.example.com/logo.png" }, "logo", ""],
		[{ contactText: "Call 4711" }, "contactText", ""],
		[{ contactText: "xx-: Call" }, "contactText", ""],
		[{ brandName: "x".repeat(101) }, "brandName", ""],
	])(
		"that isn't taken is refused at its field, keeps what was typed, and is in no preview: %j",
		async (more, field, said) => {
			const { world, reader } = await createSignedIn();
			const { id } = await createApplication(world, nothing);
			await reader.open(`/console/applications/${id}/branding`);
			for (const step of bothButtons) {
				const { status, html } = await reader.send("save", { ...full, ...more, ...step });
				expect([status, html.includes(`id="field-${field}-error"`)]).toEqual([400, true]);
				expect(html).toContain(Object.values(more)[0]!);
				expect(html).toContain(said);
				expect(previewIn(html)).not.toMatch(/data:image\/svg|https:\/\/shop|color-ffffff|x{101}/);
			}
			expect(await getApplication(world.ctx, id)).toMatchObject(nothing);
		},
	);

	it("is seen by people as the preview shows it", async () => {
		const { world, reader } = await createSignedIn();
		const hosted = await createHosted(world);
		await reader.open(`/console/applications/${hosted.application}/branding`);
		await reader.send("save", fields({ brandName: "Kiosk", accentColor: "#7a1fa2" }));
		world.clock.now += 31_000;
		const { first } = await hosted.come((await hosted.newPerson()).id);
		expect(first.html).toContain("Kiosk");
		const [, address = ""] = /href="(\/brands\/[^"]+style\.css[^"]*)"/.exec(first.html) ?? [];
		const style = await world.call("GET", address.replaceAll("&amp;", "&"), undefined, { token: null });
		expect(style.body).toBe(":root{--brand:#7a1fa2}");
	});

	it("shows pictures from the form, and this page alone does", async () => {
		const { world, reader } = await createSignedIn();
		const { id } = await createApplication(world);
		const policyAt = async (path: string) =>
			(await world.call("GET", path, undefined, { token: null, headers: { cookie: reader.cookies() } })).headers.get(
				"content-security-policy",
			);
		const own = await policyAt(`/console/applications/${id}/branding`);
		expect(own).toContain("img-src 'self' data:;");
		expect(own?.replace(" data:", "")).toBe(await policyAt(`/console/applications/${id}`));
	});

	it("is changed by administrators alone", async () => {
		for (const role of ["READ_ONLY", "HELP_DESK"] as const) {
			const { world, reader } = await createSignedIn(role);
			const { id } = await createApplication(world);
			expect((await reader.open(`/console/applications/${id}/branding`)).status).toBe(403);
		}
	});
});

describe("the style of a colour that isn't saved", () => {
	it("is the colour and nothing else", async () => {
		const world = await createWorld();
		const ask = (file: string) => world.call("GET", `/brands/preview/${file}`, undefined, { token: null });
		const { status, body, headers } = await ask("color-7a1fa2.css");
		expect([status, body]).toEqual([200, ":root{--brand:#7a1fa2}"]);
		expect(headers.get("content-type")).toBe("text/css; charset=utf-8");
		for (const odd of ["color-.css", "color-7a1fa2", "color-7a1fa2}b.css", "color-red.css"]) {
			expect((await ask(encodeURIComponent(odd))).status, odd).toBe(404);
		}
	});
});
