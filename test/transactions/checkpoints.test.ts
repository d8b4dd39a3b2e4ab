import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createList, createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import { loggedOf, objectOf } from "./kept";
import { challengeEverybody, createCaller, createTokenHolder } from "./transactions";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
});

const recorded = async (userId: string) => {
	const query = env.DB.prepare("SELECT checkpoint, action, score FROM decisions WHERE user_id = ?");
	return (await query.bind(userId).all<{ checkpoint: string; action: string; score: number }>()).results;
};

describe("policies about devices", () => {
	it("are asked before all others, and their score and their alerts are kept", async () => {
		const values = [{ level: "MEDIUM", type: "Device", text: "A new device" }];
		const list = await createList(world, { kind: "ALERT_GROUP", values });
		const rules = [ruleOf({ score: 600, alertGroup: list.id })];
		await createPolicy(world, { checkpoint: "DEVICE", rules });
		const { begin } = await createCaller(world);
		for (const checkpoint of ["PRE_AUTHENTICATION", "POST_AUTHENTICATION"]) {
			const { id: userId } = await createUser(world);
			const client = { deviceToken: unique("token-of-a-browser") };
			const { id, first } = await begin(userId, { checkpoint, client });
			expect(first.status).toBe(checkpoint === "PRE_AUTHENTICATION" ? "CONTINUE" : "ALLOW");
			expect(await recorded(userId)).toEqual(
				expect.arrayContaining([
					expect.objectContaining({ checkpoint: "DEVICE", score: 600 }),
					expect.objectContaining({ checkpoint }),
				]),
			);
			const filter = encodeURIComponent(`eventType eq "challenge_policy.alert" and target.id eq "${userId}"`);
			expect((await world.call("GET", `/api/v1/logs?filter=${filter}`)).body).toHaveLength(1);
			await objectOf(id).ring(world.clock.now);
			const decided = (await loggedOf(id)).filter(({ type }) => type === "user.transaction.decide");
			expect(decided[0]).toMatchObject({ state: `${checkpoint}_DUE` });
		}
	});

	it("block, wherever the transaction begins, and nothing else of theirs counts", async () => {
		await createPolicy(world, { checkpoint: "DEVICE", rules: [ruleOf({ actionGroup: "BLOCK" })] });
		const { begin } = await createCaller(world);
		for (const checkpoint of ["PRE_AUTHENTICATION", "POST_AUTHENTICATION"]) {
			const { first, step } = await begin((await createUser(world)).id, { checkpoint });
			expect(first).toMatchObject({ status: "BLOCK", reason: "PRE_AUTHENTICATION" });
			expect((await step("result")).status).toBe(403);
		}
		await removeAllPolicies(world);
		await createPolicy(world, { checkpoint: "DEVICE", rules: [ruleOf({ actionGroup: "CHALLENGE" })] });
		expect((await begin((await createUser(world)).id)).first.status).toBe("ALLOW");
	});

	it("are no step where there are none", async () => {
		const { begin } = await createCaller(world);
		const { id: userId } = await createUser(world);
		await begin(userId, { checkpoint: "PRE_AUTHENTICATION" });
		expect((await recorded(userId)).map(({ checkpoint }) => checkpoint)).toEqual(["PRE_AUTHENTICATION"]);
	});
});

describe("the security phrase", () => {
	const phrase = "quiet otter";

	const personalPads = () =>
		createPolicy(world, { checkpoint: "AUTHENTIPAD", rules: [ruleOf({ actionGroup: "TEXT_PAD_PERSONALIZED" })] });

	/** A user with a token, who has set the phrase in a transaction of an earlier day. */
	async function holderWithPhrase() {
		const holder = await createTokenHolder(world);
		await createPolicy(world, { checkpoint: "REGISTRATION", rules: [ruleOf({ actionGroup: "REGISTER_PREFERENCES" })] });
		const caller = await createCaller(world);
		const { step, first } = await caller.begin(holder.user.id);
		expect(first.parts).toEqual(["PREFERENCES"]);
		expect((await step("phrase", { phrase })).body.status).toBe("ALLOW");
		await removeAllPolicies(world);
		await challengeEverybody(world);
		return { ...holder, ...caller };
	}

	it("is shown with the challenge on a personal pad, and never before the password", async () => {
		const { user, begin } = await holderWithPhrase();
		await personalPads();
		const { id, first, step } = await begin(user.id, { checkpoint: "PRE_AUTHENTICATION" });
		expect(JSON.stringify(first)).not.toContain(phrase);
		expect(JSON.stringify((await step("password", { result: "wrong" })).body)).not.toContain(phrase);
		expect(JSON.stringify((await step("password", { result: "right" })).body)).not.toContain(phrase);
		const { asked } = (await step("choose", { type: "ChallengeToken" })).body;
		expect(asked).toMatchObject({ device: "DeviceTextPad", isPersonal: true, phrase });
		expect(await objectOf(id).stored()).not.toContain(phrase);
		await objectOf(id).ring(world.clock.now);
		expect(JSON.stringify(await loggedOf(id))).not.toContain(phrase);
	});

	it("isn't shown on another device, and is null for who has none", async () => {
		const { user, begin } = await holderWithPhrase();
		const plain = await begin(user.id);
		expect((await plain.step("choose", { type: "ChallengeToken" })).body.asked.phrase).toBeNull();
		await personalPads();
		const other = await createTokenHolder(world);
		const { step } = await begin(other.user.id);
		const { asked } = (await step("choose", { type: "ChallengeToken" })).body;
		expect(asked).toMatchObject({ isPersonal: true, phrase: null });
	});
});
