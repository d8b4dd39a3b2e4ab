// For each step of a transaction, a transaction that takes it: the request that succeeds.
import { signResult } from "../../src/transactions/keys/service";
import { createApplication } from "../applications/applications";
import { register } from "../challenges/challenged";
import { inboxOf, newNumber } from "../factors/sent-factor";
import { policiesPath, ruleOf } from "../policies/challenge/policies";
import { setProperty } from "../settings/properties";
import { createUser } from "../support/otp-tokens";
import type { ValidRequest } from "../support/valid-requests";
import { unique, type World } from "../support/world";
import { createKey } from "./keys/uploads";
import { transactionsPath } from "./transactions";

const question = { question: "disliked_food", answer: "Brussels sprouts" };
const choice = { type: "ChallengeQuestion" };
const answer = { answer: question.answer };

/** An application of its own, whose settings are nobody else's. */
async function createTransacting(world: World) {
	const { id } = await createApplication(world);
	const on = [
		"challenge.type.enum.ChallengeSMS.available",
		"register.userinfo.enabled",
		"register.userinfo.decline.enabled",
		"otp.optOut.enabled",
		"userpreferences.unregister.all.enabled",
	];
	for (const name of on) await setProperty(world, `bharosa.uio.${id}.${name}`, "true");
	const { body: group } = await world.call("POST", "/api/v1/groups", { profile: { name: unique("group") } });
	const policies = {
		POST_AUTHENTICATION: "CHALLENGE",
		REGISTRATION: "REGISTER_OPTIONAL",
	};
	for (const [checkpoint, actionGroup] of Object.entries(policies)) {
		const rules = [ruleOf({ actionGroup })];
		const input = { name: unique("Policy"), checkpoint, groupIds: [group.id], rules };
		const made = await world.call("POST", policiesPath, input);
		if (made.status !== 200) throw new Error(JSON.stringify(made.body));
	}
	return { application: id, groupId: group.id as string };
}

