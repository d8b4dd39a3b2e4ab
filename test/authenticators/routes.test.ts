import { describe, expect, it } from "vitest";
import { createUser, enrollment, hotpSettings, newSecret, totpSettings } from "../support/otp-tokens";
import { createWorld, unique } from "../support/world";

const path = "/api/v1/authenticators";

describe("custom OTP authenticators", () => {
	it("takes its settings with the creation, and answers Okta's shape", async () => {
		const world = await createWorld();
		const name = unique("Token");
		const created = await world.call("POST", path, { key: "custom_otp", name, settings: totpSettings });
		const { id } = created.body;
		const self = `https://otp.test${path}/${id}`;
		expect(id).toMatch(/^aut[0-9A-Za-z]{17}$/);
		expect(created.body).toEqual({
			type: "security_key",
			id,
			key: "custom_otp",
			status: "ACTIVE",
			name,
			created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
			lastUpdated: expect.any(String),
			_links: {
				self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
				deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
				methods: { href: `${self}/methods`, hints: { allow: ["GET"] } },
			},
		});
		const method = await world.call("GET", `${path}/${id}/methods/otp`);
		expect(method.body).toMatchObject({
			type: "otp",
			status: "ACTIVE",
			factorProfileId: id,
			...totpSettings,
			settings: totpSettings,
		});
		expect((await world.call("GET", `${path}/${id}/methods`)).body).toEqual([method.body]);
	});

	it.each([
		["flat", { type: "otp", status: "ACTIVE", ...totpSettings }],
		["wrapped", { settings: totpSettings }],
		["without a protocol", { ...totpSettings, protocol: undefined }],
	])("takes its settings by one following PUT, %s", async (_, body) => {
		const world = await createWorld();
		const { id } = (await world.call("POST", path, { key: "custom_otp", name: unique("Token") })).body;
		expect((await world.call("GET", `${path}/${id}/methods/otp`)).body.settings).toBeUndefined();
		const set = await world.call("PUT", `${path}/${id}/methods/otp`, body);
		expect([set.status, set.body.settings]).toEqual([200, totpSettings]);
	});

	it("accepts the same settings again and refuses another value by name, on both paths", async () => {
		const world = await createWorld();
		const created = await world.call("POST", path, {
			key: "custom_otp",
			name: unique("Token"),
			settings: totpSettings,
		});
		const { id, name } = created.body;
		expect((await world.call("PUT", `${path}/${id}/methods/otp`, totpSettings)).status).toBe(200);
		for (const [field, value] of Object.entries({
			algorithm: "HMacSHA1",
			encoding: "base32",
			passCodeLength: 8,
			timeIntervalInSeconds: 30,
			acceptableAdjacentIntervals: 4,
		})) {
			const changed = { ...totpSettings, [field]: value };
			for (const refused of [
				await world.call("PUT", `${path}/${id}/methods/otp`, changed),
				await world.call("PUT", `${path}/${id}`, { name, settings: changed }),
			]) {
				expect([refused.status, refused.body.errorCode]).toEqual([403, "E0000078"]);
				expect(refused.body.errorSummary).toContain(field);
			}
		}
		const refused = await world.call("PUT", `${path}/${id}/methods/otp`, hotpSettings);
		expect(refused.body.errorSummary).toContain("protocol");
		expect((await world.call("GET", `${path}/${id}/methods/otp`)).body.settings).toEqual(totpSettings);
	});

	it("lets exactly one of two racing settings win", async () => {
		const world = await createWorld();
		const { id } = (await world.call("POST", path, { key: "custom_otp", name: unique("Token") })).body;
		const answers = await Promise.all(
			[6, 8, 10, 6, 8, 10].map((passCodeLength) =>
				world.call("PUT", `${path}/${id}/methods/otp`, { ...totpSettings, passCodeLength }),
			),
		);
		expect(answers.filter((answer) => answer.status === 200)).toHaveLength(2);
		const { passCodeLength } = (await world.call("GET", `${path}/${id}/methods/otp`)).body;
		expect(answers.find((answer) => answer.status === 200)?.body.passCodeLength).toBe(passCodeLength);
	});

	it.each([
		["passCodeLength", 7],
		["passCodeLength", "6"],
		["algorithm", "HMacMD5"],
		["timeIntervalInSeconds", 14],
		["timeIntervalInSeconds", 301],
		["timeIntervalInSeconds", 30.5],
		["acceptableAdjacentIntervals", 11],
		["acceptableAdjacentIntervals", -1],
		["encoding", "base58"],
		["encoding", undefined],
		["protocol", "YUBICO"],
	])("refuses %s = %j and names the field", async (field, value) => {
		const world = await createWorld();
		const settings = { ...totpSettings, [field]: value };
		const refused = await world.call("POST", path, { key: "custom_otp", name: unique("Token"), settings });
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(refused.body.errorCauses[0].errorSummary).toContain(`settings.${field}`);
	});

	it("changes its name, and refuses one that is taken", async () => {
		const world = await createWorld();
		const first = (await world.call("POST", path, { key: "custom_otp", name: unique("Token") })).body;
		const second = (await world.call("POST", path, { key: "custom_otp", name: unique("Token") })).body;
		const name = unique("Renamed");
		expect((await world.call("PUT", `${path}/${first.id}`, { key: "custom_otp", name })).body.name).toBe(name);
		for (const refused of [
			await world.call("PUT", `${path}/${second.id}`, { name: name.toUpperCase() }),
			await world.call("POST", path, { key: "custom_otp", name }),
		]) {
			expect([refused.status, refused.body.errorSummary]).toEqual([400, "Api validation failed: name"]);
		}
	});

	it("is deleted only when nobody is enrolled", async () => {
		const world = await createWorld();
		const { id } = (
			await world.call("POST", path, { key: "custom_otp", name: unique("Token"), settings: totpSettings })
		).body;
		const user = await createUser(world);
		const factor = await world.call(
			"POST",
			`/api/v1/users/${user.id}/factors?activate=true`,
			enrollment(id, newSecret()),
		);
		expect((await world.call("DELETE", `${path}/${id}`)).body.errorCauses[0].errorSummary).toContain("enrolled");
		await world.call("DELETE", `/api/v1/users/${user.id}/factors/${factor.body.id}`);
		expect((await world.call("DELETE", `${path}/${id}`)).status).toBe(204);
		expect((await world.call("GET", `${path}/${id}`)).status).toBe(404);
	});

	it("is never deleted under a user who enrols at the same moment, ten times over", async () => {
		const world = await createWorld();
		for (let round = 0; round < 10; round++) {
			const { id } = (
				await world.call("POST", path, { key: "custom_otp", name: unique("Token"), settings: totpSettings })
			).body;
			const user = await createUser(world);
			const [deleted, enrolled] = await Promise.all([
				world.call("DELETE", `${path}/${id}`),
				world.call("POST", `/api/v1/users/${user.id}/factors?activate=true`, enrollment(id, newSecret())),
			]);
			expect([deleted.status, enrolled.status].sort()).toEqual(deleted.status === 204 ? [204, 400] : [200, 400]);
			expect((await world.call("GET", `${path}/${id}`)).status).toBe(deleted.status === 204 ? 404 : 200);
		}
	});

	it("is switched off and on, and says so when it is already", async () => {
		const world = await createWorld();
		const { id } = (await world.call("POST", `${path}?activate=false`, { key: "custom_otp", name: unique("Token") }))
			.body;
		expect((await world.call("POST", `${path}/${id}/lifecycle/deactivate`)).status).toBe(400);
		const on = await world.call("POST", `${path}/${id}/lifecycle/activate`);
		expect([on.status, on.body.status, Object.keys(on.body._links)]).toEqual([
			200,
			"ACTIVE",
			["self", "deactivate", "methods"],
		]);
		expect((await world.call("POST", `${path}/${id}/lifecycle/activate`)).status).toBe(400);
	});
});
