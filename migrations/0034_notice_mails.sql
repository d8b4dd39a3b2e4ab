-- Administrators read their notices by e-mail, too: when a mail was begun. Notices from before aren't mailed.

ALTER TABLE administrator_notices ADD COLUMN mailed_at INTEGER;
UPDATE administrator_notices SET mailed_at = created_at;

CREATE INDEX administrator_notices_waiting ON administrator_notices (created_at) WHERE mailed_at IS NULL;
