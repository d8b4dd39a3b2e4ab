// API tokens on the wire. PURE.
import type { ApiTokenView, NewApiTokenView } from "./schema";
import type { NewApiToken } from "./service";
import type { ApiTokenRow } from "./table";

export const toApiTokenView = (row: ApiTokenRow): ApiTokenView => ({
	id: row.id,
	name: row.name,
	role: row.role,
	rateLimit: row.rateLimit,
	applicationId: row.applicationId,
	sourceId: row.sourceId,
	status: row.revokedAt === null ? "ACTIVE" : "REVOKED",
	created: new Date(row.createdAt).toISOString(),
	createdBy: row.createdById === null ? null : { id: row.createdById, displayName: row.createdByName ?? "" },
	lastUsed: timeOrNull(row.lastUsedAt),
	revoked: timeOrNull(row.revokedAt),
});

const timeOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** The one view that shows the token itself. */
export const toNewApiTokenView = (made: NewApiToken): NewApiTokenView => ({
	...toApiTokenView(made),
	token: made.token,
});
