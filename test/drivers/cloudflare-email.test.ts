import { describe, expect, it, vi } from "vitest";
import { cloudflareEmailDriver } from "../../src/drivers/cloudflare-email";
import { account, fakeProvider, refusal } from "./fake-provider";
import { message } from "./message";

const email = message({ channel: "EMAIL", destination: "ada@example.org", subject: "Your code" });
const settings = (config: Record<string, unknown> = {}) =>
	account(cloudflareEmailDriver, { config: { fromAddress: "no-reply@example.com", ...config } });

function bound(send: (email: unknown) => Promise<unknown>) {
	const { io, timeOut } = fakeProvider();
	const EMAIL = { send } as unknown as SendEmail;
	return { io: { ...io, bindings: { ...io.bindings, EMAIL } }, timeOut };
}

describe("Cloudflare Email", () => {
	it("hands the message to the binding", async () => {
		const sent: unknown[] = [];
		const { io } = bound(async (given) => {
			sent.push(given);
			return { messageId: "<1@example.com>" };
		});
		expect(await cloudflareEmailDriver.send(io, email, settings({ fromName: "Example" }))).toEqual({
			providerMessageId: "<1@example.com>",
			status: "queued",
		});
		await cloudflareEmailDriver.send(io, email, settings());
		expect(sent).toEqual([
			{
				from: { email: "no-reply@example.com", name: "Example" },
				to: "ada@example.org",
				subject: "Your code",
				text: "Your code is 493817.",
			},
			{ from: "no-reply@example.com", to: "ada@example.org", subject: "Your code", text: "Your code is 493817." },
		]);
	});

	it("says so when the Worker has no binding", async () => {
		const { io } = fakeProvider();
		expect(await refusal(cloudflareEmailDriver, io, email, settings())).toEqual(["misconfigured", null]);
	});

	it.each([
		["E_SENDER_NOT_VERIFIED", "misconfigured"],
		["E_SENDER_DOMAIN_NOT_AVAILABLE", "misconfigured"],
		["E_RECIPIENT_NOT_ALLOWED", "permanent"],
		["E_RECIPIENT_SUPPRESSED", "permanent"],
		["E_VALIDATION_ERROR", "permanent"],
		["E_CONTENT_TOO_LARGE", "permanent"],
		["E_DELIVERY_FAILED", "temporary"],
		["E_RATE_LIMIT_EXCEEDED", "temporary"],
		["E_DAILY_LIMIT_EXCEEDED", "temporary"],
		["E_INTERNAL_SERVER_ERROR", "unknown"],
		["E_OF_TOMORROW", "unknown"],
	])("takes %s for %s", async (code, kind) => {
		const { io } = bound(async () => {
			throw Object.assign(new Error("ada@example.org won't get 493817"), { code });
		});
		expect(await refusal(cloudflareEmailDriver, io, email, settings())).toEqual([kind, code]);
	});

	it("leaves it open what an error without a code means", async () => {
		const { io } = bound(async () => {
			throw new Error("the connection to ada@example.org broke");
		});
		expect(await refusal(cloudflareEmailDriver, io, email, settings())).toEqual(["unknown", null]);
	});

	it("leaves nothing hanging on the signal", async () => {
		const { io } = bound(async () => ({ messageId: "1" }));
		const added = vi.spyOn(io.signal, "addEventListener");
		const removed = vi.spyOn(io.signal, "removeEventListener");
		await cloudflareEmailDriver.send(io, email, settings());
		expect(removed.mock.calls).toEqual(added.mock.calls);
		expect(added).toHaveBeenCalledOnce();
	});

	it("doesn't wait longer than its time", async () => {
		const { io, timeOut } = bound(() => new Promise(() => {}));
		const answer = refusal(cloudflareEmailDriver, io, email, settings());
		timeOut();
		expect(await answer).toEqual(["unknown", null]);
	});
});
