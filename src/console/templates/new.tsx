// Adding an SMS template.
import { readSampleSender } from "../../delivery/settings/service";
import { sampleOfTemplate } from "../../messages/sample";
import { SmsTemplateInput } from "../../messages/templates/schema";
import { createSmsTemplate } from "../../messages/templates/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor, templateAt } from "../paths";
import { fieldIn, inputOf, TemplateFields, TemplateForm } from "./form";
import { Looked, preview, wordsIn } from "./parts";

export const newTemplatePage = page({
	path: templateAt("new"),
	access: administrators,
	signIn: signInFor,
	load: async (ctx) => ({ actor: ctx.actor, sender: await readSampleSender(ctx) }),
	view: (state, { actor, sender }) => {
		const words = wordsIn(state.frame.language);
		return consolePage(state, {
			title: words.newTitle,
			lead: words.listLead,
			actor,
			children: (
				<TemplateForm
					state={state}
					template={null}
					sampleOf={(tag, text) => sampleOfTemplate(sender, tag, text)}
					back={paths.templates}
				/>
			),
		});
	},
	actions: {
		save: action({
			fields: TemplateFields,
			run: async (ctx, { do: what, ...typed }) => {
				const input = await atFields(fieldIn(typed), () => check(SmsTemplateInput, inputOf(typed)));
				if (what === preview) return new Looked();
				const { id, name } = await createSmsTemplate(ctx, input);
				return done(templateAt(id), "templates.added", name);
			},
		}),
	},
});
