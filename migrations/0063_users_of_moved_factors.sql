-- A factor that moves to another authenticator takes its user along in the numbers of both.
CREATE TRIGGER factors_user_moved AFTER UPDATE OF authenticator_id ON factors
WHEN NEW.authenticator_id IS NOT OLD.authenticator_id
BEGIN
	INSERT INTO authenticator_users (authenticator_id, users)
	SELECT NEW.authenticator_id, 1
	WHERE NEW.authenticator_id IS NOT NULL AND NOT EXISTS (
		SELECT 1 FROM factors
		WHERE authenticator_id = NEW.authenticator_id AND user_id = NEW.user_id AND id <> NEW.id
	)
	ON CONFLICT (authenticator_id) DO UPDATE SET users = users + 1;
	UPDATE authenticator_users SET users = users - 1
	WHERE authenticator_id = OLD.authenticator_id AND NOT EXISTS (
		SELECT 1 FROM factors WHERE authenticator_id = OLD.authenticator_id AND user_id = OLD.user_id
	);
	DELETE FROM authenticator_users WHERE authenticator_id = OLD.authenticator_id AND users = 0;
END;
-- Factors that have moved before were counted where they no longer are.
DELETE FROM authenticator_users;
INSERT INTO authenticator_users (authenticator_id, users)
SELECT authenticator_id, COUNT(DISTINCT user_id) FROM factors WHERE authenticator_id IS NOT NULL GROUP BY authenticator_id;
