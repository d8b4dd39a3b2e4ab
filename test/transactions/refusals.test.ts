import { beforeEach, describe, expect, it } from "vitest";
import { transactionRoutes } from "../../src/transactions/routes";
import { codeTo, createChallenged, otherThan, switchOn } from "../challenges/challenged";
import { useDirectory } from "../contacts/contacts";
import { inboxOf, newNumber } from "../factors/sent-factor";
import { removeAllPolicies } from "../policies/challenge/policies";
import { switchOn as switchPageOn } from "../registration/registrants";
import { ofDefault, setProperty } from "../settings/properties";
import { createUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import { loggedOf, objectOf } from "./kept";
import { challengeEverybody, createCaller, createTokenHolder, transactionsPath } from "./transactions";

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await removeAllPolicies(world);
	await challengeEverybody(world);
	await switchOn(world, "ChallengeSMS");
});

/** A transaction whose code was sent. */
async function sent() {
	const caller = await createCaller(world);
	const user = await createChallenged(world);
	const begun = await caller.begin(user.userId);
	await begun.step("choose", { type: "ChallengeSMS" });
	return { ...user, ...caller, ...begun, code: await codeTo(world, user.mobile) };
}

/** Hundreds of requests take their time on a busy machine. */
const busyMs = 120_000;

type Sent = Awaited<ReturnType<typeof sent>>;

const failuresOf = async (userId: string): Promise<number> =>
	(await world.call("GET", `/api/v1/users/${userId}/lock`)).body.failures;

describe("a code is refused", () => {
	const refusals: [string, number, (given: Sent) => Promise<{ status: number }>][] = [
		["without a handle", 404, ({ step, code }) => step("answer", { answer: code }, { headers: {} })],
		[
			"with a made-up handle",
			404,
			({ step, code }) => step("answer", { answer: code }, { headers: { "transaction-handle": "x".repeat(43) } }),
		],
		[
			"with the handle of another transaction of the same person",
			404,
			async ({ step, code, begin, userId }) => {
				const { handle } = await begin(userId);
				return step("answer", { answer: code }, { headers: { "transaction-handle": handle } });
			},
		],
		[
			"by another application's token",
			404,
			async ({ step, code }) => step("answer", { answer: code }, { token: (await createCaller(world)).token }),
		],
		[
			"by a verifier that is no application",
			404,
			async ({ step, code }) => step("answer", { answer: code }, { token: await world.tokenFor("VERIFIER") }),
		],
		[
			"after it was used",
			403,
			async ({ step, code }) => {
				expect((await step("answer", { answer: code })).body.result).toBe("RIGHT");
				return step("answer", { answer: code });
			},
		],
		[
			"after the transaction was cancelled",
			403,
			async ({ step, code }) => {
				await step("cancel");
				return step("answer", { answer: code });
			},
		],
		[
			"after the transaction has expired",
			403,
			({ step, code }) => {
				world.clock.now += 15 * 60_000;
				return step("answer", { answer: code });
			},
		],
	];

	it.each(refusals)("%s: %i, and counts nothing", async (_, status, answer) => {
		const given = await sent();
		expect((await answer(given)).status).toBe(status);
		expect(await failuresOf(given.userId)).toBe(0);
	});

	it("after its own life, to the millisecond, and the transaction goes on", async () => {
		const { step, code } = await sent();
		world.clock.now += 5 * 60_000;
		const late = await step("answer", { answer: code });
		expect(late.body).toMatchObject({ result: "EXPIRED", transaction: { status: "CHALLENGE" } });
		world.clock.now -= 1;
		expect((await step("answer", { answer: code })).body.result).toBe("RIGHT");
	});
});

