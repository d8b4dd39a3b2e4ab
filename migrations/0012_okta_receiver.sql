-- Our end of an Okta org's telephony inline hook: one row of settings, off until an administrator switches it on. Of the
-- secret only a keyed hash is kept.
CREATE TABLE okta_receiver (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	is_enabled INTEGER NOT NULL,
	header_name TEXT NOT NULL,
	secret_hash TEXT,
	last_updated_at INTEGER,
	CHECK (is_enabled = 0 OR secret_hash IS NOT NULL)
);
INSERT INTO okta_receiver (id, is_enabled, header_name) VALUES (0, 0, 'Authorization');

-- Requests that were taken, by Okta's event id: a repeated one sends nothing and gets the first one's answer.
CREATE TABLE okta_receiver_events (
	event_id TEXT PRIMARY KEY,
	answer TEXT,
	received_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX okta_receiver_events_age ON okta_receiver_events (received_at);
