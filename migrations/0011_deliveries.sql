-- Deliveries: one logical message each. The destination is hashed and masked; the message itself is sealed only while a
-- later provider may still need it.
CREATE TABLE deliveries (
	id TEXT PRIMARY KEY,
	channel TEXT NOT NULL CHECK (channel IN ('SMS', 'CALL', 'EMAIL', 'IM')),
	destination_hash TEXT NOT NULL,
	destination_masked TEXT NOT NULL,
	recipient_sealed TEXT NOT NULL,
	country TEXT,
	origin_country TEXT,
	request_type TEXT NOT NULL,
	user_id TEXT,
	factor_id TEXT,
	status TEXT NOT NULL CHECK (status IN ('queued', 'sent', 'delivered', 'undelivered', 'failed', 'unknown')),
	route_id TEXT,
	hook_id TEXT,
	account_id TEXT,
	idempotency_key TEXT,
	message_sealed TEXT,
	expires_at INTEGER NOT NULL,
	verified_at INTEGER,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
-- The same key names the same message for a day; the nightly clean-up takes it off after that.
CREATE UNIQUE INDEX deliveries_idempotency_key ON deliveries (idempotency_key);
CREATE INDEX deliveries_user ON deliveries (user_id, id);
CREATE INDEX deliveries_unsealed ON deliveries (expires_at) WHERE message_sealed IS NOT NULL;
CREATE TABLE delivery_attempts (
	delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	account_id TEXT,
	hook_id TEXT,
	provider TEXT NOT NULL,
	result TEXT NOT NULL CHECK (result IN ('accepted', 'failed', 'unknown')),
	kind TEXT,
	provider_code TEXT,
	provider_message_id TEXT,
	status TEXT NOT NULL,
	started_at INTEGER NOT NULL,
	duration_ms INTEGER NOT NULL,
	PRIMARY KEY (delivery_id, position)
) WITHOUT ROWID;
-- One message goes to one provider once, whoever tries: the request, its repetition, or the later failover.
CREATE UNIQUE INDEX delivery_attempts_once ON delivery_attempts (delivery_id, account_id);
CREATE INDEX delivery_attempts_provider_message ON delivery_attempts (account_id, provider_message_id);
-- What an administrator set of delivery: one row.
CREATE TABLE delivery_settings (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	value TEXT NOT NULL
);
