import { beforeEach, describe, expect, it } from "vitest";
import { registerAnswers } from "../../src/challenges/owned/answers";
import { questionMenus } from "../../src/challenges/owned/questions";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { optIn, optOut } from "../../src/contacts/choices";
import { resetAll, resetAnswers, resetContacts } from "../care/care";
import { createPerson, number, otherNumber, type Person, useDirectory } from "../contacts/contacts";
import { createActiveUser } from "../factors/sent-factor";
import { createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";

let world: World;
let person: Person;

beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await resetDefaults(world);
	person = await createPerson(world);
});

const switchOn = (type: string) => setProperty(world, ofDefault(`challenge.type.enum.${type}.available`), "true");

const decide = async (checkpoint = "CHALLENGE", user = person.user.id) =>
	(await world.call("POST", "/api/v1/decisions?explain=true", { checkpoint, user })).body;
const typesOf = async (user?: string) => (await decide("CHALLENGE", user)).challengeTypes;

/** The facts that a policy of the checkpoint is told. */
async function factsFor(...conditions: string[]) {
	await removeAllPolicies(world);
	const rules = conditions.map((condition) =>
		ruleOf({ name: condition, conditions: [{ condition, parameters: {} }], actionGroup: "ALLOW" }),
	);
	await createPolicy(world, { checkpoint: "REGISTRATION", rules });
	return (await decide("REGISTRATION")).trace.facts;
}

describe("a type whose codes are sent", () => {
	it("is offered once it is on and all of its fields are proven", async () => {
		await person.register("mobile", number);
		await person.register("terms", "true");
		expect(await typesOf()).toEqual([]);
		await switchOn("ChallengeSMS");
		expect(await typesOf()).toEqual([]);
		await person.prove("mobile", number);
		expect(await typesOf()).toEqual(["ChallengeSMS"]);
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.requiredInfo"), "mobile,terms,email");
		expect(await typesOf()).toEqual([]);
	});

	it("isn't offered after a reset, or while the type is off", async () => {
		await switchOn("ChallengeVoice");
		await person.register("phone", number, true);
		expect(await typesOf()).toEqual(["ChallengeVoice"]);
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeVoice.enabled"), "false");
		expect(await typesOf()).toEqual([]);
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeVoice.enabled"), "true");
		await resetContacts(world.ctx, person.user);
		expect(await typesOf()).toEqual([]);
	});

	it("is offered by a factor as before, beside those by contact data", async () => {
		const { user } = await createActiveUser(world);
		await switchOn("ChallengeEmail");
		expect(await typesOf(user.id)).toEqual(["ChallengeSMS"]);
	});

	it("is decided by flags, while the directory with the values is down", async () => {
		await switchOn("ChallengeVoice");
		const directory = await useDirectory(world, "phone");
		await person.register("phone", number, true);
		await directory.become("500");
		expect(await typesOf()).toEqual(["ChallengeVoice"]);
	});
});

describe("facts of contact data", () => {
	it("tell what is required, and whether the user has it", async () => {
		const asked = () => factsFor("user-information-registered", "user-contact-unverified");
		expect(await asked()).toMatchObject({ hasRequiredInfo: true, hasUnverifiedContact: false });
		await switchOn("ChallengeSMS");
		expect(await asked()).toMatchObject({ hasRequiredInfo: false });
		await person.register("terms", "true");
		await person.register("mobile", number);
		expect(await asked()).toMatchObject({ hasRequiredInfo: false, hasUnverifiedContact: true });
		await person.prove("mobile", number);
		expect(await asked()).toMatchObject({ hasRequiredInfo: true, hasUnverifiedContact: false });
		await person.register("mobile", otherNumber);
		expect(await asked()).toMatchObject({ hasRequiredInfo: true, hasUnverifiedContact: true });
	});

	it("ask for registration where policies say so", async () => {
		const rule = {
			conditions: [{ condition: "user-information-registered", parameters: {}, is: false }],
			actionGroup: "REGISTER_USER_INFO",
		};
		await createPolicy(world, { checkpoint: "REGISTRATION", rules: [ruleOf(rule)] });
		await switchOn("ChallengeVoice");
		expect((await decide("REGISTRATION")).action).toBe("REGISTER_USER_INFO");
		await person.register("phone", number, true);
		expect((await decide("REGISTRATION")).action).toBe("ALLOW");
	});

	it("say that somebody with a proven number has registered something", async () => {
		expect((await decide()).action).toBe("BLOCK");
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [ruleOf({ actionGroup: "CHALLENGE" })] });
		expect((await decide("POST_AUTHENTICATION")).action).toBe("REGISTER");
		await person.register("phone", number, true);
		expect((await decide("POST_AUTHENTICATION")).action).toBe("BLOCK");
	});
});

describe("a user who declined", () => {
	beforeEach(async () => {
		await switchOn("ChallengeVoice");
		await person.register("phone", number, true);
		await optOut(world.ctx, person.user);
	});

	it("is asked for nothing, and gets no codes", async () => {
		expect(await typesOf()).toEqual([]);
		expect(await factsFor("user-opted-out", "user-information-registered")).toMatchObject({
			isOptedOut: true,
			hasRequiredInfo: true,
		});
	});

	it("isn't sent to the registration where nothing is registered", async () => {
		await resetAll(world.ctx, person.user);
		await optOut(world.ctx, person.user);
		await createPolicy(world, { checkpoint: "POST_AUTHENTICATION", rules: [ruleOf({ actionGroup: "CHALLENGE" })] });
		expect(await decide("POST_AUTHENTICATION")).toMatchObject({ action: "BLOCK", reason: "no_method" });
	});

	it.each([
		["the preferences", optIn],
		["a reset of the contact data", resetContacts],
		["a reset of everything", resetAll],
	])("may register again after %s", async (_, undo) => {
		await undo(world.ctx, person.user);
		expect(await factsFor("user-opted-out")).toMatchObject({ isOptedOut: false });
	});

	it("keeps the other ways", async () => {
		const { user } = await createActiveUser(world);
		await optOut(world.ctx, { ...person.user, id: user.id });
		expect(await typesOf(user.id)).toEqual([]);
		await optIn(world.ctx, { ...person.user, id: user.id });
		expect(await typesOf(user.id)).toEqual(["ChallengeSMS"]);
	});
});

describe("what a user has without a message", () => {
	it("is known to policies: registered questions, and recovery codes, also of whoever has declined", async () => {
		expect(await factsFor("user-question-status")).toMatchObject({ hasQuestions: false });
		const menus = await questionMenus(world.ctx, person.user.id);
		const answers = menus.map(([question = ""], index) => ({ question, answer: `answer ${index}` }));
		await registerAnswers(world.ctx, person.user, answers);
		expect(await factsFor("user-question-status")).toMatchObject({ hasQuestions: true });
		await makeRecoveryCodes(world.ctx, person.user);
		await optOut(world.ctx, person.user);
		await removeAllPolicies(world);
		expect(await typesOf()).toEqual(["ChallengeQuestion", "ChallengeRecoveryCode"]);
		await resetAnswers(world.ctx, person.user);
		expect(await typesOf()).toEqual(["ChallengeRecoveryCode"]);
	});
});
