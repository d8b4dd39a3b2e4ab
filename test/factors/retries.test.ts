import { describe, expect, it } from "vitest";
import { createTokenUser, hotpSettings } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

type Token = Awaited<ReturnType<typeof createTokenUser>>;

const verifyWith = (world: World, token: Token, passCode: string, key: string, apiToken?: string) =>
	world.call("POST", `${token.path}/verify`, { passCode }, { token: apiToken, headers: { "idempotency-key": key } });

const failuresOf = async (world: World, token: Token) =>
	(await world.call("GET", `/api/v1/users/${token.user.id}/lock`)).body.failures;

describe("a verification with an Idempotency-Key", () => {
	it("answers a repeated request as the first, and counts it once", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		for (let time = 0; time < 3; time++) {
			expect((await verifyWith(world, token, token.code(0), "right")).body).toEqual({ factorResult: "SUCCESS" });
			expect((await verifyWith(world, token, token.wrongCode(), "wrong")).body.errorCode).toBe("E0000068");
		}
		expect(await failuresOf(world, token)).toBe(1);
	});

	it("gives 50 requests at once one result", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const right = Array.from({ length: 50 }, () => verifyWith(world, token, token.code(0), "a"));
		expect(new Set((await Promise.all(right)).map(({ status }) => status))).toEqual(new Set([200]));
		const wrong = Array.from({ length: 50 }, () => verifyWith(world, token, token.wrongCode(), "b"));
		expect(new Set((await Promise.all(wrong)).map(({ status }) => status))).toEqual(new Set([403]));
		expect(await failuresOf(world, token)).toBe(1);
	});

	it("is refused when the key belongs to another code, and leaves the first result as it is", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await verifyWith(world, token, token.code(0), "key");
		const refused = await verifyWith(world, token, token.code(1), "key");
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000001"]);
		expect(refused.body.errorCauses[0].errorSummary).toContain("belongs to another request");
		expect((await verifyWith(world, token, token.code(0), "key")).status).toBe(200);
		expect((await verifyWith(world, token, token.code(1), "other")).status).toBe(200);
	});

	it("keeps the keys of two tokens apart, and of two factors", async () => {
		const world = await createWorld();
		const [token, other] = [await createTokenUser(world, hotpSettings), await createTokenUser(world, hotpSettings)];
		const stranger = await world.tokenFor("VERIFIER");
		expect((await verifyWith(world, token, token.code(0), "key")).status).toBe(200);
		expect((await verifyWith(world, token, token.code(0), "key", stranger)).body.errorCode).toBe("E0000082");
		expect((await verifyWith(world, other, other.code(0), "key")).status).toBe(200);
	});

	it("is judged anew after the factor was removed, or the user suspended", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		await verifyWith(world, token, token.code(0), "key");
		await world.call("POST", `/api/v1/users/${token.user.id}/lifecycle/suspend`);
		expect((await verifyWith(world, token, token.code(0), "key")).body.errorCode).toBe("E0000038");
		await world.call("DELETE", token.path);
		expect((await verifyWith(world, token, token.code(0), "key")).status).toBe(404);
	});

	it.each([
		["nothing", ""],
		["a letter outside ASCII", "\u00fc"],
		["256 characters", "x".repeat(256)],
	])("refuses a key of %s", async (_, key) => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await verifyWith(world, token, token.code(0), key)).status).toBe(400);
	});
});

describe("a verification without a key", () => {
	it("is a new one each time", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		expect((await token.verify(token.code(0))).status).toBe(200);
		expect((await token.verify(token.code(0))).body.errorCode).toBe("E0000082");
	});
});
