-- How many users have a factor of an authenticator. Counting millions of factors would take seconds.
CREATE TABLE authenticator_users (
	authenticator_id TEXT PRIMARY KEY,
	users INTEGER NOT NULL
) WITHOUT ROWID;

-- Leads to the users of an authenticator in their order, and to one user's other factors of it.
CREATE INDEX factors_authenticator_user ON factors (authenticator_id, user_id);
DROP INDEX factors_authenticator;

-- A user may have several factors of Phone, and counts once.
CREATE TRIGGER factors_user_counted AFTER INSERT ON factors
WHEN NEW.authenticator_id IS NOT NULL AND NOT EXISTS (
	SELECT 1 FROM factors
	WHERE authenticator_id = NEW.authenticator_id AND user_id = NEW.user_id AND id <> NEW.id
)
BEGIN
	INSERT INTO authenticator_users (authenticator_id, users) VALUES (NEW.authenticator_id, 1)
	ON CONFLICT (authenticator_id) DO UPDATE SET users = users + 1;
END;
CREATE TRIGGER factors_user_gone AFTER DELETE ON factors
WHEN OLD.authenticator_id IS NOT NULL AND NOT EXISTS (
	SELECT 1 FROM factors WHERE authenticator_id = OLD.authenticator_id AND user_id = OLD.user_id
)
BEGIN
	UPDATE authenticator_users SET users = users - 1 WHERE authenticator_id = OLD.authenticator_id;
	DELETE FROM authenticator_users WHERE authenticator_id = OLD.authenticator_id AND users = 0;
END;
-- The factors that are there already.
INSERT INTO authenticator_users (authenticator_id, users)
SELECT authenticator_id, COUNT(DISTINCT user_id) FROM factors WHERE authenticator_id IS NOT NULL GROUP BY authenticator_id;

-- Pages link to the policies.
DROP VIEW authenticator_policies;
CREATE VIEW authenticator_policies AS
	SELECT setting.authenticator_id, policy.id AS policy_id, policy.name AS policy_name, policy.priority
	FROM enrollment_policy_authenticators AS setting
	JOIN enrollment_policies AS policy ON policy.id = setting.policy_id;
