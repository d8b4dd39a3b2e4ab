-- Users: who is challenged. Contact data is sealed; what must be found again has a keyed hash beside it.
CREATE TABLE users (
	id TEXT PRIMARY KEY,
	login TEXT NOT NULL,
	login_key TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('STAGED', 'PROVISIONED', 'ACTIVE', 'SUSPENDED', 'DEPROVISIONED')),
	first_name TEXT,
	last_name TEXT,
	display_name TEXT,
	locale TEXT,
	email_sealed TEXT,
	email_hash TEXT,
	second_email_sealed TEXT,
	second_email_hash TEXT,
	mobile_phone_sealed TEXT,
	mobile_phone_hash TEXT,
	primary_phone_sealed TEXT,
	primary_phone_hash TEXT,
	has_password INTEGER NOT NULL DEFAULT 0,
	created_at INTEGER NOT NULL,
	activated_at INTEGER,
	status_changed_at INTEGER,
	last_updated_at INTEGER NOT NULL
);
-- A login is one person's whatever its letters' case. login_key is the folded form: SQLite's NOCASE knows only ASCII.
CREATE UNIQUE INDEX users_login_key ON users (login_key);
CREATE INDEX users_email_hash ON users (email_hash);
CREATE INDEX users_mobile_phone_hash ON users (mobile_phone_hash);
