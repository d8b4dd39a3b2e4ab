import { describe, expect, it } from "vitest";
import { DeliverySettings } from "../../src/delivery/settings/schema";
import { readDeliverySettings, replaceDeliverySettings } from "../../src/delivery/settings/service";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld } from "../support/world";

async function createSignedIn(role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR" = "ADMINISTRATOR") {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	return { world, reader: createReader(world, cookie) };
}

const fields = (more: Record<string, string> = {}) => ({
	whenHookFails: "FALL_BACK",
	confirmWithinSeconds: "",
	originHost: "",
	...more,
});

describe("the settings of delivery", () => {
	it("are changed by their form, and taken back to their defaults; the limits stay", async () => {
		const { world, reader } = await createSignedIn();
		await replaceDeliverySettings(world.ctx, DeliverySettings.parse({ allowedCountries: ["JP"] }));
		await reader.open("/console/settings");
		const saved = await reader.send(
			"delivery",
			fields({
				whenHookFails: "FAIL",
				confirmWithinSeconds: "３０",
				originHost: "shop.example.com",
			}),
		);
		expect(saved.html).toContain("The settings of delivery are saved.");
		expect(await readDeliverySettings(world.ctx)).toEqual({
			allowedCountries: ["JP"],
			unknownNumbers: "REFUSE",
			whenHookFails: "FAIL",
			confirmWithinSeconds: 30,
			conversionMode: "block",
			originHost: "shop.example.com",
		});
		await reader.send("delivery", fields());
		expect(await readDeliverySettings(world.ctx)).toMatchObject({
			allowedCountries: ["JP"],
			confirmWithinSeconds: null,
		});
	});

	it("keep what was typed when they are refused, and say why at the field", async () => {
		const { world, reader } = await createSignedIn();
		const before = await readDeliverySettings(world.ctx);
		await reader.open("/console/settings");
		for (const [field, value] of [
			["confirmWithinSeconds", "9"],
			["confirmWithinSeconds", "301"],
			["confirmWithinSeconds", "soon"],
			["confirmWithinSeconds", "1.5e2.0"],
			["whenHookFails", ""],
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
		expect(shown.html).toContain("Send through the providers");
		expect(shown.html).not.toContain("<select");
		expect((await reader.send("delivery", fields({ whenHookFails: "FAIL" }))).status).toBe(403);
		expect(await readDeliverySettings(world.ctx)).toEqual(before);
	});

	it("are closed for the help desk", async () => {
		const { reader } = await createSignedIn("HELP_DESK");
		expect((await reader.open("/console/settings")).status).toBe(403);
	});

	it("speak Japanese, and name the organisation and its address", async () => {
		const { world, reader } = await createSignedIn();
		const { html } = await reader.open("/console/settings?language=ja");
		for (const shown of ["SMSのコードを使えるホスト", world.ctx.env.organizationName, world.ctx.env.publicOrigin]) {
			expect(html).toContain(shown);
		}
	});
});
