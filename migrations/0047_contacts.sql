-- Contact data of users. A value counts only while its flag says so, and a flag may tell of a value that is elsewhere.
CREATE TABLE contact_values (
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	-- The prefix of contact values, and the field.
	key TEXT NOT NULL,
	value_sealed TEXT NOT NULL,
	PRIMARY KEY (user_id, key)
) WITHOUT ROWID;
CREATE TABLE contact_flags (
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	-- The prefix of contact flags, and the field.
	key TEXT NOT NULL,
	-- Where the value is: a row of contact_values, or the HTTP directory; and under which key.
	storage TEXT NOT NULL CHECK (storage IN ('DATABASE', 'DIRECTORY')),
	value_key TEXT NOT NULL,
	-- WAITING: nobody has proven yet whose the value is. OFF: it was reset, or nobody knows whether it was kept.
	status TEXT NOT NULL CHECK (status IN ('REGISTERED', 'WAITING', 'OFF')),
	-- Keyed hash of the value that was proven.
	proven_hash TEXT,
	-- Hash of the texts that a person accepted with a check box.
	text_version TEXT,
	changed_at INTEGER NOT NULL,
	PRIMARY KEY (user_id, key)
) WITHOUT ROWID;
-- Finds whose number it is.
CREATE INDEX contact_flags_proven ON contact_flags (proven_hash) WHERE proven_hash IS NOT NULL;
-- What is erased after a while.
CREATE INDEX contact_flags_ending ON contact_flags (changed_at) WHERE status <> 'REGISTERED';
-- The HTTP directory that fields may be kept in: no row or one, with id 0.
CREATE TABLE contact_directory (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	url TEXT NOT NULL,
	auth_header TEXT NOT NULL,
	auth_value_sealed TEXT NOT NULL,
	last_updated_at INTEGER NOT NULL
);
