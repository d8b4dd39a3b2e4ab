-- The authenticators behind factors that codes are sent to. There is one of each; they are switched on and off, and named.
INSERT INTO authenticators (id, key, name, status, created_at, last_updated_at)
VALUES
	('autphonenumber000000', 'phone_number', 'Phone', 'ACTIVE', unixepoch() * 1000, unixepoch() * 1000),
	('autoktaemail00000000', 'okta_email', 'Email', 'ACTIVE', unixepoch() * 1000, unixepoch() * 1000);
