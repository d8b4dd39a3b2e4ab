// Messages of the development inbox on the wire.
import type { InboxMessageView } from "./schema";
import type { InboxMessageRow } from "./table";

/** The id that the inbox gives as a provider. */
export const inboxIdOf = (seq: number): string => `inbox-${seq}`;

export const toInboxMessageView = (row: InboxMessageRow): InboxMessageView => ({
	id: inboxIdOf(row.seq),
	deliveryId: row.deliveryId,
	channel: row.channel,
	to: row.destination,
	locale: row.locale,
	subject: row.subject,
	text: row.text,
	code: row.code,
	received: new Date(row.receivedAt).toISOString(),
});
