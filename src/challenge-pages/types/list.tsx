// The challenge types with what each needs, and for one user why a type isn't offered.
import * as z from "zod";
import { applicationNames, getApplication } from "../../applications/service";
import type { ConfiguredType } from "../../challenges/type";
import { explainForUser, readTypeSettings } from "../../challenges/type-settings";
import { consolePage } from "../../console/frame";
import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { propertyAt } from "../../console/properties/parts";
import { applicationIn, propertyIn, ScopeFilter, scopeIn } from "../../console/scope";
import { findValue } from "../../settings/values";
import { Card, Facts } from "../../ui/card";
import { type Column, Table } from "../../ui/table";
import { action, page } from "../../web/page";
import { Explained, ExplainedCard, ExplainForm } from "./explained";
import { FieldLinks, TypeStatus, typeAt, wordsIn } from "./parts";

const length = "otp.generate.code.length";
const characters = "otp.generate.code.characters";

export const challengeTypesPage = page({
	path: paths.challengeTypes,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { request, frame }) => {
		const scope = scopeIn(request.url);
		const application = applicationIn(scope);
		const [settings, applications] = await Promise.all([
			readTypeSettings(ctx, scope, [frame.language]),
			applicationNames(ctx),
			application === null ? null : getApplication(ctx, application),
		]);
		return { actor: ctx.actor, scope, applications, ...settings };
	},
	view: (state, { actor, scope, applications, snapshot, types, fieldNames }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const columns: Column<ConfiguredType>[] = [
			{
				title: words.name,
				isName: true,
				cell: ({ key, name }) => (
					<>
						<a href={typeAt(key, scope)} translate="no">
							{name}
						</a>
						<small>
							<code>{key}</code>
						</small>
					</>
				),
			},
			{ title: words.does, cell: ({ processor }) => words.processorOf(processor) },
			{
				title: words.requires,
				cell: ({ requiredInfo }) => (
					<FieldLinks keys={requiredInfo} names={fieldNames} scope={scope} none={words.requiresNothing} />
				),
			},
			{ title: words.status, cell: (type) => <TypeStatus type={type} language={language} /> },
		];
		const value = (name: string) => (
			<a href={propertyAt(propertyIn(scope, name))} translate="no">
				{findValue(snapshot, name)?.value}
			</a>
		);
		const { finding } = state;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					<ScopeFilter state={state} scope={scope} applications={applications} />
					<Table frame={state.frame} caption={words.list} columns={columns} rows={types} />
					{finding instanceof Explained && (
						<ExplainedCard state={state} scope={scope} names={fieldNames} found={finding} />
					)}
					<ExplainForm state={state} />
					<Card id="codes" title={words.codes} lead={words.codesLead}>
						<Facts
							facts={[
								[words.codeLength, value(length)],
								[words.codeCharacters, value(characters)],
							]}
						/>
					</Card>
				</>
			),
		});
	},
	actions: {
		explain: action({
			fields: z.object({ user: z.string().trim().min(1).max(100) }),
			run: async (ctx, { user }, { request, frame }) => {
				const { name, explained } = await explainForUser(ctx, scopeIn(request.url), user, [frame.language]);
				return new Explained(name, explained);
			},
		}),
	},
});
