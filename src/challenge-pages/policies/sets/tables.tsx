// The overrides of a policy set as tables, in the order in which they are tried.
import type { Child, FC } from "hono/jsx";
import type { PolicySet } from "../../../policies/challenge/sets/schema";
import { Card, Notice } from "../../../ui/card";
import { formatNumber } from "../../../ui/formats";
import { Order } from "../../../ui/order";
import { Badge } from "../../../ui/parts";
import { type Column, Table } from "../../../ui/table";
import type { PageState } from "../../../web/page";
import { overrideKey } from "../keys";
import { ActionGroup, type Lists, StepLink, setAt, termsIn, toneOf, wordsIn } from "../parts";
import type { OverridePart } from "./override-fields";

interface CardProps {
	state: PageState;
	set: PolicySet;
	mayChange: boolean;
}

export const ScoreOverridesCard: FC<CardProps & { lists: Lists }> = ({ lists, ...shown }) => {
	const { language } = shown.state.frame;
	const { sets: words, ...all } = wordsIn(language);
	return (
		<OverridesCard<"scoreOverrides">
			{...shown}
			part="scoreOverrides"
			columns={[
				{ title: words.range, cell: ({ minimum, maximum }) => `${minimum}–${maximum}` },
				{
					title: all.action,
					cell: ({ actionGroup }) => <ActionGroup group={actionGroup} lists={lists} language={language} />,
				},
				{
					title: all.alerts,
					cell: ({ alertGroup }) => <ActionGroup group={alertGroup} lists={lists} language={language} />,
				},
			]}
		/>
	);
};

export const ActionOverridesCard: FC<CardProps> = (shown) => {
	const { language } = shown.state.frame;
	const { sets: words } = wordsIn(language);
	const { actions } = termsIn(language);
	const badge = (action: keyof typeof actions) => <Badge tone={toneOf(action)}>{actions[action]}</Badge>;
	const { actionOverrides, allowActionOverrides } = shown.set;
	return (
		<OverridesCard<"actionOverrides">
			{...shown}
			part="actionOverrides"
			columns={[
				{ title: words.from, cell: ({ from }) => badge(from) },
				{
					title: words.often,
					cell: ({ count, seconds }) => words.times(formatNumber(count, language), formatNumber(seconds, language)),
				},
				{ title: words.to, cell: ({ to }) => badge(to) },
			]}
			notice={actionOverrides.length > 0 && !allowActionOverrides && <Notice tone="warning">{words.areOff}</Notice>}
		/>
	);
};

type Override<Part extends OverridePart> = PolicySet[Part][number];

interface OverridesCardProps<Part extends OverridePart> extends CardProps {
	part: Part;
	columns: Column<Override<Part>>[];
	notice?: Child;
}

/** As an address names the overrides. */
const steps = { scoreOverrides: "score-overrides", actionOverrides: "action-overrides" } as const;

function OverridesCard<Part extends OverridePart>(props: OverridesCardProps<Part>) {
	const { state, set, mayChange, part, columns, notice } = props;
	const { language } = state.frame;
	const { sets, order } = wordsIn(language);
	const words = sets[part];
	const rows = (set[part] as Override<Part>[]).map((override, index) => ({ ...override, override, place: index + 1 }));
	type Row = (typeof rows)[number];
	const here = (...step: string[]) => setAt(set.checkpoint, steps[part], ...step);
	const all: Column<Row>[] = [
		{
			title: sets.override,
			isName: true,
			cell: ({ override, place }) =>
				mayChange ? <a href={here(overrideKey(override))}>{words.one(place)}</a> : words.one(place),
		},
		...(columns as Column<Row>[]),
	];
	const orderColumn: Column<Row> = {
		title: order,
		cell: ({ override, place }) => (
			<Order
				state={state.form}
				language={language}
				row={{ id: overrideKey(override), name: words.one(place), priority: place }}
				isLast={place === rows.length}
			/>
		),
	};
	return (
		<Card
			id={steps[part]}
			title={words.title}
			lead={words.lead}
			tools={mayChange && <StepLink href={here("new")}>{words.add}</StepLink>}
		>
			{notice}
			{rows.length === 0 ? (
				<p class="muted">{words.none}</p>
			) : (
				<Table
					frame={state.frame}
					caption={words.title}
					columns={mayChange && rows.length > 1 ? [...all, orderColumn] : all}
					rows={rows}
				/>
			)}
		</Card>
	);
}
