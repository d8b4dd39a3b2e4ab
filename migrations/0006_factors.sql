-- Factors: what a user is enrolled in. The secret, and where codes are sent, are envelopes; counters, used codes and codes
-- on their way live in the user's guard.
CREATE TABLE factors (
	id TEXT PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	factor_type TEXT NOT NULL,
	provider TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('PENDING_ACTIVATION', 'ACTIVE')),
	authenticator_id TEXT REFERENCES authenticators (id) ON DELETE RESTRICT,
	profile TEXT NOT NULL,
	secret_sealed TEXT,
	contact_sealed TEXT,
	secret_hash TEXT,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE INDEX factors_authenticator ON factors (authenticator_id);
-- One factor of a kind per user. For custom OTP tokens that is: one authenticator at a time.
CREATE UNIQUE INDEX factors_one_per_kind ON factors (user_id, factor_type, provider);
-- Two people with the same shared secret would have the same codes.
CREATE UNIQUE INDEX factors_secret_hash ON factors (secret_hash);
