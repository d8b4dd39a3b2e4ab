// The texts of pages and messages: ours and the customer's side by side, page by page, and what isn't translated.
import * as z from "zod";
import { applicationNames } from "../../applications/service";
import { notFound } from "../../errors";
import { ourTexts } from "../../messages/compose";
import { channelOf, wordsOfPlace } from "../../messages/texts";
import { defaultScope, wholeName } from "../../settings/catalogue";
import { textPlaces } from "../../settings/catalogue/texts";
import { PropertyListQuery } from "../../settings/schema";
import { listTexts, type TextState } from "../../settings/texts";
import { localeOf } from "../../settings/values";
import { Empty } from "../../ui/card";
import { optionsOf, SelectField, Switch } from "../../ui/choices";
import { Field } from "../../ui/form";
import { languageName, listed } from "../../ui/formats";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { page } from "../../web/page";
import { consolePage } from "../frame";
import { isOn } from "../input";
import { anyOf, ListFilter, NothingFound } from "../list-filter";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { localeOptions, scopeOptions } from "../properties/parts";
import { textAt } from "../templates/text-parts";
import { excerpt, textName, textPath, wordsIn } from "./parts";

const rowsOfAPage = 50;

const query = z.object({
	q: z.string().max(100).default(""),
	scope: PropertyListQuery.shape.scope.catch(defaultScope),
	locale: z
		.string()
		.transform((text) => localeOf(text) ?? "")
		.optional(),
	place: z.enum([...textPlaces, anyOf]).catch(anyOf),
	type: z.string().max(64).catch(anyOf),
	untranslated: isOn,
	after: PropertyListQuery.shape.after.catch(undefined),
});

export const textsPage = page({
	path: paths.texts,
	access: overseers,
	signIn: signInFor,
	query,
	load: async (ctx, { query: asked, frame: { language } }) => {
		const { q, scope, locale = language, place, type, untranslated, after } = asked;
		const [found, applications] = await Promise.all([
			listTexts(ctx, {
				search: q,
				scope,
				locale,
				language,
				...(place === anyOf ? {} : { place }),
				...(type === anyOf ? {} : { type }),
				isUntranslated: untranslated,
				...(after === undefined ? {} : { after }),
				limit: rowsOfAPage,
			}),
			applicationNames(ctx),
		]);
		if (scope !== defaultScope && !applications.some(({ id }) => id === scope)) throw notFound("Application", scope);
		return { actor: ctx.actor, asked: { ...asked, locale }, ...found, applications };
	},
	view: (state, { actor, asked, items, next, types, applications }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const { q, scope, locale, place, type, untranslated } = asked;
		const columns: Column<TextState>[] = [
			{
				title: words.text,
				isName: true,
				cell: (text) => (
					<>
						<a href={addressOf(text, locale)}>{textName(language, text)}</a>
						<small class="property-name" translate="no">
							{text.name}
						</small>
					</>
				),
			},
			{ title: words.page, cell: (text) => words.places[text.place] },
			{
				title: words.ours,
				cell: (text) => {
					const ours = text.ours ?? ourMessage(text, locale || language);
					if (ours !== null) return excerpt(ours, locale || language);
					return (
						<span class="muted">
							{text.place === "messages" && text.part === "body" ? words.byPurpose : words.none}
						</span>
					);
				},
			},
			{
				title: words.theirs,
				cell: ({ theirs, scope, untranslated }) => (
					<>
						{theirs === null ? (
							<span class="muted">{words.none}</span>
						) : (
							excerpt(theirs.value, theirs.locale || undefined)
						)}
						{theirs !== null && theirs.from !== scope && <Badge tone="neutral">{words.inherited}</Badge>}
						{untranslated.length > 0 && (
							<Badge tone="warning">
								{words.untranslated(
									listed(
										untranslated.map((tag) => languageName(tag, language)),
										language,
									),
								)}
							</Badge>
						)}
					</>
				),
			},
		];
		const isBare = q === "" && place === anyOf && type === anyOf;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					<ListFilter state={state} show={words.show}>
						<SelectField
							state={null}
							name="scope"
							label={words.scope}
							value={scope}
							options={scopeOptions(language, applications)}
						/>
						<SelectField
							state={null}
							name="locale"
							label={words.language}
							value={locale}
							options={localeOptions(language, locale === "" ? [] : [locale])}
						/>
						<SelectField
							state={null}
							name="place"
							label={words.page}
							value={place}
							options={[{ value: anyOf, text: words.everywhere }, ...optionsOf(words.places)]}
						/>
						<SelectField
							state={null}
							name="type"
							label={words.type}
							value={type}
							options={[
								{ value: anyOf, text: words.everyType },
								...types.map(({ key, name }) => ({ value: key, text: name, isName: true })),
							]}
						/>
						<Field state={null} name="q" label={words.search} type="search" value={q} maxlength={100} />
						<Switch state={null} name="untranslated" label={words.onlyUntranslated} isOn={untranslated} />
					</ListFilter>
					{items.length > 0 ? (
						<Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
					) : untranslated && isBare ? (
						<Empty title={words.allTranslated} lead={words.allTranslatedLead} />
					) : (
						<NothingFound state={state} />
					)}
				</>
			),
		});
	},
});

/** Messages of our channels have pages of their own, which show what a message costs. */
function addressOf(text: TextState, locale: string): string {
	const { scope, place, about, purpose } = text;
	const channel = place === "messages" ? channelOf(about) : null;
	return channel === null
		? textPath(wholeName(text), locale)
		: textAt(...wordsOfPlace({ scope, channel, purpose, locale }));
}

/** What we say in messages isn't with the properties. */
function ourMessage({ place, part, about, purpose }: TextState, locale: string): string | null {
	const channel = channelOf(about);
	if (place !== "messages" || channel === null || purpose === null) return null;
	const { subject, body } = ourTexts(channel, purpose, locale);
	return part === "subject" ? subject : body;
}
