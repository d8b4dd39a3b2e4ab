import { createLocalJWKSet, jwtVerify } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { createApplication } from "../applications/applications";
import { removeAllPolicies } from "../policies/challenge/policies";
import { createUser } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { loggedOf, objectOf } from "./kept";
import { challengeEverybody, createCaller, createTokenHolder, transactionsPath } from "./transactions";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
});

const returnUrl = "http://127.0.0.1:3000/back?from=otp";
const back = { returnUrl, state: "state-of-the-session", nonce: "nonce-of-the-session" };

const verify = async (jwt: string, audience: string) =>
	jwtVerify(jwt, createLocalJWKSet((await world.call("GET", "/.well-known/jwks.json")).body), {
		audience,
		issuer: "https://otp.test",
		typ: "transaction-result+jwt",
		algorithms: ["EdDSA"],
		currentDate: new Date(world.clock.now),
	});

async function allowed() {
	const caller = await createCaller(world);
	const { id } = await createUser(world);
	const begun = await caller.begin(id, back);
	const redeem = (code: unknown, token = caller.token) =>
		world.call("POST", `${transactionsPath}/redeem`, { code }, { token });
	const newCode = async () => new URL((await begun.step("redirect")).body.redirectTo).searchParams.get("code")!;
	return { caller, userId: id, begun, redeem, newCode };
}

describe("the way back", () => {
	it("is the return URL with a code and the application's state, and the code is redeemed once", async () => {
		const { caller, userId, begun, redeem, newCode } = await allowed();
		const { redirectTo } = (await begun.step("redirect")).body;
		expect(redirectTo).toMatch(
			/^http:\/\/127\.0\.0\.1:3000\/back\?from=otp&code=trn\w+\.\w{43}&state=state-of-the-session$/,
		);
		const code = await newCode();
		expect(await objectOf(begun.id).stored()).not.toContain(code);
		const tries = await Promise.all(Array.from({ length: 30 }, () => redeem(code)));
		const right = tries.filter(({ status }) => status === 200);
		expect(right).toHaveLength(1);
		const { payload } = await verify(right[0]!.body.result, caller.id);
		expect(payload).toMatchObject({
			sub: userId,
			jti: begun.id,
			nonce: back.nonce,
			acr: "urn:tessera:acr:policy",
			amr: [],
		});
		expect(payload.exp! - payload.iat!).toBe(120);
		expect((await begun.step("redirect")).status).toBe(403);
		await objectOf(begun.id).ring(world.clock.now);
		const redeemed = (await loggedOf(begun.id)).filter(({ type }) => type === "user.transaction.redeem");
		expect(redeemed.map(({ outcome }) => outcome).sort()).toEqual([...Array(29).fill("FAILURE"), "SUCCESS"]);
	});

	it("refuses a code of another application, an old one, one that was replaced, and one that is made up", async () => {
		const { redeem, newCode, begun } = await allowed();
		const other = await createCaller(world);
		const replaced = await newCode();
		const code = await newCode();
		const refused = [
			await redeem(replaced),
			await redeem(code, other.token),
			await redeem(`${begun.id}.${"x".repeat(43)}`),
			await redeem("made up"),
		];
		world.clock.now += 60_000;
		refused.push(await redeem(code));
		expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
		expect((await redeem(await newCode())).status).toBe(200);
	});

	it("isn't there before ALLOW, nor without a return URL", async () => {
		const { begin } = await createCaller(world);
		const { id } = await createUser(world);
		const early = await begin(id, { ...back, checkpoint: "PRE_AUTHENTICATION" });
		const without = await begin(id);
		for (const { step } of [early, without]) expect((await step("redirect")).status).toBe(403);
		expect((await early.step("result")).status).toBe(403);
		expect((await without.step("result")).status).toBe(200);
	});
});

describe("the result", () => {
	it("says how the person was challenged, and is the same until it expires", async () => {
		await challengeEverybody(world);
		const { id, begin } = await createCaller(world);
		const { user, code } = await createTokenHolder(world);
		const { step, id: transactionId } = await begin(user.id);
		await step("choose", { type: "ChallengeToken" });
		await step("answer", { answer: code() });
		const results = await Promise.all(Array.from({ length: 50 }, async () => (await step("result")).body.result));
		expect(new Set(results).size).toBe(1);
		await objectOf(transactionId).ring(world.clock.now);
		const logged = (await loggedOf(transactionId)).filter(({ type }) => type === "user.transaction.result");
		expect(logged).toHaveLength(1);
		const { payload } = await verify(results[0], id);
		expect(payload).toMatchObject({ amr: ["otp"], acr: "urn:tessera:acr:challenge", purpose: "sign-in" });
		expect(payload.auth_time).toBe(Math.floor(world.clock.now / 1000));
		await expect(verify(results[0], "0oaAnother")).rejects.toThrow();
		world.clock.now += 119_999;
		expect((await step("result")).body.result).toBe(results[0]);
		world.clock.now += 1;
		expect((await step("result")).status).toBe(403);
		await expect(verify(results[0], id)).rejects.toThrow();
	});

	it("isn't signed when somebody asks too late for the first time, or without a key", async () => {
		const { begun } = await allowed();
		world.clock.now += 5 * 60_000 + 1;
		expect((await begun.step("result")).status).toBe(403);
		const { id } = await createApplication(world, { signingAlgorithm: "RS256" });
		const input = { user: (await createUser(world)).id, application: id, checkpoint: "POST_AUTHENTICATION" };
		const { body } = await world.call("POST", transactionsPath, input);
		const path = `${transactionsPath}/${body.transaction.id}/result`;
		const headers = { "transaction-handle": body.handle };
		expect((await world.call("POST", path, undefined, { headers })).status).toBe(403);
	});
});
