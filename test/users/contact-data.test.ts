import { describe, expect, it } from "vitest";
import { createWorld } from "../support/world";
import { newUser } from "./people";

describe("contact data", () => {
	it("is sealed at rest, bound to its row", async () => {
		const world = await createWorld();
		const profile = {
			email: "secret@example.com",
			secondEmail: "second@example.com",
			mobilePhone: "+41791234567",
			primaryPhone: "+41441234567",
		};
		const user = await newUser(world, profile);
		const other = await newUser(world);
		const db = world.ctx.env.bindings.DB;
		const row = await db.prepare("SELECT * FROM users WHERE id = ?").bind(user.id).first();
		for (const value of Object.values(profile)) {
			expect(JSON.stringify(row)).not.toContain(value);
			expect(JSON.stringify(row)).not.toContain(btoa(value));
		}
		expect(row).toMatchObject({ email_sealed: expect.stringMatching(/^v1\.test\./) });
		const log = await db.prepare("SELECT group_concat(event) AS events FROM log_events").first<{ events: string }>();
		expect(log!.events).not.toContain("secret@example.com");
		await db.prepare("UPDATE users SET email_sealed = ? WHERE id = ?").bind(row!.email_sealed, other.id).run();
		expect((await world.call("GET", `/api/v1/users/${other.id}`)).status).toBe(500);
	});

	it("is gone from the row once it is cleared", async () => {
		const world = await createWorld();
		const user = await newUser(world, { email: "ana@example.com" });
		await world.call("POST", `/api/v1/users/${user.id}`, { profile: { email: null } });
		const row = await world.ctx.env.bindings.DB.prepare("SELECT email_sealed, email_hash FROM users WHERE id = ?")
			.bind(user.id)
			.first();
		expect(row).toEqual({ email_sealed: null, email_hash: null });
	});
});
