import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { optOut } from "../../src/contacts/choices";
import { getUser } from "../../src/users/service";
import { resetContacts } from "../care/care";
import { number, otherNumber, useDirectory } from "../contacts/contacts";
import { createActiveUser } from "../factors/sent-factor";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { createRegistrant, registrantOf, switchRegistrationOn } from "./registrants";

let world: World;
let person: Awaited<ReturnType<typeof createRegistrant>>;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await switchRegistrationOn(world);
	person = await createRegistrant(world);
});

const complete = { mobile: number, terms: "true" };

describe("filling in the page", () => {
	it("registers, and says what has to be proven", async () => {
		expect(await person.fillIn(complete)).toEqual(["mobile"]);
		expect(await person.proven()).toEqual({ terms: "true" });
		await person.prove("mobile", number);
		expect((await person.open()).parts).toEqual([]);
	});

	it("says all faults at once, and keeps nothing", async () => {
		await setProperty(world, ofDefault("userinfo.inputs.enum.email.enabled"), "true");
		const typed = { mobile: "call me", email: "nobody", other: "x" };
		await expect(person.fillIn(typed)).rejects.toMatchObject({
			code: "E0000001",
			causes: [
				{ field: "mobile", reason: "not-telephone" },
				{ field: "email", reason: "not-email" },
				{ field: "terms", reason: "missing" },
				{ reason: "unknown-keys" },
			],
		});
		expect(await person.list()).toEqual([]);
	});

	it("leaves what isn't filled in as it is", async () => {
		await person.register("mobile", number, true);
		await person.fillIn({ terms: "true" });
		expect(await person.proven()).toEqual(complete);
		await person.fillIn({ mobile: "" }, "PREFERENCES");
		expect(await person.proven()).toEqual(complete);
	});

	it("makes a changed number wait, while the one from before counts", async () => {
		await person.register("mobile", number, true);
		await person.register("terms", "true");
		expect(await person.fillIn({ mobile: otherNumber }, "PREFERENCES")).toEqual(["mobile"]);
		expect(await person.proven()).toEqual(complete);
	});

	it("keeps which texts were accepted, and when", async () => {
		await person.fillIn(complete);
		const version = async () => (await person.list()).find(({ field }) => field.key === "terms")!.flag.textVersion;
		const first = await version();
		expect(first).toMatch(/^[0-9a-f]{64}$/);
		await person.fillIn(complete);
		expect(await version()).toBe(first);
		world.clock.now += 1000;
		await setProperty(world, ofDefault("messages.enum.terms.description"), "New terms");
		await person.fillIn(complete);
		expect(await version()).not.toBe(first);
		const { body } = await world.call("GET", `/api/v1/users/${person.user.id}/contacts`);
		expect(body.at(-1)).toMatchObject({
			field: "terms",
			textVersion: await version(),
			lastUpdated: new Date(world.clock.now).toISOString(),
		});
	});

	it.each([["mobile"], ["phone"]])("takes the number of an active factor for proven: %s", async (key) => {
		await setProperty(world, ofDefault(`userinfo.inputs.enum.${key}.enabled`), "true");
		const { user, to, factorId } = await createActiveUser(world);
		const owner = registrantOf(world, await getUser(world.ctx, user.id));
		const typed = { ...complete, [key]: to };
		expect(await owner.fillIn(typed)).toEqual(key === "mobile" ? [] : ["mobile"]);
		expect(await owner.proven()).toMatchObject({ [key]: to });
		await resetContacts(world.ctx, owner.user);
		expect((await world.call("GET", `/api/v1/users/${user.id}/factors/${factorId}`)).body.status).toBe("ACTIVE");
		await owner.fillIn(typed);
		await world.call("DELETE", `/api/v1/users/${user.id}/factors/${factorId}`);
		expect(await owner.proven()).toMatchObject({ [key]: to });
	});

	it("doesn't take the address of a factor that waits for its own proof", async () => {
		const path = `/api/v1/users/${person.user.id}/factors`;
		await world.call("POST", path, { factorType: "sms", provider: "OKTA", profile: { phoneNumber: number } });
		expect(await person.fillIn(complete)).toEqual(["mobile"]);
	});

	it("is one value with one flag after fifty pages at once", async () => {
		await Promise.all(Array.from({ length: 50 }, () => person.fillIn(complete)));
		const { results } = await env.DB.prepare("SELECT key FROM contact_flags WHERE user_id = ? ORDER BY key")
			.bind(person.user.id)
			.all();
		expect(results.map(({ key }) => key)).toEqual(["otpContactInfoFlag_mobile:new", "otpContactInfoFlag_terms"]);
	});

	it("says why while the directory is down, and nothing new counts", async () => {
		const directory = await useDirectory(world, "mobile");
		await directory.become("500");
		await expect(person.fillIn(complete)).rejects.toMatchObject({ code: "E0000010" });
		await directory.become("ok");
		expect(await person.fillIn(complete)).toEqual(["mobile"]);
	});

	it("is refused to a user who declined, but not in the preferences, where it ends the opt-out", async () => {
		await optOut(world.ctx, person.user);
		await expect(person.fillIn(complete)).rejects.toMatchObject({ causes: [{ reason: "registration-declined" }] });
		await person.fillIn(complete, "PREFERENCES");
		expect((await person.open()).parts).toEqual(["CONTACTS"]);
	});
});
