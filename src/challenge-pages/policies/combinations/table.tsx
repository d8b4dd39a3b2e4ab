// The trigger combinations of a policy as a table: a column for each rule that they name, and what each results in.
import type { FC } from "hono/jsx";
import type { Names } from "../../../policies/challenge/choices";
import type { Combination } from "../../../policies/challenge/definition";
import type { ChallengePolicyRow } from "../../../policies/challenge/service";
import { Card } from "../../../ui/card";
import { MoveRefused, Order } from "../../../ui/order";
import { type Column, Table } from "../../../ui/table";
import type { PageState } from "../../../web/page";
import { combinationKey } from "../keys";
import { ActionGroup, type Lists, policyAt, StepLink, wordsIn } from "../parts";

interface CombinationsCardProps {
	state: PageState;
	policy: ChallengePolicyRow;
	lists: Lists;
	names: Names;
	mayChange: boolean;
}

type Row = Combination & { place: number };

export const CombinationsCard: FC<CombinationsCardProps> = ({ state, policy, lists, names, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const { id, rules, combinations } = policy;
	const rows: Row[] = combinations.map((combination, index) => ({ ...combination, place: index + 1 }));
	const named = rules.filter(({ name }) => combinations.some((one) => (one.rules[name] ?? "ANY") !== "ANY"));
	const columns: Column<Row>[] = [
		{
			title: words.place,
			isName: true,
			cell: (row) =>
				mayChange ? (
					<a href={policyAt(id, "combinations", combinationKey(row))}>{words.combination(row.place)}</a>
				) : (
					words.combination(row.place)
				),
		},
		...named.map(({ name }): Column<Row> => ({ title: name, cell: (row) => words.answers[row.rules[name] ?? "ANY"] })),
		{
			title: words.result,
			cell: ({ policyId, score }) =>
				policyId === null ? `${words.score}: ${score}` : words.runs(names.get(policyId) ?? policyId),
		},
		{
			title: words.action,
			cell: ({ actionGroup }) => <ActionGroup group={actionGroup} lists={lists} language={language} />,
		},
		...(mayChange && rows.length > 1
			? [
					{
						title: words.order,
						cell: (row: Row) => (
							<Order
								state={state.form}
								language={language}
								row={{ id: combinationKey(row), name: words.combination(row.place), priority: row.place }}
								isLast={row.place === rows.length}
							/>
						),
					},
				]
			: []),
	];
	return (
		<Card
			id="combinations"
			title={words.combinations}
			lead={words.combinationsLead}
			tools={
				mayChange &&
				rules.length > 0 && <StepLink href={policyAt(id, "combinations", "new")}>{words.addCombination}</StepLink>
			}
		>
			<MoveRefused state={state.form} />
			{rows.length === 0 ? (
				<p class="muted">{words.noCombinations}</p>
			) : (
				<section class="wide" aria-label={words.combinationsTable} tabindex={0}>
					<Table frame={state.frame} caption={words.combinations} columns={columns} rows={rows} />
				</section>
			)}
		</Card>
	);
};
