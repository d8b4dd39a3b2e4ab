import { describe, expect, it, vi } from "vitest";
import { newId } from "../../src/ids";
import { hasCheck, newUserId, withCheck } from "../../src/users/id";
import { createWorld } from "../support/world";

const { ctx } = await createWorld();
const under = (key: string) => ({ ...ctx, env: { ...ctx.env, lookupKey: btoa(key.repeat(32)) } });

describe("the id of a user", () => {
	it("has 20 characters, begins with time, and carries its check", async () => {
		const ids = await Promise.all(Array.from({ length: 1_000 }, () => newUserId(ctx)));
		const time = newId("user", ctx.now()).slice(0, 8);
		for (const id of ids) {
			expect(id).toMatch(/^00u[0-9A-Za-z]{17}$/);
			expect(id.slice(0, 8)).toBe(time);
			expect(await hasCheck(ctx, id)).toBe(true);
		}
		expect(new Set(ids).size).toBe(ids.length);
	});

	it("has the check that HMAC-SHA-256 gives elsewhere, in base 62", async () => {
		expect(await withCheck(under("B"), "00u0V70MWDg9ABCD....")).toBe("00u0V70MWDg9ABCDTgtf");
	});

	it("has another check under another key", async () => {
		const id = await newUserId(ctx);
		expect(await hasCheck(under("C"), id)).toBe(false);
	});

	it("is hashed once, however often it is asked about, and made-up ids each time", async () => {
		const own = under("D");
		const [id, madeUp] = [await newUserId(own), newId("user", ctx.now())];
		const sign = vi.spyOn(crypto.subtle, "sign");
		for (let time = 0; time < 3; time++) expect(await hasCheck(own, id)).toBe(true);
		expect(sign).toHaveBeenCalledTimes(1);
		for (let time = 0; time < 3; time++) expect(await hasCheck(own, madeUp)).toBe(false);
		expect(sign).toHaveBeenCalledTimes(4);
		sign.mockRestore();
	});

	it("loses its check with any changed character", async () => {
		const id = await newUserId(ctx);
		for (let index = 0; index < id.length; index++) {
			const other = id[index] === "x" ? "y" : "x";
			expect(await hasCheck(ctx, id.slice(0, index) + other + id.slice(index + 1)), id).toBe(false);
		}
	});

	it.each(["", "0", "abcd", "00uNobody00000000000", "ada@example.com", "x".repeat(10_000), "\ud800", "１２３４５６"])(
		"is none of those that others make up: %j",
		async (id) => {
			expect(await hasCheck(ctx, id)).toBe(false);
		},
	);

	it("is made up with the right check hardly ever", async () => {
		const made = await Promise.all(Array.from({ length: 20_000 }, () => hasCheck(ctx, newId("user", ctx.now()))));
		expect(made.filter(Boolean)).toEqual([]);
	});
});
