-- Transactions of the last 30 days: who was handed over by which application, and how it ended. The rest is in an object.
CREATE TABLE transactions (
	id TEXT PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	application_id TEXT NOT NULL,
	purpose TEXT NOT NULL,
	-- The name of the state, as the object last said.
	state TEXT NOT NULL,
	-- Why it is BLOCKED.
	reason TEXT,
	created_at INTEGER NOT NULL,
	-- Whether it ended, by whatever end.
	ended_at INTEGER
) WITHOUT ROWID;
CREATE INDEX transactions_user ON transactions (user_id, id);
CREATE INDEX transactions_application ON transactions (application_id, id);
