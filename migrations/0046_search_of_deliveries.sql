-- Deliveries by destination, status and provider. Ids sort by age, so each index is in the order of the lists.
CREATE INDEX deliveries_destination ON deliveries (destination_hash, id);
CREATE INDEX deliveries_status ON deliveries (status, id);
CREATE INDEX deliveries_hook ON deliveries (hook_id, id) WHERE hook_id IS NOT NULL;
-- Still one try for each delivery and account, and now in the order in which an account's tries are looked through.
DROP INDEX delivery_attempts_once;
CREATE UNIQUE INDEX delivery_tries_account ON delivery_tries (account_id, delivery_id);

-- How the tries of a day went, by country and by who was tried. Counting millions of deliveries would take seconds.
CREATE TABLE delivery_totals (
	-- Days since 1970, in UTC.
	day INTEGER NOT NULL,
	-- Empty for an address without a country.
	country TEXT NOT NULL,
	-- The account or the hook.
	sender_id TEXT NOT NULL,
	tries INTEGER NOT NULL,
	failed INTEGER NOT NULL,
	delivered INTEGER NOT NULL,
	entered INTEGER NOT NULL,
	PRIMARY KEY (day, country, sender_id)
) WITHOUT ROWID;
CREATE TRIGGER delivery_tries_counted AFTER INSERT ON delivery_tries
BEGIN
	INSERT INTO delivery_totals (day, country, sender_id, tries, failed, delivered, entered)
	SELECT created_at / 86400000, COALESCE(country, ''), COALESCE(NEW.account_id, NEW.hook_id, ''),
		1, NEW.status IN ('failed', 'undelivered'), NEW.status = 'delivered', 0
	FROM deliveries WHERE id = NEW.delivery_id
	ON CONFLICT (day, country, sender_id) DO UPDATE SET
		tries = tries + 1, failed = failed + excluded.failed, delivered = delivered + excluded.delivered;
END;
CREATE TRIGGER delivery_tries_moved AFTER UPDATE OF status ON delivery_tries WHEN NEW.status <> OLD.status
BEGIN
	INSERT INTO delivery_totals (day, country, sender_id, tries, failed, delivered, entered)
	SELECT created_at / 86400000, COALESCE(country, ''), COALESCE(NEW.account_id, NEW.hook_id, ''), 0,
		(NEW.status IN ('failed', 'undelivered')) - (OLD.status IN ('failed', 'undelivered')),
		(NEW.status = 'delivered') - (OLD.status = 'delivered'), 0
	FROM deliveries WHERE id = NEW.delivery_id
	ON CONFLICT (day, country, sender_id) DO UPDATE SET
		failed = failed + excluded.failed, delivered = delivered + excluded.delivered;
END;
-- The right code may be given before it is known who took the message.
CREATE TRIGGER deliveries_entered AFTER UPDATE OF verified_at, account_id ON deliveries
WHEN NEW.verified_at IS NOT NULL AND COALESCE(NEW.account_id, NEW.hook_id) IS NOT NULL
	AND (OLD.verified_at IS NULL OR COALESCE(OLD.account_id, OLD.hook_id) IS NULL)
BEGIN
	INSERT INTO delivery_totals (day, country, sender_id, tries, failed, delivered, entered)
	VALUES (NEW.created_at / 86400000, COALESCE(NEW.country, ''), COALESCE(NEW.account_id, NEW.hook_id), 0, 0, 0, 1)
	ON CONFLICT (day, country, sender_id) DO UPDATE SET entered = entered + 1;
END;
-- The tries that are there already.
INSERT INTO delivery_totals (day, country, sender_id, tries, failed, delivered, entered)
SELECT delivery.created_at / 86400000, COALESCE(delivery.country, ''), COALESCE(try.account_id, try.hook_id, ''),
	COUNT(*), SUM(try.status IN ('failed', 'undelivered')), SUM(try.status = 'delivered'),
	SUM(delivery.verified_at IS NOT NULL
		AND COALESCE(delivery.account_id, delivery.hook_id) IS COALESCE(try.account_id, try.hook_id))
FROM delivery_tries AS try JOIN deliveries AS delivery ON delivery.id = try.delivery_id
GROUP BY 1, 2, 3;

-- Messages that were refused before they were sent, whatever they are called.
CREATE INDEX log_events_send_refusals ON log_events (published)
	WHERE substr(event ->> '$.outcome.reason', 1, 11) = 'SEND_LIMIT_';

-- The last requests of a source.
CREATE INDEX inbound_requests_of_source ON inbound_requests (source_id, received_at);
