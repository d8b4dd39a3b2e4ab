// API tokens on the wire. PURE.
import { isoOrNull } from "../web/time";
import type { ApiTokenView, NewApiTokenView } from "./schema";
import type { NewApiToken } from "./service";
import type { ApiTokenRow } from "./table";

export const toApiTokenView = (row: ApiTokenRow): ApiTokenView => ({
	id: row.id,
	name: row.name,
	role: row.role,
	permissions: [...row.permissions],
	rateLimit: row.rateLimit,
	applicationId: row.applicationId,
	sourceId: row.sourceId,
	status: row.revokedAt === null ? "ACTIVE" : "REVOKED",
	created: new Date(row.createdAt).toISOString(),
	createdBy: row.createdById === null ? null : { id: row.createdById, displayName: row.createdByName ?? "" },
	lastUsed: isoOrNull(row.lastUsedAt),
	revoked: isoOrNull(row.revokedAt),
});

/** The one view that shows the token itself. */
export const toNewApiTokenView = (made: NewApiToken): NewApiTokenView => ({
	...toApiTokenView(made),
	token: made.token,
});
