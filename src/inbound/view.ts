// Inbound sources on the wire, without their secrets. The URLs are whole, because an administrator copies them.
import type { Ctx } from "../context";
import { isoOrNull } from "../web/time";
import type { InboundSourceView, OktaReceiverView } from "./schema";
import { type InboundSourceRow, oktaReceiverId } from "./service";

/** The first source keeps the path that it had when it was the only one. */
export const oktaReceiverPath = "/hooks/okta/telephony";
export const oktaEventsPath = "/hooks/okta/events";

export const toInboundSourceView = (ctx: Ctx, row: InboundSourceRow): InboundSourceView => ({
	id: row.id,
	type: row.type,
	name: row.name,
	enabled: row.isEnabled,
	headerName: row.headerName,
	hasSecret: row.secretHash !== null,
	eventHeaderName: row.eventHeaderName,
	hasEventSecret: row.eventSecretHash !== null,
	smsTemplateId: row.smsTemplateId,
	sender: row.sender,
	countsOutcomes: row.countsOutcomes,
	limits: row.limits,
	url: ctx.env.publicOrigin + pathOf(row),
	eventsUrl: ctx.env.publicOrigin + (row.id === oktaReceiverId ? oktaEventsPath : `${pathOf(row)}/events`),
	created: new Date(row.createdAt).toISOString(),
	lastUpdated: isoOrNull(row.lastUpdatedAt),
});

export function toOktaReceiverView(ctx: Ctx, row: InboundSourceRow): OktaReceiverView {
	const { enabled, headerName, hasSecret, url, lastUpdated } = toInboundSourceView(ctx, row);
	return { enabled, headerName, hasSecret, url, lastUpdated };
}

const pathOf = ({ id, type }: InboundSourceRow) => (id === oktaReceiverId ? oktaReceiverPath : `/hooks/${type}/${id}`);
