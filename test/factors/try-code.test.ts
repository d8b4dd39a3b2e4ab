// Trying a code says what the guard would say, also before the guard has learned where the token is now.
import { describe, expect, it } from "vitest";
import { tryCode } from "../../src/factors/try-code";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { move } from "../imports/imports";
import { createAuthenticator, createTokenUser, enrollment, hotpSettings, totpSettings } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

const trial = (world: World, authenticatorId: string, userId: string, code: string) =>
	tryCode(world.ctx, authenticatorId, { code, userId, secret: null });

describe("a code of a token that was moved and not used since", () => {
	it("belongs to the first counters of HOTP, however long TOTP was used before", async () => {
		const world = await createWorld();
		const { user, authenticatorId: from, secret, verify, code } = await createTokenUser(world);
		const to = await createAuthenticator(world, hotpSettings);
		expect((await verify(code())).status).toBe(200);
		await move(world, { fromAuthenticatorId: from, authenticatorId: to });
		const tried = await trial(world, to, user.id, hotpSync(secret, 3, 8, "SHA-1"));
		expect(tried).toMatchObject({ own: { counter: 3, offset: 3 }, verdict: "accepted" });
	});

	it("is used where its time was used before", async () => {
		const world = await createWorld();
		const { user, authenticatorId: from, secret, verify, code } = await createTokenUser(world);
		const to = await createAuthenticator(world, { ...totpSettings, timeIntervalInSeconds: 120 });
		expect((await verify(code())).status).toBe(200);
		await move(world, { fromAuthenticatorId: from, authenticatorId: to });
		const codeAt = (ahead: number) => hotpSync(secret, stepAt(world.clock.now, 120) + ahead, 6, "SHA-256");
		expect((await trial(world, to, user.id, codeAt(0))).verdict).toBe("used");
		expect((await trial(world, to, user.id, codeAt(1))).verdict).toBe("accepted");
	});
});

describe("a code of a token that was enrolled again", () => {
	it("is used up to the counter that was used before", async () => {
		const world = await createWorld();
		const { user, authenticatorId, path, secret, verify, code } = await createTokenUser(world, hotpSettings);
		expect((await verify(code(4))).status).toBe(200);
		expect((await world.call("DELETE", path)).status).toBe(204);
		const again = `/api/v1/users/${user.id}/factors?activate=true`;
		expect((await world.call("POST", again, enrollment(authenticatorId, secret))).status).toBe(200);
		expect((await trial(world, authenticatorId, user.id, code(4))).verdict).toBe("used");
		expect(await trial(world, authenticatorId, user.id, code(5))).toMatchObject({
			own: { counter: 5, offset: 0 },
			verdict: "accepted",
		});
	});
});
