-- Recorded decisions of the last 30 days: what happened to whom, from where, and on which facts.
CREATE TABLE decisions (
	id TEXT PRIMARY KEY,
	decided_at INTEGER NOT NULL,
	checkpoint TEXT NOT NULL,
	action TEXT NOT NULL,
	score INTEGER NOT NULL,
	user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
	application_id TEXT,
	-- Keyed hash of the device's token.
	device TEXT,
	ip_address TEXT,
	latitude REAL,
	longitude REAL,
	-- Of the challenge policies that decided.
	revision INTEGER NOT NULL,
	-- JSON: the facts that were known, and the names of all that were asked for.
	facts TEXT NOT NULL,
	asked TEXT NOT NULL,
	-- When the application said that the user had passed the challenge.
	passed_at INTEGER,
	-- A good sign-in: its place and its device are the user's own.
	is_sign_in INTEGER NOT NULL
		GENERATED ALWAYS AS (checkpoint = 'POST_AUTHENTICATION' AND (action = 'ALLOW' OR passed_at IS NOT NULL)) VIRTUAL
) WITHOUT ROWID;
CREATE INDEX decisions_age ON decisions (decided_at);
CREATE INDEX decisions_user ON decisions (user_id, checkpoint, decided_at);
CREATE INDEX decisions_user_action ON decisions (user_id, action, decided_at);
CREATE INDEX decisions_sign_in ON decisions (user_id, decided_at) WHERE is_sign_in = 1;
CREATE INDEX decisions_sign_in_device ON decisions (user_id, device) WHERE is_sign_in = 1;
CREATE INDEX decisions_device ON decisions (device, decided_at, user_id) WHERE device IS NOT NULL;
CREATE INDEX decisions_address ON decisions (ip_address, decided_at, user_id) WHERE ip_address IS NOT NULL;
CREATE INDEX decisions_checkpoint ON decisions (checkpoint, id);
