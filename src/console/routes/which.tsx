// "Which route would this number take?": the form, and the answer with the routes that were passed over.
import type { FC } from "hono/jsx";
import type { AccountUse, Explanation } from "../../providers/rules/explain";
import { Card, Notice } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { Finding, type PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { paths } from "../paths";
import { countryText, routePath, wordsIn } from "./parts";

interface Found {
	/** Of the number; null for channels without numbers. */
	country: string | null;
	/** Whether the settings let messages go there. */
	isAllowed: boolean;
	explanation: Explanation;
}

export class Explained extends Finding {
	readonly found: Found;

	constructor(found: Found) {
		super();
		this.found = found;
	}
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
	Object.entries(names).map(([value, text]) => ({ value, text }));

export const WhichCard: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const all = wordsIn(language);
	const words = all.which;
	const { channelNames } = consoleWords[language].overview;
	const form = stateOf(state.form, "which");
	return (
		<Card id="which" title={words.title} lead={words.lead}>
			<Form state={form} action="which" language={language} class="fields">
				<div class="side-by-side">
					<SelectField state={form} name="channel" label={words.channel} options={optionsOf(channelNames)} />
					<SelectField
						state={form}
						name="purpose"
						label={words.purpose}
						options={optionsOf(all.purposeNames)}
						value="com.okta.user.telephony.mfa-verification"
					/>
					<Field state={form} name="to" label={words.to} hint={words.toHint} autocomplete="off" maxlength={254} />
					<Field
						state={form}
						name="originCountry"
						label={words.origin}
						hint={words.originHint}
						autocomplete="off"
						maxlength={10}
					/>
				</div>
				<button type="submit" class="button">
					{words.button}
				</button>
			</Form>
			{state.finding instanceof Explained && <Answer state={state} {...state.finding.found} />}
		</Card>
	);
};

const Answer: FC<Found & { state: PageState }> = ({ state, country, isAllowed, explanation }) => {
	const { language } = state.frame;
	const words = wordsIn(language).which;
	const { rule, passedOver, accounts } = explanation;
	const isLost = accounts.every(({ use }) => use !== "tried");
	return (
		<div role="status" class="stack-tight">
			<p>
				{country !== null && words.isOf(countryText(country, language))} {rule === null ? words.noRule : words.takes}{" "}
				{rule && (
					<a href={routePath(rule.id)} translate="no">
						{rule.name}
					</a>
				)}
			</p>
			{!isAllowed && (
				<Notice tone="danger">
					{words.notAllowed} <a href={paths.settings}>{consoleWords[language].entries.settings}</a>
				</Notice>
			)}
			{isLost && <Notice tone="danger">{words.lost}</Notice>}
			<TriedAccounts state={state} accounts={accounts} />
			{passedOver.length > 0 && <PassedOver state={state} passedOver={passedOver} />}
		</div>
	);
};

const tones = { tried: "success", "left-out": "danger", off: "neutral", "other-channel": "neutral" } as const;

const TriedAccounts: FC<{ state: PageState } & Pick<Explanation, "accounts">> = ({ state, accounts }) => {
	const { uses } = wordsIn(state.frame.language).which;
	const badge = (use: AccountUse) => <Badge tone={tones[use]}>{uses[use]}</Badge>;
	return (
		<ol class="numbered">
			{accounts.map(({ account: { name }, use }) => (
				<li>
					<span translate="no">{name}</span> {badge(use)}
				</li>
			))}
		</ol>
	);
};

type Passed = Explanation["passedOver"][number];

const PassedOver: FC<{ state: PageState } & Pick<Explanation, "passedOver">> = ({ state, passedOver }) => {
	const all = wordsIn(state.frame.language);
	const columns: Column<Passed>[] = [
		{ title: all.place, isNumber: true, cell: ({ rule }) => String(rule.priority) },
		{
			title: all.name,
			isName: true,
			cell: ({ rule: { id, name } }) => (
				<a href={routePath(id)} translate="no">
					{name}
				</a>
			),
		},
		{ title: all.which.why, cell: ({ unmet }) => all.which.unmet[unmet] },
	];
	return (
		<>
			<h3>{all.which.passedOver}</h3>
			<Table frame={state.frame} caption={all.which.passedOver} columns={columns} rows={passedOver} />
		</>
	);
};
