-- Inline hooks: services of others that deliver our messages. The secret sent with each call is an envelope.
CREATE TABLE inline_hooks (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	type TEXT NOT NULL,
	version TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
	channel_version TEXT NOT NULL,
	uri TEXT NOT NULL,
	headers TEXT NOT NULL,
	auth_key TEXT NOT NULL,
	auth_value_sealed TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX inline_hooks_name ON inline_hooks (name COLLATE NOCASE);
-- However many requests try it at once, one hook of a type is active.
CREATE UNIQUE INDEX inline_hooks_one_active ON inline_hooks (type) WHERE status = 'ACTIVE';

-- What a hook's calls came to, per UTC day (days since 1970). No foreign key: a call that is under way while its hook is
-- deleted is still counted in the same batch as the delivery it made, and must not undo that.
CREATE TABLE inline_hook_metrics (
	hook_id TEXT NOT NULL,
	day INTEGER NOT NULL,
	successes INTEGER NOT NULL,
	failures INTEGER NOT NULL,
	success_duration_ms INTEGER NOT NULL,
	PRIMARY KEY (hook_id, day)
) WITHOUT ROWID;
CREATE INDEX inline_hook_metrics_day ON inline_hook_metrics (day);
