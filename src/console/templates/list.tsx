// The texts of messages by purpose and channel, and the SMS templates.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { applicationNames } from "../../applications/service";
import { hasRole } from "../../context";
import { readSampleSender } from "../../delivery/settings/service";
import { notFound } from "../../errors";
import type { Language } from "../../languages";
import { type Channel, channels, type Purpose, purposes } from "../../messages/message";
import { type SampleSender, sampleOfTemplate } from "../../messages/sample";
import { listSmsTemplates, type SmsTemplateRow } from "../../messages/templates/service";
import { listTexts, wordsOfPlace } from "../../messages/texts";
import { defaultScope } from "../../settings/catalogue";
import { Card, Empty } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { languageName } from "../../ui/formats";
import { type Column, nameColumn, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, MainLink } from "../frame";
import { ListFilter } from "../list-filter";
import { overseers } from "../menu";
import { paths, signInFor, templateAt } from "../paths";
import { purposeName, wordsIn } from "./parts";
import { localeName, textAt, textName } from "./text-parts";

const rowsOfAPage = 50;

export const templatesPage = page({
	path: paths.templates,
	access: overseers,
	signIn: signInFor,
	query: z.object({
		scope: z.string().max(40).default(defaultScope),
		after: z.string().min(1).max(100).optional(),
	}),
	load: async (ctx, { query: { scope, after } }) => {
		const [textsAt, applications, templates, sender] = await Promise.all([
			listTexts(ctx, scope),
			applicationNames(ctx),
			listSmsTemplates(ctx, { limit: rowsOfAPage, ...(after === undefined ? {} : { after }) }),
			readSampleSender(ctx),
		]);
		if (scope !== defaultScope && !applications.some(({ id }) => id === scope)) throw notFound("Application", scope);
		return { actor: ctx.actor, now: ctx.now(), scope, textsAt, applications, templates, sender };
	},
	view: (state, { actor, now, scope, textsAt, applications, templates, sender }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const add = hasRole(actor, administrators) && <MainLink href={templateAt("new")}>{words.add}</MainLink>;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					<Card id="texts" title={words.texts} lead={words.textsLead}>
						{applications.length > 0 && (
							<ListFilter state={state} show={words.show}>
								<SelectField
									state={null}
									name="scope"
									label={words.scope}
									value={scope}
									options={[
										{ value: defaultScope, text: words.everybodys },
										...applications.map(({ id, name }) => ({ value: id, text: name, isName: true })),
									]}
								/>
							</ListFilter>
						)}
						<Table
							frame={state.frame}
							caption={words.texts}
							columns={columnsOf(scope, textsAt, language)}
							rows={[null, ...purposes]}
						/>
					</Card>
					<Card id="templates" title={words.list} lead={words.listLead} tools={templates.items.length > 0 && add}>
						{templates.items.length > 0 ? (
							<Templates state={state} now={now} templates={templates} sender={sender} />
						) : (
							<Empty title={words.empty} lead={words.emptyLead}>
								{add}
							</Empty>
						)}
					</Card>
				</>
			),
		});
	},
});

type TextsAt = Awaited<ReturnType<typeof listTexts>>;

const columnsOf = (scope: string, textsAt: TextsAt, language: Language): Column<Purpose | null>[] => [
	{
		title: wordsIn(language).purpose,
		isName: true,
		cell: (purpose) => purposeName(purpose, language),
	},
	...channels.map((channel) => ({
		title: wordsIn(language).channels[channel],
		cell: (purpose: Purpose | null) => {
			const place = { scope, channel, purpose, locale: "" };
			const said = stateOfText(textsAt, channel, purpose, language);
			return (
				<a href={textAt(...wordsOfPlace(place))} aria-label={`${textName(place, language)}: ${said}`}>
					{said}
				</a>
			);
		},
	})),
];

/** What counts at a place, in a word or two. */
function stateOfText(textsAt: TextsAt, channel: Channel, purpose: Purpose | null, language: Language): string {
	const words = wordsIn(language);
	const { locales, isInherited } = textsAt(channel, purpose);
	if (locales.length > 0)
		return `${words.own}: ${locales.map((locale) => localeName(locale, language)).join(words.comma)}`;
	if (isInherited) return words.inherited;
	const isCommon = purpose !== null && stateOfText(textsAt, channel, null, language) !== words.standard;
	return isCommon ? words.common : words.standard;
}

interface TemplatesProps {
	state: PageState;
	now: number;
	templates: Awaited<ReturnType<typeof listSmsTemplates>>;
	sender: SampleSender;
}

const Templates: FC<TemplatesProps> = ({ state, now, templates: { items, next }, sender }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const columns: Column<SmsTemplateRow>[] = [
		nameColumn(words.name, templateAt),
		{
			title: words.template,
			cell: ({ template, language: tag }) => (
				<span lang={tag} translate="no">
					{template}
				</span>
			),
		},
		{
			title: words.languages,
			cell: ({ language: own, translations }) =>
				[own, ...Object.keys(translations)].map((tag) => languageName(tag, language)).join(words.comma),
		},
		{
			title: words.length,
			cell: ({ template, translations }) => {
				const costs = [template, ...Object.values(translations)].map(
					(text) => sampleOfTemplate(sender, "", text).cost?.segments ?? 1,
				);
				return words.costs(Math.min(...costs), Math.max(...costs));
			},
		},
		{ title: words.changed, cell: ({ lastUpdatedAt: at }) => <TimeCell at={at} now={now} frame={state.frame} /> },
	];
	return <Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />;
};
