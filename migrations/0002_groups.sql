-- Groups and who is in them. "Everyone" is built in and has no rows of membership.
CREATE TABLE groups (
	id TEXT PRIMARY KEY,
	type TEXT NOT NULL CHECK (type IN ('OKTA_GROUP', 'BUILT_IN')),
	name TEXT NOT NULL,
	description TEXT,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL,
	last_membership_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX groups_name ON groups (name COLLATE NOCASE);
CREATE TABLE group_members (
	group_id TEXT NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	PRIMARY KEY (group_id, user_id)
) WITHOUT ROWID;
CREATE INDEX group_members_user ON group_members (user_id);
INSERT INTO groups (id, type, name, description, created_at, last_updated_at, last_membership_updated_at)
VALUES ('00gEveryone000000000', 'BUILT_IN', 'Everyone', 'All users', 0, 0, 0);
