-- Who made an API token, and when somebody asked with it. Tokens from before this migration don't know.
ALTER TABLE api_tokens ADD COLUMN created_by_id TEXT;
ALTER TABLE api_tokens ADD COLUMN created_by_name TEXT;
ALTER TABLE api_tokens ADD COLUMN last_used_at INTEGER;
-- Revoked tokens stay for good, and a list of those in use shouldn't read them.
CREATE INDEX api_tokens_in_use ON api_tokens (id) WHERE revoked_at IS NULL;
