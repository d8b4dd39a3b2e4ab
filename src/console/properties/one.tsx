// One property: what it means, the value that counts and where it comes from; setting, resetting and trying it.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { hasRole } from "../../context";
import { causeText } from "../../errors/cause";
import type { PropertyType } from "../../settings/catalogue/property";
import type { Elsewheres } from "../../settings/elsewhere";
import type { Match } from "../../settings/expression";
import { ExpressionTrial, PropertyInput, type PropertyView } from "../../settings/schema";
import { getProperty, resetProperty, setProperty, tryExpression } from "../../settings/service";
import { localeOf } from "../../settings/values";
import { toPropertyView } from "../../settings/view";
import { meaningIn } from "../../settings/words/meanings";
import { Card, Facts, Notice } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { languageName } from "../../ui/formats";
import { pathOf } from "../../ui/frame";
import { action, Finding, type Page, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { optional } from "../input";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { localeOptions, Origin, propertyAt, ValueField, wordsIn } from "./parts";

class Tried extends Finding {
	readonly match: Match;

	constructor(match: Match) {
		super();
		this.match = match;
	}
}

const locale = optional(z.string().max(35));

export const propertyPage = (elsewheres: Elsewheres): Page =>
	page({
		path: `${paths.properties}/{propertyName}`,
		access: overseers,
		signIn: signInFor,
		query: z.object({
			locale: z
				.string()
				.transform((text) => localeOf(text) ?? "")
				.catch(""),
		}),
		load: async (ctx, { params: { propertyName }, query }) => {
			const wanted = query.locale === "" ? {} : { locale: query.locale };
			const state = await getProperty(ctx, elsewheres, decodeURIComponent(propertyName), wanted);
			return { actor: ctx.actor, locale: query.locale, type: state.property.type, property: toPropertyView(state) };
		},
		view: (state, { actor, locale, type, property }) => {
			const { language } = state.frame;
			const words = wordsIn(language);
			const { name, meaning, value, isSecret, isPerLocale } = property;
			return consolePage(state, {
				title: name,
				lead: meaningIn(language, meaning),
				actor,
				scripts: ["copy.js", "password.js"],
				children: (
					<>
						<Card id="counts" title={words.counts} lead={words.countsLead}>
							<Facts
								facts={[
									[words.value, isSecret ? words.secret : <Value value={value} words={words} />],
									[words.language, property.locale === null ? null : languageName(property.locale, language)],
									[words.origin, <Origin language={language} property={property} />],
									[words.kind, words.kinds[type.kind]],
								]}
							/>
							{isPerLocale && <Languages state={state} property={property} locale={locale} />}
						</Card>
						{hasRole(actor, administrators) && (
							<Change state={state} property={property} type={type} locale={isPerLocale ? locale : ""} />
						)}
						{type.kind === "expression" && hasRole(actor, administrators) && (
							<Trial state={state} expression={value ?? ""} />
						)}
					</>
				),
			});
		},
		actions: {
			set: action({
				access: administrators,
				fields: z.object({ value: PropertyInput.shape.value, locale }),
				run: async (ctx, { value, locale = null }, { params, frame }) => {
					const name = decodeURIComponent(params.propertyName!);
					const text = value.replaceAll("\r\n", "\n");
					const { warnings } = await setProperty(ctx, elsewheres, name, { value: text, locale });
					const told = warnings.map((cause) => causeText(cause, frame.language)).join(" ");
					const target = propertyAt(name, locale);
					return told === "" ? done(target, "properties.saved") : done(target, "properties.warned", told.slice(0, 600));
				},
			}),
			reset: action({
				access: administrators,
				fields: z.object({ locale }),
				run: async (ctx, { locale }, { params }) => {
					const name = decodeURIComponent(params.propertyName!);
					await resetProperty(ctx, elsewheres, name, locale ? { locale } : {});
					return done(propertyAt(name, locale ?? null), "properties.reset");
				},
			}),
			try: action({
				access: administrators,
				fields: ExpressionTrial,
				run: async (_ctx, trial) => new Tried(await tryExpression(trial)),
			}),
		},
	});

const Value: FC<{ value: string | null; words: ReturnType<typeof wordsIn> }> = ({ value, words }) => {
	if (value === null || value === "")
		return <span class="muted">{value === null ? words.none : words.emptyValue}</span>;
	return (
		<span class="property-value" translate="no">
			{value}
		</span>
	);
};

interface PropertyProps {
	state: PageState;
	property: PropertyView;
	/** Empty: for all languages. */
	locale: string;
}

/** Which language is shown and changed. */
const Languages: FC<PropertyProps> = ({ state, property: { locales }, locale }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const others = locale === "" ? locales : [...locales, locale];
	return (
		<form class="form-row" action={pathOf(state.frame)}>
			<SelectField
				state={null}
				name="locale"
				label={words.language}
				value={locale}
				options={localeOptions(language, others)}
			/>
			<button type="submit" class="button">
				{words.show}
			</button>
		</form>
	);
};

const Change: FC<PropertyProps & { type: PropertyType }> = ({ state, property, type, locale }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "set");
	const { origin, value, isSecret } = property;
	const isOwn = origin === "OWN" && (property.locale ?? "") === locale;
	return (
		<Card
			id="change"
			title={words.change}
			lead={locale === "" ? words.changeLead : words.changeIn(languageName(locale, language))}
		>
			<Form state={form} action="set" language={language} class="fields">
				<input type="hidden" name="locale" value={locale} />
				<ValueField
					state={form}
					name="value"
					label={words.value}
					language={language}
					type={type}
					value={value ?? ""}
					isSecret={isSecret}
				/>
				<div class="form-end">
					<MainButton>{consoleWords[language].save}</MainButton>
				</div>
			</Form>
			{isOwn && (
				<Form state={stateOf(state.form, "reset")} action="reset" language={language} class="stack-tight">
					<input type="hidden" name="locale" value={locale} />
					<p class="muted">{words.resetLead}</p>
					<button type="submit" class="button">
						{words.reset}
					</button>
				</Form>
			)}
		</Card>
	);
};

const Trial: FC<{ state: PageState; expression: string }> = ({ state, expression }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "try");
	const { finding } = state;
	return (
		<Card id="try" title={words.trial} lead={words.trialLead}>
			{finding instanceof Tried && (
				<Notice tone={finding.match.isMatch ? "success" : "warning"} isStatus>
					{finding.match.isMatch ? words.matches : words.matchesNot}
				</Notice>
			)}
			<Form state={form} action="try" language={language} class="fields">
				<Field state={form} name="expression" label={words.expression} value={expression} autocomplete="off" />
				<Field state={form} name="value" label={words.typed} autocomplete="off" />
				<div class="form-end">
					<button type="submit" class="button">
						{words.try}
					</button>
				</div>
			</Form>
		</Card>
	);
};
