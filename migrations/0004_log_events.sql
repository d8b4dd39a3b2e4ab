-- The System Log. seq is the order of arrival, which a poller's cursor counts in; uuid lets an event in once.
CREATE TABLE log_events (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	uuid TEXT NOT NULL UNIQUE,
	published INTEGER NOT NULL,
	event_type TEXT NOT NULL,
	event TEXT NOT NULL
);
-- seq is the rowid, which ends every index: both give events of one millisecond in order of arrival.
CREATE INDEX log_events_published ON log_events (published);
CREATE INDEX log_events_type ON log_events (event_type, published);
