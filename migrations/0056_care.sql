-- What operators of customer care did within the hour: an hour has a limit for each of them. The System Log has the rest.
CREATE TABLE care_actions (
	id TEXT PRIMARY KEY,
	-- The API token or the administrator.
	operator_id TEXT NOT NULL,
	taken_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX care_actions_operator ON care_actions (operator_id, taken_at);

-- Care finds a person by each number and address of the profile.
CREATE INDEX users_second_email_hash ON users (second_email_hash);
CREATE INDEX users_primary_phone_hash ON users (primary_phone_hash);
