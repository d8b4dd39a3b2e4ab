-- Keys that administrators upload for an application whose results are signed by RS256.
ALTER TABLE signing_keys ADD COLUMN application_id TEXT REFERENCES applications (id) ON DELETE CASCADE;
-- When the first certificate of its chain expires. The certificates are in the public key, as x5c.
ALTER TABLE signing_keys ADD COLUMN expires_at INTEGER;
-- When the log was told that it expires soon.
ALTER TABLE signing_keys ADD COLUMN warned_at INTEGER;
-- One key signs, and one comes after it: of ours, and of each application.
DROP INDEX signing_keys_current;
DROP INDEX signing_keys_next;
CREATE UNIQUE INDEX signing_keys_current ON signing_keys (algorithm, coalesce(application_id, '')) WHERE state = 'CURRENT';
CREATE UNIQUE INDEX signing_keys_next ON signing_keys (algorithm, coalesce(application_id, '')) WHERE state = 'NEXT';
