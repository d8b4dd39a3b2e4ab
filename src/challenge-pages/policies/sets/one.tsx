// One policy set: how it joins scores, the policies of its step, and its overrides in their order.
import type { FC } from "hono/jsx";
import { done } from "../../../console/flash";
import { consolePage } from "../../../console/frame";
import { overseers } from "../../../console/menu";
import { paths, signInFor } from "../../../console/paths";
import { hasRole } from "../../../context";
import { invalid } from "../../../errors";
import { type Names, namesFor } from "../../../policies/challenge/choices";
import { readRulebook } from "../../../policies/challenge/rulebook";
import type { ChallengePolicyRow } from "../../../policies/challenge/service";
import { changePolicySet, policySetIn } from "../../../policies/challenge/set-service";
import type { PolicySet } from "../../../policies/challenge/sets/schema";
import { Card, Empty, Facts } from "../../../ui/card";
import { MoveFields, MoveRefused, rowAfterMove } from "../../../ui/order";
import { type Column, nameColumn, Table } from "../../../ui/table";
import { atNoField } from "../../../web/at-fields";
import { action, type PageState, page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { moved, type Override, overrideKey } from "../keys";
import { checkpointName, PolicyStatus, policyAt, StepLink, setAt, setsPath, termsIn, Whom, wordsIn } from "../parts";
import { countedFor } from "./form";
import { ActionOverridesCard, ScoreOverridesCard } from "./tables";

export const policySetPage = page({
	path: `${setsPath}/{checkpoint}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const rulebook = await readRulebook(ctx);
		const set = policySetIn(rulebook, params.checkpoint);
		const policies = rulebook.policies.filter(({ checkpoint }) => checkpoint === set.checkpoint);
		const names = await namesFor(ctx, rulebook, policies);
		return { actor: ctx.actor, set, lists: rulebook.lists, policies, names };
	},
	view: (state, { actor, set, lists, policies, names }) => {
		const { language } = state.frame;
		const { sets: words, ...all } = wordsIn(language);
		const mayChange = hasRole(actor, administrators);
		return consolePage(state, {
			title: words.of(checkpointName(set.checkpoint, language)),
			lead: words.lead,
			actor,
			crumbs: [{ href: setsPath, text: words.title }],
			tools: mayChange && <StepLink href={setAt(set.checkpoint, "edit")}>{all.edit}</StepLink>,
			children: (
				<>
					<MoveRefused state={state.form} />
					<WhatItIs state={state} set={set} />
					<Members state={state} set={set} policies={policies} names={names} />
					<ScoreOverridesCard state={state} set={set} lists={lists} mayChange={mayChange} />
					<ActionOverridesCard state={state} set={set} mayChange={mayChange} />
				</>
			),
		});
	},
	actions: {
		move: action({
			access: administrators,
			fields: MoveFields,
			run: async (ctx, { id: key, from, to }, { params }) => {
				const { checkpoint } = await atNoField(() =>
					changePolicySet(ctx, params.checkpoint!, ({ scoreOverrides, actionOverrides }) => {
						const isAtPlace = (override: Override | undefined) =>
							override !== undefined && overrideKey(override) === key;
						if (isAtPlace(scoreOverrides[from - 1])) return { scoreOverrides: moved(scoreOverrides, from, to) };
						if (isAtPlace(actionOverrides[from - 1])) return { actionOverrides: moved(actionOverrides, from, to) };
						throw invalid("overrides", "policy-changed");
					}),
				);
				return done(rowAfterMove(setAt(checkpoint), key), "challengePolicies.moved");
			},
		}),
	},
});

const WhatItIs: FC<{ state: PageState; set: PolicySet }> = ({ state, set }) => {
	const { language } = state.frame;
	const { sets: words, ...all } = wordsIn(language);
	return (
		<Card id="facts" title={all.facts}>
			<Facts
				facts={[
					[all.engine, termsIn(language).engines[set.engine]],
					[words.failures, countedFor(set, language)],
					[words.actionOverrides.title, set.allowActionOverrides ? all.on : all.off],
				]}
			/>
		</Card>
	);
};

interface MembersProps {
	state: PageState;
	set: PolicySet;
	policies: readonly ChallengePolicyRow[];
	names: Names;
}

const Members: FC<MembersProps> = ({ state, set, policies, names }) => {
	const { language } = state.frame;
	const { sets: words, ...all } = wordsIn(language);
	const columns: Column<ChallengePolicyRow>[] = [
		nameColumn(all.name, policyAt),
		{ title: all.whom, cell: (policy) => <Whom policy={policy} groups={names} language={language} /> },
		{ title: all.weight, isNumber: true, cell: ({ weight }) => String(weight) },
		{ title: all.status, cell: (policy) => <PolicyStatus policy={policy} language={language} /> },
	];
	return (
		<Card
			id="members"
			title={words.members}
			lead={words.membersLead}
			tools={
				<StepLink href={`${paths.challengePolicies}?checkpoint=${set.checkpoint}`}>
					{checkpointName(set.checkpoint, language)}
				</StepLink>
			}
		>
			{policies.length === 0 ? (
				<Empty title={all.noneTitle} lead={all.noneLead} />
			) : (
				<Table frame={state.frame} caption={words.members} columns={columns} rows={policies} />
			)}
		</Card>
	);
};
