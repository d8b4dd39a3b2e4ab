-- The limits of messages, as an administrator set them: one row for all senders, one for each sender with its own.
CREATE TABLE send_limits (
	scope TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;
