// Administrators on the wire. PURE.
import type { AdministratorView, InvitedAdministratorView } from "./schema";
import type { Invited } from "./service";
import type { AdministratorRow } from "./table";

export const toAdministratorView = (row: AdministratorRow): AdministratorView => ({
	id: row.id,
	login: row.login,
	displayName: row.displayName,
	role: row.role,
	permissions: [...row.permissions],
	status: row.status,
	created: new Date(row.createdAt).toISOString(),
	lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
});

/** The one view that shows the one-time password. */
export const toInvitedAdministratorView = ({ row, oneTimePassword }: Invited): InvitedAdministratorView => ({
	...toAdministratorView(row),
	oneTimePassword,
	oneTimePasswordExpires: new Date(row.invitationEndsAt ?? 0).toISOString(),
});
