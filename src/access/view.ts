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
	revoked: row.revokedAt === null ? null : new Date(row.revokedAt).toISOString(),
});

/** The one view that shows the token itself. */
export const toNewApiTokenView = (made: NewApiToken): NewApiTokenView => ({
	...toApiTokenView(made),
	token: made.token,
});
