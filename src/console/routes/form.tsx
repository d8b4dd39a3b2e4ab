// The form of a delivery route: its conditions, and the accounts in the order in which they are tried.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { AccountHealth } from "../../providers/health";
import type { RuleView } from "../../providers/rules/schema";
import { SelectField, Switch, TextArea } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { consoleWords, FormEnd } from "../frame";
import { channelNames } from "../providers/parts";
import { wordsIn } from "./parts";

/** A form has a switch for each channel and purpose, and a choice for each place of an account. */
const channelField = "channel.";
const purposeField = "purpose.";
const accountField = "account.";

/** As they are typed. What comes besides are switches and accounts. */
export const RouteFields = z.looseObject({
	name: z.string().max(1_000).default(""),
	destinationCountries: z.string().max(2_000).default(""),
	originCountries: z.string().max(2_000).default(""),
});
type RouteFields = z.infer<typeof RouteFields>;

/** What follows the word in the names of the fields that have a value. */
const namesAfter = (fields: RouteFields, word: string): string[] =>
	Object.keys(fields)
		.filter((name) => name.startsWith(word) && fields[name] !== "")
		.map((name) => name.slice(word.length));

/** The places at which an account was chosen. */
const chosenPlaces = (fields: RouteFields): string[] =>
	namesAfter(fields, accountField).sort((a, b) => Number(a) - Number(b));

/** "jp, US" → ["JP", "US"]. Japanese keyboards type full-width letters and commas. */
const codesIn = (typed: string): string[] =>
	typed
		.normalize("NFKC")
		.toUpperCase()
		.split(/[\s,、;]+/)
		.filter((code) => code !== "");

/** What the verbs take, without the place among the routes. */
export const routeInputOf = (fields: RouteFields) => ({
	name: fields.name,
	conditions: {
		channels: namesAfter(fields, channelField),
		destinationCountries: codesIn(fields.destinationCountries),
		originCountries: codesIn(fields.originCountries),
		requestTypes: namesAfter(fields, purposeField),
	},
	providers: chosenPlaces(fields).map((place) => fields[accountField + place]),
});

/** The form's field for a path of the verbs' input. What is wrong with all accounts is said at the first place. */
export function fieldOfInput(path: string, fields: RouteFields): string | null {
	if (path === "name") return path;
	const country = /^conditions\.(destinationCountries|originCountries)/.exec(path)?.[1];
	if (country !== undefined) return country;
	const index = /^providers\.(\d+)/.exec(path)?.[1];
	if (index !== undefined) return accountField + chosenPlaces(fields)[Number(index)];
	return path === "providers" || path === "conditions.channels" ? `${accountField}1` : null;
}

interface RouteFormProps {
	state: PageState;
	/** Null for a new route. */
	rule: RuleView | null;
	accounts: readonly AccountHealth[];
	back: string;
}

export const RouteForm: FC<RouteFormProps> = (props) => {
	const { state, rule, back } = props;
	const { language } = state.frame;
	const { form: words, name } = wordsIn(language);
	return (
		<Form state={state.form} action="save" language={language} class="fields">
			<Field
				state={state.form}
				name="name"
				label={name}
				value={rule?.name ?? ""}
				autocomplete="off"
				maxlength={100}
				autofocus
			/>
			<AccountChoices {...props} />
			<Conditions {...props} />
			<FormEnd state={state} back={back}>
				{rule === null ? words.add : consoleWords[language].save}
			</FormEnd>
		</Form>
	);
};

/** As many as the verbs take. */
const mostAccounts = 10;

const AccountChoices: FC<RouteFormProps> = ({ state, rule, accounts }) => {
	const { language } = state.frame;
	const { form: words } = wordsIn(language);
	const options = [
		{ value: "", text: consoleWords[language].none },
		...accounts.map(({ id, name, channels, state }) => ({
			value: id,
			text: words.account(name, channelNames(channels, language), state === "off"),
		})),
	];
	const places = Array.from({ length: Math.min(accounts.length, mostAccounts) }, (_, index) => index + 1);
	return (
		<fieldset class="fields">
			<legend>{words.accounts}</legend>
			<p class="muted">{words.accountsHint}</p>
			{places.map((place) => (
				<SelectField
					state={state.form}
					name={accountField + place}
					label={words.place(place)}
					options={options}
					value={rule?.providers[place - 1] ?? ""}
				/>
			))}
		</fieldset>
	);
};

const Conditions: FC<RouteFormProps> = ({ state, rule }) => {
	const { language } = state.frame;
	const { form: words, ...all } = wordsIn(language);
	const { channels, destinationCountries, originCountries, requestTypes } = rule?.conditions ?? noConditions;
	return (
		<fieldset class="fields">
			<legend>{all.conditions}</legend>
			<p class="muted">{words.conditionsHint}</p>
			<Switches
				state={state}
				title={all.channels}
				word={channelField}
				names={consoleWords[language].overview.channelNames}
				isOn={channels}
			/>
			<TextArea
				state={state.form}
				name="destinationCountries"
				label={all.destinations}
				hint={words.destinationsHint}
				value={destinationCountries.join(" ")}
				rows={2}
			/>
			<TextArea
				state={state.form}
				name="originCountries"
				label={all.origins}
				hint={words.originsHint}
				value={originCountries.join(" ")}
				rows={2}
			/>
			<Switches state={state} title={all.purposes} word={purposeField} names={all.purposeNames} isOn={requestTypes} />
		</fieldset>
	);
};

const noConditions: RuleView["conditions"] = {
	channels: [],
	destinationCountries: [],
	originCountries: [],
	requestTypes: [],
};

interface SwitchesProps {
	state: PageState;
	title: string;
	/** With which the names of the fields begin. */
	word: string;
	/** Value → its name. */
	names: Readonly<Record<string, string>>;
	isOn: readonly string[];
}

const Switches: FC<SwitchesProps> = ({ state, title, word, names, isOn }) => (
	<fieldset>
		<legend>{title}</legend>
		<div class="choice-grid">
			{Object.entries(names).map(([value, name]) => (
				<Switch state={state.form} name={word + value} label={name} isOn={isOn.includes(value)} />
			))}
		</div>
	</fieldset>
);
