-- How far the secrets of removed tokens were used, so that nobody enrols one again and uses an old code.
CREATE TABLE spent_secrets (
	key TEXT PRIMARY KEY,
	mark INTEGER NOT NULL,
	until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX spent_secrets_until ON spent_secrets (until);
-- How far the secret had been used before this factor was enrolled.
ALTER TABLE factors ADD COLUMN first_mark INTEGER;
