// The filter of the deliveries. It is sent by POST, because a number or a mail address may stand in no address.
import type { FC } from "hono/jsx";
import type { Sender } from "../../delivery/tracking/senders";
import { SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import type { PageState } from "../../web/page";
import { consoleWords, MainButton } from "../frame";
import { Chip } from "../list-filter";
import { paths } from "../paths";
import { wordsIn } from "./parts";
import { addressOf, type Conditions, hasConditions } from "./query";

interface FiltersProps {
	state: PageState;
	query: Conditions;
	senders: readonly Sender[];
}

export const Filters: FC<FiltersProps> = ({ state, query, senders }) => {
	const { form, frame } = state;
	const words = wordsIn(frame.language);
	return (
		<Form state={form} action="find" language={frame.language} class="filters">
			<div class="filter-fields">
				<Field
					state={form}
					name="destination"
					label={words.destination}
					hint={words.destinationHint}
					autocomplete="off"
					maxlength={320}
				/>
				<Field state={form} name="user" label={words.user} hint={words.userHint} autocomplete="off" maxlength={100} />
			</div>
			<div class="filter-fields">
				<SelectField
					state={form}
					name="provider"
					label={words.provider}
					value={query.provider}
					options={[
						{ value: "", text: words.anyProvider },
						...senders.map(({ id, name, kind }) => ({
							value: id,
							text: name,
							isName: true,
							group: kind === "hook" ? words.hooks : words.accounts,
						})),
					]}
				/>
				<SelectField
					state={form}
					name="status"
					label={words.status}
					value={query.status}
					options={[
						{ value: "", text: words.anyStatus },
						...Object.entries(words.statuses).map(([value, text]) => ({ value, text })),
					]}
				/>
				<Field state={form} name="from" label={words.from} value={query.from ?? ""} type="datetime-local" />
				<Field state={form} name="until" label={words.until} value={query.until ?? ""} type="datetime-local" />
			</div>
			<MainButton>{words.find}</MainButton>
		</Form>
	);
};

interface ChosenProps {
	state: PageState;
	query: Conditions;
	userName: string | undefined;
	/** The empty list has a button of its own that takes everything away. */
	isEmpty: boolean;
}

/** What no field shows, each with the way to take it away, and the way to take everything away. */
export const Chosen: FC<ChosenProps> = ({ state, query, userName, isEmpty }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	if (!hasConditions(query) || (isEmpty && !query.user && !query.to)) return null;
	return (
		<div class="conditions">
			<ul>
				{query.user && (
					<Chip href={addressOf({ ...query, user: null })} without={words.without}>
						{words.onlyUser} <bdi translate="no">{userName ?? query.user}</bdi>
					</Chip>
				)}
				{query.to && (
					<Chip href={addressOf({ ...query, to: null })} without={words.without}>
						{words.onlyDestination}
					</Chip>
				)}
				{!isEmpty && (
					<li>
						<a class="button" href={paths.deliveries}>
							{consoleWords[language].clear}
						</a>
					</li>
				)}
			</ul>
		</div>
	);
};
