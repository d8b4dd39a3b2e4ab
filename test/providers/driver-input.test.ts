import { describe, expect, it } from "vitest";
import { findDriver } from "../../src/drivers";
import type { Account } from "../../src/providers/accounts/remembered";
import { closedBreaker } from "../../src/providers/breaker";
import { callbackUrlFor, configFor, ioFor } from "../../src/providers/driver-input";
import { message } from "../drivers/message";
import { createWorld } from "../support/world";

it("hands a driver the bindings that drivers need, and none of our keys", async () => {
	const { ctx } = await createWorld();
	expect(Object.keys(ioFor(ctx, 1_000).bindings)).toEqual(["DB", "SMPP"]);
	const EMAIL = { send: async () => ({ messageId: "1" }) } as unknown as SendEmail;
	const bound = { ...ctx, env: { ...ctx.env, bindings: { ...ctx.env.bindings, EMAIL } } };
	expect(ioFor(bound, 1_000).bindings.EMAIL).toBe(EMAIL);
});

describe("a message's own sender", () => {
	const account = (id: string, config: Record<string, unknown>): Account => {
		const driver = findDriver(id, { isDevelopment: true })!;
		return { id: "prv1", name: "", driver, config, secretsSealed: null, storedBreaker: closedBreaker };
	};
	const twilio = { accountSid: `AC${"0".repeat(32)}`, from: "+12025550123" };
	const sns = { region: "eu-west-1", accessKeyId: "AKIAIOSFODNN7EXAMPLE" };

	it.each([
		["twilio", twilio, "ACME", "from", "ACME"],
		["twilio", twilio, "+4520123456", "from", "+4520123456"],
		["twilio", twilio, "A sender that is too long", "from", "+12025550123"],
		["twilio", twilio, undefined, "from", "+12025550123"],
		["amazon-sns", sns, "ACME", "senderId", "ACME"],
		["amazon-sns", sns, "+4520123456", "senderId", undefined],
	])("of %s with %j is %j: %s %j", (id, config, sender, field, expected) => {
		expect(configFor(account(id, config), message({ sender }))[field]).toBe(expected);
	});

	it.each([
		["sales@example.com", "Sales", "sales@example.com", "Sales"],
		["no address", "Sales", "no-reply@example.com", "Sales"],
		["sales@example.com", "Sales\r\nBcc: a@b", "sales@example.com", undefined],
	])("of an e-mail is taken part by part: %j and %j", (sender, senderName, fromAddress, fromName) => {
		const resend = account("resend", { fromAddress: "no-reply@example.com" });
		const own = configFor(resend, message({ channel: "EMAIL", sender, senderName }));
		expect([own.fromAddress, own.fromName]).toEqual([fromAddress, fromName]);
	});

	it("doesn't reach a driver that has no sender", () => {
		expect(configFor(account("inbox", {}), message({ sender: "ACME" }))).toEqual({});
	});
});

it("the callback URL names the account, and the delivery if there is one", async () => {
	const { ctx } = await createWorld();
	expect(callbackUrlFor(ctx, "prv1")).toBe("https://otp.test/receipts/prv1");
	expect(callbackUrlFor(ctx, "prv1", "dlv2")).toBe("https://otp.test/receipts/prv1/dlv2");
});

it.each(["http://localhost:8787", "http://127.0.0.1:8787", "http://[::1]:8787", "http://otp.localhost"])(
	"the callback URL is null where no provider could reach us: %s",
	async (publicOrigin) => {
		const { ctx } = await createWorld();
		expect(callbackUrlFor({ ...ctx, env: { ...ctx.env, publicOrigin } }, "prv1")).toBeNull();
	},
);
