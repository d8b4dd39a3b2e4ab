// The lists that challenge policies name, and adding one of a kind.
import * as z from "zod";
import { consolePage, MainButton } from "../../../console/frame";
import { overseers } from "../../../console/menu";
import { paths, signInFor } from "../../../console/paths";
import { hasRole } from "../../../context";
import { type ChallengeListRow, listChallengeLists } from "../../../policies/challenge/list-service";
import { Empty } from "../../../ui/card";
import { optionsOf, SelectField } from "../../../ui/choices";
import { type Column, nameColumn, Table } from "../../../ui/table";
import { page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { termsIn, wordsIn } from "../parts";

const rowsOfAPage = 50;

export const challengeListsPage = page({
	path: paths.challengeLists,
	access: overseers,
	signIn: signInFor,
	query: z.object({ after: z.string().max(40).optional() }),
	load: async (ctx, { query: { after } }) => ({
		actor: ctx.actor,
		...(await listChallengeLists(ctx, { after, limit: rowsOfAPage })),
	}),
	view: (state, { actor, items, next }) => {
		const { language } = state.frame;
		const { lists: words, ...all } = wordsIn(language);
		const { listKinds } = termsIn(language);
		const columns: Column<ChallengeListRow>[] = [
			nameColumn(all.name, (id) => `${paths.challengeLists}/${id}`),
			{ title: words.kind, cell: ({ kind }) => listKinds[kind] },
			{ title: words.values, isNumber: true, cell: ({ values }) => String(values.length) },
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					{hasRole(actor, administrators) && (
						<form class="form-row" action={`${paths.challengeLists}/new`}>
							<SelectField state={null} name="kind" label={words.kind} options={optionsOf(listKinds)} />
							<MainButton>{words.add}</MainButton>
						</form>
					)}
					{items.length === 0 ? (
						<Empty title={words.none} />
					) : (
						<Table frame={state.frame} caption={words.title} columns={columns} rows={items} next={next ?? null} />
					)}
				</>
			),
		});
	},
});
