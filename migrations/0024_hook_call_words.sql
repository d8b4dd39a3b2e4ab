-- What a hook calls a call in its requests, because receivers compare the word. NULL: the word of Okta's documents.
ALTER TABLE inline_hooks ADD COLUMN call_word TEXT;
