// The list of the enrolment policies in the order in which they are asked, moving one, and the effect on one user.
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { hasRole } from "../../context";
import { listEnrollments } from "../../factors/enrollments";
import { groupNames } from "../../groups/service";
import { type EnrollmentPolicy, getPolicy, listPolicies } from "../../policies/enrollment/read";
import { movePolicy } from "../../policies/enrollment/service";
import { uiWords } from "../../ui/frame";
import { MoveFields, MoveRefused, Order, rowAfterMove } from "../../ui/order";
import { type Column, nameColumn, Table } from "../../ui/table";
import { getUserOfField } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, MainLink } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Effect, EffectCard } from "./effect";
import { Names, PolicyStatus, policyPath, wordsIn } from "./parts";

const rowsOfAPage = 100;

export const enrollmentPoliciesPage = page({
	path: paths.enrollmentPolicies,
	access: overseers,
	signIn: signInFor,
	query: z.object({ after: z.string().max(40).optional() }),
	load: async (ctx, { query: { after } }) => {
		const { items, next } = await listPolicies(ctx, { type: "MFA_ENROLL", after, limit: rowsOfAPage });
		const [groups, authenticators] = await Promise.all([
			groupNames(ctx, [...new Set(items.flatMap(({ groupIds }) => groupIds))]),
			listAuthenticators(ctx),
		]);
		return { actor: ctx.actor, items, next, groups, authenticators };
	},
	view: (state, { actor, items, next, groups, authenticators }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const mayChange = hasRole(actor, administrators);
		const columns: Column<EnrollmentPolicy>[] = [
			{ title: words.place, isNumber: true, cell: ({ priority }) => String(priority) },
			nameColumn(words.name, policyPath),
			{
				title: words.groups,
				cell: ({ groupIds }) => (
					<Names names={groupIds.map((id) => groups.get(id) ?? id)} none={words.noGroups} language={language} />
				),
			},
			{
				title: words.offers,
				cell: ({ offered }) => (
					<Names
						names={authenticators.filter(({ id }) => offered.has(id)).map(({ name }) => name)}
						none={words.offersNothing}
						language={language}
					/>
				),
			},
			{ title: words.status, cell: (policy) => <PolicyStatus policy={policy} language={language} /> },
			...(mayChange
				? [
						{
							title: uiWords[language].order.title,
							cell: (policy: EnrollmentPolicy) =>
								policy.isSystem ? (
									<span class="muted">{words.defaultHint}</span>
								) : (
									<Order state={state.form} language={language} row={policy} />
								),
						},
					]
				: []),
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			scripts: ["order.js"],
			tools: mayChange && <MainLink href={`${paths.enrollmentPolicies}/new`}>{words.add}</MainLink>,
			children: (
				<>
					<MoveRefused state={state.form} />
					<Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
					<EffectCard state={state} />
				</>
			),
		});
	},
	actions: {
		move: action({
			access: administrators,
			fields: MoveFields,
			run: async (ctx, { id, from, to }) => {
				const { name } = await getPolicy(ctx, id);
				const priority = await movePolicy(ctx, id, { from, to });
				return done(rowAfterMove(paths.enrollmentPolicies, id), "enrollmentPolicies.moved", `${priority}. ${name}`);
			},
		}),
		effect: action({
			fields: z.object({ userId: z.string().trim().min(1).max(100) }),
			run: async (ctx, { userId }) => {
				const user = await getUserOfField(ctx, "userId", userId);
				return new Effect(user.displayName, await listEnrollments(ctx, user.id));
			},
		}),
	},
});
