// The policy sets: one for each step of a sign-in, with what it makes of the outcome of the step's policies.

import { consolePage } from "../../../console/frame";
import { overseers } from "../../../console/menu";
import { signInFor } from "../../../console/paths";
import { listPolicySets } from "../../../policies/challenge/set-service";
import type { PolicySet } from "../../../policies/challenge/sets/schema";
import { formatNumber } from "../../../ui/formats";
import { type Column, Table } from "../../../ui/table";
import { page } from "../../../web/page";
import { checkpointName, setAt, setsPath, termsIn, wordsIn } from "../parts";
import { countedFor } from "./form";

export const policySetsPage = page({
	path: setsPath,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => ({ actor: ctx.actor, sets: await listPolicySets(ctx) }),
	view: (state, { actor, sets }) => {
		const { language } = state.frame;
		const { sets: words, ...all } = wordsIn(language);
		const columns: Column<PolicySet>[] = [
			{
				title: all.checkpoint,
				isName: true,
				cell: ({ checkpoint }) => <a href={setAt(checkpoint)}>{checkpointName(checkpoint, language)}</a>,
			},
			{ title: all.engine, cell: ({ engine }) => termsIn(language).engines[engine] },
			{
				title: words.scoreOverrides.title,
				isNumber: true,
				cell: ({ scoreOverrides }) => formatNumber(scoreOverrides.length, language),
			},
			{
				title: words.actionOverrides.title,
				isNumber: true,
				cell: ({ actionOverrides, allowActionOverrides }) =>
					actionOverrides.length > 0 && !allowActionOverrides
						? words.inactive(actionOverrides.length)
						: formatNumber(actionOverrides.length, language),
			},
			{
				title: words.failures,
				isNumber: true,
				cell: (set) => countedFor(set, language),
			},
		];
		const steps = Object.keys(termsIn(language).checkpoints);
		const inOrder = sets.toSorted((one, other) => steps.indexOf(one.checkpoint) - steps.indexOf(other.checkpoint));
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: <Table frame={state.frame} caption={words.title} columns={columns} rows={inOrder} />,
		});
	},
});
