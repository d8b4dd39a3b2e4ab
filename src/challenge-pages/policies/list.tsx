// The challenge policies: the steps of a sign-in as a picture, and the policies of one step or of all.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { consolePage, MainLink } from "../../console/frame";
import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { hasRole } from "../../context";
import { pageOf } from "../../db";
import { groupNames } from "../../groups/service";
import { readRulebook } from "../../policies/challenge/rulebook";
import { checkpoint } from "../../policies/challenge/schema";
import type { ChallengePolicyRow } from "../../policies/challenge/service";
import { Card, Empty } from "../../ui/card";
import { type Column, nameColumn, Table } from "../../ui/table";
import { type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Flow } from "./flow";
import { checkpointName, PolicyStatus, policyAt, StepLink, setAt, setsPath, Whom, wordsIn } from "./parts";

const rowsOfAPage = 50;

export const challengePoliciesPage = page({
	path: paths.challengePolicies,
	access: overseers,
	signIn: signInFor,
	query: z.object({ checkpoint: checkpoint.optional(), after: z.string().max(40).optional() }),
	load: async (ctx, { query: { checkpoint, after = "" } }) => {
		const { policies } = await readRulebook(ctx);
		const wanted = policies.filter(
			(policy) => policy.id > after && (checkpoint === undefined || policy.checkpoint === checkpoint),
		);
		const { items, next } = pageOf(wanted, rowsOfAPage, ({ id }) => id);
		const groups = await groupNames(ctx, [...new Set(items.flatMap(({ groupIds }) => groupIds ?? []))]);
		return { actor: ctx.actor, checkpoint, policies, items, next, groups };
	},
	view: (state, { actor, checkpoint, policies, items, next, groups }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const add = checkpoint === undefined ? "new" : `new?checkpoint=${checkpoint}`;
		const columns: Column<ChallengePolicyRow>[] = [
			nameColumn(words.name, policyAt),
			...(checkpoint === undefined
				? [
						{
							title: words.checkpoint,
							cell: (policy: ChallengePolicyRow) => checkpointName(policy.checkpoint, language),
						},
					]
				: []),
			{ title: words.whom, cell: (policy) => <Whom policy={policy} groups={groups} language={language} /> },
			{ title: words.rules, isNumber: true, cell: ({ rules }) => String(rules.length) },
			{ title: words.status, cell: (policy) => <PolicyStatus policy={policy} language={language} /> },
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: (
				<>
					<StepLink href={setsPath}>{words.sets.title}</StepLink>
					<StepLink href={`${paths.challengePolicies}/lists`}>{words.lists.link}</StepLink>
					{hasRole(actor, administrators) && <ChangeLinks state={state} add={add} />}
				</>
			),
			children: (
				<>
					<Flow state={state} policies={policies} here={checkpoint} />
					<Card
						id="policies"
						title={checkpoint === undefined ? words.list : words.at(checkpointName(checkpoint, language))}
						tools={
							checkpoint !== undefined && (
								<>
									<StepLink href={setAt(checkpoint)}>{words.sets.ofThisStep}</StepLink>
									<StepLink href={paths.challengePolicies}>{words.everyStep}</StepLink>
								</>
							)
						}
					>
						{items.length === 0 ? (
							<Empty title={words.noneTitle} lead={words.noneLead}>
								{hasRole(actor, administrators) && (
									<StepLink href={`${paths.challengePolicies}/${add}`}>{words.add}</StepLink>
								)}
							</Empty>
						) : (
							<Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
						)}
					</Card>
				</>
			),
		});
	},
});

const ChangeLinks: FC<{ state: PageState; add: string }> = ({ state, add }) => {
	const words = wordsIn(state.frame.language);
	return (
		<>
			<StepLink href={`${paths.challengePolicies}/import`}>{words.transfer.importIt}</StepLink>
			<StepLink href={`${paths.challengePolicies}/try`}>{words.tryIt}</StepLink>
			<MainLink href={`${paths.challengePolicies}/${add}`}>{words.add}</MainLink>
		</>
	);
};
