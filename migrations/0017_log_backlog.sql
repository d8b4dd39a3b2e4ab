-- Users whose guards hold events that the log should have had for some minutes. The row goes when the log has them.
CREATE TABLE log_backlog (
	user_id TEXT PRIMARY KEY,
	events INTEGER NOT NULL,
	oldest_at INTEGER NOT NULL,
	reason TEXT NOT NULL,
	noted_at INTEGER NOT NULL
) WITHOUT ROWID;
