-- Tokens that came by a file: nobody's, or a user's as long as the factor is there. The secret stays for the next user.
CREATE TABLE tokens (
	id TEXT PRIMARY KEY,
	authenticator_id TEXT NOT NULL REFERENCES authenticators (id) ON DELETE RESTRICT,
	serial TEXT NOT NULL,
	manufacturer TEXT,
	counter INTEGER,
	secret_sealed TEXT NOT NULL,
	secret_hash TEXT NOT NULL,
	factor_id TEXT REFERENCES factors (id) ON DELETE SET NULL,
	disabled_at INTEGER,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX tokens_authenticator_serial ON tokens (authenticator_id, serial);
CREATE INDEX tokens_serial ON tokens (serial, id);
CREATE UNIQUE INDEX tokens_secret_hash ON tokens (secret_hash);
CREATE UNIQUE INDEX tokens_factor ON tokens (factor_id);
