import { beforeEach, describe, expect, it } from "vitest";
import { routes } from "../../src/app";
import { openApiDocument } from "../../src/reference/openapi";
import { resetDefaults } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { createPerson, number, otherNumber } from "./contacts";

let world: World;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
});

describe("contact data of a user", () => {
	it("is listed masked, what counts before what waits", async () => {
		const person = await createPerson(world);
		await person.register("terms", "true");
		await person.register("mobile", number, true);
		await person.register("mobile", otherNumber);
		await person.register("email", "ana@example.com", true);
		const { status, body } = await world.call("GET", `/api/v1/users/${person.user.id}/contacts`);
		const at = new Date(world.clock.now).toISOString();
		const more = { textVersion: null, lastUpdated: at };
		expect([status, body]).toEqual([
			200,
			[
				{ field: "mobile", kind: "PHONE", value: "+8190******78", status: "REGISTERED", ...more },
				{ field: "mobile", kind: "PHONE", value: "+8190******21", status: "WAITING", ...more },
				{ field: "email", kind: "EMAIL", value: "a***@example.com", status: "REGISTERED", ...more },
				{ field: "terms", kind: "CHECK", value: "true", status: "REGISTERED", ...more },
			],
		]);
	});

	it("is no factor", async () => {
		const person = await createPerson(world);
		await person.register("mobile", number, true);
		expect((await world.call("GET", `/api/v1/users/${person.user.id}/factors`)).body).toEqual([]);
	});

	it("isn't for a verifier", async () => {
		const person = await createPerson(world);
		const token = await world.tokenFor("VERIFIER");
		const answer = await world.call("GET", `/api/v1/users/${person.user.id}/contacts`, undefined, { token });
		expect(answer.status).toBe(403);
	});
});

describe("the contact directory", () => {
	const path = "/api/v1/contact-directory";
	const input = { url: "https://directory.example.com/contacts", authHeader: "X-Key", authValue: "s3cret" };

	it("is set up, changed and removed, and its secret is never shown", async () => {
		await world.call("DELETE", path);
		const none = { url: null, authHeader: null, lastUpdated: null };
		expect((await world.call("GET", path)).body).toEqual(none);
		expect((await world.call("PUT", path, { ...input, authValue: undefined })).status).toBe(400);
		const set = await world.call("PUT", path, input);
		const { authValue, ...shown } = input;
		expect([set.status, set.body]).toEqual([200, { ...shown, lastUpdated: new Date(world.clock.now).toISOString() }]);
		const changed = await world.call("PUT", path, { ...shown, authHeader: "Authorization" });
		expect(changed.body).toMatchObject({ authHeader: "Authorization" });
		const { results } = await world.ctx.env.bindings.DB.prepare("SELECT * FROM contact_directory").all();
		expect(results[0]?.auth_value_sealed).toMatch(/^v1\.test\./);
		expect(JSON.stringify([changed.body, results])).not.toContain(authValue);
		expect((await world.call("DELETE", path)).status).toBe(204);
		expect((await world.call("GET", path)).body).toEqual(none);
	});

	it.each(["Host", "Content-Length", "CF-Connecting-IP", "bad name"])("takes no header %s", async (authHeader) => {
		expect((await world.call("PUT", path, { ...input, authHeader })).status).toBe(400);
	});

	it("has its contract in the OpenAPI document", () => {
		const document = openApiDocument(routes, "https://otp.test");
		const { callbacks } = document.paths[path]!.put!;
		const { readValueFromContactDirectory: read, keepValueInContactDirectory: keep } = callbacks!;
		const { get } = read!["{$request.body#/url}"]!;
		const { put } = keep!["{$request.body#/url}"]!;
		expect(get!.parameters.map(({ name }) => name)).toEqual(["user", "key"]);
		expect(put!.requestBody!.content["application/json"]!.schema).toEqual({
			$ref: "#/components/schemas/DirectoryValueRequest",
		});
		expect(document.components.schemas.DirectoryValue).toMatchObject({
			required: ["value"],
			additionalProperties: false,
		});
	});
});
