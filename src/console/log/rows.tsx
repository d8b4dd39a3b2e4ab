// Events as rows of a table. A click on a value shows only events that have it, and the sign beside it hides them.
import type { Child, FC } from "hono/jsx";
import type { LogEventView } from "../../log/schema";
import type { PageFrame } from "../../ui/frame";
import { Badge, Breakable, type Tone } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { exactTime, relativeTime } from "../../ui/time";
import { eventName } from "../event-name";
import { consoleWords } from "../frame";
import { eventPath, paths } from "../paths";
import { addressOf, excluding, including, type LogPageQuery } from "./query";

export interface EventsProps {
	frame: PageFrame;
	query: LogPageQuery;
	events: readonly LogEventView[];
	now: number;
	next?: string | null;
}

export const EventTable: FC<EventsProps> = ({ frame, query, events, now, next }) => {
	const words = consoleWords[frame.language].log;
	const columns: Column<LogEventView>[] = [
		{
			title: words.timeIn(frame.zone),
			cell: ({ published }) => <Moment at={Date.parse(published)} now={now} frame={frame} />,
		},
		{
			title: words.event,
			isName: true,
			cell: ({ uuid, eventType, displayMessage }) => {
				const { text, lang } = eventName(eventType, displayMessage, frame.language);
				return (
					<>
						<a href={eventPath(uuid)} class="event-name" lang={lang}>
							{text}
						</a>
						<small>
							<Value query={query} frame={frame} path="eventType" value={eventType}>
								<code>
									<Breakable text={eventType} />
								</code>
							</Value>
						</small>
					</>
				);
			},
		},
		{
			title: words.result,
			cell: ({ outcome }) => (
				<>
					<Value query={query} frame={frame} path="outcome.result" value={outcome.result}>
						<Result result={outcome.result} frame={frame} />
					</Value>
					{outcome.reason && <small translate="no">{outcome.reason}</small>}
				</>
			),
		},
		{ title: words.actor, cell: ({ actor }) => <Party query={query} frame={frame} path="actor.id" party={actor} /> },
		{
			title: words.target,
			cell: ({ target }) => target.map((party) => <Party query={query} frame={frame} path="target.id" party={party} />),
		},
		{
			title: words.address,
			cell: ({ client: { ipAddress } }) =>
				ipAddress === null ? (
					<span class="muted">{words.noAddress}</span>
				) : (
					<Value query={query} frame={frame} path="client.ipAddress" value={ipAddress}>
						<code>{ipAddress}</code>
					</Value>
				),
		},
	];
	return (
		<div class="events">
			<Table frame={frame} caption={words.list} columns={columns} rows={events} next={next} />
		</div>
	);
};

/** The exact time first, because the order of events matters here. */
const Moment: FC<{ at: number; now: number; frame: PageFrame }> = ({ at, now, frame }) => (
	<time class="time-cell" datetime={new Date(at).toISOString()}>
		<span>{exactTime(at, frame)}</span>
		<small class="ago">{relativeTime(at, now, frame.language)}</small>
	</time>
);

const tones: Readonly<Record<string, Tone>> = {
	SUCCESS: "success",
	FAILURE: "danger",
	DENY: "warning",
	RATE_LIMIT: "warning",
};

export const Result: FC<{ result: LogEventView["outcome"]["result"]; frame: PageFrame }> = ({ result, frame }) => (
	<Badge tone={tones[result] ?? "neutral"}>{consoleWords[frame.language].log.results[result]}</Badge>
);

interface ValueProps {
	query: LogPageQuery;
	frame: PageFrame;
	path: string;
	value: string;
	children?: Child;
}

export const Value: FC<ValueProps> = ({ query, frame, path, value, children }) => (
	<span class="value">
		<a href={addressOf(paths.log, query, including(query, path, value))}>{children}</a>
		<a class="value-not" href={addressOf(paths.log, query, excluding(query, path, value))}>
			<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
				<circle cx="10" cy="10" r="6.5" />
				<path d="m5.5 14.5 9-9" />
			</svg>
			<span class="unseen">
				{consoleWords[frame.language].log.exclude} <code>{value}</code>
			</span>
		</a>
	</span>
);

interface PartyProps extends Omit<ValueProps, "value" | "children"> {
	party: LogEventView["actor"];
}

/** By the login, where there is one, because it is one person's. */
export const Party: FC<PartyProps> = ({ party: { id, type, alternateId, displayName }, ...rest }) => {
	const name = alternateId ?? displayName;
	return (
		<span class="party">
			<Value {...rest} value={id}>
				{name ? (
					<bdi translate="no">
						<Breakable text={name} />
					</bdi>
				) : (
					<code>
						{type} {id}
					</code>
				)}
			</Value>
		</span>
	);
};
