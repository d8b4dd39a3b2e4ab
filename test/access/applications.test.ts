import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { createApplication } from "../applications/applications";
import { createTokenUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";

const path = "/api/v1/api-tokens";

const createToken = (world: World, applicationId: string, role = "HELP_DESK") =>
	world.call("POST", path, { name: unique("token"), role, applicationId });

async function eventsOf(actorId: string) {
	const { results } = await env.DB.prepare("SELECT event FROM log_events WHERE event ->> '$.actor.id' = ?")
		.bind(actorId)
		.all<{ event: string }>();
	return results.map(({ event }) => JSON.parse(event));
}

describe("a token that is tied to an application", () => {
	it("shows its application, and the log tells of it", async () => {
		const world = await createWorld();
		const { id } = await createApplication(world);
		const { body } = await createToken(world, id);
		expect(body.applicationId).toBe(id);
		expect((await world.call("GET", `${path}/${body.id}`)).body.applicationId).toBe(id);
		const row = await env.DB.prepare(
			"SELECT event FROM log_events WHERE event_type = 'system.api_token.create' AND event ->> '$.target[0].id' = ?",
		)
			.bind(body.id)
			.first<{ event: string }>();
		expect(JSON.parse(row!.event).debugContext.debugData).toMatchObject({ role: "HELP_DESK", applicationId: id });
	});

	it("acts as the application in the log, with its own id beside it", async () => {
		const world = await createWorld();
		const application = await createApplication(world);
		const made = (await createToken(world, application.id)).body;
		const factor = await createTokenUser(world);
		expect((await world.call("DELETE", factor.path, undefined, { token: made.token })).status).toBe(204);
		const [event] = await eventsOf(application.id);
		expect(event).toMatchObject({
			eventType: "user.mfa.factor.deactivate",
			actor: { id: application.id, type: "PublicClientApp", displayName: application.body.name },
			transaction: { type: "WEB", detail: { requestApiTokenId: made.id } },
		});
	});

	it("may do what its role may, and no more", async () => {
		const world = await createWorld();
		const { id } = await createApplication(world);
		const { token } = (await createToken(world, id, "VERIFIER")).body;
		const factor = await createTokenUser(world);
		expect((await factor.verify(factor.code(), token)).body.factorResult).toBe("SUCCESS");
		const refused = await world.call("GET", "/api/v1/users", undefined, { token });
		expect([refused.status, refused.body.errorCode]).toEqual([403, "E0000006"]);
	});

	it("is never an administrator's, and never of an unknown application", async () => {
		const world = await createWorld();
		const { id } = await createApplication(world);
		for (const [refused, field] of [
			[await createToken(world, id, "ADMINISTRATOR"), "role"],
			[await createToken(world, "0oaNobody00000000000"), "applicationId"],
		] as const) {
			expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
			expect(refused.body.errorCauses[0].errorSummary).toMatch(new RegExp(`^${field}: `));
		}
	});

	it("keeps its application from being deleted until it is revoked", async () => {
		const world = await createWorld();
		const application = await createApplication(world);
		const { body } = await createToken(world, application.id);
		const refused = await world.call("DELETE", application.path);
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		await world.call("DELETE", `${path}/${body.id}`);
		expect((await world.call("DELETE", application.path)).status).toBe(204);
		expect((await world.call("GET", `${path}/${body.id}`)).body).toMatchObject({
			status: "REVOKED",
			applicationId: application.id,
		});
	});

	it("is refused, or its application's deletion is, when both come at once", async () => {
		const world = await createWorld();
		for (let round = 0; round < 20; round++) {
			const application = await createApplication(world);
			const [deleted, made] = await Promise.all([
				world.call("DELETE", application.path),
				createToken(world, application.id),
			]);
			expect([deleted.status, made.status]).toEqual(made.status === 200 ? [400, 200] : [204, 400]);
		}
	});
});
