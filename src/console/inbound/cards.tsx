// The cards of an inbound source's page.
import type { FC } from "hono/jsx";
import type { AnsweredRequest } from "../../inbound/requests";
import type { InboundSourceView } from "../../inbound/schema";
import type { ToldAnswer } from "../../inbound/source";
import { Card, Facts } from "../../ui/card";
import { Badge, type Tone } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { Time, TimeCell } from "../../ui/time";
import type { PageState } from "../../web/page";
import { CopyableId } from "../copyable";
import { deliveryPath } from "../deliveries/parts";
import { wordsIn as limitsWordsIn } from "../limits/form";
import { SourceStatus, sourcePath, wordsIn } from "./parts";

interface CardProps {
	state: PageState;
	source: InboundSourceView;
	requests: readonly AnsweredRequest[];
	templateName: string | null;
	/** It was there from the start. */
	isFirst: boolean;
	mayChange: boolean;
	now: number;
}

export const Connection: FC<CardProps> = ({ state, source, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	// As Okta calls them, in every language.
	const header = <span translate="no">{words.header}</span>;
	const secret = <span translate="no">{words.secret}</span>;
	const secretFact = (isThere: boolean, step: string) => (
		<span class="id-line">
			<span class="muted">{isThere ? words.secretKept : words.secretMissing}</span>
			{mayChange && (
				<a class="button" href={sourcePath(source.id, step)}>
					{isThere ? words.newSecret : words.firstSecret}
				</a>
			)}
		</span>
	);
	return (
		<Card id="connection" title={words.connection} lead={words.connectionLead}>
			<Facts
				facts={[
					[words.url, <CopyableId id={source.url} language={language} />],
					[header, <CopyableId id={source.headerName} language={language} />],
					[secret, secretFact(source.hasSecret, "secret")],
				]}
			/>
			<h3>{words.events}</h3>
			<p class="prose muted">{words.eventsLead}</p>
			<Facts
				facts={[
					[words.url, <CopyableId id={source.eventsUrl} language={language} />],
					[
						words.eventTypes,
						<>
							<code translate="no">user.authentication.auth_via_mfa</code>{" "}
							<code translate="no">user.mfa.factor.activate</code>
						</>,
					],
					[header, <CopyableId id={source.eventHeaderName} language={language} />],
					[secret, secretFact(source.hasEventSecret, "event-secret")],
				]}
			/>
		</Card>
	);
};

export const Settings: FC<CardProps> = ({ state, source, templateName, now }) => {
	const { frame } = state;
	const words = wordsIn(frame.language);
	const all = limitsWordsIn(frame.language);
	const names = { ...all, blockedNumbers: all.blocked, allowedNumbers: all.allowed };
	const limited = Object.keys(source.limits) as (keyof typeof source.limits & keyof typeof names)[];
	const list = new Intl.ListFormat(frame.language, { type: "unit" });
	return (
		<Card id="settings" title={words.facts}>
			<Facts
				facts={[
					[words.id, <CopyableId id={source.id} language={frame.language} />],
					[words.status, <SourceStatus isEnabled={source.enabled} language={frame.language} />],
					[words.type, words.types[source.type] ?? source.type],
					[words.template, templateName === null ? words.ownText : <span translate="no">{templateName}</span>],
					[words.sender, source.sender === null ? words.accountSender : <span translate="no">{source.sender}</span>],
					[words.counts, source.countsOutcomes ? words.countsYes : words.countsNo],
					[
						words.limits,
						limited.length === 0
							? words.limitsNone
							: `${words.limitsSome} ${list.format(limited.map((name) => names[name]))}`,
					],
					[words.created, <Time at={Date.parse(source.created)} now={now} frame={frame} />],
					[words.changed, source.lastUpdated && <Time at={Date.parse(source.lastUpdated)} now={now} frame={frame} />],
				]}
			/>
		</Card>
	);
};

const tones: Readonly<Record<ToldAnswer["result"], Tone>> = { sent: "success", pending: "warning", refused: "danger" };

export const Requests: FC<CardProps> = ({ state, requests, now }) => {
	const { frame } = state;
	const words = wordsIn(frame.language);
	const columns: Column<AnsweredRequest>[] = [
		{ title: words.time, cell: ({ receivedAt }) => <TimeCell at={receivedAt} now={now} frame={frame} /> },
		{ title: words.request, isName: true, cell: ({ eventId }) => <code translate="no">{eventId}</code> },
		{
			title: words.answer,
			cell: ({ told }) =>
				told === null ? (
					<span class="muted">{words.noAnswer}</span>
				) : (
					<Badge tone={tones[told.result]}>{words.answers[told.result]}</Badge>
				),
		},
		{
			title: words.reason,
			cell: ({ told }) => told?.reason && <span lang="en">{told.reason}</span>,
		},
		{
			title: words.delivery,
			cell: ({ told }) => told?.deliveryId && <a href={deliveryPath(told.deliveryId)}>{words.open}</a>,
		},
	];
	return (
		<Card id="requests" title={words.requests} lead={words.requestsLead}>
			{requests.length === 0 ? (
				<p class="muted">{words.noRequests}</p>
			) : (
				<Table frame={frame} caption={words.requests} columns={columns} rows={requests} />
			)}
		</Card>
	);
};

export const Removal: FC<CardProps> = ({ state, source, isFirst }) => {
	const words = wordsIn(state.frame.language);
	return (
		<Card id="removal" title={words.removal}>
			<p>{isFirst ? words.removalFirst : source.enabled ? words.removalOn : words.removalOpen}</p>
			{!isFirst && !source.enabled && (
				<a class="button button-danger" href={sourcePath(source.id, "delete")}>
					{words.remove}
				</a>
			)}
		</Card>
	);
};
