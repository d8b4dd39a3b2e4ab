import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createWorld } from "../../support/world";

const path = "/api/v1/delivery-settings";

const defaults = {
	allowedCountries: null,
	unknownNumbers: "REFUSE",
	whenHookFails: "FALL_BACK",
	confirmWithinSeconds: null,
	conversionMode: "block",
	originHost: null,
};

describe("the delivery settings", () => {
	it("have their defaults until they are set, and again when a change leaves them out", async () => {
		const world = await createWorld();
		expect((await world.call("GET", path)).body).toEqual(defaults);
		await world.call("PUT", path, { allowedCountries: ["JP", "GB"], originHost: "id.example" });
		const changed = { ...defaults, allowedCountries: ["JP", "GB"], originHost: "id.example" };
		expect((await world.call("GET", path)).body).toEqual(changed);
		await world.call("PUT", path, {});
		expect((await world.call("GET", path)).body).toEqual(defaults);
	});

	it.each(["ZZ", "UK", "jp", "JPN"])("refuse %s, which is no country with telephone numbers", async (country) => {
		const world = await createWorld();
		const answer = await world.call("PUT", path, { allowedCountries: ["JP", country] });
		expect([answer.status, answer.body.errorCode]).toEqual([400, "E0000001"]);
		expect(JSON.stringify(answer.body.errorCauses)).toContain("allowedCountries.1");
		expect((await world.call("GET", path)).body).toEqual(defaults);
	});

	it("are still read when they were stored under an older rule", async () => {
		const world = await createWorld();
		await env.DB.prepare("INSERT OR REPLACE INTO delivery_settings (id, value) VALUES (0, ?)")
			.bind(JSON.stringify({ allowedCountries: ["UK"] }))
			.run();
		expect((await world.call("GET", path)).body).toEqual({ ...defaults, allowedCountries: ["UK"] });
		await world.call("PUT", path, {});
	});
});
