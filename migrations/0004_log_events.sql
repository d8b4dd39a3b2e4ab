-- The System Log. seq is the order of arrival, which a poller's cursor counts in; uuid lets an event in once.
CREATE TABLE log_events (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	uuid TEXT NOT NULL UNIQUE,
	published INTEGER NOT NULL,
	event_type TEXT NOT NULL,
	event TEXT NOT NULL
);
CREATE INDEX log_events_published ON log_events (published, seq);
CREATE INDEX log_events_type ON log_events (event_type, published);
