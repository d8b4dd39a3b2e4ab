// What happened to a message: what was asked, every try, every receipt, and what became of the code.
import type { Child, FC } from "hono/jsx";
import type { ReceiptRow, Timeline as Records, TryRow } from "../../delivery/records/read";
import type { Sender } from "../../delivery/tracking/senders";
import type { Language } from "../../languages";
import { Card } from "../../ui/card";
import { Badge, type Tone } from "../../ui/parts";
import { Time } from "../../ui/time";
import type { PageState } from "../../web/page";
import { DeliveryStatusBadge, SenderName, wordsIn } from "./parts";

interface Moment {
	at: number;
	title: Child;
	badge?: Child;
	details?: readonly Child[];
}

interface TimelineProps {
	state: PageState;
	timeline: Records;
	senders: readonly Sender[];
	now: number;
}

export const Timeline: FC<TimelineProps> = ({ state, timeline, senders, now }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const moments = momentsOf(timeline, senders, now, language).sort((a, b) => a.at - b.at);
	return (
		<Card id="timeline" title={words.timeline} lead={words.timelineLead}>
			<ol class="rows timeline">
				{moments.map(({ at, title, badge, details = [] }) => (
					<li>
						<div class="row-main">
							<strong>{title}</strong> {badge}
							<p>
								<Time at={at} now={now} frame={state.frame} />
								{details.map((detail) => (
									<> · {detail}</>
								))}
							</p>
						</div>
					</li>
				))}
			</ol>
		</Card>
	);
};

/** In the order in which they are told where two have the same time. */
function momentsOf(
	{ delivery, tries, receipts }: Records,
	senders: readonly Sender[],
	now: number,
	language: Language,
): Moment[] {
	const words = wordsIn(language);
	const { createdAt, expiresAt, verifiedAt, purpose } = delivery;
	return [
		{ at: createdAt, title: words.asked, details: [words.purposes[purpose]] },
		...tries.map((one) => momentOfTry(one, senders, language)),
		...receipts.map((receipt) => momentOfReceipt(receipt, senders, language)),
		...(verifiedAt === null ? [] : [{ at: verifiedAt, title: words.entered }]),
		...(verifiedAt === null ? [{ at: expiresAt, title: expiresAt > now ? words.expires : words.expired }] : []),
	];
}

const tones: Readonly<Record<TryRow["result"], Tone>> = { accepted: "success", failed: "danger", unknown: "warning" };

function momentOfTry(one: TryRow, senders: readonly Sender[], language: Language): Moment {
	const words = wordsIn(language);
	const { accountId, hookId, providerName, result, kind, providerCode, providerMessageId, durationMs } = one;
	const named = (name: string, value: string | null) =>
		value === null
			? []
			: [
					<>
						{name} <code translate="no">{value}</code>
					</>,
				];
	return {
		at: one.startedAt,
		title: (
			<>
				{words.tried} <SenderName id={accountId ?? hookId ?? providerName} senders={senders} />
			</>
		),
		badge: <Badge tone={tones[result]}>{words.results[result]}</Badge>,
		details: [
			<span translate="no">{providerName}</span>,
			words.ms(durationMs),
			...(kind === null ? [] : [words.reasons[kind] ?? kind]),
			...named(words.code, providerCode),
			...named(words.messageId, providerMessageId),
		],
	};
}

function momentOfReceipt(
	{ accountId, status, detail, receivedAt }: ReceiptRow,
	senders: readonly Sender[],
	language: Language,
): Moment {
	const words = wordsIn(language);
	return {
		at: receivedAt,
		title: (
			<>
				{words.reported} <SenderName id={accountId} senders={senders} />
			</>
		),
		badge: <DeliveryStatusBadge status={status} language={language} />,
		details: detail === null ? [] : [<code translate="no">{detail}</code>],
	};
}
