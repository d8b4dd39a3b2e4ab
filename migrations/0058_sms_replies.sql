-- What people answer to text messages: STOP, START and HELP. A row for each number that has ever said one of them.
CREATE TABLE sms_replies (
	-- Keyed hash of the number, as in deliveries.
	destination_hash TEXT PRIMARY KEY,
	-- Keyed hash of the number, as in contact_flags.
	contact_hash TEXT NOT NULL,
	number_masked TEXT NOT NULL,
	-- NULL: messages may be sent.
	stopped_at INTEGER,
	-- When the newest STOP or START was written. An older one that comes later changes nothing.
	said_at INTEGER NOT NULL DEFAULT 0,
	-- When HELP was answered last.
	helped_at INTEGER
) WITHOUT ROWID;
CREATE INDEX sms_replies_stopped ON sms_replies (contact_hash) WHERE stopped_at IS NOT NULL;
-- No text message begins for a number that has said STOP, whoever sends it, and also if STOP comes at the same moment.
CREATE TRIGGER deliveries_stopped BEFORE INSERT ON deliveries
WHEN NEW.channel = 'SMS' AND EXISTS (
	SELECT 1 FROM sms_replies WHERE destination_hash = NEW.destination_hash AND stopped_at IS NOT NULL
)
BEGIN
	SELECT RAISE(ABORT, 'TRIGGER constraint failed: deliveries.destination_hash');
END;
-- Keyed hash of the number of an SMS factor, as in deliveries. NULL for other factors, and for those from before.
ALTER TABLE factors ADD COLUMN number_hash TEXT;
