-- What users are to be told about their accounts. Triggers write the rows, in the transaction of the change itself.
CREATE TABLE user_notices (
	-- The log event that is told, or 'profile:' and chance.
	event_uuid TEXT PRIMARY KEY,
	user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
	kind TEXT NOT NULL,
	happened_at INTEGER NOT NULL,
	-- Until then somebody is sending it. What fails is tried again afterwards.
	claimed_until INTEGER NOT NULL DEFAULT 0,
	sent_at INTEGER
) WITHOUT ROWID;
CREATE INDEX user_notices_waiting ON user_notices (happened_at) WHERE sent_at IS NULL;
CREATE INDEX user_notices_kinds ON user_notices (user_id, kind);

-- Where users could be reached until a moment ago, for notices about this very change. Kept for two days.
CREATE TABLE past_addresses (
	id INTEGER PRIMARY KEY,
	user_id TEXT NOT NULL,
	source TEXT NOT NULL CHECK (source IN ('USER', 'CONTACT', 'FACTOR')),
	-- The column of users, the key of contact_values, or the id of the factor.
	place TEXT NOT NULL,
	-- NULL: there was none, or the HTTP directory has it.
	value_sealed TEXT,
	hash TEXT,
	-- From when until when it counted. NULL: until something that is being written right now.
	since INTEGER NOT NULL,
	until INTEGER,
	noted_at INTEGER NOT NULL DEFAULT (unixepoch() * 1000)
);
CREATE INDEX past_addresses_user ON past_addresses (user_id, place);

CREATE TRIGGER users_past_addresses AFTER UPDATE OF email_hash, second_email_hash, mobile_phone_hash ON users
WHEN OLD.email_hash IS NOT NEW.email_hash OR OLD.second_email_hash IS NOT NEW.second_email_hash
	OR OLD.mobile_phone_hash IS NOT NEW.mobile_phone_hash
BEGIN
	INSERT INTO past_addresses (user_id, source, place, value_sealed, hash, since, until)
	SELECT OLD.id, 'USER', former.place, former.value_sealed, former.hash, COALESCE(
		(SELECT MAX(until) FROM past_addresses WHERE user_id = OLD.id AND place = former.place), OLD.created_at
	), NEW.last_updated_at
	FROM (
		SELECT 'email' AS place, OLD.email_sealed AS value_sealed, OLD.email_hash AS hash, NEW.email_hash AS next
		UNION ALL SELECT 'secondEmail', OLD.second_email_sealed, OLD.second_email_hash, NEW.second_email_hash
		UNION ALL SELECT 'mobilePhone', OLD.mobile_phone_sealed, OLD.mobile_phone_hash, NEW.mobile_phone_hash
	) AS former
	WHERE former.hash IS NOT former.next;
	INSERT INTO user_notices (event_uuid, user_id, kind, happened_at)
	VALUES ('profile:' || lower(hex(randomblob(16))), OLD.id, 'contactChanged', NEW.last_updated_at);
END;

-- The value itself is overwritten after its flag, in the same batch. An erasure says 0 for its time.
CREATE TRIGGER contact_flags_past_addresses AFTER UPDATE ON contact_flags
WHEN OLD.status = 'REGISTERED' AND OLD.proven_hash IS NOT NULL
BEGIN
	INSERT INTO past_addresses (user_id, source, place, value_sealed, hash, since, until)
	VALUES (OLD.user_id, 'CONTACT', OLD.value_key, (
		SELECT value_sealed FROM contact_values
		WHERE user_id = OLD.user_id AND key = OLD.value_key AND OLD.storage = 'DATABASE'
	), OLD.proven_hash, OLD.changed_at, NULLIF(NEW.changed_at, 0));
END;

-- A user who is deleted isn't told.
CREATE TRIGGER factors_past_addresses AFTER DELETE ON factors
WHEN OLD.status = 'ACTIVE' AND OLD.contact_sealed IS NOT NULL AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id)
BEGIN
	INSERT INTO past_addresses (user_id, source, place, value_sealed, since)
	VALUES (OLD.user_id, 'FACTOR', OLD.id, OLD.contact_sealed, OLD.last_updated_at);
