-- Searches of the system log that administrators keep under a name, each for themselves.
CREATE TABLE administrator_searches (
	administrator_id TEXT NOT NULL REFERENCES administrators (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	-- The query of the log's page, as its address has it.
	query TEXT NOT NULL,
	PRIMARY KEY (administrator_id, name)
) WITHOUT ROWID;
