// Deliveries as rows of a table.
import type { FC } from "hono/jsx";
import type { DeliveryRow } from "../../delivery/records/read";
import type { Sender } from "../../delivery/tracking/senders";
import type { PageFrame } from "../../ui/frame";
import { type Column, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { userAt } from "../paths";
import { DeliveryStatusBadge, deliveryPath, SenderName, SourceLink, wordsIn } from "./parts";

interface DeliveryTableProps {
	frame: PageFrame;
	rows: readonly DeliveryRow[];
	next: string | null;
	now: number;
	senders: readonly Sender[];
	/** Of users and inbound sources, by id. */
	names: ReadonlyMap<string, string>;
}

export const DeliveryTable: FC<DeliveryTableProps> = ({ frame, rows, next, now, senders, names }) => {
	const words = wordsIn(frame.language);
	const columns: Column<DeliveryRow>[] = [
		{ title: words.time, cell: ({ createdAt }) => <TimeCell at={createdAt} now={now} frame={frame} /> },
		{
			title: words.message,
			isName: true,
			cell: ({ id, destinationMasked, channel, purpose }) => (
				<>
					<a href={deliveryPath(id)} translate="no">
						{destinationMasked}
					</a>
					<small>
						{words.channels[channel]} · {words.purposes[purpose]}
					</small>
				</>
			),
		},
		{ title: words.status, cell: ({ status }) => <DeliveryStatusBadge status={status} language={frame.language} /> },
		{
			title: words.user,
			cell: ({ userId, sourceId }) =>
				userId === null ? (
					<span class="muted">
						{sourceId === null ? (
							words.nobody
						) : (
							<>
								{words.bySource} <SourceLink id={sourceId} name={names.get(sourceId) ?? sourceId} />
							</>
						)}
					</span>
				) : (
					<a href={userAt(userId)} translate="no">
						{names.get(userId) ?? userId}
					</a>
				),
		},
		{
			title: words.provider,
			cell: ({ accountId, hookId, status }) => {
				const taker = accountId ?? (status === "failed" ? null : hookId);
				return taker === null ? (
					<span class="muted">{words.noProvider}</span>
				) : (
					<SenderName id={taker} senders={senders} />
				);
			},
		},
	];
	return <Table frame={frame} caption={words.list} columns={columns} rows={rows} next={next} />;
};
