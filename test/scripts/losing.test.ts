// The guard calls of the drills that lose their answers: the guard has written, and the caller gets an error.
import { env } from "cloudflare:test";
import { afterEach, expect, it } from "vitest";
import { losing, setLostShare } from "../../scripts/drills/losing";
import type { Guard } from "../../src/guard/object";
import { unique } from "../support/world";

const guardOf = (bindings: typeof env, user: string) => {
	const namespace = bindings.GUARD as DurableObjectNamespace<Guard>;
	return namespace.get(namespace.idFromName(user));
};

const epochOf = async (user: string) => {
	const asker = { requestId: "", requestUri: "", apiTokenId: null, ipAddress: null, userAgent: null };
	const verdict = await guardOf(env, user).attempt({
		id: unique("attempt"),
		generation: 0,
		purpose: "verify",
		factorId: "f",
		code: "1",
		now: 0,
		asker,
	});
	return verdict.result === "unknown" ? verdict.epoch : null;
};

afterEach(() => setLostShare(0));

it("loses the answer, and not what was done", async () => {
	const user = unique("losing");
	const epoch = (await epochOf(user))!;
	setLostShare(1);
	const call = guardOf(losing(env) as typeof env, user).hold({ id: "h", factorId: null, endsCodes: false }, Date.now());
	await expect(call).rejects.toMatchObject({ retryable: true, message: "Network connection lost." });
	expect(await epochOf(user)).toBe(epoch + 1);
});

it("passes answers on when none is to be lost", async () => {
	const user = unique("losing");
	const status = await guardOf(losing(env) as typeof env, user).lockStatus(Date.now());
	expect(status).toMatchObject({ failures: 0, lockedUntil: null });
});

it("gives the same bindings each time, because the product remembers by them", () => {
	expect(losing(env)).toBe(losing(env));
	expect(losing(env).DB).toBe(env.DB);
});
