// The question before an SMS template is deleted: how many texts go, and who names it.
import { listSources } from "../../inbound/service";
import { deleteSmsTemplate, getSmsTemplate } from "../../messages/templates/service";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { paths, templateAt } from "../paths";
import { question } from "../question";
import { wordsIn } from "./parts";

export const deleteTemplatePage = question({
	path: `${paths.smsTemplates}/{templateId}/delete`,
	access: administrators,
	load: async (ctx, { params: { templateId } }) => {
		const [template, sources] = await Promise.all([getSmsTemplate(ctx, templateId), listSources(ctx)]);
		return { template, sources: sources.filter(({ smsTemplateId }) => smsTemplateId === templateId) };
	},
	ask: ({ template: { id, name, translations }, sources }, { frame }) => {
		const { deletion, removeNamed } = wordsIn(frame.language);
		return {
			title: deletion.title(name),
			of: { href: templateAt(id), text: name },
			button: removeNamed(name),
			text: (
				<>
					<p>{deletion.text(1 + Object.keys(translations).length)}</p>
					<p>{deletion.callers}</p>
					{sources.length > 0 && (
						<>
							<p>{deletion.sources(sources.length)}</p>
							<ul>
								{sources.map((source) => (
									<li translate="no">{source.name}</li>
								))}
							</ul>
						</>
					)}
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getSmsTemplate(ctx, params.templateId!);
		await deleteSmsTemplate(ctx, id);
		return done(paths.templates, "templates.deleted", name);
	},
});
