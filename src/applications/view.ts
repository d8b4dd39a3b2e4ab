// Applications on the wire.
import type { Ctx } from "../context";
import { link } from "../web/links";
import type { ApplicationView } from "./schema";
import type { ApplicationRow } from "./table";

export const toApplicationView = (ctx: Ctx, { createdAt, lastUpdatedAt, ...row }: ApplicationRow): ApplicationView => ({
	...row,
	created: new Date(createdAt).toISOString(),
	lastUpdated: new Date(lastUpdatedAt).toISOString(),
	_links: { self: link(ctx, `/api/v1/applications/${row.id}`, "GET", "PUT", "DELETE") },
});
