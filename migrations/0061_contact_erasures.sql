-- What an HTTP directory still has of users who are gone. By night it is asked to erase that.
CREATE TABLE contact_erasures (
	user_id TEXT NOT NULL,
	-- As the directory knows the user.
	login TEXT NOT NULL,
	value_key TEXT NOT NULL,
	noted_at INTEGER NOT NULL DEFAULT (unixepoch() * 1000),
	-- When the directory was asked last. 0: never.
	tried_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (user_id, value_key)
) WITHOUT ROWID;
CREATE INDEX contact_erasures_tried ON contact_erasures (tried_at);

-- Before the row goes, because the flags go with it.
CREATE TRIGGER users_gone_contact_erasures BEFORE DELETE ON users
BEGIN
	INSERT OR IGNORE INTO contact_erasures (user_id, login, value_key)
	SELECT OLD.id, OLD.login, value_key FROM contact_flags WHERE user_id = OLD.id AND storage = 'DIRECTORY';
END;
