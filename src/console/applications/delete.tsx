// The question before an application is deleted, or what has to go first.
import * as z from "zod";
import { tokensOfApplication } from "../../access/service";
import { applicationsExtending, deleteApplication, getApplication } from "../../applications/service";
import { Notice } from "../../ui/card";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { atNoField } from "../at-fields";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { paths, signInFor } from "../paths";
import { Dependents } from "./parts";

export const deleteApplicationPage = page({
	path: "/console/applications/{applicationId}/delete",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { applicationId: id } }) => {
		const [application, tokens, extending] = await Promise.all([
			getApplication(ctx, id),
			tokensOfApplication(ctx, id),
			applicationsExtending(ctx, id),
		]);
		return { actor: ctx.actor, application, tokens, extending };
	},
	view: (state, { actor, application: { id, name }, tokens, extending }) => {
		const all = consoleWords[state.frame.language];
		const words = all.applications;
		const back = `${paths.applications}/${id}`;
		const isFree = tokens.length + extending.length === 0;
		return consolePage(state, {
			title: words.deleteTitle,
			actor,
			crumbs: [{ href: back, text: name }],
			children: isFree ? (
				<Confirm state={state} action="delete" button={words.deleteButton(name)} back={back}>
					<p>{words.deleteLead(name)}</p>
					<p>{words.noDependents}</p>
					<p>{words.policiesHint}</p>
				</Confirm>
			) : (
				<>
					<Notice tone="warning">
						<p>{words.inUse(name)}</p>
						{tokens.length > 0 && <p>{words.tokensHint}</p>}
						{extending.length > 0 && <p>{words.extendingHint}</p>}
					</Notice>
					<Dependents words={words} tokens={tokens} extending={extending} hasTokenLinks />
					<a class="button" href={back}>
						{all.back}
					</a>
				</>
			),
		});
	},
	actions: {
		delete: action({
			fields: z.object({}),
			run: async (ctx, _values, { params: { applicationId = "" } }) => {
				const { id, name } = await getApplication(ctx, applicationId);
				await atNoField(() => deleteApplication(ctx, id));
				return done(paths.applications, "applications.deleted", name);
			},
		}),
	},
});
