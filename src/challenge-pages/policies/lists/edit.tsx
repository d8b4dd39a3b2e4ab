// Adding a list that challenge policies name, and one list with its values. Its kind stays.
import * as z from "zod";
import { done } from "../../../console/flash";
import { consolePage } from "../../../console/frame";
import { overseers } from "../../../console/menu";
import { paths, signInFor } from "../../../console/paths";
import { hasRole } from "../../../context";
import { createChallengeList, getChallengeList, replaceChallengeList } from "../../../policies/challenge/list-service";
import { listKinds } from "../../../policies/challenge/lists/matching";
import { ChallengeListInput } from "../../../policies/challenge/lists/schema";
import { Facts } from "../../../ui/card";
import { atFields } from "../../../web/at-fields";
import { action, page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { check } from "../../../web/validate";
import { StepLink, termsIn, wordsIn } from "../parts";
import { fieldOfList, ListFields, ListForm, lineOf, listInputOf } from "./form";

const kind = z.enum(listKinds);

/** A form writes most bytes of a list with three characters. */
const largestForm = 1024 * 1024;

export const newChallengeListPage = page({
	path: `${paths.challengeLists}/new`,
	access: administrators,
	signIn: signInFor,
	maxFormBytes: largestForm,
	query: z.object({ kind: kind.default("COUNTRIES") }),
	load: (ctx, { query }) => ({ actor: ctx.actor, ...query }),
	view: (state, { actor, kind }) => {
		const { lists: words } = wordsIn(state.frame.language);
		return consolePage(state, {
			title: words.newTitle(termsIn(state.frame.language).listKinds[kind]),
			actor,
			crumbs: [{ href: paths.challengeLists, text: words.title }],
			children: <ListForm state={state} kind={kind} list={null} />,
		});
	},
	actions: {
		save: action({
			fields: ListFields.extend({ kind }),
			run: async (ctx, fields) => {
				const { name } = await atFields(fieldOfList, () =>
					createChallengeList(ctx, check(ChallengeListInput, listInputOf(fields.kind, fields)) as ChallengeListInput),
				);
				return done(paths.challengeLists, "challengePolicies.saved", name);
			},
		}),
	},
});

export const challengeListPage = page({
	path: `${paths.challengeLists}/{challengeListId}`,
	access: overseers,
	signIn: signInFor,
	maxFormBytes: largestForm,
	load: async (ctx, { params }) => ({ actor: ctx.actor, list: await getChallengeList(ctx, params.challengeListId) }),
	view: (state, { actor, list }) => {
		const { lists: words, ...all } = wordsIn(state.frame.language);
		const mayChange = hasRole(actor, administrators);
		return consolePage(state, {
			title: list.name,
			actor,
			crumbs: [{ href: paths.challengeLists, text: words.title }],
			tools: mayChange && (
				<StepLink href={`${paths.challengeLists}/${list.id}/delete`} isDanger>
					{all.remove}
				</StepLink>
			),
			children: mayChange ? (
				<ListForm state={state} kind={list.kind} list={list} />
			) : (
				<Facts
					facts={[
						[words.kind, termsIn(state.frame.language).listKinds[list.kind]],
						[words.values, <span translate="no">{list.values.map(lineOf).join(", ")}</span>],
					]}
				/>
			),
		});
	},
	actions: {
		save: action({
			access: administrators,
			fields: ListFields,
			run: async (ctx, fields, { params }) => {
				const { id, kind } = await getChallengeList(ctx, params.challengeListId!);
				const { name } = await atFields(fieldOfList, () =>
					replaceChallengeList(ctx, id, check(ChallengeListInput, listInputOf(kind, fields)) as ChallengeListInput),
				);
				return done(paths.challengeLists, "challengePolicies.saved", name);
			},
		}),
	},
});
