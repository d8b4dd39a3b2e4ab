-- Inbound sources: other systems that ask us to send, one row each. The receiver of an Okta org becomes the first row,
-- with its secret and its requests.
CREATE TABLE inbound_sources (
	id TEXT PRIMARY KEY,
	type TEXT NOT NULL,
	name TEXT NOT NULL,
	is_enabled INTEGER NOT NULL,
	header_name TEXT NOT NULL,
	secret_hash TEXT,
	event_header_name TEXT NOT NULL DEFAULT 'Authorization',
	event_secret_hash TEXT,
	sms_template_id TEXT,
	sender TEXT,
	counts_outcomes INTEGER NOT NULL DEFAULT 0,
	limits TEXT NOT NULL DEFAULT '{}',
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER,
	CHECK (is_enabled = 0 OR secret_hash IS NOT NULL)
);
CREATE UNIQUE INDEX inbound_sources_name ON inbound_sources (name COLLATE NOCASE);
INSERT INTO inbound_sources (id, type, name, is_enabled, header_name, secret_hash, created_at, last_updated_at)
	SELECT 'okta', 'okta', 'Okta receiver', is_enabled, header_name, secret_hash, unixepoch() * 1000, last_updated_at
	FROM okta_receiver;
DROP TABLE okta_receiver;

-- Requests that were taken, by the source's own id of the request: a repeated one sends nothing and gets the first one's
-- answer.
CREATE TABLE inbound_requests (
	source_id TEXT NOT NULL,
	event_id TEXT NOT NULL,
	answer TEXT,
	received_at INTEGER NOT NULL,
	PRIMARY KEY (source_id, event_id)
) WITHOUT ROWID;
CREATE INDEX inbound_requests_age ON inbound_requests (received_at);
INSERT INTO inbound_requests SELECT 'okta', event_id, answer, received_at FROM okta_receiver_events;
DROP TABLE okta_receiver_events;

-- Which source asked for a message, for whom of its users, whether the meter judges the number range by the send, and
-- what the source says became of the code. One event of the source tells one outcome.
ALTER TABLE deliveries ADD COLUMN source_id TEXT;
ALTER TABLE deliveries ADD COLUMN source_user_id TEXT;
ALTER TABLE deliveries ADD COLUMN is_judged INTEGER NOT NULL DEFAULT 1;
ALTER TABLE deliveries ADD COLUMN outcome TEXT CHECK (outcome IN ('entered', 'notEntered'));
ALTER TABLE deliveries ADD COLUMN outcome_event_id TEXT;
CREATE INDEX deliveries_source_user ON deliveries (source_id, source_user_id, created_at)
	WHERE source_user_id IS NOT NULL;
CREATE UNIQUE INDEX deliveries_outcome_event ON deliveries (source_id, outcome_event_id)
	WHERE outcome_event_id IS NOT NULL;

-- A token of a source has the role SOURCE, and tells outcomes. A role more means the table anew, with its rows.
CREATE TABLE api_tokens_with_sources (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('SOURCE', 'VERIFIER', 'HELP_DESK', 'READ_ONLY', 'ADMINISTRATOR')),
	token_hash TEXT NOT NULL UNIQUE,
	source_id TEXT REFERENCES inbound_sources (id),
	created_at INTEGER NOT NULL,
	revoked_at INTEGER,
	rate_limit TEXT NOT NULL DEFAULT 'MEDIUM' CHECK (rate_limit IN ('SMALL', 'MEDIUM', 'LARGE')),
	CHECK ((role = 'SOURCE') = (source_id IS NOT NULL))
);
INSERT INTO api_tokens_with_sources (id, name, role, token_hash, created_at, revoked_at, rate_limit)
	SELECT id, name, role, token_hash, created_at, revoked_at, rate_limit FROM api_tokens;
DROP TABLE api_tokens;
ALTER TABLE api_tokens_with_sources RENAME TO api_tokens;