describe("fifty transactions of one person at once", () => {
	it(
		"accept their own codes alone, and share five failures",
		async () => {
			const free = { cooldownSeconds: 0, perDestination: { hourly: 1_000, daily: 1_000 }, perRangeHourly: null };
			await world.call("PUT", "/api/v1/send-limits", { telephone: free });
			world.clock.now += 31_000;
			const { begin } = await createCaller(world);
			const { userId, mobile } = await createChallenged(world);
			const all = await Promise.all(
				Array.from({ length: 50 }, async () => {
					const { id, step } = await begin(userId);
					const { body } = await step("choose", { type: "ChallengeSMS" });
					return { id, step, messageId: body.asked.messages[0].id as string };
				}),
			);
			const inbox = await inboxOf(world, mobile);
			const coded = all.map((one) => ({
				...one,
				code: inbox.find(({ deliveryId }) => deliveryId === one.messageId)!.code,
			}));
			const [first, second, third, ...others] = coded;
			// A neighbour's code is a failure, unless chance made both the same.
			for (const [own, foreign] of [[first!, second!] as const, [second!, third!] as const]) {
				const answer = own.code === foreign.code ? otherThan(own.code) : foreign.code;
				expect((await own.step("answer", { answer })).body.result).toBe("WRONG");
			}
			const answers = await Promise.all(others.map(({ step, code }) => step("answer", { answer: code })));
			expect(answers.map(({ body }) => body.result)).toEqual(Array(47).fill("RIGHT"));
			const wrong = otherThan(third!.code);
			for (const { step } of [first!, second!, third!]) await step("answer", { answer: wrong });
			expect(await failuresOf(userId)).toBe(5);
			const locked = await Promise.all(
				[first!, second!, third!].map(({ step, code }) => step("answer", { answer: code })),
			);
			expect(locked.map(({ status }) => status)).toEqual([429, 429, 429]);
			await world.call("PUT", "/api/v1/send-limits", {});
		},
		busyMs,
	);
});

describe("two hundred right answers at once", () => {
	it(
		"make one result, whose code is redeemed once",
		async () => {
			const { begin, token } = await createCaller(world);
			const { user, code } = await createTokenHolder(world);
			const returnUrl = "http://127.0.0.1:3000/back?from=otp";
			const back = { returnUrl, state: "state-of-the-session", nonce: "nonce-of-the-session" };
			const { id, step } = await begin(user.id, back);
			await step("choose", { type: "ChallengeToken" });
			const answer = code();
			const answers = await Promise.all(Array.from({ length: 200 }, () => step("answer", { answer })));
			expect(answers.filter(({ body }) => body.result === "RIGHT")).toHaveLength(1);
			const { redirectTo } = (await step("redirect")).body;
			const given = { code: new URL(redirectTo).searchParams.get("code") };
			const redeem = () => world.call("POST", `${transactionsPath}/redeem`, given, { token });
			const redeemed = await Promise.all([...Array.from({ length: 40 }, redeem), step("result"), step("result")]);
			const results = redeemed.flatMap(({ status, body }) => (status === 200 ? [body.result] : []));
			expect([results.length, new Set(results).size]).toEqual([3, 1]);
			await objectOf(id).ring(world.clock.now);
			const types = (await loggedOf(id)).filter(({ outcome }) => outcome === "SUCCESS").map(({ type }) => type);
			for (const type of ["answer", "redeem", "result"]) {
				expect(
					types.filter((one) => one === `user.transaction.${type}`),
					type,
				).toHaveLength(1);
			}
		},
		busyMs,
	);
});

