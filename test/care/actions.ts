// Each action of customer care: a user for whom it has something to do, and what tells that it was done.
import { registerAnswers } from "../../src/challenges/owned/answers";
import { setPhrase } from "../../src/challenges/owned/phrase";
import { questionMenus } from "../../src/challenges/owned/questions";
import type { Permission } from "../../src/context";
import { getUser } from "../../src/users/service";
import { createApplication } from "../applications/applications";
import { register } from "../challenges/challenged";
import { newNumber } from "../factors/sent-factor";
import { createUser } from "../support/otp-tokens";
import type { ValidRequest } from "../support/valid-requests";
import { unique, type World } from "../support/world";
import { carePath, createOperator, lookupsPath, note } from "./care";

export interface Action {
	name: string;
	eventType: string;
	/** Makes a user for whom there is something to do. */
	prepare(world: World): Promise<string>;
	permission?: Permission;
	/** Beside the note. */
	input?: (world: World) => Promise<object>;
}

export async function answerQuestions(world: World, userId: string): Promise<void> {
	const menus = await questionMenus(world.ctx, userId);
	const answers = menus.map(([question = ""], index) => ({ question, answer: `answer ${index}` }));
	await registerAnswers(world.ctx, await getUser(world.ctx, userId), answers);
}

/** Wrong answers, which the guard and policies count. */
export async function fail(world: World, userId: string, times = 1): Promise<void> {
	const path = `/api/v1/users/${userId}/factors`;
	const profile = { question: "disliked_food", answer: "Brussels sprouts" };
	const { body } = await world.call("POST", path, { factorType: "question", provider: "OKTA", profile });
	for (let count = 0; count < times; count++) await world.call("POST", `${path}/${body.id}/verify`, { answer: "none" });
}

const userWith =
	(give: (world: World, userId: string) => Promise<unknown>) =>
	async (world: World): Promise<string> => {
		const { id } = await createUser(world);
		await give(world, id);
		return id;
	};

const withPhrase = userWith(async ({ ctx }, id) => setPhrase(ctx, await getUser(ctx, id), "quiet otter"));
const withDevice = userWith((world, id) =>
	world.call("POST", `/api/v1/users/${id}/registered-devices`, { deviceToken: unique("token-of-a-browser") }),
);

export const actions: Action[] = [
	{
		name: "reset-otp-profile",
		eventType: "user.contact.reset",
		prepare: userWith((world, id) => register(world, id, { mobile: newNumber() })),
	},
	{ name: "reset-questions", eventType: "user.security_question.reset", prepare: userWith(answerQuestions) },
	{ name: "reset-phrase", eventType: "user.security_phrase.reset", prepare: withPhrase },
	{ name: "reset-all", eventType: "user.account.reset", prepare: userWith(answerQuestions) },
	{ name: "unlock", eventType: "user.account.unlock_by_admin", prepare: userWith(fail) },
	{ name: "unregister-devices", eventType: "device.user.remove", prepare: withDevice },
	{
		name: "temporary-allow",
		eventType: "user.temporary_allow.grant",
		permission: "temporaryAllow",
		prepare: userWith(async () => {}),
	},
	{
		name: "temporary-allow/cancel",
		eventType: "user.temporary_allow.cancel",
		permission: "temporaryAllow",
		prepare: userWith(async (world, id) => (await createOperator(world)).act(id, "temporary-allow")),
	},
	{
		name: "help-desk-code",
		eventType: "user.helpdesk_code.issue",
		permission: "helpDeskCode",
		prepare: userWith(async () => {}),
		input: async (world) => ({ application: (await createApplication(world)).id }),
	},
];

/** A request that succeeds for each route of care. */
export async function validCare(world: World): Promise<Record<string, ValidRequest>> {
	const [found, operator] = await Promise.all([createUser(world), createOperator(world)]);
	// From now on its use is noted, so that a refused request changes nothing.
	await operator.look(found.id);
	const headers = { authorization: `SSWS ${operator.token}` };
	const requests = actions.map(async ({ name, permission, prepare, input }): Promise<[string, ValidRequest]> => {
		const request = { params: { userId: await prepare(world) }, bodies: [{ ...note, ...(await input?.(world)) }] };
		return [`POST ${carePath}/{userId}/${name}`, permission === undefined ? request : { ...request, headers }];
	});
	return {
		[`POST ${lookupsPath}`]: { bodies: [{ by: "LOGIN", value: found.login }] },
		...Object.fromEntries(await Promise.all(requests)),
	};
}
