-- Values of properties: of an application, of the default for all, and of properties that have no scope.
CREATE TABLE properties (
	-- 'default', the id of an application, or '' for a property that has no scope.
	scope TEXT NOT NULL,
	name TEXT NOT NULL,
	-- '' for the value of all languages.
	locale TEXT NOT NULL,
	value TEXT NOT NULL,
	last_updated_at INTEGER NOT NULL,
	-- The values go with their application.
	application_id TEXT GENERATED ALWAYS AS (CASE WHEN scope NOT IN ('', 'default') THEN scope END) VIRTUAL
		REFERENCES applications (id) ON DELETE CASCADE,
	PRIMARY KEY (scope, name, locale)
);
CREATE INDEX properties_application ON properties (application_id);
-- What the settings know of applications: whose values come between theirs and the default, and where their users are.
CREATE VIEW property_scopes AS SELECT id AS scope, extends AS base, region FROM applications;
