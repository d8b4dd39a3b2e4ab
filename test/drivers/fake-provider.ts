// A provider that isn't there: it keeps the requests that a driver makes and answers what the test says.
import { env } from "cloudflare:test";
import { expect } from "vitest";
import type { Driver, DriverIo } from "../../src/drivers/driver";
import { DeliveryError } from "../../src/drivers/kit/error";
import type { Message } from "../../src/messages/message";
import { now } from "./message";

// The inbox, whose tests lie elsewhere, keeps messages of drivers.
export { message } from "./message";

export interface SentRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body: string;
}

type Reaction = Response | Error | ((request: SentRequest) => Response | Promise<Response>);

/** @param reactions one a request, in turn; a driver that asks once more fails the test */
export function fakeProvider(...reactions: Reaction[]) {
	const requests: SentRequest[] = [];
	const time = new AbortController();
	const io: DriverIo = {
		now: () => now,
		bindings: { DB: env.DB, SMPP: env.SMPP },
		isDevelopment: false,
		signal: time.signal,
		fetch: async (input, init) => {
			const request = new Request(input, init);
			const sent = {
				method: request.method,
				url: request.url,
				headers: Object.fromEntries(request.headers),
				body: new TextDecoder().decode(await request.arrayBuffer()),
			};
			requests.push(sent);
			expect(init?.redirect).toBe("manual");
			const reaction = reactions[requests.length - 1];
			if (reaction === undefined) throw new Error("one request too many");
			if (reaction instanceof Error) throw reaction;
			return typeof reaction === "function" ? reaction(sent) : reaction;
		},
	};
	return { io, requests, timeOut: () => time.abort() };
}

/** For a check of receipts at this time, which asks nobody. */
export const ioAt = (nowMs: number): DriverIo => ({ ...fakeProvider().io, now: () => nowMs });

/** Settings as they come out of the driver's own form. */
export const account = (
	driver: Driver,
	given: { config?: Record<string, unknown>; secrets?: Record<string, unknown>; callbackUrl?: string },
) => ({
	config: driver.config.parse(given.config ?? {}),
	secrets: driver.secrets.parse(given.secrets ?? {}),
	id: "prv00000000000000000",
	callbackUrl: given.callbackUrl ?? null,
});

/**
 * The error that a send ends in, as `[kind, providerCode]`. On the way the function makes sure that no part of the
 * error tells the message's destination, its text, or the secret that sent it.
 */
export async function refusal(
	driver: Driver,
	io: DriverIo,
	sent: Message,
	settings: ReturnType<typeof account>,
): Promise<[DeliveryError["kind"], string | null]> {
	const error = await driver.send(io, sent, settings).then(
		() => null,
		(reason: unknown) => reason,
	);
	if (!(error instanceof DeliveryError)) throw new Error(`no DeliveryError: ${error}`);
	expect(error.cause).toBeUndefined();
	const told = [error.message, error.stack, error.providerCode].join("\n");
	for (const hidden of [sent.destination, sent.code, ...(Object.values(settings.secrets) as string[])]) {
		expect(told).not.toContain(hidden);
	}
	return [error.kind, error.providerCode];
}

export const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

/** A callback as the receipts route hands it over. */
export const callback = (body: unknown, headers: Record<string, string> = {}) => ({
	method: "POST",
	url: "https://otp.test/receipts/test",
	headers: new Headers(headers),
	body: typeof body === "string" ? body : JSON.stringify(body),
});
