-- What the console lists: who made an API token and when it was used, and the second factors of administrators.
-- Tokens from before this migration know neither who made them nor when they were used.
ALTER TABLE api_tokens ADD COLUMN created_by_id TEXT;
ALTER TABLE api_tokens ADD COLUMN created_by_name TEXT;
ALTER TABLE api_tokens ADD COLUMN last_used_at INTEGER;
-- Revoked tokens stay for good, and a list of those in use shouldn't read them.
CREATE INDEX api_tokens_in_use ON api_tokens (id) WHERE revoked_at IS NULL;
-- The second factors of a person, of every kind.
CREATE INDEX IF NOT EXISTS administrator_credentials_administrator ON administrator_credentials (administrator_id);
