-- Applications: who hands users over, where they go back to, and what their pages say and look like.
CREATE TABLE applications (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	return_urls TEXT NOT NULL,
	default_locale TEXT NOT NULL,
	region TEXT,
	time_zone TEXT NOT NULL,
	extends TEXT,
	contact_text TEXT NOT NULL,
	branding TEXT NOT NULL,
	signing_algorithm TEXT NOT NULL CHECK (signing_algorithm IN ('ES256', 'EdDSA', 'RS256')),
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL,
	-- An application extends a base: one that extends nothing itself. So there are no chains, whatever happens at once.
	is_base INTEGER NOT NULL GENERATED ALWAYS AS (extends IS NULL) VIRTUAL,
	extends_base INTEGER NOT NULL DEFAULT 1 CHECK (extends_base = 1),
	UNIQUE (id, is_base),
	FOREIGN KEY (extends, extends_base) REFERENCES applications (id, is_base)
);
CREATE UNIQUE INDEX applications_name ON applications (name COLLATE NOCASE);
CREATE INDEX applications_extends ON applications (extends);
