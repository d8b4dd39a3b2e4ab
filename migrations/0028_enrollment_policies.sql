-- Enrolment policies: which authenticators users enrol in, by their groups. Priority 1 is asked first.
CREATE TABLE enrollment_policies (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	description TEXT,
	status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
	priority INTEGER NOT NULL,
	-- The default policy: always last, never off, never deleted.
	is_system INTEGER NOT NULL DEFAULT 0 CHECK (is_system = 0 OR status = 'ACTIVE'),
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX enrollment_policies_name ON enrollment_policies (name COLLATE NOCASE);

CREATE TABLE enrollment_policy_groups (
	policy_id TEXT NOT NULL REFERENCES enrollment_policies (id) ON DELETE CASCADE,
	group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
	PRIMARY KEY (policy_id, group_id)
) WITHOUT ROWID;
CREATE INDEX enrollment_policy_groups_group ON enrollment_policy_groups (group_id);

-- An authenticator without a row is NOT_ALLOWED. The key on two columns holds an authenticator that a policy offers: it
-- can neither be deleted nor switched off, whatever happens at once.
CREATE UNIQUE INDEX authenticators_id_status ON authenticators (id, status);
CREATE TABLE enrollment_policy_authenticators (
	policy_id TEXT NOT NULL REFERENCES enrollment_policies (id) ON DELETE CASCADE,
	authenticator_id TEXT NOT NULL,
	authenticator_status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (authenticator_status = 'ACTIVE'),
	enroll TEXT NOT NULL CHECK (enroll IN ('OPTIONAL', 'REQUIRED')),
	PRIMARY KEY (policy_id, authenticator_id),
	FOREIGN KEY (authenticator_id, authenticator_status) REFERENCES authenticators (id, status)
) WITHOUT ROWID;
CREATE INDEX enrollment_policy_authenticators_authenticator
	ON enrollment_policy_authenticators (authenticator_id, authenticator_status);

-- For the refusal, which names the policies.
CREATE VIEW authenticator_policies AS
	SELECT setting.authenticator_id, policy.name AS policy_name, policy.priority
	FROM enrollment_policy_authenticators AS setting
	JOIN enrollment_policies AS policy ON policy.id = setting.policy_id;

-- When pages ask for what is missing.
CREATE TABLE enrollment_rules (
	id TEXT PRIMARY KEY,
	policy_id TEXT NOT NULL REFERENCES enrollment_policies (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
	priority INTEGER NOT NULL,
	is_system INTEGER NOT NULL DEFAULT 0 CHECK (is_system = 0 OR status = 'ACTIVE'),
	enroll TEXT NOT NULL CHECK (enroll IN ('CHALLENGE', 'LOGIN', 'NEVER', 'NEVER_INCLUDING_RECOVERY')),
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX enrollment_rules_name ON enrollment_rules (policy_id, name COLLATE NOCASE);

CREATE TABLE enrollment_rule_exclusions (
	rule_id TEXT NOT NULL REFERENCES enrollment_rules (id) ON DELETE CASCADE,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	PRIMARY KEY (rule_id, user_id)
) WITHOUT ROWID;
CREATE INDEX enrollment_rule_exclusions_user ON enrollment_rule_exclusions (user_id);

-- What could be enrolled before there were policies stays OPTIONAL.
INSERT INTO enrollment_policies (id, name, description, status, priority, is_system, created_at, last_updated_at)
VALUES
	('00pDefaultEnrollment', 'Default Policy', 'For everybody whom no other policy holds', 'ACTIVE', 1, 1,
		unixepoch() * 1000, unixepoch() * 1000);
INSERT INTO enrollment_policy_groups (policy_id, group_id) VALUES ('00pDefaultEnrollment', '00gEveryone000000000');
INSERT INTO enrollment_policy_authenticators (policy_id, authenticator_id, enroll)
SELECT '00pDefaultEnrollment', id, 'OPTIONAL' FROM authenticators WHERE status = 'ACTIVE';
INSERT INTO enrollment_rules (id, policy_id, name, status, priority, is_system, enroll, created_at, last_updated_at)
VALUES
	('0prDefaultEnrollment', '00pDefaultEnrollment', 'Default Rule', 'ACTIVE', 1, 1, 'CHALLENGE', unixepoch() * 1000,
		unixepoch() * 1000);
