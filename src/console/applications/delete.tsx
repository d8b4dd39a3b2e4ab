// The question before an application is deleted, or what has to go first.
import { tokensOfApplication } from "../../access/service";
import { applicationsExtending, deleteApplication, getApplication } from "../../applications/service";
import { Notice } from "../../ui/card";
import { atNoField } from "../../web/at-fields";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { applicationAt, paths } from "../paths";
import { question } from "../question";
import { Dependents } from "./parts";

export const deleteApplicationPage = question({
	path: "/console/applications/{applicationId}/delete",
	access: administrators,
	load: async (ctx, { params: { applicationId: id } }) => {
		const [application, tokens, extending] = await Promise.all([
			getApplication(ctx, id),
			tokensOfApplication(ctx, id),
			applicationsExtending(ctx, id),
		]);
		return { application, tokens, extending };
	},
	ask: ({ application: { id, name }, tokens, extending }, { frame }) => {
		const { applications: words } = consoleWords[frame.language];
		const href = applicationAt(id);
		return {
			title: words.deleteTitle,
			of: { href, text: name },
			button: words.deleteButton(name),
			text: (
				<>
					<p>{words.deleteLead(name)}</p>
					<p>{words.noDependents}</p>
					<p>{words.policiesHint}</p>
				</>
			),
			instead: tokens.length + extending.length > 0 && (
				<>
					<Notice tone="warning">
						<p>{words.inUse(name)}</p>
						{tokens.length > 0 && <p>{words.tokensHint}</p>}
						{extending.length > 0 && <p>{words.extendingHint}</p>}
					</Notice>
					<Dependents words={words} tokens={tokens} extending={extending} hasTokenLinks />
				</>
			),
		};
	},
	take: async (ctx, { params: { applicationId = "" } }) => {
		const { id, name } = await getApplication(ctx, applicationId);
		await atNoField(() => deleteApplication(ctx, id));
		return done(paths.applications, "applications.deleted", name);
	},
});
