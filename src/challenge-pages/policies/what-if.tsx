// What would have changed in the last 30 days: counts, from what to what, and examples.
import type { FC } from "hono/jsx";
import { userAt } from "../../console/paths";
import type { WhatIf } from "../../decisions/what-if";
import { type Cause, causeText } from "../../errors/cause";
import { Card, Facts, Notice } from "../../ui/card";
import { pathWith } from "../../ui/frame";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { Time } from "../../ui/time";
import type { PageState } from "../../web/page";
import { termsIn, toneOf, wordsIn } from "./parts";

/** Why decisions can't be made again, or what came out. */
export type Replayed =
	| { causes: readonly Cause[] }
	| { found: WhatIf; users: ReadonlyMap<string, string>; now: number };

type Change = WhatIf["changes"][number];

export const WhatIfCard: FC<{ state: PageState; replayed: Replayed }> = ({ state, replayed }) => {
	const { frame } = state;
	const words = wordsIn(frame.language).whatIf;
	return (
		<Card id="what-if" title={words.title} lead={words.lead}>
			{"causes" in replayed ? (
				<Notice tone="warning">
					{words.notPossible} {replayed.causes.map((cause) => causeText(cause, frame.language)).join(" ")}
				</Notice>
			) : (
				<Found state={state} {...replayed} />
			)}
		</Card>
	);
};

const Found: FC<{ state: PageState; found: WhatIf; users: ReadonlyMap<string, string>; now: number }> = ({
	state,
	found,
	users,
	now,
}) => {
	const { frame } = state;
	const { language } = frame;
	const words = wordsIn(language).whatIf;
	const { actions } = termsIn(language);
	const { examined, notRecorded, changes, next } = found;
	const badge = (action: Change["from"]) => <Badge tone={toneOf(action)}>{actions[action]}</Badge>;
	const columns: Column<Change>[] = [
		{ title: words.from, isName: true, cell: ({ from }) => badge(from) },
		{ title: words.to, cell: ({ to }) => badge(to) },
		{ title: words.count, isNumber: true, cell: ({ count }) => count.toLocaleString(language) },
		{
			title: words.examples,
			cell: ({ examples }) => (
				<ul class="bare">
					{examples.map(({ decidedAt, userId }) => (
						<li>
							<Time at={decidedAt} now={now} frame={frame} />{" "}
							{userId !== null && (
								<a href={userAt(userId)} translate="no">
									{users.get(userId) ?? userId}
								</a>
							)}
						</li>
					))}
				</ul>
			),
		},
	];
	return (
		<>
			<Facts
				facts={[
					[words.examined, examined.toLocaleString(language)],
					[words.changed, changes.reduce((sum, { count }) => sum + count, 0).toLocaleString(language)],
					[words.notRecorded, notRecorded.toLocaleString(language)],
				]}
			/>
			{changes.length === 0 ? (
				<p class="muted">{examined === 0 ? words.nothingToExamine : words.nothingChanges}</p>
			) : (
				<Table frame={frame} caption={words.title} columns={columns} rows={changes} />
			)}
			{next !== null && (
				<a class="button" href={pathWith(frame, { after: next })}>
					{words.next}
				</a>
			)}
		</>
	);
};
