// Transactions through the API, as an application plays them: its token, its handle, and its users.
import { createApiToken } from "../../src/access/service";
import { createApplication } from "../applications/applications";
import { createPolicy, ruleOf } from "../policies/challenge/policies";
import { setDefaultPolicy } from "../policies/enrollment/policies";
import { createTokenUser } from "../support/otp-tokens";
import type { Answer, CallOptions, World } from "../support/world";

export const transactionsPath = "/api/v1/transactions";

export async function createCaller(world: World) {
	const { id } = await createApplication(world);
	const { token } = await createApiToken(world.ctx, {
		name: "application",
		role: "VERIFIER",
		rateLimit: "LARGE",
		applicationId: id,
	});
	const create = (input: Record<string, unknown>, options: CallOptions = {}) =>
		world.call("POST", transactionsPath, input, { token, ...options });
	return { id, token, create, begin: beginner(world, token, create) };
}

const beginner =
	(world: World, token: string, create: (input: Record<string, unknown>) => Promise<Answer>) =>
	/** Begins after the password, unless the input says otherwise. */
	async (user: string, more: Record<string, unknown> = {}) => {
		const { status, body } = await create({ user, checkpoint: "POST_AUTHENTICATION", locale: "en", ...more });
		if (status !== 200) throw new Error(JSON.stringify(body));
		const path = `${transactionsPath}/${body.transaction.id}`;
		const headers = { "transaction-handle": body.handle as string };
		return {
			id: body.transaction.id as string,
			handle: body.handle as string,
			first: body.transaction,
			look: (options: CallOptions = {}) => world.call("GET", path, undefined, { token, headers, ...options }),
			step: (name: string, input?: unknown, options: CallOptions = {}) =>
				world.call("POST", `${path}/${name}`, input, { token, headers, ...options }),
			delivery: () => world.call("GET", `${path}/delivery`, undefined, { token, headers }),
		};
	};

/** A user with a token, which the enrolment policy offers beside messages. */
export async function createTokenHolder(world: World) {
	const holder = await createTokenUser(world);
	const { authenticatorId } = holder;
	const settings = { phone_number: "OPTIONAL", okta_email: "OPTIONAL", [authenticatorId]: "OPTIONAL" } as const;
	await setDefaultPolicy(world, settings);
	return holder;
}

/** After the password everybody is challenged. */
export const challengeEverybody = (world: World) =>
	createPolicy(world, {
		checkpoint: "POST_AUTHENTICATION",
		rules: [ruleOf({ name: "always", actionGroup: "CHALLENGE" })],
	});
