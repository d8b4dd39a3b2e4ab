import { describe, expect, it } from "vitest";
import { eventsAbout } from "../providers/accounts/accounts";
import { createWorld, unique } from "../support/world";
import { applicationInput, applicationsPath, createApplication } from "./applications";

const nobody = "0oaNobody00000000000";

describe("applications", () => {
	it("are created, read, listed, replaced and deleted, with a log entry for each change", async () => {
		const world = await createWorld();
		const input = applicationInput();
		const created = await world.call("POST", applicationsPath, input);
		expect(created.status).toBe(200);
		const path = `${applicationsPath}/${created.body.id}`;
		expect(created.body).toEqual({
			id: expect.stringMatching(/^0oa[0-9A-Za-z]{17}$/),
			...input,
			extends: null,
			created: new Date(world.clock.now).toISOString(),
			lastUpdated: created.body.created,
			_links: { self: { href: `https://otp.test${path}`, hints: { allow: ["GET", "PUT", "DELETE"] } } },
		});
		expect((await world.call("GET", path)).body).toEqual(created.body);
		expect((await world.call("GET", applicationsPath)).body).toContainEqual(created.body);

		world.clock.now += 1_000;
		const name = unique("Counter");
		const replaced = await world.call("PUT", path, { name });
		expect(replaced.body).toEqual({
			...created.body,
			name,
			returnUrls: [],
			defaultLocale: "en",
			region: null,
			timeZone: "UTC",
			contactText: {},
			branding: { name: null, logo: null, accentColor: null },
			signingAlgorithm: "ES256",
			lastUpdated: new Date(world.clock.now).toISOString(),
		});
		expect((await world.call("DELETE", path)).status).toBe(204);
		expect((await world.call("GET", path)).status).toBe(404);
		expect((await eventsAbout(world, created.body.id)).types).toEqual([
			"application.lifecycle.create",
			"application.lifecycle.update",
			"application.lifecycle.delete",
		]);
	});

	it("take back the whole of what was read", async () => {
		const world = await createWorld();
		const { path, body } = await createApplication(world);
		world.clock.now += 1_000;
		const replaced = await world.call("PUT", path, body);
		expect(replaced.body).toEqual({ ...body, lastUpdated: new Date(world.clock.now).toISOString() });
	});

	it("are listed page by page", async () => {
		const world = await createWorld();
		for (let index = 0; index < 3; index++) await createApplication(world);
		const first = await world.call("GET", `${applicationsPath}?limit=2`);
		expect(first.body).toHaveLength(2);
		const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
		const second = await world.call("GET", next.replace("https://otp.test", ""));
		expect(second.body[0].id > first.body[1].id).toBe(true);
	});

	it("have names that no other has, whatever the letters' case, also in parallel", async () => {
		const world = await createWorld();
		const name = unique("Shop");
		const answers = await Promise.all(
			[name, name.toUpperCase(), name.toLowerCase()].map((one) => world.call("POST", applicationsPath, { name: one })),
		);
		expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
		const refused = answers.find(({ status }) => status === 400);
		expect(refused?.body.errorCauses[0].errorSummary).toContain("name: ");
		const { path } = await createApplication(world);
		expect((await world.call("PUT", path, { name: name.toLowerCase() })).status).toBe(400);
	});

	it.each([
		["returnUrls.0", { returnUrls: ["http://shop.example.com/"] }],
		["returnUrls.1", { returnUrls: ["https://shop.example.com/", "https://*.example.com/"] }],
		["defaultLocale", { defaultLocale: "english, please" }],
		["region", { region: "UK" }],
		["timeZone", { timeZone: "Mars/Olympus" }],
		["timeZone", { timeZone: "+09:00" }],
		["extends", { extends: nobody }],
		["contactText.not a locale", { contactText: { "not a locale": "Call us" } }],
		["contactText.en", { contactText: { en: "" } }],
		["contactText.en", { contactText: { en: "Call\nus" } }],
		["branding.accentColor", { branding: { accentColor: "red" } }],
		["branding.accentColor", { branding: { accentColor: "#ffee00" } }],
		["branding.logo", { branding: { logo: "https://shop.example.com/logo.png" } }],
		["branding.logo", { branding: { logo: "data:image/svg+xml;base64,PHN2Zz4=" } }],
		["branding", { branding: { color: "#000000" } }],
		["signingAlgorithm", { signingAlgorithm: "HS256" }],
		["body", { returnUrl: "https://shop.example.com/" }],
	])("refuse a wrong %s by its path, and save nothing: %j", async (field, wrong) => {
		const world = await createWorld();
		const { path, body } = await createApplication(world);
		for (const [method, target] of [
			["POST", applicationsPath],
			["PUT", path],
		] as const) {
			const refused = await world.call(method, target, { ...applicationInput(), ...wrong });
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(refused.body.errorCauses[0].errorSummary).toMatch(new RegExp(`^${field.replaceAll(".", "\\.")}: `));
		}
		expect((await world.call("GET", path)).body).toEqual(body);
	});
});

describe("an application that extends another", () => {
	it("names one that extends none, so there are no chains and no circles", async () => {
		const world = await createWorld();
		const [base, child, other] = await Promise.all([1, 2, 3].map(() => createApplication(world)));
		const extend = (path: string, id: string | null) => world.call("PUT", path, { name: unique("Shop"), extends: id });
		expect((await extend(child!.path, base!.id)).body.extends).toBe(base!.id);
		for (const refused of [
			await extend(other!.path, child!.id),
			await extend(base!.path, other!.id),
			await extend(other!.path, other!.id),
			await world.call("POST", applicationsPath, { name: unique("Shop"), extends: child!.id }),
		]) {
			expect(refused.status).toBe(400);
			expect(refused.body.errorCauses[0].errorSummary).toMatch(/^extends: /);
		}
		expect((await world.call("DELETE", base!.path)).status).toBe(400);
		expect((await extend(child!.path, null)).status).toBe(200);
		expect((await world.call("DELETE", base!.path)).status).toBe(204);
	});

	it("never makes a circle in parallel", async () => {
		const world = await createWorld();
		for (let round = 0; round < 10; round++) {
			const [a, b] = await Promise.all([createApplication(world), createApplication(world)]);
			const answers = await Promise.all([
				world.call("PUT", a.path, { name: unique("A"), extends: b.id }),
				world.call("PUT", b.path, { name: unique("B"), extends: a.id }),
			]);
			expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
		}
	});
});
