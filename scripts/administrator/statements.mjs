// The statements that invite an administrator straight into D1, where no administrator can do it in the console.

/** A text in SQL. */
const quoted = (text) => `'${String(text).replaceAll("'", "''")}'`;

/** No administrator could do it: the condition of the first invitation. */
const nobody = "NOT EXISTS (SELECT 1 FROM administrators WHERE status = 'ACTIVE' AND role = 'ADMINISTRATOR')";

/**
 * @param invitation `id` (`adm…`) · `login` · `hash` of the code in the link · `now` and `endsAt` in epoch ms ·
 *   `uuid` and `noticeId` for the event and for the notices · `isRecovery`: also while there are administrators
 * @returns SQL; the last statement answers with a row where the person was invited
 */
export function invitationStatements({ id, login, hash, now, endsAt, uuid, noticeId, isRecovery }) {
	const key = login.normalize("NFKC").toLowerCase();
	const invited = `SELECT id FROM administrators WHERE invitation_hash = ${quoted(hash)}`;
	const ofInvited = `administrator_id IN (${invited})`;
	return [
		`INSERT INTO administrators
			(id, login, login_key, display_name, role, status, invitation_hash, invitation_ends_at, created_at, last_updated_at)
			SELECT ${quoted(id)}, ${quoted(login)}, ${quoted(key)}, ${quoted(login)}, 'ADMINISTRATOR', 'INVITED',
				${quoted(hash)}, ${endsAt}, ${now}, ${now}
			WHERE ${isRecovery ? "true" : nobody}
			ON CONFLICT (login_key) DO UPDATE SET
				role = 'ADMINISTRATOR', status = 'INVITED', password_sealed = NULL, new_recovery_codes_sealed = NULL,
				invitation_hash = excluded.invitation_hash, invitation_ends_at = excluded.invitation_ends_at,
				last_updated_at = excluded.last_updated_at`,
		`DELETE FROM administrator_credentials WHERE ${ofInvited}`,
		`DELETE FROM administrator_recovery_codes WHERE ${ofInvited}`,
		`DELETE FROM administrator_sessions WHERE ${ofInvited}`,
		`DELETE FROM administrator_devices WHERE ${ofInvited}`,
		`INSERT INTO log_events (uuid, published, event_type, event)
			SELECT ${quoted(uuid)}, ${now}, 'system.administrator.recover',
				json_set(${quoted(JSON.stringify(eventOf({ uuid, now, login })))}, '$.target[0].id', id)
			FROM administrators WHERE invitation_hash = ${quoted(hash)}`,
		// Everybody who could wonder is told.
		`INSERT INTO administrator_notices (id, administrator_id, kind, created_at)
			SELECT ${quoted(noticeId)} || row_number() OVER (ORDER BY id), id, 'RECOVERED', ${now}
			FROM administrators WHERE (status = 'ACTIVE' OR id IN (${invited})) AND EXISTS (${invited})`,
		invited,
	].join(";\n");
}

/** An event as src/log/event.ts makes it. */
const eventOf = ({ uuid, now, login }) => ({
	uuid,
	published: new Date(now).toISOString(),
	eventType: "system.administrator.recover",
	version: "0",
	severity: "WARN",
	displayMessage: "Administrator invited by the operator",
	actor: { id: "tessera", type: "SystemPrincipal", alternateId: null, displayName: "Tessera", detailEntry: null },
	client: { userAgent: null, zone: null, device: null, id: null, ipAddress: null, geographicalContext: null },
	outcome: { result: "SUCCESS", reason: null },
	target: [{ id: "", type: "User", alternateId: login, displayName: login, detailEntry: null }],
	transaction: { type: "JOB", id: uuid, detail: {} },
	debugContext: { debugData: { by: "npm run administrator" } },
	authenticationContext: { authenticationStep: 0, externalSessionId: null },
	securityContext: null,
	request: { ipChain: [] },
});
