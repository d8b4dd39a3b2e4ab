-- Challenge policies: what happens at each checkpoint of a login, and why.
CREATE TABLE challenge_policies (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	description TEXT,
	status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
	checkpoint TEXT NOT NULL,
	engine TEXT NOT NULL,
	weight INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 100),
	-- JSON. NULL: the policy holds everybody.
	group_ids TEXT,
	-- JSON. One row is the whole policy, so nobody ever sees half of it.
	rules TEXT NOT NULL,
	combinations TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX challenge_policies_name ON challenge_policies (name COLLATE NOCASE);

-- Countries, addresses, users … that conditions compare with, and groups of actions and of alerts.
CREATE TABLE challenge_lists (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	description TEXT,
	kind TEXT NOT NULL,
	entries TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX challenge_lists_name ON challenge_lists (name COLLATE NOCASE);

-- A checkpoint without a row has the defaults.
CREATE TABLE challenge_policy_sets (
	checkpoint TEXT PRIMARY KEY,
	settings TEXT NOT NULL
) WITHOUT ROWID;

-- Every change of the tables above takes the next number, so that changes take turns.
CREATE TABLE challenge_policy_revisions (
	revision INTEGER PRIMARY KEY,
	changed_at INTEGER NOT NULL
);
INSERT INTO challenge_policy_revisions (revision, changed_at) VALUES (1, unixepoch() * 1000);
