-- The limits of all senders, as an administrator set them. An inbound source keeps its own in its row.
CREATE TABLE send_limits (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	value TEXT NOT NULL
);
