-- Accounts at providers that deliver messages. What a driver calls secrets is one envelope; their names may be shown.
CREATE TABLE provider_accounts (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	driver_id TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'INACTIVE')),
	config TEXT NOT NULL,
	secrets_sealed TEXT NOT NULL,
	secret_names TEXT NOT NULL,
	breaker_failures INTEGER NOT NULL DEFAULT 0,
	breaker_open_until INTEGER,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX provider_accounts_name ON provider_accounts (name COLLATE NOCASE);

-- Which providers a message is tried with: the first rule, by priority, whose conditions it meets. An empty list is met by
-- everything. Priorities are 1, 2, 3 … without gaps; every change of them renumbers all in its own transaction.
CREATE TABLE delivery_routes (
	id TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	priority INTEGER NOT NULL,
	channels TEXT NOT NULL,
	destination_countries TEXT NOT NULL,
	origin_countries TEXT NOT NULL,
	request_types TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_updated_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX delivery_routes_name ON delivery_routes (name COLLATE NOCASE);

-- The foreign key keeps an account from being deleted while a rule names it.
CREATE TABLE delivery_route_providers (
	route_id TEXT NOT NULL REFERENCES delivery_routes (id) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	account_id TEXT NOT NULL REFERENCES provider_accounts (id),
	PRIMARY KEY (route_id, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX delivery_route_providers_once ON delivery_route_providers (route_id, account_id);
CREATE INDEX delivery_route_providers_account ON delivery_route_providers (account_id);
