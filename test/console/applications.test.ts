import { describe, expect, it } from "vitest";
import { createApiToken } from "../../src/access/service";
import { changeApplication, getApplication } from "../../src/applications/service";
import { createApplication } from "../applications/applications";
import { createAdministrator, signedIn } from "../support/administrators";
import { createReader } from "../support/reader";
import { createWorld, unique } from "../support/world";

async function createSignedIn(role: "HELP_DESK" | "READ_ONLY" | "ADMINISTRATOR" = "ADMINISTRATOR") {
	const world = await createWorld();
	const { cookie } = await signedIn(world, (await createAdministrator(world, role)).id);
	return { world, reader: createReader(world, cookie) };
}

const fields = (more: Record<string, string> = {}) => ({
	name: unique("Shop"),
	returnUrls: "",
	defaultLocale: "en",
	region: "",
	timeZone: "UTC",
	extends: "",
	signingAlgorithm: "ES256",
	...more,
});

describe("an application", () => {
	it("is made, shown, changed and shown again, with all that it has", async () => {
		const { world, reader } = await createSignedIn();
		const base = await createApplication(world);
		await reader.open("/console/applications/new");
		const made = await reader.send(
			"save",
			fields({
				returnUrls: "https://shop.example.com/a\r\n\r\n  https://shop.example.com/b  \r\n",
				region: "jp",
				timeZone: "Asia/Tokyo",
				extends: base.id,
			}),
		);
		const [, id = ""] = /^\/console\/applications\/(0oa\w+)$/.exec(made.path) ?? [];
		expect(await getApplication(world.ctx, id)).toMatchObject({
			returnUrls: ["https://shop.example.com/a", "https://shop.example.com/b"],
			region: "JP",
			timeZone: "Asia/Tokyo",
			extends: base.id,
		});
		for (const shown of ["is created.", "https://shop.example.com/b", base.body.name]) {
			expect(made.html).toContain(shown);
		}
		const form = await reader.open(`${made.path}/edit`);
		expect(form.html).toContain("https://shop.example.com/a\nhttps://shop.example.com/b</textarea>");
		const changed = await reader.send("save", fields({ signingAlgorithm: "EdDSA" }));
		expect(changed.html).toContain("is changed.");
		expect(await getApplication(world.ctx, id)).toMatchObject({
			returnUrls: [],
			extends: null,
		});
	});

	it("keeps its branding when all else is changed, also at once", async () => {
		const { world, reader } = await createSignedIn();
		const { id, body } = await createApplication(world);
		await reader.open(`/console/applications/${id}/edit`);
		await Promise.all([
			reader.send("save", fields({ region: "de" })),
			changeApplication(world.ctx, id, { contactText: { en: "Call 4712" } }),
		]);
		expect(await getApplication(world.ctx, id)).toMatchObject({
			region: "DE",
			contactText: { en: "Call 4712" },
			branding: body.branding,
		});
	});

	it("keeps what was typed when it is refused, and says why at its field", async () => {
		const { world, reader } = await createSignedIn();
		const base = await createApplication(world);
		const extending = await createApplication(world, { extends: base.id });
		await reader.open("/console/applications/new");
		const wrong: [Record<string, string>, string][] = [
			[{ returnUrls: "https://ok.example/\nhttp://not.example/" }, "returnUrls"],
			[{ returnUrls: "https://*.example/" }, "returnUrls"],
			[{ defaultLocale: "english please" }, "defaultLocale"],
			[{ region: "UK" }, "region"],
			[{ timeZone: "Mars/Base" }, "timeZone"],
			[{ extends: extending.id }, "extends"],
			[{ extends: "0oaNobody00000000000" }, "extends"],
			[{ signingAlgorithm: "none" }, "signingAlgorithm"],
			[{ name: base.body.name.toUpperCase() }, "name"],
			[{ name: "" }, "name"],
		];
		for (const [more, field] of wrong) {
			const { status, html } = await reader.send("save", fields({ name: "<b>Kept", ...more }));
			expect(status, JSON.stringify(more)).toBe(400);
			expect(html, JSON.stringify(more)).toContain(`id="field-${field}-error"`);
			if (!("name" in more)) expect(html).toContain('value="&lt;b&gt;Kept"');
		}
	});

	it("doesn't extend itself, and keeps its fields when a change is refused", async () => {
		const { world, reader } = await createSignedIn();
		const { id, body } = await createApplication(world);
		await reader.open(`/console/applications/${id}/edit`);
		const refused = await reader.send("save", fields({ name: body.name, extends: id }));
		expect([refused.status, refused.html.includes('id="field-extends-error"')]).toEqual([400, true]);
		expect((await getApplication(world.ctx, id)).returnUrls).toEqual(body.returnUrls);
	});

	it("is deleted once nothing depends on it, and says what does", async () => {
		const { world, reader } = await createSignedIn();
		const { id, body } = await createApplication(world);
		const token = await createApiToken(world.ctx, { name: unique("its"), role: "VERIFIER", applicationId: id });
		const extending = await createApplication(world, { extends: id });
		const path = `/console/applications/${id}/delete`;
		const held = await reader.open(path);
		for (const shown of [token.name, extending.body.name, "be deleted while something depends on it"]) {
			expect(held.html).toContain(shown);
		}
		expect(held.html).not.toContain("button-danger");
		// By a form that was sent all the same.
		const forced = await reader.send("delete", {});
		expect([forced.status, forced.html.includes(token.name)]).toEqual([400, true]);
		await world.call("DELETE", `/api/v1/api-tokens/${token.id}`);
		await world.call("DELETE", extending.path);
		expect((await reader.open(path)).html).toContain(`Delete ${body.name}`);
		expect((await reader.send("delete", {})).html).toContain(`The application “${body.name}” is deleted.`);
		expect((await reader.open(path)).status).toBe(404);
	});
});

describe("the pages of the applications", () => {
	it("show a reader everything and change nothing for her", async () => {
		const { world, reader } = await createSignedIn("READ_ONLY");
		const { id, body } = await createApplication(world);
		expect((await reader.open("/console/applications")).html).not.toContain("/console/applications/new");
		const one = await reader.open(`/console/applications/${id}`);
		expect(one.html).toContain(body.returnUrls[0]);
		expect(one.html).not.toMatch(/\/edit"|\/delete"/);
		for (const path of ["new", `${id}/edit`, `${id}/delete`]) {
			expect((await reader.open(`/console/applications/${path}`)).status, path).toBe(403);
		}
	});

	it("are closed for the help desk", async () => {
		const { world, reader } = await createSignedIn("HELP_DESK");
		const { id } = await createApplication(world);
		expect((await reader.open("/console/applications")).status).toBe(403);
		expect((await reader.open(`/console/applications/${id}`)).status).toBe(403);
	});

	it("speak Japanese to whoever reads it", async () => {
		const { world, reader } = await createSignedIn();
		const { id } = await createApplication(world);
		expect((await reader.open("/console/applications?language=ja")).html).toContain("アプリケーションを作成");
		expect((await reader.open(`/console/applications/${id}/edit`)).html).toContain("戻り先URL");
	});
});
