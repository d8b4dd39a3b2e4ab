// The Okta receiver's settings on the wire: without the secret's hash.
import type { Ctx } from "../context";
import type { OktaReceiverView } from "./schema";
import { receiverPath } from "./settings";
import type { OktaReceiverRow } from "./table";

export const toOktaReceiverView = (ctx: Ctx, row: OktaReceiverRow): OktaReceiverView => ({
	enabled: row.isEnabled,
	headerName: row.headerName,
	hasSecret: row.secretHash !== null,
	url: ctx.env.publicOrigin + receiverPath,
	lastUpdated: row.lastUpdatedAt === null ? null : new Date(row.lastUpdatedAt).toISOString(),
});