describe("every step", () => {
	/** A body that fits, by the last part of the path. */
	const bodies: Record<string, unknown> = {
		password: { result: "right" },
		choose: { type: "ChallengeSMS" },
		answer: { answer: "12345" },
		contacts: { contacts: { mobile: "+819012345678" } },
		questions: { answers: [] },
		phrase: { phrase: "quiet otter" },
		forget: { devices: "all" },
		proof: { field: "mobile" },
		"proof/answer": { field: "mobile", answer: "12345" },
	};
	const steps = transactionRoutes.flatMap(({ method, path }) => {
		const name = /\{transactionId\}\/?(.*)$/.exec(path)?.[1];
		return name === undefined ? [] : [{ method, path, body: bodies[name] }];
	});

	it("is refused without the right transaction, handle and application, and changes nothing", async () => {
		const { begin, token } = await createCaller(world);
		const other = await createCaller(world);
		const { userId } = await createChallenged(world);
		const { id, handle, look } = await begin(userId);
		const before = (await look()).body;
		for (const { method, path, body } of steps) {
			const call = (transactionId: string, given: string, by = token) =>
				world.call(method, path.replace("{transactionId}", transactionId), body, {
					token: by,
					headers: { "transaction-handle": given },
				});
			const refused = await Promise.all([
				call("trn00000000000000000", handle),
				call(unique("made-up"), handle),
				call(id, ""),
				call(id, `${handle}x`),
				call(id, handle, other.token),
			]);
			for (const answer of refused) {
				expect([path, answer.status, answer.body.errorCode]).toEqual([path, 404, "E0000007"]);
			}
		}
		expect((await look()).body).toEqual(before);
	});

	it("is refused after the end, with the state as its reason", async () => {
		const { begin } = await createCaller(world);
		const { userId } = await createChallenged(world);
		const { step } = await begin(userId);
		await step("cancel");
		for (const { path, method, body } of steps) {
			const name = path.split("{transactionId}/")[1];
			if (name === undefined || name === "cancel" || method === "GET") continue;
			const answer = await step(name, body);
			expect([name, answer.status, answer.body.errorCode]).toEqual([name, 403, "E0000107"]);
			expect(answer.body.errorCauses[0].errorSummary, name).toContain("CANCELLED");
		}
	});

	it("with a body that doesn't fit is 400, and nothing is lost", async () => {
		const { step, look, code } = await sent();
		const before = (await look()).body;
		const bad: [string, unknown][] = [
			["answer", {}],
			["answer", { answer: "" }],
			["answer", { answer: code, handle: "x" }],
			["answer", { answer: code, wantsKnownSource: "yes" }],
			["answer", { answer: Number(code) }],
			["choose", { type: 1 }],
			["choose", { type: "ChallengeSMS", choice: "x".repeat(41) }],
			["password", { result: "maybe" }],
			["contacts", { contacts: { mobile: 1 } }],
			["questions", { answers: Array(11).fill({ question: "q", answer: "a" }) }],
		];
		for (const [name, body] of bad) expect([name, (await step(name, body)).status]).toEqual([name, 400]);
		expect((await look()).body).toEqual(before);
		expect((await step("answer", { answer: code })).body.result).toBe("RIGHT");
	});
});

describe("contact data", () => {
	async function registering() {
		await switchPageOn(world, "register.userinfo.enabled");
		const { begin } = await createCaller(world);
		const { id } = await createUser(world);
		const begun = await begin(id);
		expect(begun.first.status).toBe("REGISTER");
		return begun;
	}

	const complete = () => ({ contacts: { mobile: newNumber(), terms: "true" } });

	it("of fields that nobody asks for, or that fail their expression, is refused with each field's reason", async () => {
		await setProperty(world, ofDefault("userinfo.inputs.enum.mobile.regex"), "\\+81\\d{10}");
		const { step, look } = await registering();
		const before = (await look()).body;
		const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, "x"]));
		const wrong = await step("contacts", { contacts: { mobile: "+15551234567", terms: "no" } });
		expect([wrong.status, wrong.body.errorCode]).toEqual([400, "E0000001"]);
		const causes = wrong.body.errorCauses.map(({ errorSummary }: { errorSummary: string }) => errorSummary);
		expect(causes).toEqual([expect.stringMatching(/^mobile: /), expect.stringMatching(/^terms: /)]);
		expect((await step("contacts", { contacts: many })).status).toBe(400);
		expect((await step("contacts", { contacts: { ...complete().contacts, more: "x" } })).status).toBe(400);
		expect((await look()).body).toEqual(before);
		expect((await step("contacts", { contacts: { mobile: "+819012345678", terms: "true" } })).status).toBe(200);
		await world.call("DELETE", `/api/v1/properties/${ofDefault("userinfo.inputs.enum.mobile.regex")}`);
	});

	it("is 503 with its reason while the directory is down, and the same step works afterwards", async () => {
		const directory = await useDirectory(world, "mobile");
		const { step, look } = await registering();
		await directory.become("500");
		const down = await step("contacts", complete());
		expect([down.status, down.body.errorCode]).toEqual([503, "E0000010"]);
		expect(down.body.errorCauses[0].errorSummary).toMatch(/\S/);
		await directory.become("ok");
		expect((await look()).body.status).toBe("REGISTER");
		const { body } = await step("contacts", complete());
		expect(body.fields.find(({ field }: { field: string }) => field === "mobile").state).toBe("WAITING");
		await world.call("DELETE", `/api/v1/properties/${ofDefault("userinfo.inputs.enum.mobile.managerClass")}`);
	});
});
