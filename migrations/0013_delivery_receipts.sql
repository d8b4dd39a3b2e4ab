-- What providers reported about the tries of a delivery: each status that a try moved on to, once.
CREATE TABLE delivery_receipts (
	delivery_id TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
	account_id TEXT NOT NULL,
	status TEXT NOT NULL,
	detail TEXT,
	received_at INTEGER NOT NULL,
	PRIMARY KEY (delivery_id, account_id, status)
) WITHOUT ROWID;
