import { expect, it } from "vitest";
import { callbackUrlFor, ioFor } from "../../src/providers/driver-input";
import { createWorld } from "../support/world";

it("hands a driver the bindings that drivers need, and none of our keys", async () => {
	const { ctx } = await createWorld();
	expect(Object.keys(ioFor(ctx, 1_000).bindings)).toEqual(["DB", "SMPP"]);
	const EMAIL = { send: async () => ({ messageId: "1" }) } as unknown as SendEmail;
	const bound = { ...ctx, env: { ...ctx.env, bindings: { ...ctx.env.bindings, EMAIL } } };
	expect(ioFor(bound, 1_000).bindings.EMAIL).toBe(EMAIL);
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
