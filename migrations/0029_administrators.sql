-- People of the console: who they are, how they prove it, where they are signed in, and what they have to be told.

CREATE TABLE administrators (
	id TEXT PRIMARY KEY,
	login TEXT NOT NULL,
	login_key TEXT NOT NULL UNIQUE,
	display_name TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('HELP_DESK', 'READ_ONLY', 'ADMINISTRATOR')),
	status TEXT NOT NULL CHECK (status IN ('INVITED', 'ACTIVE', 'INACTIVE')),
	password_sealed TEXT,
	password_changed_at INTEGER,
	invitation_hash TEXT UNIQUE,
	invitation_ends_at INTEGER,
	new_recovery_codes_sealed TEXT,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);

CREATE TABLE administrator_credentials (
	id TEXT PRIMARY KEY,
	administrator_id TEXT NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
	kind TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('PENDING_ACTIVATION', 'ACTIVE')),
	secret_sealed TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	activated_at INTEGER
);

-- One authenticator app that works, and one that is about to take its place.
CREATE UNIQUE INDEX administrator_credentials_app ON administrator_credentials (administrator_id, status) WHERE kind = 'totp';

CREATE TABLE administrator_recovery_codes (
	administrator_id TEXT NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
	code_hash TEXT NOT NULL,
	PRIMARY KEY (administrator_id, code_hash)
) WITHOUT ROWID;

CREATE TABLE administrator_sessions (
	id TEXT PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,
	administrator_id TEXT NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
	stage TEXT NOT NULL CHECK (stage IN ('PASSWORD', 'FACTOR', 'OPEN')),
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	proven_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	ip_address TEXT,
	user_agent TEXT
);

CREATE INDEX administrator_sessions_administrator ON administrator_sessions (administrator_id, stage);
CREATE INDEX administrator_sessions_end ON administrator_sessions (ends_at);

CREATE TABLE administrator_devices (
	administrator_id TEXT NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
	device_hash TEXT NOT NULL,
	seen_at INTEGER NOT NULL,
	PRIMARY KEY (administrator_id, device_hash)
) WITHOUT ROWID;

CREATE TABLE administrator_notices (
	id TEXT PRIMARY KEY,
	administrator_id TEXT NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
	kind TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	ip_address TEXT,
	user_agent TEXT
);

CREATE INDEX administrator_notices_newest ON administrator_notices (administrator_id, created_at);