/** @returns by method and path, and a moment that has passed since the last message */
export async function validTransactions(world: World): Promise<Record<string, ValidRequest>> {
	const { application, groupId } = await createTransacting(world);
	// So that there are keys, which somebody may replace.
	await signResult(world.ctx, { id: application, signingAlgorithm: "ES256" }, "test", {});
	const spare = await createKey(world.clock.now);
	const { body: uploaded } = await world.call("POST", `/api/v1/applications/${application}/signing-keys`, spare);

	/** A member of the group, with a question to be challenged by unless the user has nothing at all. */
	const newUser = async (hasQuestion = true): Promise<string> => {
		const { id } = await createUser(world);
		await world.call("PUT", `/api/v1/groups/${groupId}/users/${id}`);
		const factor = { factorType: "question", provider: "OKTA", profile: question };
		if (hasQuestion) await world.call("POST", `/api/v1/users/${id}/factors`, factor);
		return id;
	};

	/** Begins, takes the steps, and returns what a further step needs. */
	const begun = async (user: string, steps: [string, unknown?][], more: Record<string, unknown> = {}) => {
		const input = { user, application, checkpoint: "POST_AUTHENTICATION", ...more };
		const { body } = await world.call("POST", transactionsPath, input);
		const headers = { "transaction-handle": body.handle as string };
		const { id } = body.transaction;
		for (const [name, given] of steps) {
			const step = await world.call("POST", `${transactionsPath}/${id}/${name}`, given, { headers });
			if (step.status !== 200) throw new Error(`${name}: ${JSON.stringify(step.body)}`);
		}
		return { params: { transactionId: id as string }, headers };
	};
	const answering = async () => begun(await newUser(), [["choose", choice]]);
	const registering = async (...steps: [string, unknown?][]) =>
		begun(await newUser(), [["choose", choice], ["answer", answer], ...steps]);
	/** Whoever has nothing to be challenged by changes preferences at once, such as which devices are remembered. */
	const preferring = async () => {
		const user = await newUser(false);
		const deviceToken = unique("token-of-a-browser");
		await world.call("POST", `/api/v1/users/${user}/registered-devices`, { deviceToken });
		return begun(user, [], { checkpoint: "PREFERENCES" });
	};
	const contacts = (mobile = newNumber()) => ({ contacts: { mobile, terms: "true" } });

	const proven = await newUser(false);
	await register(world, proven, { mobile: newNumber(), terms: "true" });
	const sent = await begun(proven, [["choose", { type: "ChallengeSMS" }]]);
	const mobile = newNumber();
	const proving = await registering(["contacts", contacts(mobile)], ["proof", { field: "mobile" }]);
	const [received] = await inboxOf(world, mobile);
	world.clock.now += 61_000;

	const bare = await begun(await newUser(false), []);
	const { body: open } = await world.call("GET", `${transactionsPath}/${bare.params.transactionId}`, undefined, bare);
	const answers = open.menus.map(([first]: { question: string }[], index: number) => ({
		question: first!.question,
		answer: `answer ${index}`,
	}));
	const back = {
		returnUrl: "https://shop.example.com/signed-in",
		state: "0123456789abcdef",
		nonce: "0123456789abcdef",
	};
	/** Whoever is in no group is challenged by nobody. */
	const allowed = async () => begun((await createUser(world)).id, [], back);
	const redeemable = await allowed();
	const wayBack = `${transactionsPath}/${redeemable.params.transactionId}/redirect`;
	const { body: way } = await world.call("POST", wayBack, undefined, redeemable);
	const path = "/api/v1/transactions/{transactionId}";
	return {
		"POST /api/v1/transactions": {
			bodies: [
				{
					user: await newUser(),
					application,
					checkpoint: "PRE_AUTHENTICATION",
					purpose: "account-unlock",
					client: { ip: "203.0.113.9", country: "JP", deviceToken: unique("token-of-a-browser") },
					locale: "ja",
					...back,
					context: "Order 4711",
				},
			],
		},
		[`GET ${path}`]: await answering(),
		[`POST ${path}/password`]: {
			...(await begun(await newUser(), [], { checkpoint: "PRE_AUTHENTICATION" })),
			bodies: [{ result: "right" }],
		},
		[`POST ${path}/choose`]: { ...(await begun(await newUser(), [])), bodies: [choice] },
		[`POST ${path}/resend`]: sent,
		[`GET ${path}/delivery`]: await answering(),
		[`POST ${path}/answer`]: { ...(await answering()), bodies: [answer] },
		[`POST ${path}/contacts`]: { ...(await registering()), bodies: [contacts()] },
		[`POST ${path}/questions`]: { ...bare, bodies: [{ answers }] },
		[`POST ${path}/phrase`]: { ...bare, bodies: [{ phrase: "quiet otter" }] },
		[`POST ${path}/proof`]: { ...(await registering(["contacts", contacts()])), bodies: [{ field: "mobile" }] },
		[`POST ${path}/proof/answer`]: { ...proving, bodies: [{ field: "mobile", answer: received!.code }] },
		[`POST ${path}/recovery-codes`]: await preferring(),
		[`POST ${path}/forget`]: { ...(await preferring()), bodies: [{ devices: "all" }] },
		[`POST ${path}/finish`]: await preferring(),
		[`POST ${path}/skip`]: await registering(),
		[`POST ${path}/decline`]: await registering(),
		[`POST ${path}/redirect`]: await allowed(),
		[`POST ${path}/result`]: await allowed(),
		"POST /api/v1/transactions/redeem": { bodies: [{ code: new URL(way.redirectTo).searchParams.get("code") }] },
		[`POST ${path}/cancel`]: await answering(),
		"GET /api/v1/applications/{applicationId}/signing-keys": { params: { applicationId: application } },
		"POST /api/v1/applications/{applicationId}/signing-keys": {
			params: { applicationId: application },
			bodies: [await createKey(world.clock.now)],
		},
		"DELETE /api/v1/applications/{applicationId}/signing-keys/{kid}": {
			params: { applicationId: application, kid: uploaded.kid },
		},
	};
}
