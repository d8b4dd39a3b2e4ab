import { describe, expect, it } from "vitest";
import { createWorld, unique, type World } from "../../support/world";

const path = "/api/v1/templates/sms";
const codeText = `\${org.name} code is: \${code}`;
const japanese = `\${org.name} のコード: \${code}`;

async function createTemplate(world: World, fields: Record<string, unknown> = {}) {
	const input = { name: "Custom", type: "SMS_VERIFY_CODE", template: codeText, ...fields };
	const { status, body } = await world.call("POST", path, input);
	expect([status, body.errorCauses]).toEqual([200, undefined]);
	return body;
}

const eventsOf = async (world: World, id: string) => {
	const { results } = await world.ctx.env.bindings.DB.prepare(
		"SELECT event_type FROM log_events WHERE event ->> '$.target[0].id' = ? ORDER BY seq",
	)
		.bind(id)
		.all<{ event_type: string }>();
	return results.map((row) => row.event_type);
};

describe("SMS templates", () => {
	it("are created, read, listed and deleted in Okta's shape, each change logged once", async () => {
		const world = await createWorld();
		const created = await createTemplate(world, { translations: { ja: japanese, es: codeText, fr: null, de: "" } });
		expect(created).toEqual({
			id: expect.stringMatching(/^cst[A-Za-z0-9]{17}$/),
			name: "Custom",
			type: "SMS_VERIFY_CODE",
			template: codeText,
			language: "en",
			translations: { ja: japanese, es: codeText },
			created: new Date(world.clock.now).toISOString(),
			lastUpdated: new Date(world.clock.now).toISOString(),
		});
		expect((await world.call("GET", `${path}/${created.id}`)).body).toEqual(created);
		const listed = await world.call("GET", `${path}?templateType=SMS_VERIFY_CODE`);
		expect(listed.body).toContainEqual(created);
		expect((await world.call("DELETE", `${path}/${created.id}`)).status).toBe(204);
		for (const method of ["GET", "DELETE"]) {
			const gone = await world.call(method, `${path}/${created.id}`);
			expect([gone.status, gone.body.errorCode]).toEqual([404, "E0000007"]);
		}
		expect(await eventsOf(world, created.id)).toEqual(["system.sms.template.create", "system.sms.template.delete"]);
	});

	it("are replaced by PUT, and its answer has no translations", async () => {
		const world = await createWorld();
		const { id, created } = await createTemplate(world, { translations: { ja: japanese, es: codeText } });
		world.clock.now += 5_000;
		const replaced = await world.call("PUT", `${path}/${id}`, {
			name: "Other",
			template: `\${code}`,
			translations: { en: codeText },
		});
		expect(replaced.body).toEqual({
			id,
			name: "Other",
			type: "SMS_VERIFY_CODE",
			template: `\${code}`,
			language: "en",
			created,
			lastUpdated: new Date(world.clock.now).toISOString(),
		});
		expect((await world.call("GET", `${path}/${id}`)).body.translations).toEqual({ en: codeText });
		await world.call("PUT", `${path}/${id}`, { name: "Other", template: codeText });
		expect((await world.call("GET", `${path}/${id}`)).body.translations).toEqual({});
	});

	it("are changed in part by POST, which adds, updates and removes translations, and keeps the others", async () => {
		const world = await createWorld();
		const { id } = await createTemplate(world, { translations: { ja: japanese, es: codeText, fr: codeText } });
		const other = `Code \${code}`;
		const changed = await world.call("POST", `${path}/${id}`, {
			translations: { de: codeText, ja: null, es: "", fr: other },
		});
		expect(changed.body).toMatchObject({ name: "Custom", template: codeText });
		expect(changed.body.translations).toEqual({ de: codeText, fr: other });
		const renamed = await world.call("POST", `${path}/${id}`, { name: "New name" });
		expect(renamed.body).toEqual({ ...changed.body, name: "New name" });
		expect(await eventsOf(world, id)).toEqual([
			"system.sms.template.create",
			"system.sms.template.update",
			"system.sms.template.update",
		]);
	});

	it("keep languages in canonical form, however they are spelled", async () => {
		const world = await createWorld();
		const spelled = { iw: codeText, in: codeText, nb: codeText, jpn: japanese, "zh-TW": codeText, pt_br: codeText };
		const created = await createTemplate(world, { language: "deu", translations: spelled });
		expect(created.language).toBe("de");
		expect(Object.keys(created.translations).sort()).toEqual(["he", "id", "ja", "no", "pt-BR", "zh-TW"]);
		const translations = { heb: null, "zh-tw": "", "sr-latn-rs": codeText, "es-419": codeText };
		const changed = await world.call("POST", `${path}/${created.id}`, { language: "fr-CA", translations });
		expect(changed.body.language).toBe("fr-CA");
		const kept = ["es-419", "id", "ja", "no", "pt-BR", "sr-Latn-RS"];
		expect(Object.keys(changed.body.translations).sort()).toEqual(kept);
		expect((await world.call("GET", `${path}/${created.id}`)).body).toEqual(changed.body);
	});

	it("lose no translation when many are added at once", async () => {
		const world = await createWorld();
		const { id } = await createTemplate(world);
		const languages = ["de", "es", "fr", "it", "ja", "ko", "nl", "pt", "sv", "zh"];
		await Promise.all(
			languages.map((language) => world.call("POST", `${path}/${id}`, { translations: { [language]: codeText } })),
		);
		const { translations } = (await world.call("GET", `${path}/${id}`)).body;
		expect(Object.keys(translations).sort()).toEqual(languages);
	});

	it.each([
		["name", { name: "" }],
		["name", { name: "n".repeat(51) }],
		["name", { name: "two\nlines" }],
		["type", { type: "SMS_OTHER" }],
		["template", { template: "" }],
		["template", { template: "no placeholder" }],
		["template", { template: `\${code}${"x".repeat(155)}` }],
		["template", { template: `\${code} \${user.name}` }],
		["template", { template: `\${code} \u0000` }],
		["template", { template: `\${code} \u202e` }],
		["template", { template: 7 }],
		["language", { language: "English" }],
		["language", { language: "en-latin" }],
		["translations.japanese", { translations: { japanese: codeText } }],
		["translations.x-ja", { translations: { "x-ja": codeText } }],
		["translations", { translations: { iw: codeText, he: codeText } }],
		["translations", { translations: { "zh-TW": codeText, zh_tw: codeText } }],
		["translations.constructor", { translations: { constructor: codeText } }],
		["translations.ja", { translations: { ja: "no placeholder" } }],
		["translations", { translations: [codeText] }],
	])("refuse a wrong %s and change nothing", async (field, wrong) => {
		const world = await createWorld();
		const before = await createTemplate(world);
		const input = { name: unique("Refused"), template: codeText, ...wrong };
		for (const [method, target] of [
			["POST", path],
			["PUT", `${path}/${before.id}`],
			["POST", `${path}/${before.id}`],
		] as const) {
			const { status, body } = await world.call(method, target, input);
			expect([status, body.errorCode, body.errorSummary]).toEqual([400, "E0000001", `Api validation failed: ${field}`]);
		}
		expect((await world.call("GET", `${path}/${before.id}`)).body).toEqual(before);
		const names = (await world.call("GET", path)).body.map((one: { name: string }) => one.name);
		expect(names).not.toContain(input.name);
	});

	it("may have 161 characters and a line break", async () => {
		const world = await createWorld();
		const longest = `\${code}\n${"x".repeat(153)}`;
		expect(await createTemplate(world, { template: longest })).toMatchObject({ template: longest });
		expect(longest).toHaveLength(161);
	});

	it("come in pages with links", async () => {
		const world = await createWorld();
		const ids = [(await createTemplate(world)).id, (await createTemplate(world)).id];
		const seen: string[] = [];
		let next: string | undefined = `${path}?limit=1`;
		while (next !== undefined) {
			const page = await world.call("GET", next);
			seen.push(...page.body.map((one: { id: string }) => one.id));
			next = /<https:\/\/otp\.test([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
		}
		expect(seen).toEqual(expect.arrayContaining(ids));
		expect(new Set(seen).size).toBe(seen.length);
	});

	it("can be read by readers, changed by administrators, and neither by verify-only tokens", async () => {
		const world = await createWorld();
		const { id } = await createTemplate(world);
		const input = { name: "Mine", template: codeText };
		const calls = [
			["GET", path],
			["GET", `${path}/${id}`],
			["POST", path, input],
			["PUT", `${path}/${id}`, input],
			["POST", `${path}/${id}`, input],
			["DELETE", `${path}/${id}`],
		] as const;
		const statuses = async (token: string | null) => {
			const answers = [];
			for (const [method, target, body] of calls) answers.push(await world.call(method, target, body, { token }));
			return answers.map((answer) => answer.status);
		};
		for (const role of ["READ_ONLY", "HELP_DESK"] as const) {
			expect(await statuses(await world.tokenFor(role))).toEqual([200, 200, 403, 403, 403, 403]);
		}
		expect(await statuses(await world.tokenFor("VERIFIER"))).toEqual([403, 403, 403, 403, 403, 403]);
		expect(await statuses(null)).toEqual([403, 403, 403, 403, 403, 403]);
		expect((await world.call("GET", `${path}/${id}`)).body.name).toBe("Custom");
	});
});
