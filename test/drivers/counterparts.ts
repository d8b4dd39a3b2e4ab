// What the tests of socket drivers share: a message, the world a driver sees, and the door to the real servers.
import { env } from "cloudflare:test";
import { inject } from "vitest";
import type { DriverIo } from "../../src/drivers/driver";
import type { DeliveryError } from "../../src/drivers/kit/error";
import type { Message } from "../../src/messages/message";

export const now = Date.UTC(2026, 10, 22, 12, 0, 0);

export const message = (fields: Partial<Message> = {}): Message => ({
	id: `dlv${crypto.randomUUID().replaceAll("-", "").slice(0, 17)}`,
	channel: "SMS",
	destination: "+81312345678",
	locale: "en",
	text: "Your code is 123456.",
	subject: null,
	code: "123456",
	purpose: "verification",
	expiresAt: now + 300_000,
	...fields,
});

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
