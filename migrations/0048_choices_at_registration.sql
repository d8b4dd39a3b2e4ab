-- What a person has chosen where contact data is asked for: to decline for good, or to skip this time.
CREATE TABLE contact_choices (
	user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
	opted_out_at INTEGER,
	skips INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
