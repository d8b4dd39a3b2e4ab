-- A token may act for one application. A token in use keeps its application from being deleted, a revoked one doesn't.
ALTER TABLE api_tokens ADD COLUMN application_id TEXT;
ALTER TABLE api_tokens ADD COLUMN needed_application_id TEXT
	GENERATED ALWAYS AS (CASE WHEN revoked_at IS NULL THEN application_id END) VIRTUAL REFERENCES applications (id);
CREATE INDEX api_tokens_needed_application ON api_tokens (needed_application_id);