END;

CREATE TRIGGER users_gone_past_addresses AFTER DELETE ON users
BEGIN
	DELETE FROM past_addresses WHERE user_id = OLD.id;
END;

-- An event is in the log once, so its notice is here once. Administrators are no rows of users.
CREATE TRIGGER log_events_noticed AFTER INSERT ON log_events
WHEN NEW.event_type IN (
	'user.mfa.factor.activate', 'user.mfa.factor.update', 'user.mfa.factor.deactivate', 'user.mfa.factor.reset_all',
	'user.contact.register', 'user.contact.verify', 'user.contact.reset', 'user.contact.erase',
	'user.security_question.update', 'user.security_question.reset', 'user.security_phrase.update',
	'user.security_phrase.reset', 'user.recovery_code.generate', 'user.account.reset', 'user.temporary_allow.grant',
	'user.helpdesk_code.issue', 'user.account.lock', 'device.user.remove', 'system.operation.rate_limit.violation'
) OR (NEW.event_type = 'user.authentication.auth_via_mfa' AND NEW.event ->> '$.target[1].id' LIKE 'urc%')
BEGIN
	UPDATE past_addresses SET until = NEW.published
	WHERE user_id = NEW.event ->> '$.target[0].id' AND until IS NULL;
	INSERT INTO user_notices (event_uuid, user_id, kind, happened_at)
	SELECT NEW.uuid, told.user_id, told.kind, NEW.published
	FROM (
		SELECT users.id AS user_id, CASE
			WHEN NEW.event_type = 'user.account.lock' THEN 'locked100'
			WHEN NEW.event_type = 'system.operation.rate_limit.violation' THEN
				CASE WHEN NEW.event ->> '$.debugContext.debugData.operationRateLimitType' = 'authenticator_failures_in_a_row'
				THEN 'locked' || (NEW.event ->> '$.debugContext.debugData.operationRateLimitThreshold') END
			WHEN NEW.event ->> '$.outcome.result' <> 'SUCCESS' THEN NULL
			WHEN NEW.event_type = 'user.mfa.factor.update' THEN
				CASE WHEN NEW.event ->> '$.outcome.reason' = 'MOVED' THEN 'factorChanged' END
			WHEN NEW.event_type IN ('user.contact.register', 'user.contact.verify') THEN CASE WHEN EXISTS (
				SELECT 1 FROM contact_flags AS flag
				WHERE flag.user_id = users.id AND flag.status = 'REGISTERED' AND flag.proven_hash IS NOT NULL
					AND substr(flag.key, -length(NEW.event ->> '$.debugContext.debugData.field'))
						= NEW.event ->> '$.debugContext.debugData.field'
					AND abs(flag.changed_at - NEW.published) < 10000
					AND NOT EXISTS (
						SELECT 1 FROM past_addresses AS past WHERE past.user_id = users.id AND past.place = flag.value_key
							AND past.hash = flag.proven_hash AND past.until = flag.changed_at
					)
			) THEN 'contactChanged' END
			ELSE (
				SELECT value FROM json_each('{
					"user.mfa.factor.activate": "factorAdded",
					"user.mfa.factor.deactivate": "factorRemoved",
					"user.mfa.factor.reset_all": "factorsReset",
					"user.contact.reset": "contactReset",
					"user.contact.erase": "contactReset",
					"user.security_question.update": "questionsChanged",
					"user.security_question.reset": "questionsReset",
					"user.security_phrase.update": "phraseChanged",
					"user.security_phrase.reset": "phraseChanged",
					"user.recovery_code.generate": "recoveryCodesMade",
					"user.authentication.auth_via_mfa": "recoveryCodeUsed",
					"user.account.reset": "accountReset",
					"user.temporary_allow.grant": "temporaryAllow",
					"user.helpdesk_code.issue": "helpDeskCode",
					"device.user.remove": "devicesRemoved"
				}') WHERE key = NEW.event_type
			) END AS kind
		FROM users WHERE users.id = NEW.event ->> '$.target[0].id'
	) AS told
	WHERE told.kind IS NOT NULL;
END;
