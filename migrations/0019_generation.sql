-- Which past this database has: 0, or the time of the last restore. A guard of another generation forgets what it learned.
CREATE TABLE generation (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	value INTEGER NOT NULL
);
INSERT INTO generation (id, value) VALUES (0, 0);
