// The list of properties: what can be set, the value that counts, and who has set it.
import * as z from "zod";
import { applicationNames } from "../../applications/service";
import type { Elsewheres } from "../../settings/elsewhere";
import { PropertyListQuery, type PropertyView } from "../../settings/schema";
import { listProperties } from "../../settings/service";
import { localeOf } from "../../settings/values";
import { toPropertyView } from "../../settings/view";
import { meaningIn } from "../../settings/words/meanings";
import { SelectField } from "../../ui/choices";
import { Field } from "../../ui/form";
import { Breakable } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { type Page, page } from "../../web/page";
import { consolePage } from "../frame";
import { ListFilter, NothingFound } from "../list-filter";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { localeOptions, Origin, propertyAt, scopeOptions, wordsIn } from "./parts";

const rowsOfAPage = 50;

/** A longer value is cut, and whole on its own page. */
const longestShown = 160;

const query = z.object({
	q: PropertyListQuery.shape.search.catch(""),
	scope: PropertyListQuery.shape.scope.catch("default"),
	locale: z
		.string()
		.transform((text) => localeOf(text) ?? "")
		.catch(""),
	after: PropertyListQuery.shape.after.catch(undefined),
});

export const propertiesPage = (elsewheres: Elsewheres): Page =>
	page({
		path: paths.properties,
		access: overseers,
		signIn: signInFor,
		query,
		load: async (ctx, { query: { q, scope, locale, after } }) => {
			const wanted = { search: q.trim(), scope, after, ...(locale === "" ? {} : { locale }), limit: rowsOfAPage };
			const [{ items, next }, applications] = await Promise.all([
				listProperties(ctx, elsewheres, wanted),
				applicationNames(ctx),
			]);
			return { actor: ctx.actor, q, scope, locale, applications, items: items.map(toPropertyView), next };
		},
		view: (state, { actor, q, scope, locale, applications, items, next }) => {
			const { language } = state.frame;
			const words = wordsIn(language);
			const columns: Column<PropertyView>[] = [
				{
					title: words.name,
					isName: true,
					cell: ({ name, meaning }) => (
						<>
							<a class="property-name" href={propertyAt(name, locale || null)} translate="no">
								<Breakable text={name} />
							</a>
							<small>{meaningIn(language, meaning)}</small>
						</>
					),
				},
				{
					title: words.value,
					cell: ({ value, isSecret, locale }) =>
						isSecret ? (
							<span class="muted">{words.secret}</span>
						) : value === null || value === "" ? (
							<span class="muted">{value === null ? words.none : words.emptyValue}</span>
						) : (
							<span class="property-value" translate="no" lang={locale ?? undefined}>
								{value.length > longestShown ? `${value.slice(0, longestShown)} …` : value}
							</span>
						),
				},
				{ title: words.origin, cell: (property) => <Origin language={language} property={property} /> },
			];
			const file = new URLSearchParams({ scope, ...(locale === "" ? {} : { locale }) });
			return consolePage(state, {
				title: words.title,
				lead: words.lead,
				actor,
				tools: (
					<>
						<a class="button" href={paths.importProperties}>
							{words.import}
						</a>
						<a class="button" href={`${paths.exportProperties}?${file}`}>
							{words.export}
						</a>
					</>
				),
				children: (
					<>
						<ListFilter state={state} show={words.show}>
							<Field state={null} name="q" label={words.search} type="search" value={q} maxlength={100} />
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
						</ListFilter>
						{items.length === 0 ? (
							<NothingFound state={state} />
						) : (
							<Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
						)}
					</>
				),
			});
		},
	});
