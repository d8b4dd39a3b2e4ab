import { beforeEach, describe, expect, it } from "vitest";
import { registerAnswers } from "../../src/challenges/owned/answers";
import { setPhrase } from "../../src/challenges/owned/phrase";
import { questionMenus } from "../../src/challenges/owned/questions";
import { declineRegistration, skipRegistration } from "../../src/registration/choose";
import { resetContacts } from "../care/care";
import { number } from "../contacts/contacts";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { countEvents } from "../users/people";
import { createRegistrant, switchOn, switchRegistrationOn } from "./registrants";

let world: World;
let person: Awaited<ReturnType<typeof createRegistrant>>;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await switchRegistrationOn(world);
	person = await createRegistrant(world);
});

describe("what is to register", () => {
	it("are the fields of the page, with what is there already", async () => {
		await person.register("mobile", number);
		const { parts, fields } = await person.open();
		expect(parts).toEqual(["CONTACTS"]);
		expect(fields.map(({ key, state, value }) => [key, state, value])).toEqual([
			["mobile", "WAITING", "+8190******78"],
			["terms", "MISSING", null],
		]);
	});

	it("is nothing once all that is required is done", async () => {
		await person.register("mobile", number, true);
		await person.register("terms", "true");
		expect(await person.open()).toEqual({ parts: [], fields: [], maySkip: false, mayDecline: false });
		await switchOn(world, "userinfo.inputs.enum.email.enabled");
		expect((await person.open()).parts).toEqual(["CONTACTS"]);
		await setProperty(world, ofDefault("userinfo.inputs.enum.email.required"), "false");
		expect((await person.open()).parts).toEqual([]);
	});

	it("is nothing while no codes are sent", async () => {
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.available"), "false");
		expect((await person.open()).parts).toEqual([]);
	});

	it("has the fields of each type that is on, unless somebody has switched a field off", async () => {
		const keys = async () => (await person.open()).fields.map(({ key }) => key);
		await switchOn(world, "challenge.type.enum.ChallengeEmail.available");
		expect(await keys()).toEqual(["mobile", "email", "terms"]);
		await setProperty(world, ofDefault("userinfo.inputs.enum.email.enabled"), "false");
		expect(await keys()).toEqual(["mobile", "terms"]);
	});

	it("doesn't wait for a proof that no type can bring", async () => {
		await switchOn(world, "userinfo.inputs.enum.email.enabled");
		await person.register("mobile", number, true);
		await person.fillIn({ terms: "true", email: "ana@example.com" });
		expect((await person.open()).parts).toEqual([]);
		expect(await person.proven()).toEqual({ mobile: number, terms: "true" });
		await switchOn(world, "challenge.type.enum.ChallengeEmail.available");
		expect((await person.open()).parts).toEqual(["CONTACTS"]);
	});

	it("is the phrase, the questions and the contact data, as far as they are missing", async () => {
		const { ctx } = world;
		expect((await person.open("REGISTER")).parts).toEqual(["PREFERENCES", "QUESTIONS", "CONTACTS"]);
		await setPhrase(ctx, person.user, "brave lamp");
		expect((await person.open("REGISTER_PREFERENCES")).parts).toEqual([]);
		const menus = await questionMenus(ctx, person.user.id);
		const answers = menus.map(([question = ""], index) => ({ question, answer: `answer ${index}` }));
		expect((await person.open("REGISTER_QUESTIONS")).parts).toEqual(["QUESTIONS"]);
		await registerAnswers(ctx, person.user, answers);
		expect((await person.open("REGISTER")).parts).toEqual(["CONTACTS"]);
	});

	it.each(["ALLOW", "BLOCK", "CHALLENGE", "ChallengeSMS"] as const)("is nothing after %s", async (action) => {
		expect((await person.open(action)).parts).toEqual([]);
	});
});

