import { describe, expect, it } from "vitest";
import { createTokenUser, enrollment, hotpSettings, newSecret } from "../support/otp-tokens";
import { createWorld } from "../support/world";

const lifecycle = (userId: string, verb: string) => `/api/v1/users/${userId}/lifecycle/${verb}`;

describe("a factor whose guard is warm", () => {
	it.each(["suspend", "deactivate"])("is refused at once after %s", async (verb) => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await token.verify(token.code(0))).status).toBe(200);
		expect((await world.call("POST", lifecycle(token.user.id, verb))).status).toBe(200);
		const refused = await token.verify(token.code(1));
		expect([refused.status, refused.body.errorCode]).toEqual([403, "E0000038"]);
	});

	it("works again after unsuspend, with its used codes still used", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await token.verify(token.code(0));
		await world.call("POST", lifecycle(token.user.id, "suspend"));
		await world.call("POST", lifecycle(token.user.id, "unsuspend"));
		expect((await token.verify(token.code(0))).body.errorCode).toBe("E0000082");
		expect((await token.verify(token.code(1))).status).toBe(200);
	});

	it("is unknown at once after its deletion", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await token.verify(token.code(0));
		expect((await world.call("DELETE", token.path)).status).toBe(204);
		expect((await token.verify(token.code(1))).status).toBe(404);
		expect((await world.call("GET", token.path)).body.errorCode).toBe("E0000007");
		expect((await world.call("DELETE", token.path)).status).toBe(404);
	});

	it("is never accepted after its deletion was answered, whatever was under way", async () => {
		const world = await createWorld();
		for (let round = 0; round < 10; round++) {
			const token = await createTokenUser(world, hotpSettings);
			// Half the rounds meet a cold guard, so that a lesson is under way during the deletion.
			if (round % 2 === 0) await token.verify(token.code(0));
			const underWay = Array.from({ length: 5 }, (_, index) => token.verify(token.code(1 + index)));
			await world.call("DELETE", token.path);
			const late = await Promise.all(Array.from({ length: 5 }, (_, index) => token.verify(token.code(6 + index))));
			expect(late.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
			await Promise.all(underWay);
			expect((await token.verify(token.code(11))).status).toBe(404);
		}
	});

	it("is deleted by reset_factors with all others, and a new factor can be enrolled", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await token.verify(token.code(0));
		expect((await world.call("POST", lifecycle(token.user.id, "reset_factors"))).status).toBe(200);
		expect((await token.verify(token.code(1))).status).toBe(404);
		expect((await world.call("GET", `/api/v1/users/${token.user.id}/factors`)).body).toEqual([]);
		const again = await world.call(
			"POST",
			`/api/v1/users/${token.user.id}/factors?activate=true`,
			enrollment(token.authenticatorId, newSecret()),
		);
		expect(again.status).toBe(200);
	});

	it("is refused within 30 s when its authenticator is switched off elsewhere, and at once when here", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await token.verify(token.code(0));
		await world.ctx.env.bindings.DB.prepare("UPDATE authenticators SET status = 'INACTIVE' WHERE id = ?")
			.bind(token.authenticatorId)
			.run();
		expect((await token.verify(token.code(1))).status).toBe(200);
		world.clock.now += 30_000;
		expect((await token.verify(token.code(2))).body.errorCode).toBe("E0000107");
		await world.call("POST", `/api/v1/authenticators/${token.authenticatorId}/lifecycle/activate`);
		expect((await token.verify(token.code(2))).status).toBe(200);
		await world.call("POST", `/api/v1/authenticators/${token.authenticatorId}/lifecycle/deactivate`);
		expect((await token.verify(token.code(3))).body.errorCode).toBe("E0000107");
	});

	it("is deleted together with its user", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await token.verify(token.code(0));
		await world.call("DELETE", `/api/v1/users/${token.user.id}`);
		expect((await token.verify(token.code(1))).body.errorCode).toBe("E0000038");
		await world.call("DELETE", `/api/v1/users/${token.user.id}`);
		expect((await token.verify(token.code(1))).status).toBe(404);
		expect((await world.call("DELETE", `/api/v1/authenticators/${token.authenticatorId}`)).status).toBe(204);
	});
});

describe("resync", () => {
	it("brings an HOTP token back in step that is far ahead, and uses both codes", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await token.verify(token.code(500))).body.errorCode).toBe("E0000068");
		const body = { passCode: token.code(500), nextPassCode: token.code(501) };
		expect((await world.call("POST", `${token.path}/resync`, body)).body).toMatchObject({
			id: token.factorId,
			status: "ACTIVE",
		});
		expect((await world.call("POST", `${token.path}/resync`, body)).body.errorCode).toBe("E0000068");
		expect((await token.verify(token.code(501))).body.errorCode).toBe("E0000082");
		expect((await token.verify(token.code(502))).status).toBe(200);
	});

	it("learns the drift of a TOTP token whose clock is 20 minutes slow", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		expect((await token.verify(token.code(-20))).status).toBe(403);
		const body = { passCode: token.code(-20), nextPassCode: token.code(-19) };
		expect((await world.call("POST", `${token.path}/resync`, body)).status).toBe(200);
		world.clock.now += 3_600_000;
		expect((await token.verify(token.code(-20))).status).toBe(200);
	});

	it("refuses two codes that aren't consecutive, and a single code", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const resync = (body: unknown) => world.call("POST", `${token.path}/resync`, body);
		expect((await resync({ passCode: token.code(3), nextPassCode: token.code(5) })).body.errorCode).toBe("E0000068");
		expect((await resync({ passCode: token.code(4), nextPassCode: token.code(3) })).body.errorCode).toBe("E0000068");
		expect((await resync({ passCode: token.code(3) })).status).toBe(400);
		expect((await token.verify(token.code(3))).status).toBe(200);
	});
});
