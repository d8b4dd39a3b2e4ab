-- Which imports of tokens there are. The rows of an import, its counts and its choices are in its Durable Object.
CREATE TABLE token_imports (
	id TEXT PRIMARY KEY,
	source TEXT NOT NULL CHECK (source IN ('FILE', 'AUTHENTICATOR')),
	authenticator_id TEXT NOT NULL,
	from_authenticator_id TEXT,
	status TEXT NOT NULL,
	created_by TEXT,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
