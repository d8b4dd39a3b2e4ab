-- How many events of a type and an outcome were published in an hour.
CREATE TABLE log_totals (
	-- Hours since 1970.
	hour INTEGER NOT NULL,
	event_type TEXT NOT NULL,
	result TEXT NOT NULL,
	events INTEGER NOT NULL,
	PRIMARY KEY (hour, event_type, result)
) WITHOUT ROWID;
-- Counts an event when its row is written: once, however often it is sent, whichever statement writes it.
CREATE TRIGGER log_events_counted AFTER INSERT ON log_events
BEGIN
	INSERT INTO log_totals (hour, event_type, result, events)
	VALUES (NEW.published / 3600000, NEW.event_type, COALESCE(NEW.event ->> '$.outcome.result', ''), 1)
	ON CONFLICT (hour, event_type, result) DO UPDATE SET events = events + 1;
END;
-- The events that are there already.
INSERT INTO log_totals (hour, event_type, result, events)
SELECT published / 3600000 AS hour, event_type, COALESCE(event ->> '$.outcome.result', '') AS result, COUNT(*)
FROM log_events
GROUP BY 1, 2, 3;
