// Editing an SMS template.
import { readSampleSender } from "../../delivery/settings/service";
import { sampleOfTemplate } from "../../messages/sample";
import { SmsTemplateInput } from "../../messages/templates/schema";
import { getSmsTemplate, replaceSmsTemplate } from "../../messages/templates/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor, templateAt } from "../paths";
import { fieldIn, inputOf, TemplateFields, TemplateForm } from "./form";
import { Looked, preview, wordsIn } from "./parts";

export const editTemplatePage = page({
	path: `${paths.smsTemplates}/{templateId}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { templateId } }) => {
		const [template, sender] = await Promise.all([getSmsTemplate(ctx, templateId), readSampleSender(ctx)]);
		return { actor: ctx.actor, template, sender };
	},
	view: (state, { actor, template, sender }) => {
		const back = templateAt(template.id);
		return consolePage(state, {
			title: wordsIn(state.frame.language).editTitle(template.name),
			actor,
			crumbs: [{ href: back, text: template.name }],
			children: (
				<TemplateForm
					state={state}
					template={template}
					sampleOf={(tag, text) => sampleOfTemplate(sender, tag, text)}
					back={back}
				/>
			),
		});
	},
	actions: {
		save: action({
			fields: TemplateFields,
			run: async (ctx, { do: what, ...typed }, { params }) => {
				const input = await atFields(fieldIn(typed), () => check(SmsTemplateInput, inputOf(typed)));
				if (what === preview) return new Looked();
				const { id, name } = await replaceSmsTemplate(ctx, params.templateId!, input);
				return done(templateAt(id), "templates.saved", name);
			},
		}),
	},
});
