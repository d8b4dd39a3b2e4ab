// The test of a provider account: a message through this account alone, and what the provider said to it, in words.
import type { FC } from "hono/jsx";
import type { DriverForm } from "../../providers/accounts/form";
import type { AccountTry } from "../../providers/try";
import { Card, Facts } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { formatNumber } from "../../ui/formats";
import { Badge } from "../../ui/parts";
import { Finding, type PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { wordsIn } from "./parts";

export class Tested extends Finding {
	readonly made: AccountTry;

	constructor(made: AccountTry) {
		super();
		this.made = made;
	}
}

/** The form's field for a path of the verb's input. Refusals of numbers name the field that the API calls so. */
export const testField = (path: string): string => (path === "phoneNumber" ? "to" : path);

export const TestCard: FC<{ state: PageState; driver: DriverForm }> = ({ state, driver: { channels } }) => {
	const { language } = state.frame;
	const words = wordsIn(language).test;
	const { channelNames } = consoleWords[language].overview;
	const form = stateOf(state.form, "test");
	const [first] = channels;
	return (
		<Card id="test" title={words.title} lead={words.lead}>
			<Form state={form} action="test" language={language} class="form-row">
				{channels.length > 1 ? (
					<SelectField
						state={form}
						name="channel"
						label={words.channel}
						options={channels.map((value) => ({ value, text: channelNames[value] }))}
						value={first}
					/>
				) : (
					<input type="hidden" name="channel" value={first} />
				)}
				<Field state={form} name="to" label={words.to} hint={words.toHint} autocomplete="off" maxlength={254} />
				<button type="submit" class="button">
					{words.button}
				</button>
			</Form>
			{state.finding instanceof Tested && <Result state={state} made={state.finding.made} />}
		</Card>
	);
};

const tones = { accepted: "success", failed: "danger", unknown: "warning" } as const;

const Result: FC<{ state: PageState; made: AccountTry }> = ({ state, made }) => {
	const { language } = state.frame;
	const words = wordsIn(language).test;
	const code = (text: string | null) => text && <code translate="no">{text}</code>;
	return (
		<div role="status" class="stack-tight">
			<p>
				<Badge tone={tones[made.result]}>{words.results[made.result]}</Badge>{" "}
				{made.kind === null ? words.taken[made.status] : words.failures[made.kind]}
			</p>
			<Facts
				facts={[
					[words.messageId, code(made.providerMessageId)],
					[words.providerCode, code(made.providerCode)],
					[words.duration, words.ms(formatNumber(made.durationMs, language))],
				]}
			/>
		</div>
	);
};
