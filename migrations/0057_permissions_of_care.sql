-- What a role alone doesn't give: JSON of names. Tokens and administrators from before this migration have none.
ALTER TABLE api_tokens ADD COLUMN permissions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE administrators ADD COLUMN permissions TEXT NOT NULL DEFAULT '[]';

-- Until when policies challenge a user instead of blocking. A later grant takes the place of the earlier one.
CREATE TABLE temporary_allows (
	user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
	ends_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Codes that operators read to people. The user's guard has the hash; here is for which application, and until when.
CREATE TABLE help_desk_codes (
	id TEXT PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	application_id TEXT NOT NULL,
	issued_at INTEGER NOT NULL,
	-- When it expires, or was used, or was ended.
	ends_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX help_desk_codes_user ON help_desk_codes (user_id, issued_at);
