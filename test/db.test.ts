import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { refusedBy } from "../src/db";
import { ApiError, invalid } from "../src/errors";

const nameTaken = invalid("name", "hook-name-taken");
const oneActive = invalid("status", "another-hook-active");
const refusals = { "inline_hooks.name": () => nameTaken, "inline_hooks.type": () => oneActive };

const insertHook = (id: string, name: string | null, status = "INACTIVE") =>
	env.DB.prepare(
		`INSERT INTO inline_hooks (id, name, type, version, status, channel_version, uri, headers, auth_key,
			auth_value_sealed, created_at, last_updated_at) VALUES (?, ?, 'x', '1', ?, '1', '', '[]', '', '', 0, 0)`,
	)
		.bind(id, name, status)
		.run();

describe("a write that D1 refuses", () => {
	it("becomes the error that was named for the unique index", async () => {
		await insertHook("a", "First", "ACTIVE");
		await expect(insertHook("b", "first").catch(refusedBy(refusals))).rejects.toBe(nameTaken);
		await expect(insertHook("c", "Second", "ACTIVE").catch(refusedBy(refusals))).rejects.toBe(oneActive);
	});

	it("becomes the error that was named for foreign keys", async () => {
		const insert = env.DB.prepare("INSERT INTO group_members (group_id, user_id) VALUES ('nobody', 'nobody')");
		await expect(insert.run().catch(refusedBy({ "FOREIGN KEY": () => nameTaken }))).rejects.toBe(nameTaken);
	});

	it("stays the error it was when no error is named for its constraint, or when none was broken", async () => {
		const error = await insertHook("d", null).catch((thrown: unknown) => thrown);
		expect(error).not.toBeInstanceOf(ApiError);
		await expect(Promise.reject(error).catch(refusedBy(refusals))).rejects.toBe(error);
		await insertHook("e", "Fifth");
		await expect(insertHook("e", "Sixth").catch(refusedBy(refusals))).rejects.toThrow("UNIQUE constraint failed");
	});
});
