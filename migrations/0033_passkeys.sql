-- Passkeys of administrators beside their authenticator app, and the challenges that were answered already.

ALTER TABLE administrator_credentials ADD COLUMN name TEXT;
ALTER TABLE administrator_credentials ADD COLUMN last_used_at INTEGER;

CREATE INDEX administrator_credentials_administrator ON administrator_credentials (administrator_id);

CREATE TABLE administrator_challenges (
	challenge_hash TEXT PRIMARY KEY,
	ends_at INTEGER NOT NULL
) WITHOUT ROWID;
