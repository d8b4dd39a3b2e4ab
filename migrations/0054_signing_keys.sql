-- The keys that sign the results of transactions. Whoever verifies a result reads the public ones at /.well-known/jwks.json.
CREATE TABLE signing_keys (
	-- RFC 7638: the thumbprint of the public key.
	kid TEXT PRIMARY KEY,
	algorithm TEXT NOT NULL,
	state TEXT NOT NULL,
	-- JSON Web Key.
	public_key TEXT NOT NULL,
	-- Envelope of the private key as a JSON Web Key. NULL as soon as the key signs nothing any more.
	private_sealed TEXT,
	created_at INTEGER NOT NULL,
	state_since INTEGER NOT NULL
) WITHOUT ROWID;
-- One key signs, and one comes after it.
CREATE UNIQUE INDEX signing_keys_current ON signing_keys (algorithm) WHERE state = 'CURRENT';
CREATE UNIQUE INDEX signing_keys_next ON signing_keys (algorithm) WHERE state = 'NEXT';
