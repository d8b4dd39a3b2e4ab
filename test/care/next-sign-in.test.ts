// What an operator learns of a person's next sign-in: what the person would choose from, or why there is no choice.
import { beforeEach, describe, expect, it } from "vitest";
import { nextSignIn } from "../../src/care/next-sign-in";
import { createApplication } from "../applications/applications";
import { register, switchOn } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { answerQuestions } from "./actions";
import { createOperator, note } from "./care";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
});

const asked = { application: undefined, languages: ["en"] };
const lookAt = (userId: string, more: object = {}) => nextSignIn(world.ctx, userId, { ...asked, ...more });
const say = (checkpoint: string, actionGroup: string) =>
	createPolicy(world, { checkpoint, rules: [ruleOf({ actionGroup })] });

describe("the next sign-in of a person", () => {
	it("asks for nothing where no policy does", async () => {
		const { user } = await createTokenUser(world);
		expect(await lookAt(user.id)).toEqual({ outcome: "ALLOW", offered: [] });
	});

	it("offers what the person has, masked, by its name in the reader's language, and tells no question", async () => {
		await say("POST_AUTHENTICATION", "CHALLENGE");
		await switchOn(world, "ChallengeSMS");
		const user = await createUser(world);
		await answerQuestions(world, user.id);
		await register(world, user.id, { mobile: "+14155550123", terms: "true" });
		const { outcome, offered } = await lookAt(user.id);
		expect(outcome).toBe("CHALLENGE");
		const names = offered.map(({ name }) => name);
		expect(names).toEqual(["Text message", "Security question"]);
		expect(offered.find(({ name }) => name === "Text message")?.choices).toEqual(["+1415*****23"]);
		expect(offered.find(({ name }) => name === "Security question")?.choices).toEqual([]);
		const inJapanese = await lookAt(user.id, { languages: ["ja"] });
		expect(inJapanese.offered.map(({ name }) => name)).toContain("秘密の質問");
	});

	it("ends at a policy, before the password or after it, and an allow changes the second alone", async () => {
		const user = await createUser(world);
		await answerQuestions(world, user.id);
		await say("POST_AUTHENTICATION", "BLOCK");
		expect((await lookAt(user.id)).outcome).toBe("BLOCK");
		await (await createOperator(world)).act(user.id, "temporary-allow");
		expect((await lookAt(user.id)).outcome).toBe("CHALLENGE");
		await say("CHALLENGE", "BLOCK");
		expect((await lookAt(user.id)).outcome).toBe("CHALLENGE");
		await say("PRE_AUTHENTICATION", "BLOCK");
		expect((await lookAt(user.id)).outcome).toBe("BLOCK_BEFORE");
	});

	it("ends at a policy of the challenge, too", async () => {
		const { user } = await createTokenUser(world);
		await say("POST_AUTHENTICATION", "CHALLENGE");
		await say("CHALLENGE", "BLOCK");
		expect((await lookAt(user.id)).outcome).toBe("BLOCK");
	});

	it("ends where the person has nothing that policies name, or that is switched on", async () => {
		const [bare, { user: holder }] = [await createUser(world), await createTokenUser(world)];
		await register(world, bare.id, { mobile: newNumber() });
		await say("POST_AUTHENTICATION", "ChallengeVoice");
		expect((await lookAt(bare.id)).outcome).toBe("NO_METHOD");
		expect((await lookAt(holder.id)).outcome).toBe("NO_METHOD");
	});

	it("offers a code of the help desk in its application alone", async () => {
		await say("POST_AUTHENTICATION", "CHALLENGE");
		const { user } = await createTokenUser(world);
		const [own, other] = [(await createApplication(world)).id, (await createApplication(world)).id];
		await (await createOperator(world)).act(user.id, "help-desk-code", { ...note, application: own });
		const namesIn = async (application: string) =>
			(await lookAt(user.id, { application })).offered.map(({ name }) => name);
		expect(await namesIn(own)).toContain("Code from the help desk");
		expect(await namesIn(other)).not.toContain("Code from the help desk");
	});

	it("isn't shown of nobody, or of an administrator, and joins no history", async () => {
		const { user } = await createTokenUser(world);
		await lookAt(user.id);
		const { results } = await world.ctx.env.bindings.DB.prepare("SELECT id FROM decisions WHERE user_id = ?")
			.bind(user.id)
			.all();
		expect(results).toEqual([]);
		await world.call("POST", "/api/v1/administrators", { login: user.login, role: "READ_ONLY" });
		await expect(lookAt(user.id)).rejects.toMatchObject({ code: "E0000007" });
		await expect(lookAt("00u00000000000000000")).rejects.toMatchObject({ code: "E0000007" });
	});
});
