// Groups on the wire.
import type { Ctx } from "../context";
import type { GroupView } from "./schema";
import type { GroupRow } from "./table";

export const toGroupView = (ctx: Ctx, row: GroupRow): GroupView => ({
	id: row.id,
	created: new Date(row.createdAt).toISOString(),
	lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
	lastMembershipUpdated: new Date(row.lastMembershipUpdatedAt).toISOString(),
	objectClass: ["okta:user_group"],
	type: row.type,
	profile: { name: row.name, description: row.description },
	_links: { users: { href: `${ctx.env.publicOrigin}/api/v1/groups/${row.id}/users` } },
});
