// Changing an application.
import { ApplicationBasics, signingAlgorithms } from "../../applications/schema";
import { applicationNames, changeApplication, getApplication } from "../../applications/service";
import { atFields, firstPart } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { applicationAt, signInFor } from "../paths";
import { ApplicationFields, ApplicationForm, inputOf } from "./form";

export const editApplicationPage = page({
	path: "/console/applications/{applicationId}/edit",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { applicationId: id } }) => {
		const [application, names] = await Promise.all([getApplication(ctx, id), applicationNames(ctx)]);
		return { actor: ctx.actor, application, names };
	},
	view: (state, { actor, application, names }) => {
		const all = consoleWords[state.frame.language];
		const back = applicationAt(application.id);
		return consolePage(state, {
			title: all.applications.editTitle(application.name),
			actor,
			crumbs: [{ href: back, text: application.name }],
			children: (
				<ApplicationForm
					state={state}
					application={application}
					bases={names.filter((one) => one.extends === null && one.id !== application.id)}
					algorithms={signingAlgorithms}
					button={all.save}
					back={back}
				/>
			),
		});
	},
	actions: {
		save: action({
			fields: ApplicationFields,
			run: async (ctx, values, { params: { applicationId = "" } }) => {
				const { id, name } = await atFields(firstPart, async () =>
					changeApplication(ctx, applicationId, check(ApplicationBasics, inputOf(values))),
				);
				return done(applicationAt(id), "applications.changed", name);
			},
		}),
	},
});
