import { describe, expect, it } from "vitest";
import type { DriverIo } from "../../src/drivers/driver";
import { DeliveryError } from "../../src/drivers/kit/error";
import type { Message } from "../../src/messages/message";
import type { Account } from "../../src/providers/accounts/remembered";
import { breakerPhase, closedBreaker } from "../../src/providers/breaker";
import { breakerOf } from "../../src/providers/breakers";
import { tryAccount } from "../../src/providers/try";
import { createWorld } from "../support/world";

const message: Message = {
	id: "dlv0TESTTESTTESTTEST",
	channel: "SMS",
	destination: "+14155551337",
	locale: "en",
	text: "Your code is 012345.",
	subject: null,
	code: "012345",
	purpose: "verification",
	expiresAt: Date.now() + 300_000,
};

type Send = (io: DriverIo) => Promise<{ providerMessageId: string | null; status: "sent" }>;

/** Creates an account whose driver does what it is told. */
async function newAccount(send: Send) {
	const { ctx, clock } = await createWorld();
	const account = {
		id: "prv00000000000000001",
		name: "Carrier",
		driver: { id: "webhook", channels: ["SMS"], send },
		config: {},
		secretsSealed: null,
		storedBreaker: closedBreaker,
	} as unknown as Account;
	return { account, clock, tryOnce: (shareMs = 1_000) => tryAccount(ctx, account, message, shareMs) };
}

const failing = (kind: "temporary" | "permanent" | "misconfigured" | "unknown") => async () => {
	throw new DeliveryError(kind, "no");
};

describe("a try that probes a provider", () => {
	it.each([
		["temporary", "open"],
		["misconfigured", "open"],
		["unknown", "open"],
		["permanent", "half-open"],
	] as const)("ends in a %s failure and leaves the breaker %s", async (kind, phase) => {
		let send: Send = failing("temporary");
		const { account, clock, tryOnce } = await newAccount((io) => send(io));
		for (let failure = 0; failure < 5; failure++) await tryOnce();
		expect(breakerPhase(breakerOf(account), clock.now)).toBe("open");
		clock.now += 30_000;
		send = failing(kind);
		await tryOnce();
		expect(breakerPhase(breakerOf(account), clock.now)).toBe(phase);
		clock.now += 30_000;
		send = async () => ({ providerMessageId: null, status: "sent" });
		await tryOnce();
		expect(breakerPhase(breakerOf(account), clock.now)).toBe("closed");
	});
});

describe("the time of a try", () => {
	it("leaves a driver that obeys its signal a moment to say that nothing has left", async () => {
		const { tryOnce } = await newAccount(
			(io) =>
				new Promise((_, reject) => {
					io.signal.addEventListener("abort", () => {
						setTimeout(() => reject(new DeliveryError("temporary", "given up in time")), 20);
					});
				}),
		);
		expect(await tryOnce(100)).toMatchObject({ result: "failed", kind: "temporary" });
	});

	it("ends with an unknown outcome for a driver that ignores its signal", async () => {
		const { tryOnce } = await newAccount(() => new Promise(() => {}));
		const startedAt = performance.now();
		expect(await tryOnce(100)).toMatchObject({ result: "unknown", kind: "unknown" });
		expect(performance.now() - startedAt).toBeLessThan(1_000);
	});
});
