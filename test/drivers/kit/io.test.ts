import { expect, it } from "vitest";
import { ioFor } from "../../../src/drivers/kit/io";
import { createWorld } from "../../support/world";

it("hands a driver the bindings that drivers need, and none of our keys", async () => {
	const { ctx } = await createWorld();
	expect(Object.keys(ioFor(ctx, 1_000).bindings)).toEqual(["DB", "SMPP"]);
	const EMAIL = { send: async () => ({ messageId: "1" }) } as unknown as SendEmail;
	const bound = { ...ctx, env: { ...ctx.env, bindings: { ...ctx.env.bindings, EMAIL } } };
	expect(ioFor(bound, 1_000).bindings.EMAIL).toBe(EMAIL);
});
