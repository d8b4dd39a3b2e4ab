// The rules of a policy as a table: the conditions in words, and what each rule results in.
import type { FC } from "hono/jsx";
import type { Names } from "../../../policies/challenge/choices";
import type { Rule } from "../../../policies/challenge/definition";
import type { ChallengePolicyRow } from "../../../policies/challenge/service";
import { Card, Empty } from "../../../ui/card";
import { type Column, Table } from "../../../ui/table";
import type { PageState } from "../../../web/page";
import { ruleKey } from "../keys";
import { ActionGroup, type Lists, policyAt, RuleStatus, StepLink, wordsIn } from "../parts";
import { ConditionText } from "./condition-text";

interface RulesCardProps {
	state: PageState;
	policy: ChallengePolicyRow;
	lists: Lists;
	names: Names;
	mayChange: boolean;
}

export const RulesCard: FC<RulesCardProps> = ({ state, policy, lists, names, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const add = mayChange && <StepLink href={policyAt(policy.id, "rules", "new")}>{words.addRule}</StepLink>;
	const columns: Column<Rule>[] = [
		{
			title: words.name,
			isName: true,
			cell: (rule) =>
				mayChange ? (
					<a href={policyAt(policy.id, "rules", ruleKey(rule))} translate="no">
						{rule.name}
					</a>
				) : (
					<span translate="no">{rule.name}</span>
				),
		},
		{
			title: words.conditions,
			cell: ({ conditions }) => (
				<ul class="bare">
					{conditions.map((use) => (
						<li>
							<ConditionText use={use} names={names} language={language} />
						</li>
					))}
				</ul>
			),
		},
		{ title: words.score, isNumber: true, cell: ({ score }) => String(score) },
		{
			title: words.action,
			cell: ({ actionGroup }) => <ActionGroup group={actionGroup} lists={lists} language={language} />,
		},
		{ title: words.status, cell: (rule) => <RuleStatus rule={rule} language={language} /> },
	];
	return (
		<Card id="rules" title={words.rules} lead={words.rulesLead} tools={policy.rules.length > 0 && add}>
			{policy.rules.length === 0 ? (
				<Empty title={words.noRules} lead={words.noRulesLead}>
					{add}
				</Empty>
			) : (
				<Table frame={state.frame} caption={words.rules} columns={columns} rows={policy.rules} />
			)}
		</Card>
	);
};
