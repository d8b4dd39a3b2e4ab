-- The development inbox: messages in plain text instead of to people. Empty everywhere but on a developer's machine.
CREATE TABLE inbox_messages (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	delivery_id TEXT NOT NULL,
	channel TEXT NOT NULL,
	destination TEXT NOT NULL,
	locale TEXT NOT NULL,
	subject TEXT,
	text TEXT NOT NULL,
	code TEXT NOT NULL,
	received_at INTEGER NOT NULL
);
CREATE INDEX inbox_messages_destination ON inbox_messages (destination);
