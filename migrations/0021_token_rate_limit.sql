-- How many requests a minute a token may make: the name of one of the Worker's rate limits.
ALTER TABLE api_tokens ADD COLUMN rate_limit TEXT NOT NULL DEFAULT 'MEDIUM'
	CHECK (rate_limit IN ('SMALL', 'MEDIUM', 'LARGE'));
