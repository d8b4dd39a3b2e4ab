-- API tokens: only their SHA-256 is kept.
CREATE TABLE api_tokens (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('VERIFIER', 'HELP_DESK', 'READ_ONLY', 'ADMINISTRATOR')),
	token_hash TEXT NOT NULL UNIQUE,
	created_at INTEGER NOT NULL,
	revoked_at INTEGER
);
