import { describe, expect, it } from "vitest";
import { setDefaultPolicy } from "../policies/enrollment/policies";
import { hotpSettings } from "../support/otp-tokens";
import { createWorld } from "../support/world";

const path = "/api/v1/authenticators";
const phone = "autphonenumber000000";
const email = "autoktaemail00000000";

describe("the built-in authenticators", () => {
	it("are listed in Okta's shape, behind those that were made", async () => {
		const world = await createWorld();
		const made = await world.call("POST", path, { key: "custom_otp", name: "before them" });
		const { body } = await world.call("GET", path);
		const self = `https://otp.test${path}/${phone}`;
		expect(body.map(({ id }: { id: string }) => id)).toEqual([made.body.id, email, phone]);
		expect(body[2]).toEqual({
			type: "phone",
			id: phone,
			key: "phone_number",
			status: "ACTIVE",
			name: "Phone",
			created: expect.stringMatching(/Z$/),
			lastUpdated: expect.stringMatching(/Z$/),
			settings: { allowedFor: "any" },
			_links: {
				self: { href: self, hints: { allow: ["GET", "PUT"] } },
				deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
				methods: { href: `${self}/methods`, hints: { allow: ["GET"] } },
			},
		});
		expect(body[1]).toMatchObject({
			type: "email",
			key: "okta_email",
			name: "Email",
			settings: { allowedFor: "any", tokenLifetimeInMinutes: 5 },
		});
	});

	it("have the methods that codes are sent by, switched on and off with them", async () => {
		const world = await createWorld();
		const methodsOf = async (id: string) =>
			(await world.call("GET", `${path}/${id}/methods`)).body.map(
				({ type, status }: { type: string; status: string }) => `${type} ${status}`,
			);
		expect(await methodsOf(phone)).toEqual(["sms ACTIVE", "voice ACTIVE"]);
		expect(await methodsOf(email)).toEqual(["email ACTIVE"]);
		await setDefaultPolicy(world, { okta_email: "OPTIONAL" });
		expect((await world.call("POST", `${path}/${phone}/lifecycle/deactivate`)).body.status).toBe("INACTIVE");
		expect(await methodsOf(phone)).toEqual(["sms INACTIVE", "voice INACTIVE"]);
		expect(await methodsOf(email)).toEqual(["email ACTIVE"]);
		expect((await world.call("POST", `${path}/${phone}/lifecycle/activate`)).body.status).toBe("ACTIVE");
		const sms = await world.call("GET", `${path}/${phone}/methods/sms`);
		expect([sms.status, sms.body.type]).toEqual([200, "sms"]);
		for (const method of ["email", "otp", "push"]) {
			expect((await world.call("GET", `${path}/${phone}/methods/${method}`)).status).toBe(404);
		}
	});

	it("are named, also by the whole of what was read, and nothing else of them changes", async () => {
		const world = await createWorld();
		const read = (await world.call("GET", `${path}/${email}`)).body;
		const renamed = await world.call("PUT", `${path}/${email}`, { ...read, name: "Mail" });
		expect([renamed.status, renamed.body.name, renamed.body.settings]).toEqual([200, "Mail", read.settings]);
		await world.call("PUT", `${path}/${email}`, { name: "Email" });

		const refusals = [
			[await world.call("PUT", `${path}/${email}`, { name: "Mail", key: "custom_otp" }), 403],
			[await world.call("PUT", `${path}/${email}`, { name: "Mail", settings: hotpSettings }), 404],
			[await world.call("PUT", `${path}/${email}/methods/otp`, hotpSettings), 404],
			[await world.call("DELETE", `${path}/${email}`), 400],
			[await world.call("POST", path, { key: "okta_email", name: "Another" }), 400],
		] as const;
		expect(refusals.map(([answer]) => answer.status)).toEqual(refusals.map(([, status]) => status));
		expect((await world.call("GET", `${path}/${email}`)).body).toMatchObject({
			name: "Email",
			settings: read.settings,
		});
	});
});
