-- Authenticators. Custom OTP ones may be many, each with its own settings, fixed once set.
CREATE TABLE authenticators (
	id TEXT PRIMARY KEY,
	key TEXT NOT NULL,
	name TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
	settings TEXT,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX authenticators_name ON authenticators (name COLLATE NOCASE);
