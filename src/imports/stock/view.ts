// Tokens of the stock on the wire.
import type { Ctx } from "../../context";
import { link } from "../../web/links";
import type { TokenView } from "./schema";
import { type HeldTokenRow, statusOf } from "./service";

export function toTokenView(ctx: Ctx, row: HeldTokenRow): TokenView {
	const self = `/api/v1/otp-tokens/${row.id}`;
	const status = statusOf(row);
	const verb = status === "DISABLED" ? "activate" : "deactivate";
	return {
		id: row.id,
		serial: row.serial,
		authenticatorId: row.authenticatorId,
		manufacturer: row.manufacturer,
		status,
		userId: row.userId,
		factorId: row.factorId,
		created: new Date(row.createdAt).toISOString(),
		lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
		_links: {
			self: link(ctx, self, "GET", ...(row.factorId === null ? (["DELETE"] as const) : [])),
			...(status === "UNASSIGNED" ? { assign: link(ctx, `${self}/assign`, "POST") } : {}),
			...(status === "ASSIGNED" ? { unassign: link(ctx, `${self}/unassign`, "POST") } : {}),
			[verb]: link(ctx, `${self}/lifecycle/${verb}`, "POST"),
		},
	};
}
