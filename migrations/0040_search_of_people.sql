-- People by login within a status, and by the start of a name. The id makes the order of equals certain.
CREATE INDEX users_status ON users (status, login_key);
CREATE INDEX users_first_name ON users (first_name COLLATE NOCASE, id);
CREATE INDEX users_last_name ON users (last_name COLLATE NOCASE, id);
CREATE INDEX users_display_name ON users (display_name COLLATE NOCASE, id);

-- What happened to somebody. The first target of an event is whom the event is about.
CREATE INDEX log_events_target ON log_events (event ->> '$.target[0].id', published);
