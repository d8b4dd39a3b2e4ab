// One SMS template: its ID, who names it, and each of its texts as people get it.
import { hasRole } from "../../context";
import { readSampleSender } from "../../delivery/settings/service";
import { listSources } from "../../inbound/service";
import { sampleOfTemplate } from "../../messages/sample";
import { getSmsTemplate } from "../../messages/templates/service";
import { Card, Facts } from "../../ui/card";
import { languageName } from "../../ui/formats";
import { Time } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { CopyableId } from "../copyable";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor, templateAt } from "../paths";
import { SampleView, wordsIn } from "./parts";

export const templatePage = page({
	path: `${paths.smsTemplates}/{templateId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { templateId } }) => {
		const [template, sender, sources] = await Promise.all([
			getSmsTemplate(ctx, templateId),
			readSampleSender(ctx),
			listSources(ctx),
		]);
		const usedBy = sources.filter(({ smsTemplateId }) => smsTemplateId === templateId);
		return { actor: ctx.actor, now: ctx.now(), template, sender, usedBy };
	},
	view: (state, { actor, now, template, sender, usedBy }) => {
		const { frame } = state;
		const { language } = frame;
		const words = wordsIn(language);
		const texts = [[template.language, template.template] as const, ...Object.entries(template.translations)];
		return consolePage(state, {
			title: template.name,
			actor,
			scripts: ["copy.js"],
			tools: hasRole(actor, administrators) && (
				<>
					<a class="button" href={templateAt(template.id, "edit")}>
						{consoleWords[language].edit}
					</a>
					<a class="button button-danger" href={templateAt(template.id, "delete")}>
						{words.remove}
					</a>
				</>
			),
			children: (
				<>
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.id, <CopyableId id={template.id} language={language} />],
								[words.type, words.typeOfCode],
								[
									words.usedBy,
									usedBy.length === 0 ? null : (
										<span translate="no">{usedBy.map(({ name }) => name).join(words.comma)}</span>
									),
								],
								[words.created, <Time at={template.createdAt} now={now} frame={frame} />],
								[words.changed, <Time at={template.lastUpdatedAt} now={now} frame={frame} />],
							]}
						/>
					</Card>
					<div class="side-by-side">
						{texts.map(([tag, text], index) => (
							<Card id={`text-${index}`} title={languageName(tag, language)} lead={index === 0 && words.template}>
								<pre class="source">{text}</pre>
								<SampleView language={language} sample={sampleOfTemplate(sender, tag, text)} />
							</Card>
						))}
					</div>
				</>
			),
		});
	},
});