describe("a registration", () => {
	it("that is optional may be skipped three times, and not at the fourth showing", async () => {
		for (let showing = 1; showing <= 3; showing++) {
			expect((await person.open("REGISTER_OPTIONAL")).maySkip).toBe(true);
			await skipRegistration(world.ctx, person.registrant);
		}
		expect(await person.open("REGISTER_OPTIONAL")).toMatchObject({ parts: ["CONTACTS"], maySkip: false });
		await expect(skipRegistration(world.ctx, person.registrant)).rejects.toMatchObject({ code: "E0000107" });
	});

	it("counts three of fifty skips at once", async () => {
		const skips = Array.from({ length: 50 }, () => skipRegistration(world.ctx, person.registrant));
		const settled = await Promise.allSettled(skips);
		expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
	});

	it("may be skipped again after it was filled in, or after a reset", async () => {
		const skipAll = async () => {
			for (let times = 0; times < 3; times++) await skipRegistration(world.ctx, person.registrant);
		};
		await skipAll();
		await person.fillIn({ mobile: number, terms: "true" });
		expect((await person.open("REGISTER_OPTIONAL")).maySkip).toBe(true);
		await skipAll();
		await resetContacts(world.ctx, person.user);
		expect((await person.open("REGISTER_OPTIONAL")).maySkip).toBe(true);
	});

	it.each(["REGISTER", "REGISTER_USER_INFO", "REGISTRATION_REQUIRED"] as const)(
		"that is required (%s) has no skip",
		async (action) => {
			expect(await person.open(action)).toMatchObject({ parts: expect.arrayContaining(["CONTACTS"]), maySkip: false });
		},
	);
});

describe("declining", () => {
	const decline = (isChallenged = false, page: "REGISTRATION" | "PREFERENCES" = "REGISTRATION") =>
		declineRegistration(world.ctx, person.registrant, page, { isChallenged });
	const refused = { code: "E0000107", causes: [{ reason: "registration-required" }] };

	it("is offered only while opt-out and its button are on", async () => {
		expect((await person.open()).mayDecline).toBe(false);
		await switchOn(world, "register.userinfo.decline.enabled");
		expect((await person.open()).mayDecline).toBe(false);
		await expect(decline()).rejects.toMatchObject(refused);
		await switchOn(world, "otp.optOut.enabled");
		expect((await person.open()).mayDecline).toBe(true);
		await decline();
		expect((await person.open()).parts).toEqual([]);
		expect(await countEvents(world, "user.contact.opt_out", person.user.id)).toBe(1);
	});

	it("takes a challenge where something is proven", async () => {
		await switchOn(world, "otp.optOut.enabled", "register.userinfo.decline.enabled");
		await person.register("mobile", number, true);
		expect([(await person.open()).mayDecline, (await person.open("REGISTER", true)).mayDecline]).toEqual([false, true]);
		await expect(decline()).rejects.toMatchObject(refused);
		await decline(true);
		expect((await person.open()).parts).toEqual([]);
	});

	it("isn't stopped by a value that waits, or by accepted terms", async () => {
		await switchOn(world, "otp.optOut.enabled", "register.userinfo.decline.enabled");
		await person.fillIn({ mobile: number, terms: "true" });
		expect((await person.open()).mayDecline).toBe(true);
	});

	it("in the preferences has a switch of its own", async () => {
		await switchOn(world, "otp.optOut.enabled", "register.userinfo.decline.enabled");
		await expect(decline(true, "PREFERENCES")).rejects.toMatchObject(refused);
		await switchOn(world, "userpreferences.userinfo.decline.enabled");
		await decline(true, "PREFERENCES");
		await decline(true, "PREFERENCES");
		expect(await countEvents(world, "user.contact.opt_out", person.user.id)).toBe(1);
	});

	it("ends when customer care resets the contact data", async () => {
		await switchOn(world, "otp.optOut.enabled", "register.userinfo.decline.enabled");
		await decline();
		await resetContacts(world.ctx, person.user);
		expect((await person.open()).parts).toEqual(["CONTACTS"]);
	});
});
