import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { changeType, explainForUser, getTypeSetting } from "../../src/challenges/type-settings";
import { optOut } from "../../src/contacts/choices";
import { getUser } from "../../src/users/service";
import { useDirectory } from "../contacts/contacts";
import { newNumber } from "../factors/sent-factor";
import { createGroup, createPolicy } from "../policies/enrollment/policies";
import { production, removeAllProviders } from "../providers/accounts/accounts";
import { createFamily, ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { createChallenged, ctxOf, switchOn } from "./challenged";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail");
});
afterAll(() => resetDefaults(world));

/** Type → OFFERED, or why it isn't. */
async function explain(user: string, ctx = ctxOf(world).ctx) {
	const { explained } = await explainForUser(ctx, "default", user, ["en"]);
	return Object.fromEntries(
		explained.map(({ type, offer }) => [type.key, typeof offer === "string" ? offer : "OFFERED"]),
	);
}

describe("why a type isn't offered", () => {
	it("is said of every type, for a user by the id or the login", async () => {
		const { userId, login } = await createChallenged(world);
		const all = {
			ChallengeEmail: "OFFERED",
			ChallengeSMS: "OFFERED",
			ChallengeIM: "UNAVAILABLE",
			ChallengeVoice: "UNAVAILABLE",
			ChallengeToken: "NOTHING",
			ChallengeQuestion: "NOTHING",
			ChallengeRecoveryCode: "NOTHING",
			ChallengeHelpDesk: "NOTHING",
		};
		expect(await explain(userId)).toEqual(all);
		expect(await explain(login)).toEqual(all);
		await expect(explain("nobody")).rejects.toMatchObject({ causes: [{ field: "user" }] });
	});

	it("is contact data that is missing, by the keys of the fields", async () => {
		const { userId } = await createChallenged(world, { contacts: { mobile: newNumber() } });
		const { explained } = await explainForUser(ctxOf(world).ctx, "default", userId, ["en"]);
		const of = (key: string) => explained.find(({ type }) => type.key === key)!;
		expect([of("ChallengeSMS").offer, of("ChallengeSMS").missing]).toEqual(["INFO", ["terms"]]);
		expect([of("ChallengeEmail").offer, of("ChallengeEmail").missing]).toEqual(["INFO", ["email"]]);
	});

	it("is that the user has declined, for what is sent alone", async () => {
		const { userId } = await createChallenged(world);
		await optOut(world.ctx, await getUser(world.ctx, userId));
		expect(await explain(userId)).toMatchObject({ ChallengeSMS: "DECLINED", ChallengeToken: "NOTHING" });
	});

	it("is the enrolment policy", async () => {
		const { userId } = await createChallenged(world);
		const groupIds = [await createGroup(world, userId)];
		const policy = await createPolicy(world, { groupIds, settings: { phone_number: "OPTIONAL" } });
		expect(await explain(userId)).toMatchObject({ ChallengeSMS: "OFFERED", ChallengeEmail: "POLICY" });
		await world.call("DELETE", policy.path);
	});

	it("is that nobody sends", async () => {
		const { userId } = await createChallenged(world);
		await removeAllProviders(world);
		expect(await explain(userId, production(ctxOf(world).ctx))).toMatchObject({ ChallengeSMS: "SENDER" });
	});

	it("is a directory that doesn't answer, and not that the user lacks something", async () => {
		const directory = await useDirectory(world, "mobile");
		const { userId } = await createChallenged(world);
		expect((await explain(userId)).ChallengeSMS).toBe("OFFERED");
		await directory.become("500");
		expect((await explain(userId)).ChallengeSMS).toBe("UNREACHABLE");
	});

	it("is that the type is disabled, or its class unknown", async () => {
		const { userId } = await createChallenged(world);
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.enabled"), "false");
		await setProperty(world, "rule.action.enum.ChallengeEmail.enabled", "false");
		expect(await explain(userId)).toMatchObject({ ChallengeSMS: "DISABLED", ChallengeEmail: "DISABLED" });
	});
});

describe("a change of a type", () => {
	const change = async (key: string, typed: Record<string, string>, scope = "default") => {
		const { values } = await getTypeSetting(world.ctx, scope, key, []);
		await changeType(world.ctx, scope, key, { ...values, ...typed });
	};

	it("sets what differs, for all applications or for one", async () => {
		const { own } = await createFamily(world);
		await change("ChallengeSMS", { available: "false", name_en: "Text" }, own);
		const read = async (scope: string) => (await getTypeSetting(world.ctx, scope, "ChallengeSMS", ["en"])).type;
		expect(await read(own)).toMatchObject({ isAvailable: false, name: "Text", requiredInfo: ["mobile", "terms"] });
		expect(await read("default")).toMatchObject({ isAvailable: true, name: "Text message" });
	});

	it.each([
		["ChallengeSMS", "otpexpirytimeMs", "above-maximum", { otpexpirytimeMs: "600001" }],
		["ChallengeSMS", "requiredInfo", "empty", { requiredInfo: "" }],
		["ChallengeToken", "name_en", "missing", { name_en: "" }],
		["ChallengeToken", "htmlLabel_ja", "missing", { htmlLabel_ja: " " }],
		["ChallengeEmail", "device", "not-one-of", { device: "DeviceOfOthers" }],
	])("of %s is refused at %s: %s", async (key, field, reason, typed) => {
		await expect(change(key, typed)).rejects.toMatchObject({ causes: [{ field, reason }] });
	});

	it("may take back what a type of ours doesn't need to require", async () => {
		await change("ChallengeToken", { requiredInfo: "mobile" });
		await change("ChallengeToken", { requiredInfo: "" });
		expect((await getTypeSetting(world.ctx, "default", "ChallengeToken", [])).type.requiredInfo).toEqual([]);
	});

	it("of no such type is 404", async () => {
		await expect(change("ChallengeNobody", {})).rejects.toMatchObject({ code: "E0000007" });
	});
});
