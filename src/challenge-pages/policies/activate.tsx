// The question before a challenge policy is activated: what would have changed in the last 30 days?

import { done } from "../../console/flash";
import { paths } from "../../console/paths";
import { question } from "../../console/question";
import type { Ctx } from "../../context";
import { whatIf } from "../../decisions/what-if";
import { ApiError } from "../../errors";
import {
	type ChallengePolicyRow,
	getChallengePolicy,
	setChallengePolicyStatus,
} from "../../policies/challenge/service";
import { namesOfUsers } from "../../users/service";
import { administrators } from "../../web/router";
import { policyAt, wordsIn } from "./parts";
import { type Replayed, WhatIfCard } from "./what-if";

/** How many recorded decisions a page makes again. */
const mostAtOnce = 1_000;

export const activateChallengePolicyPage = question({
	path: `${paths.challengePolicies}/{challengePolicyId}/activate`,
	access: administrators,
	load: async (ctx, { params, request }) => {
		const policy = await getChallengePolicy(ctx, params.challengePolicyId);
		const after = new URL(request.url).searchParams.get("after") ?? "";
		return { policy, replayed: await replay(ctx, policy, after) };
	},
	ask: ({ policy: { id, name }, replayed }, state) => {
		const { activation, activate } = wordsIn(state.frame.language);
		return {
			title: activation.title(name),
			of: { href: policyAt(id), text: name },
			button: activate,
			isHarmless: true,
			text: (
				<>
					<WhatIfCard state={state} replayed={replayed} />
					<p>{activation.text}</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getChallengePolicy(ctx, params.challengePolicyId!);
		await setChallengePolicyStatus(ctx, id, "ACTIVE");
		return done(policyAt(id), "challengePolicies.activated", name);
	},
});

/** A policy may name what isn't there any more, such as a group. */
async function replay(ctx: Ctx, policy: ChallengePolicyRow, after: string): Promise<Replayed> {
	try {
		const found = await whatIf(ctx, policy.id, policy, { after, limit: mostAtOnce });
		const userIds = found.changes.flatMap(({ examples }) => examples.map(({ userId }) => userId));
		return { found, users: await namesOfUsers(ctx, userIds), now: ctx.now() };
	} catch (error) {
		if (!(error instanceof ApiError) || error.causes.length === 0) throw error;
		return { causes: error.causes };
	}
}
