// How many tries went well: by day as a chart, and by country and provider as a table.
import * as z from "zod";
import { type DeliveryTotal, listDeliveryTotals } from "../../delivery/records/totals";
import { listSenders } from "../../delivery/tracking/senders";
import type { Language } from "../../languages";
import { Card } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { countryName } from "../../ui/formats";
import { page } from "../../web/page";
import { consolePage } from "../frame";
import { optional } from "../input";
import { anyOf, ListFilter } from "../list-filter";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { wordsIn } from "./parts";
import { days } from "./query";
import { ByDay, ByPlace, noCountry } from "./totals";

export const successPage = page({
	path: `${paths.deliveries}/success`,
	access: overseers,
	signIn: signInFor,
	query: z.object({
		days: z.enum(days).default("7").catch("7"),
		country: optional(z.string().max(10)),
		provider: optional(z.string().max(40)),
	}),
	load: async (ctx, { query }) => {
		const [totals, senders] = await Promise.all([listDeliveryTotals(ctx, Number(query.days)), listSenders(ctx)]);
		return { actor: ctx.actor, now: ctx.now(), query, totals, senders };
	},
	view: (state, { actor, now, query, totals, senders }) => {
		const { language } = state.frame;
		const { success: words, ...all } = wordsIn(language);
		const chosen = totals.filter(
			({ country, senderId }) =>
				(!query.country || query.country === (country || noCountry)) &&
				(!query.provider || query.provider === senderId),
		);
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					<ListFilter state={state} show={words.show}>
						<SelectField
							state={null}
							name="days"
							label={words.period}
							value={query.days}
							options={days.map((value) => ({ value, text: words.periods[value] }))}
						/>
						<SelectField
							state={null}
							name="country"
							label={words.country}
							value={query.country}
							options={[{ value: anyOf, text: words.anyCountry }, ...countriesIn(totals, words.noCountry, language)]}
						/>
						<SelectField
							state={null}
							name="provider"
							label={all.provider}
							value={query.provider}
							options={[
								{ value: anyOf, text: all.anyProvider },
								...senders.map(({ id, name }) => ({ value: id, text: name, isName: true })),
							]}
						/>
					</ListFilter>
					<Card id="days" title={words.chart}>
						<ByDay frame={state.frame} totals={chosen} days={Number(query.days)} now={now} />
					</Card>
					<Card id="places" title={words.table} lead={words.deliveredNote}>
						{chosen.length === 0 ? (
							<p class="muted">{words.empty}</p>
						) : (
							<ByPlace frame={state.frame} totals={chosen} senders={senders} />
						)}
					</Card>
				</>
			),
		});
	},
});

/** The countries that messages went to, by their names. */
const countriesIn = (totals: readonly DeliveryTotal[], none: string, language: Language) =>
	[...new Set(totals.map(({ country }) => country || noCountry))]
		.map((value) => ({ value, text: value === noCountry ? none : countryName(value, language) }))
		.sort((a, b) => a.text.localeCompare(b.text, language));
