// People who are sent to the hosted pages: an application of a test's own, its policies, and browsers that come in.

import { createApplication } from "../applications/applications";
import { register } from "../challenges/challenged";
import { inboxOf, newNumber } from "../factors/sent-factor";
import { policiesPath, ruleOf } from "../policies/challenge/policies";
import { setProperty } from "../settings/properties";
import { createUser } from "../support/otp-tokens";
import { createReader } from "../support/reader";
import { unique, type World } from "../support/world";
import { transactionsPath } from "../transactions/transactions";

export const origin = "https://otp.test";
export const back = {
	returnUrl: "https://shop.example.com/signed-in",
	state: "state-of-the-session",
	nonce: "nonce-of-the-session",
};
const question = { question: "disliked_food", answer: "Brussels sprouts" };

/** Checkpoint → the action for the people of the application. */
type Actions = Readonly<Record<string, string>>;

export async function createHosted(world: World, actions: Actions = { POST_AUTHENTICATION: "CHALLENGE" }) {
	const { id: application, body } = await createApplication(world, { defaultLocale: "en" });
	for (const type of ["ChallengeSMS", "ChallengeEmail"]) {
		await setProperty(world, `bharosa.uio.${application}.challenge.type.enum.${type}.available`, "true");
	}
	const { body: group } = await world.call("POST", "/api/v1/groups", { profile: { name: unique("group") } });
	for (const [checkpoint, actionGroup] of Object.entries(actions)) {
		const input = { name: unique("Policy"), checkpoint, groupIds: [group.id], rules: [ruleOf({ actionGroup })] };
		const made = await world.call("POST", policiesPath, input);
		if (made.status !== 200) throw new Error(JSON.stringify(made.body));
	}

	/** Of the group. With a proven number and a question, unless the test says otherwise. */
	async function newPerson(profile: Record<string, unknown> = {}, has: { mobile?: boolean; question?: boolean } = {}) {
		const { id, login: usual } = await createUser(world, profile);
		const login = (profile.login as string | undefined) ?? usual;
		await world.call("PUT", `/api/v1/groups/${group.id}/users/${id}`);
		const mobile = newNumber();
		if (has.mobile !== false) await register(world, id, { mobile, terms: "true" });
		const factor = { factorType: "question", provider: "OKTA", profile: question };
		if (has.question !== false) await world.call("POST", `/api/v1/users/${id}/factors`, factor);
		return { id, login, mobile, code: async () => (await inboxOf(world, mobile))[0]!.code };
	}

	/** Begins after the password, with a way back, unless the input says otherwise. */
	async function begin(user: string, more: Record<string, unknown> = {}) {
		const input = { user, application, checkpoint: "POST_AUTHENTICATION", locale: "en", ...back, ...more };
		const { status, body } = await world.call("POST", transactionsPath, input);
		if (status !== 200) throw new Error(JSON.stringify(body));
		const { id } = body.transaction;
		const headers = { "transaction-handle": body.handle as string };
		return {
			id: id as string,
			handle: body.handle as string,
			hostedUrl: body.hostedUrl as string,
			/** The address without its origin. */
			way: String(body.hostedUrl).slice(origin.length),
			at: (place: string) => `/confirm/${id}/${place}`,
			step: (name: string, given?: unknown) =>
				world.call("POST", `${transactionsPath}/${id}/${name}`, given, { headers }),
			look: () => world.call("GET", `${transactionsPath}/${id}`, undefined, { headers }),
		};
	}

	/** A browser that has come in. */
	async function come(user: string, more: Record<string, unknown> = {}, network: Record<string, string> = {}) {
		const begun = await begin(user, more);
		const reader = createReader(world, "", network);
		return { ...begun, reader, first: await reader.open(begun.way) };
	}

	const redeem = (code: string | null) => world.call("POST", `${transactionsPath}/redeem`, { code });

	return { application, applicationBody: body, groupId: group.id as string, newPerson, begin, come, redeem };
}

export const textOf = (html: string): string =>
	html
		.replace(/<head>.*<\/head>/s, "")
		.replaceAll(/<[^>]+>/g, " ")
		.replaceAll("&#39;", "'")
		.replaceAll(/\s+/g, " ")
		.trim();

/** At which a transaction comes to the page. */
const checkpointOf: Readonly<Record<string, string>> = {
	password: "PRE_AUTHENTICATION",
	preferences: "PREFERENCES",
};

/** What it takes to see something at a hosted page: a browser that has come in, and the page's address. */
export async function reachHosted(world: World, path: string) {
	const place = path.split("/")[3] ?? "";
	const actions: Actions =
		place === "register" ? { REGISTRATION: "REGISTER_QUESTIONS" } : { POST_AUTHENTICATION: "CHALLENGE" };
	const { newPerson, come } = await createHosted(world, place === "end" ? {} : actions);
	// Whoever has nothing is challenged by nothing before the preferences.
	const { id } = await newPerson({}, place === "preferences" ? { mobile: false, question: false } : {});
	const checkpoint = checkpointOf[place] ?? "POST_AUTHENTICATION";
	const { reader, at } = await come(id, { checkpoint });
	if (place === "code") await reader.send("choose", { method: await questionOf(reader, at("choose")) });
	return { cookie: reader.cookies(), address: at(place) };
}

/** The question among the ways of the page. */
async function questionOf(reader: ReturnType<typeof createReader>, path: string): Promise<string> {
	const { html } = await reader.open(path);
	return /value="(ChallengeQuestion:[^"]*)"/.exec(html)?.[1] ?? "";
}
