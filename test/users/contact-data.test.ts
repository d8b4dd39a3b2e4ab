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

	it.each([
		["\u202a+819012345678\u202c", "+819012345678", "+81 90 1234 5678"],
		["\u2068+44 20 7946 0018\u2069", "+44 20 7946 0018", "\u202a+442079460018\u202c"],
		["\ufeff+1 (415) 599\u00ad2671\u200e", "+1 (415) 5992671", "+١٤١٥٥٩٩٢٦٧١"],
		["+９６６ ٥٠ ١٢٣ ٤٥٦٧", "+９６６ ٥٠ ١٢٣ ٤٥٦٧", "+966501234567"],
	])("of a phone is %j as pasted, and found in any spelling", async (mobilePhone, kept, spelling) => {
		const world = await createWorld();
		const user = await newUser(world, { mobilePhone, primaryPhone: mobilePhone });
		const search = encodeURIComponent(`profile.mobilePhone eq ${JSON.stringify(spelling)} and id eq "${user.id}"`);
		const found = await world.call("GET", `/api/v1/users?search=${search}`);
		expect(found.body.map(({ profile }: { profile: unknown }) => profile)).toMatchObject([
			{ mobilePhone: kept, primaryPhone: kept },
		]);
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
