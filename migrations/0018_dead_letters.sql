-- Messages of our queues that could not be taken, however often they were tried. They wait here until somebody plays
-- them back. The body is the last column, so that a list doesn't read it.
CREATE TABLE dead_letters (
	id TEXT PRIMARY KEY,
	message_id TEXT NOT NULL UNIQUE,
	queue TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	sent_at INTEGER NOT NULL,
	died_at INTEGER NOT NULL,
	played_back_at INTEGER,
	body TEXT NOT NULL
);
CREATE INDEX dead_letters_waiting ON dead_letters (queue, id) WHERE played_back_at IS NULL;
CREATE INDEX dead_letters_age ON dead_letters (played_back_at) WHERE played_back_at IS NOT NULL;
