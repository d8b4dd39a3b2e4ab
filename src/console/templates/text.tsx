// One text of a channel, a purpose and a language: the customer's own beside what counts without it, with a preview.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { applicationNames } from "../../applications/service";
import { hasRole } from "../../context";
import { readSampleSender } from "../../delivery/settings/service";
import { invalid, notFound } from "../../errors";
import { causeText } from "../../errors/cause";
import { sampleOf } from "../../messages/sample";
import {
	changeText,
	getText,
	partOfName,
	partsAt,
	placeOfWords,
	type TextPart,
	type TextPlace,
	wordsOfPlace,
} from "../../messages/texts";
import { defaultScope } from "../../settings/catalogue";
import { localeOf } from "../../settings/values";
import { Card, Facts, Notice } from "../../ui/card";
import { TextArea } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { atFields } from "../../web/at-fields";
import { action, type PageState, page, SeeOther } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, MainButton } from "../frame";
import { optional } from "../input";
import { overseers } from "../menu";
import { signInFor } from "../paths";
import { Looked, PreviewButton, preview, SampleView, withoutReturns, wordsIn } from "./parts";
import { Languages, localeName, Otherwise, textAt, textName, textPath } from "./text-parts";

const typed = z.string().max(32_768).transform(withoutReturns).optional();

const pathOf = (place: TextPlace, ...step: string[]) => textAt(...wordsOfPlace(place), ...step);

export const textPage = page({
	path: textPath,
	access: overseers,
	signIn: signInFor,
	query: z.object({ locale: optional(z.string().trim().max(35)) }),
	load: async (ctx, { params, query, frame }) => {
		const place = placeOfWords(params);
		if (query.locale) {
			const locale = localeOf(query.locale);
			if (locale === null) throw invalid("locale", "locale-format");
			throw new SeeOther(pathOf({ ...place, locale }));
		}
		const [text, sender, applications] = await Promise.all([
			getText(ctx, place, frame.language),
			readSampleSender(ctx),
			applicationNames(ctx),
		]);
		const names = new Map(applications.map(({ id, name }) => [id, name]));
		if (place.scope !== defaultScope && !names.has(place.scope)) throw notFound("Application", place.scope);
		return { actor: ctx.actor, place, text, sender, names };
	},
	view: (state, { actor, place, text, sender, names }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const allNames = new Map([...names, [defaultScope, words.everybodys]]);
		const mayChange = hasRole(actor, administrators);
		const isSet = Object.values(text.own).some((value) => value !== null);
		const sampleIn = (locale: string, written: { subject: string | null; body: string }) =>
			sampleOf(sender, place.channel, locale || language, written);
		const typed = { ...text.own, ...state.form.values };
		const body = withoutReturns(typed.body ?? "");
		const subject = typed.subject || (text.otherwise[0]?.subject ?? null);
		return consolePage(state, {
			title: `${textName(place, language)} (${localeName(place.locale, language)})`,
			lead: words.textLead(allNames.get(place.scope) ?? ""),
			actor,
			tools: mayChange && isSet && (
				<a class="button button-danger" href={pathOf(place, "reset")}>
					{words.reset}
				</a>
			),
			children: (
				<>
					<Languages
						state={state}
						here={place.locale}
						locales={text.locales}
						pathOf={(locale) => pathOf({ ...place, locale })}
					/>
					{text.remarks.map((cause) => (
						<Notice tone="warning">{causeText(cause, language)}</Notice>
					))}
					<div class="side-by-side">
						<Card id="yours" title={words.yours} lead={mayChange && words.yoursLead}>
							{mayChange ? (
								<TextForm state={state} parts={partsAt(place)} own={text.own} isMail={place.channel === "EMAIL"} />
							) : (
								<Facts
									facts={partsAt(place).map((part) => [
										words[part],
										text.own[part] && <code class="sample-text">{text.own[part]}</code>,
									])}
								/>
							)}
							<div id="preview" data-live>
								{body === "" ? (
									<p class="muted">{words.noText}</p>
								) : (
									<SampleView language={language} sample={sampleIn(place.locale, { subject, body })} />
								)}
							</div>
						</Card>
						<Otherwise
							state={state}
							texts={text.otherwise.map((one) => ({ ...one, sample: sampleIn(one.locale, one) }))}
							names={allNames}
						/>
					</div>
				</>
			),
		});
	},
	actions: {
		save: action({
			access: administrators,
			fields: z.object({
				subject: typed,
				body: typed,
				fromName: typed,
				fromAddress: typed,
				do: z.literal(preview).optional(),
			}),
			run: async (ctx, { do: what, ...parts }, { params, frame }) => {
				const place = placeOfWords(params);
				const isTrial = what === preview;
				await atFields(partOfName, () => changeText(ctx, place, parts, { isTrial }));
				return isTrial ? new Looked() : done(pathOf(place), "templates.text", textName(place, frame.language));
			},
		}),
	},
});

interface TextFormProps {
	state: PageState;
	parts: readonly TextPart[];
	/** What is set. */
	own: Readonly<Record<TextPart, string | null>>;
	isMail: boolean;
}

const TextForm: FC<TextFormProps> = ({ state, parts, own, isMail }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const hints: Record<TextPart, string> = {
		subject: isMail ? words.subjectHint : words.subjectElsewhereHint,
		body: words.bodyHint,
		fromName: words.fromHint,
		fromAddress: words.fromHint,
	};
	return (
		<Form state={state.form} action="save" language={language} class="fields">
			{parts.map((part) => {
				const field = { state: state.form, name: part, label: words[part], hint: hints[part], value: own[part] ?? "" };
				return part === "body" ? (
					<TextArea {...field} rows={isMail ? 14 : 4} />
				) : (
					<Field {...field} autocomplete="off" />
				);
			})}
			<div class="form-end">
				<MainButton>{words.save}</MainButton>
				<PreviewButton language={language} />
			</div>
		</Form>
	);
};
