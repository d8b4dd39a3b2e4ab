-- Factors: what a user is enrolled in. The secret is an envelope; counters and used codes live in the user's guard.
CREATE TABLE factors (
	id TEXT PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	factor_type TEXT NOT NULL,
	provider TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('PENDING_ACTIVATION', 'ACTIVE')),
	authenticator_id TEXT REFERENCES authenticators (id) ON DELETE RESTRICT,
	profile TEXT NOT NULL,
	secret_sealed TEXT NOT NULL,
	secret_hash TEXT,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE INDEX factors_user ON factors (user_id);
CREATE INDEX factors_authenticator ON factors (authenticator_id);
-- A user is enrolled in one custom OTP authenticator at a time, and in one factor of any other kind; a pending one
-- doesn't count, so that a new token can be proven while the old one still works.
CREATE UNIQUE INDEX factors_one_active ON factors (user_id, factor_type) WHERE status = 'ACTIVE';
CREATE UNIQUE INDEX factors_one_pending ON factors (user_id, factor_type) WHERE status = 'PENDING_ACTIVATION';
-- Two users with the same secret would share their codes.
CREATE UNIQUE INDEX factors_secret ON factors (secret_hash) WHERE secret_hash IS NOT NULL;
