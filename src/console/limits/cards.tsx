// The cards of the page of limits: each a form for administrators, and facts for whoever may only look.
import type { FC } from "hono/jsx";
import type { ChannelLimits, SendLimits } from "../../delivery/limits/schema";
import type { DeliverySettings } from "../../delivery/settings/schema";
import type { SendRefusalCount } from "../../log/send-refusals";
import { Card, Facts } from "../../ui/card";
import { SelectField, TextArea } from "../../ui/choices";
import { Form, stateOf } from "../../ui/form";
import { formatNumber } from "../../ui/formats";
import type { PageState } from "../../web/page";
import { consoleWords, MainButton } from "../frame";
import { AddressFieldset, ChannelFields, FixedLines, NumberField, NumberLists, wordsIn } from "./form";

interface CardProps {
	state: PageState;
	limits: SendLimits;
	settings: DeliverySettings;
	refused: readonly SendRefusalCount[];
	mayChange: boolean;
}

export const Lately: FC<CardProps> = ({ state, refused }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	return (
		<Card id="lately" title={words.lately}>
			{refused.length === 0 ? (
				<p class="muted">{words.nothing}</p>
			) : (
				<Facts
					facts={refused.map(({ reason, refused: count }) => [
						words.reasons[reason] ?? reason,
						formatNumber(count, language),
					])}
				/>
			)}
		</Card>
	);
};

export const Numbers: FC<CardProps> = ({ state, limits, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "numbers");
	const fields = { form, language, limits };
	return (
		<Card id="numbers" title={words.numbers} lead={words.numbersLead}>
			{mayChange ? (
				<Form state={form} action="numbers" language={language} class="stack">
					<ChannelFields {...fields} channel="telephone" />
					<ChannelFields {...fields} channel="mail" />
					<AddressFieldset {...fields} />
					<div class="field-grid">
						<NumberField
							form={form}
							name="ownProxies"
							label={words.proxies}
							hint={words.proxiesHint}
							value={limits.ownProxies}
						/>
						<FixedLines {...fields} />
					</div>
					<MainButton>{words.saveNumbers}</MainButton>
				</Form>
			) : (
				<NumberFacts state={state} limits={limits} />
			)}
		</Card>
	);
};

const NumberFacts: FC<Pick<CardProps, "state" | "limits">> = ({ state, limits }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const { telephone, mail, address, ownProxies, fixedLines } = limits;
	const number = (value: number | null) => (value === null ? words.unlimited : formatNumber(value, language));
	const caps = ({ hourly, daily }: { hourly: number; daily: number }) =>
		[
			[words.hourly, number(hourly)],
			[words.daily, number(daily)],
		] as const;
	const channel = (limit: ChannelLimits, range: string) => (
		<Facts
			facts={[
				[words.cooldown, number(limit.cooldownSeconds)],
				...caps(limit.perDestination),
				[range, number(limit.perRangeHourly)],
			]}
		/>
	);
	return (
		<>
			<h3>{words.telephone}</h3>
			{channel(telephone, words.range)}
			<h3>{words.mail}</h3>
			{channel(mail, words.rangeMail)}
			<h3>{words.address}</h3>
			{address === null ? <p>{words.unlimited}</p> : <Facts facts={caps(address)} />}
			<Facts
				facts={[
					[words.proxies, String(ownProxies)],
					[words.fixedLines, words.fixedLinesChoices[fixedLines]],
				]}
			/>
		</>
	);
};

export const Lists: FC<CardProps> = ({ state, limits, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "lists");
	const shown = (numbers: readonly string[]) =>
		numbers.length === 0 ? consoleWords[language].none : <span translate="no">{numbers.join(" ")}</span>;
	return (
		<Card id="lists" title={words.lists} lead={words.listsLead}>
			{mayChange ? (
				<Form state={form} action="lists" language={language} class="stack">
					<NumberLists form={form} language={language} limits={limits} />
					<MainButton>{words.saveLists}</MainButton>
				</Form>
			) : (
				<Facts
					facts={[
						[words.blocked, shown(limits.blockedNumbers)],
						[words.allowed, shown(limits.allowedNumbers)],
					]}
				/>
			)}
		</Card>
	);
};

export const Places: FC<CardProps> = ({ state, settings, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "places");
	const { allowedCountries, unknownNumbers, conversionMode } = settings;
	const choices = (texts: Readonly<Record<string, string>>) =>
		Object.entries(texts).map(([value, text]) => ({ value, text }));
	return (
		<Card id="places" title={words.places} lead={words.placesLead}>
			{mayChange ? (
				<Form state={form} action="places" language={language} class="fields">
					<TextArea
						state={form}
						name="allowedCountries"
						label={words.allowedCountries}
						hint={words.allowedCountriesHint}
						value={allowedCountries?.join(" ") ?? ""}
						rows={2}
					/>
					<SelectField
						state={form}
						name="unknownNumbers"
						label={words.unknownNumbers}
						hint={words.unknownNumbersHint}
						value={unknownNumbers}
						options={choices(words.unknownNumbersChoices)}
					/>
					<SelectField
						state={form}
						name="conversionMode"
						label={words.conversionMode}
						hint={words.conversionModeHint}
						value={conversionMode}
						options={choices(words.conversionModeChoices)}
					/>
					<MainButton>{words.savePlaces}</MainButton>
				</Form>
			) : (
				<Facts
					facts={[
						[words.allowedCountries, allowedCountries?.join(" ") ?? words.allCountries],
						[words.unknownNumbers, words.unknownNumbersChoices[unknownNumbers]],
						[words.conversionMode, words.conversionModeChoices[conversionMode]],
					]}
				/>
			)}
		</Card>
	);
};
