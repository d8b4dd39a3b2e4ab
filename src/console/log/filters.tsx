// The form that makes a filter of the log, and the filter that it made: each condition with the way to take it away.
import type { FC } from "hono/jsx";
import type { eventTypes } from "../../log/event-types";
import { SelectField, TextArea } from "../../ui/choices";
import { Field, type FormState } from "../../ui/form";
import type { PageFrame } from "../../ui/frame";
import { CopyButton } from "../../ui/parts";
import { eventName } from "../event-name";
import { consoleWords, MainButton } from "../frame";
import { Chip } from "../list-filter";
import { paths } from "../paths";
import { addressOf, conditionsOf, filterOf, type LogPageQuery, periodNames, results } from "./query";

interface FilterProps {
	frame: PageFrame;
	/** In which times are shown without another wish. */
	ownZone: string;
	query: LogPageQuery;
	/** To choose from. */
	types: typeof eventTypes;
	errors: FormState["errors"];
}

export const Filters: FC<FilterProps> = ({ frame, ownZone, query, types, errors }) => {
	const { language } = frame;
	const words = consoleWords[language].log;
	const values = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
	const state = { csrfToken: "", action: null, values, errors };
	const { actor, target, from, until, filter } = query;
	const hasMore = [actor, target, from, until, filter].some((field) => field !== undefined) || frame.zone !== ownZone;
	return (
		<search>
			<form class="filters">
				<div class="filter-fields">
					<Field state={state} name="q" label={words.q} type="search" maxlength={400} />
					<Field state={state} name="event" label={words.event} list="event-types" maxlength={100} autocomplete="off" />
					<SelectField
						state={state}
						name="result"
						label={words.result}
						options={[
							{ value: "", text: words.anyResult },
							...results.map((value) => ({ value, text: words.results[value] })),
						]}
					/>
					<SelectField
						state={state}
						name="period"
						label={words.period}
						options={periodNames.map((value) => ({ value, text: words.periods[value] }))}
					/>
				</div>
				<datalist id="event-types">
					{Object.entries(types).map(([type, { displayMessage }]) => (
						<option value={type} label={eventName(type, displayMessage, language).text} />
					))}
				</datalist>
				<details class="filter-more" open={hasMore}>
					<summary>{words.more}</summary>
					<div class="filter-fields">
						<Field state={state} name="actor" label={words.actor} hint={words.partyHint} maxlength={150} />
						<Field state={state} name="target" label={words.target} hint={words.partyHint} maxlength={150} />
					</div>
					<div class="filter-fields">
						<Field state={state} name="from" label={words.from} hint={words.ownTimes} type="datetime-local" />
						<Field state={state} name="until" label={words.until} hint={words.ownTimes} type="datetime-local" />
						<SelectField
							state={state}
							name="zone"
							label={words.zone}
							value={frame.zone}
							options={[...new Set([ownZone, frame.zone, "UTC"])].map((value) => ({ value, text: value }))}
						/>
					</div>
					<TextArea
						state={state}
						name="filter"
						label={words.filter}
						hint={words.filterHint}
						rows={2}
						maxlength={2_000}
						isCode
					/>
				</details>
				<MainButton>{words.find}</MainButton>
			</form>
		</search>
	);
};

/** Each condition can be taken away, and all of them at once. The whole is there to be copied. */
export const Conditions: FC<{ frame: PageFrame; query: LogPageQuery }> = ({ frame, query }) => {
	const { log: words, clear } = consoleWords[frame.language];
	const filter = filterOf(query);
	if (filter === undefined && query.q === undefined) return null;
	return (
		<div class="conditions copyable">
			<ul>
				{query.q !== undefined && (
					<Chip href={addressOf(paths.log, query, { q: undefined })} without={words.without}>
						<code>
							{words.q}: {query.q}
						</code>
					</Chip>
				)}
				{conditionsOf(query).map(({ text, without }) => (
					<Chip href={addressOf(paths.log, query, without)} without={words.without}>
						<code>{text}</code>
					</Chip>
				))}
				<li>
					<a class="button" href={paths.log}>
						{clear}
					</a>
				</li>
			</ul>
			{filter !== undefined && (
				<p class="made">
					<span class="muted">{words.made}</span> <code class="copy-source">{filter}</code>
					<CopyButton language={frame.language} />
				</p>
			)}
		</div>
	);
};
