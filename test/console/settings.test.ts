import { describe, expect, it } from "vitest";
import { readDeliverySettings } from "../../src/delivery/settings/service";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";

async function createSignedIn(role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR" = "ADMINISTRATOR") {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	return { world, reader: createReader(world, cookie) };
}

const fields = (more: Record<string, string> = {}) => ({
	allowedCountries: "",
	unknownNumbers: "REFUSE",
	whenHookFails: "FALL_BACK",
	confirmWithinSeconds: "",
	conversionMode: "block",
	originHost: "",
	...more,
});

describe("the settings of delivery", () => {
	it("are changed by their form, and taken back to their defaults", async () => {
		const { world, reader } = await createSignedIn();
		await reader.open("/console/settings");
		const saved = await reader.send(
			"delivery",
			fields({
				allowedCountries: "jp, US、de  us",
				unknownNumbers: "WARN",
				whenHookFails: "FAIL",
				confirmWithinSeconds: "３０",
				conversionMode: "observe",
				originHost: "shop.example.com",
			}),
		);
		expect(saved.html).toContain("The settings of delivery are saved.");
		expect(saved.html).toContain(">JP US DE</textarea>");
		expect(await readDeliverySettings(world.ctx)).toEqual({
			allowedCountries: ["JP", "US", "DE"],
			unknownNumbers: "WARN",
			whenHookFails: "FAIL",
			confirmWithinSeconds: 30,
			conversionMode: "observe",
			originHost: "shop.example.com",
		});
		await reader.send("delivery", fields());
		expect(await readDeliverySettings(world.ctx)).toMatchObject({ allowedCountries: null, confirmWithinSeconds: null });
	});

	it("keep what was typed when they are refused, and say why at the field", async () => {
		const { world, reader } = await createSignedIn();
		const before = await readDeliverySettings(world.ctx);
		await reader.open("/console/settings");
		for (const [field, value] of [
			["allowedCountries", "JP UK"],
			["allowedCountries", "Japan"],
			["confirmWithinSeconds", "9"],
			["confirmWithinSeconds", "301"],
			["confirmWithinSeconds", "soon"],
			["confirmWithinSeconds", "1.5e2.0"],
			["unknownNumbers", "ASK"],
			["whenHookFails", ""],
			["conversionMode", "off"],
			["originHost", "https://shop.example.com/"],
		] as const) {
			const { status, html } = await reader.send("delivery", fields({ originHost: "kept.example", [field]: value }));
			expect([status, html.includes(`id="field-${field}-error"`)], `${field} ${value}`).toEqual([400, true]);
			if (field !== "originHost") expect(html).toContain('value="kept.example"');
		}
		expect(await readDeliverySettings(world.ctx)).toEqual(before);
	});

	it("are facts for a reader, whose form is refused", async () => {
		const { world, reader } = await createSignedIn("READ_ONLY");
		const before = await readDeliverySettings(world.ctx);
		const shown = await reader.open("/console/settings");
		expect(shown.html).toContain("All countries");
		expect(shown.html).not.toContain("<textarea");
		expect((await reader.send("delivery", fields({ conversionMode: "observe" }))).status).toBe(403);
		expect(await readDeliverySettings(world.ctx)).toEqual(before);
	});

	it("are closed for the help desk", async () => {
		const { reader } = await createSignedIn("HELP_DESK");
		expect((await reader.open("/console/settings")).status).toBe(403);
	});

	it("speak Japanese, and name the organisation and its address", async () => {
		const { world, reader } = await createSignedIn();
		const { html } = await reader.open("/console/settings?language=ja");
		for (const shown of ["送信先の国", world.ctx.env.organizationName, world.ctx.env.publicOrigin]) {
			expect(html).toContain(shown);
		}
	});
});
