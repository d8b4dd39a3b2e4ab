// What the tests of socket drivers share: the world that a driver sees, and the door to the real servers.
import { env } from "cloudflare:test";
import { inject } from "vitest";
import type { DriverIo } from "../../src/drivers/driver";
import type { DeliveryError } from "../../src/drivers/kit/error";
import { now } from "./message";

/** @param budgetMs after which the signal aborts */
export const driverIo = (bindings: Partial<DriverIo["bindings"]> = {}, budgetMs = 5_000): DriverIo => ({
	now: () => now,
	fetch: () => Promise.reject(new Error("no HTTP here")),
	bindings: { DB: env.DB, SMPP: env.SMPP, ...bindings },
	isDevelopment: true,
	signal: AbortSignal.timeout(budgetMs),
});

/** What a server has received, or did. */
// biome-ignore lint/suspicious/noExplicitAny: answers of any shape are looked into by tests
export async function askServers(path: string, query: Record<string, string>): Promise<any> {
	const answer = await fetch(`${inject("servers").door}${path}?${new URLSearchParams(query)}`);
	return answer.json();
}

/** `kind providerCode` of the failure; a driver that doesn't fail is the test's failure. */
export async function failureOf(sending: Promise<unknown>): Promise<string> {
	try {
		await sending;
	} catch (error) {
		const { kind, providerCode } = error as DeliveryError;
		return [kind, providerCode].filter(Boolean).join(" ");
	}
	throw new Error("the driver took the message");
}
