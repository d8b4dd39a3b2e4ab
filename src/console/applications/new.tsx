// Making an application.
import { ApplicationInput, signingAlgorithms } from "../../applications/schema";
import { applicationNames, createApplication } from "../../applications/service";
import { atFields, firstPart } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { applicationAt, paths, signInFor } from "../paths";
import { ApplicationFields, ApplicationForm, inputOf } from "./form";

export const newApplicationPage = page({
	path: paths.newApplication,
	access: administrators,
	signIn: signInFor,
	load: async (ctx) => ({ actor: ctx.actor, names: await applicationNames(ctx) }),
	view: (state, { actor, names }) => {
		const words = consoleWords[state.frame.language].applications;
		return consolePage(state, {
			title: words.createTitle,
			lead: words.createLead,
			actor,
			children: (
				<ApplicationForm
					state={state}
					application={{ ...ApplicationInput.parse({ name: "-" }), name: "" }}
					bases={names.filter((one) => one.extends === null)}
					algorithms={signingAlgorithms}
					button={words.create}
					back={paths.applications}
				/>
			),
		});
	},
	actions: {
		save: action({
			fields: ApplicationFields,
			run: async (ctx, values) => {
				const made = await atFields(firstPart, async () =>
					createApplication(ctx, check(ApplicationInput, inputOf(values))),
				);
				return done(applicationAt(made.id), "applications.created", made.name);
			},
		}),
	},
});
