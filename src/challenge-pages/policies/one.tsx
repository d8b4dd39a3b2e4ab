// One challenge policy: what it is, its rules, and its trigger combinations in their order.
import type { FC } from "hono/jsx";
import { done } from "../../console/flash";
import { consolePage } from "../../console/frame";
import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { hasRole } from "../../context";
import { invalid } from "../../errors";
import { type Names, namesFor } from "../../policies/challenge/choices";
import { readRulebook } from "../../policies/challenge/rulebook";
import { type ChallengePolicyRow, changeChallengePolicy, policyIn } from "../../policies/challenge/service";
import { Card, Facts } from "../../ui/card";
import { MoveFields, rowAfterMove } from "../../ui/order";
import { atNoField } from "../../web/at-fields";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { CombinationsCard } from "./combinations/table";
import { moved, placeOfCombination } from "./keys";
import { checkpointName, PolicyStatus, policyAt, StepLink, termsIn, Whom, wordsIn } from "./parts";
import { RulesCard } from "./rules/table";

export const challengePolicyPage = page({
	path: `${paths.challengePolicies}/{challengePolicyId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const rulebook = await readRulebook(ctx);
		const policy = policyIn(rulebook, params.challengePolicyId);
		return { actor: ctx.actor, lists: rulebook.lists, policy, names: await namesFor(ctx, rulebook, [policy]) };
	},
	view: (state, data) => {
		const { actor, ...shown } = data;
		const { policy } = shown;
		const mayChange = hasRole(actor, administrators);
		return consolePage(state, {
			title: policy.name,
			lead: policy.description && <span translate="no">{policy.description}</span>,
			actor,
			tools: mayChange && <Tools state={state} policy={policy} />,
			children: (
				<>
					<WhatItIs state={state} {...shown} />
					<RulesCard state={state} mayChange={mayChange} {...shown} />
					<CombinationsCard state={state} mayChange={mayChange} {...shown} />
				</>
			),
		});
	},
	actions: {
		move: action({
			access: administrators,
			fields: MoveFields,
			run: async (ctx, { id: key, from, to }, { params }) => {
				const { id } = await atNoField(() =>
					changeChallengePolicy(ctx, params.challengePolicyId!, (before) => {
						if (placeOfCombination(before, key) !== from - 1) throw invalid("combinations", "policy-changed");
						return { combinations: moved(before.combinations, from, to) };
					}),
				);
				return done(rowAfterMove(policyAt(id), key), "challengePolicies.moved");
			},
		}),
	},
});

interface Part {
	state: PageState;
	policy: ChallengePolicyRow;
	names: Names;
}

const Tools: FC<Omit<Part, "names">> = ({ state, policy: { id, status } }) => {
	const words = wordsIn(state.frame.language);
	return (
		<>
			<StepLink href={`${paths.challengePolicies}/try?policy=${id}`}>{words.tryIt}</StepLink>
			<StepLink href={policyAt(id, "edit")}>{words.edit}</StepLink>
			{status === "ACTIVE" ? (
				<StepLink href={policyAt(id, "deactivate")}>{words.deactivate}</StepLink>
			) : (
				<StepLink href={policyAt(id, "activate")}>{words.activate}</StepLink>
			)}
			<StepLink href={policyAt(id, "export")}>{words.export}</StepLink>
			<StepLink href={policyAt(id, "copy")}>{words.copy}</StepLink>
			<StepLink href={policyAt(id, "delete")} isDanger>
				{words.remove}
			</StepLink>
		</>
	);
};

const WhatItIs: FC<Part> = ({ state, policy, names }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const { checkpoint, engine, weight } = policy;
	return (
		<Card id="facts" title={words.facts}>
			<Facts
				facts={[
					[words.status, <PolicyStatus policy={policy} language={language} />],
					[
						words.checkpoint,
						<a href={`${paths.challengePolicies}?checkpoint=${checkpoint}`}>{checkpointName(checkpoint, language)}</a>,
					],
					[words.engine, termsIn(language).engines[engine]],
					[words.weight, String(weight)],
					[words.whom, <Whom policy={policy} groups={names} language={language} />],
				]}
			/>
		</Card>
	);
};
